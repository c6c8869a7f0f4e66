import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nextId } from '../support/floor.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let now = '2026-11-23T16:00:00.000Z'
let shared: Node
let node: Node
beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now) })
})
afterAll(() => shared.close())
beforeEach(async () => {
  now = '2026-11-23T16:00:00.000Z'
  const office = `office-${nextId()}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
})

const codeOf = async (who: string, name: string, input: object) => {
  const answer = await node.run(who, name, input)
  return answer.ok ? 'ok' : answer.error.code
}
const read = async (who: string, name: string, input: object) => {
  const answer = await node.run(who, name, input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Record<string, never[]>
}

describe('who may read what', () => {
  const everyone = ['ana', 'ben', 'rae', 'lee', 'sue', 'ada']
  const codes = async (name: string, input: object) =>
    Object.fromEntries(
      await Promise.all(
        everyone.map(async (who) => [who, await codeOf(who, name, input)] as const),
      ),
    )
  const leadsAlone = {
    ana: 'not_allowed',
    ben: 'not_allowed',
    rae: 'not_allowed',
    lee: 'ok',
    sue: 'not_allowed',
    ada: 'not_allowed',
  }

  it('shows suggestions, the matrix and who has not read to the leads of the team', async () => {
    expect(await codes('training.suggestions', { team: 'permits' })).toEqual(leadsAlone)
    expect(await codes('training.matrix', { team: 'permits' })).toEqual(leadsAlone)
    expect(await codes('procedure.unread', { team: 'permits' })).toEqual(leadsAlone)
    expect(await codeOf('lee', 'training.suggestions', { team: 'records' })).toBe('not_allowed')
    expect(await codeOf('lee', 'training.suggestions', { team: 'nowhere' })).toBe('not_found')
  })

  it('shows a person’s training to them and their leads', async () => {
    expect(await codes('training.record', { person: 'ben' })).toEqual({ ...leadsAlone, ben: 'ok' })
    expect(await codeOf('lee', 'training.record', { person: 'rae' })).toBe('not_allowed')
    expect(await codeOf('rae', 'training.record', {})).toBe('ok')
  })

  it('lets nobody answer a suggestion of a team that they do not lead', async () => {
    const { taskType } = await node.do('ada', 'type.save', {
      name: 'Vital records',
      standardMinutes: 20,
      team: 'permits',
    })
    const key = `cover/permits/${taskType.id}`
    for (const who of ['ana', 'sue', 'ada'])
      expect(await codeOf(who, 'suggestion.accept', { key }), who).toBe('not_allowed')
    expect(await codeOf('lee', 'suggestion.accept', { key: 'cover/permits/mail' })).toBe(
      'not_found',
    )
    expect(
      await codeOf('lee', 'suggestion.dismiss', { key: 'cover/records/copy', reason: 'No' }),
    ).toBe('not_found')
    const keys = async () =>
      (await read('lee', 'training.suggestions', { team: 'permits' })).suggestions?.map(
        (one: { key: string }) => one.key,
      )
    expect(await keys()).toContain(key)
    await node.do('lee', 'suggestion.dismiss', { key, reason: 'The annex does these' })
    expect(await keys()).not.toContain(key)
  })
})

it('suggests what a new procedure leaves unread after a week, until it is read', async () => {
  const { id } = (
    await node.do('lee', 'procedure.save', { name: 'Fees', text: 'Fees', team: 'permits' })
  ).procedure
  await node.do('ana', 'procedure.read', { procedure: id })
  const found = async () =>
    (
      (await read('lee', 'training.suggestions', { team: 'permits' })).suggestions as {
        kind: string
        reason: string
      }[]
    )
      .filter(({ kind }) => kind === 'unread')
      .map(({ reason }) => reason)
  expect(await found()).toEqual([])
  now = '2026-11-30T16:00:00.000Z'
  expect(await found()).toEqual([
    'Version 1 was read by 1 of 3 in 7 days. Not yet: Ben Ito, Lee Alvarez.',
  ])
  expect(await read('ben', 'procedure.unread', {})).toEqual({
    procedures: [{ procedure: id, version: 1, people: 1, read: 0, unread: ['ben'] }],
  })
  for (const who of ['ben', 'lee']) await node.do(who, 'procedure.read', { procedure: id })
  expect(await found()).toEqual([])
})

it('keeps what somebody was taught, also of long ago', async () => {
  await node.do('lee', 'training.plan', {
    kind: 'session',
    topic: 'Intake',
    type: 'permit',
    trainer: 'lee',
    attendees: [{ person: 'ben' }],
    day: '2026-11-24',
    from: '10:00',
    to: '11:00',
  })
  expect((await read('ben', 'training.record', {})).sessions).toHaveLength(1)
  expect((await read('ana', 'training.record', {})).sessions).toEqual([])
  // A day is closed when something was counted in it.
  const { no } = (await node.do('ana', 'task.create', { type: 'mail', title: 'Letter' })).task
  await node.do('ana', 'task.claim', { task: no })
  await node.do('ana', 'task.finish', { task: no })
  now = '2027-12-06T16:00:00.000Z'
  await node.app.sweep()
  expect((await node.app.boardOf(node.office)).tables.trainingSession.size).toBe(0)
  expect((await read('ben', 'training.record', {})).sessions).toHaveLength(1)
})

it('counts gaps and hours that too few can cover', async () => {
  await node.do('lee', 'target.set', { team: 'permits', type: 'permit', level: 3, headcount: 4 })
  const { skills, holes } = await read('lee', 'training.matrix', { team: 'permits' })
  expect(skills).toContainEqual({
    type: 'permit',
    alone: 2,
    targets: [{ level: 3, needed: 4, have: 2, by: null, who: [], gap: '2 short' }],
  })
  expect(holes).toContainEqual({
    type: 'batch',
    day: '2026-11-24',
    from: 8,
    to: 17,
    who: ['ana'],
    words: 'Tue 24 Nov 8:00 to 17:00: only Ana Delgado can take Batch alone',
  })
})
