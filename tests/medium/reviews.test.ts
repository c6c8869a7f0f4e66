import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Output, ReadName } from '../../server/contract/commands.js'
import { concerned, envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import { nextId } from '../support/floor.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'
import { inReview, returned } from '../support/quality-cases.js'

let shared: Node
let node: Node
beforeAll(async () => {
  shared = await openNode(await openPglite())
})
afterAll(() => shared.close())
beforeEach(async () => {
  const office = `office-${nextId()}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
})

const read = async <N extends ReadName>(who: string, name: N, input: object) => {
  const answer = await node.run(who, name, input)
  return answer.ok ? (answer.output as Output<N>) : answer.error.code
}
const everyone = ['ana', 'ben', 'rae', 'lee', 'sue', 'ada'] as const

it('gives each checker what waits for them, and nobody else anything', async () => {
  const no = await inReview(node)
  const queues = await Promise.all(everyone.map((who) => read(who, 'review.queue', {})))
  expect(
    queues.map((queue) => (queue as Output<'review.queue'>).checks.map(({ task }) => task.no)),
  ).toEqual([[], [], [], [no], [], []])
  await node.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
  await node.do('ben', 'review.take', { task: no })
  expect(await read('lee', 'review.queue', { team: 'permits' })).toMatchObject({
    checks: [{ check: { task: no, person: 'ana', checker: 'ben', corrected: false } }],
  })
  expect(await read('lee', 'review.queue', { team: 'records' })).toEqual({
    checks: [],
    disputes: [],
  })
  expect(await read('lee', 'review.queue', { team: 'none' })).toBe('not_found')
})

it('shows a task under check to its checker alone, with checklist, history and earlier rounds', async () => {
  await node.do('lee', 'checklist.save', { type: 'mail', items: [{ text: 'Signed' }] })
  const no = await inReview(node)
  await node.do('lee', 'review.decide', {
    task: no,
    result: 'return',
    answers: { signed: 'no' },
    reasons: [{ reason: 'signature' }],
  })
  await node.do('ana', 'task.claim', { task: no })
  await node.do('ana', 'task.finish', { task: no })
  expect(await read('lee', 'review.get', { task: no })).toMatchObject({
    task: { no, status: 'review' },
    check: { round: 2, corrected: true },
    checklist: { items: [{ id: 'signed' }] },
    earlier: [{ round: 1, result: 'return', reasons: [{ reason: 'signature' }] }],
    disputed: null,
  })
  for (const who of ['ana', 'ben', 'rae', 'sue', 'ada'])
    expect(await read(who, 'review.get', { task: no }), who).toBe('not_allowed')
  expect(await read('lee', 'review.get', { task: 99 })).toBe('not_found')
})

it('keeps what came of a check from colleagues, supervisors and administrators at every door', async () => {
  const id = await returned(node)
  const board = await node.app.boardOf(node.office)
  const { task: no } = board.tables.review.get(id) ?? { task: 0 }
  await node.do('ana', 'review.dispute', { review: id, text: 'It is on page 2.' })
  for (const who of everyone) {
    const concerns = who === 'ana' || who === 'lee'
    const shown = JSON.stringify(await read(who, 'task.get', { task: no }))
    expect(
      /signature|Signature missing|page 2|disputed|round/.test(shown),
      `${who} opens the task`,
    ).toBe(concerns)
    const found = JSON.stringify(await read(who, 'task.search', { text: 'Letter' }))
    expect(found.includes('signature'), `${who} searches`).toBe(concerns)
    const checks = await read(who, 'person.checks', { person: 'ana' })
    if (concerns) expect(checks).toMatchObject({ reviews: [{ id, result: 'return' }] })
    else expect(checks, `${who} asks for her checks`).toBe('not_allowed')
    if (concerns) continue
    for (const [command, input] of [
      ['review.acknowledge', { review: id }],
      ['review.dispute', { review: id, text: 'x' }],
      ['review.settle', { review: id, upheld: true, text: 'x' }],
    ] as const)
      expect(await node.run(who, command, input), `${who} ${command}`).toMatchObject({
        error: { code: expect.stringMatching(/not_found|not_allowed/) as string },
      })
  }
})

it('sends a return to who did the work and their lead, in frames that others do not share', async () => {
  const no = await inReview(node)
  const { seq, epoch, tables } = await node.app.boardOf(node.office)
  await node.do('lee', 'review.decide', {
    task: no,
    result: 'return',
    reasons: [{ reason: 'signature' }],
  })
  const changes = foldEntries((await readEntries(node.db.db, node.office, seq, 10)) as Entry[])
  expect(concerned(changes)).toContain('ana')
  const span = { office: node.office, epoch, from: seq, to: seq + 1, at: '' }
  const told = (who: string) => {
    const person = tables.person.get(who)
    return person ? JSON.stringify(envelopeFor(viewerOf(person), span, changes)) : ''
  }
  expect(everyone.filter((who) => told(who).includes('signature'))).toEqual(['ana', 'lee'])
})

it('gives a person’s checks of a period, those that have left the board too', async () => {
  const id = await returned(node)
  const { db } = node.db
  const rows = await db.selectFrom('review').selectAll().where('office', '=', node.office).execute()
  await db
    .insertInto('archive')
    .values({
      office: node.office,
      key: 'review/old',
      row: JSON.stringify({
        table: 'review',
        day: '2026-01-05',
        row: { ...rows[0]?.row, id: 'old', checkedAt: '2026-01-05T16:00:00.000Z' },
      }),
    } as never)
    .execute()
  const ids = async (input: object) => {
    const checks = await read('ana', 'person.checks', { person: 'ana', ...input })
    return (checks as Output<'person.checks'>).reviews.map((review) => review.id)
  }
  expect(await ids({})).toEqual([id, 'old'])
  expect(await ids({ from: '2026-02-01T00:00:00Z' })).toEqual([id])
  expect(await ids({ to: '2026-02-01T00:00:00Z' })).toEqual(['old'])
  await node.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
  await node.do('ana', 'review.dispute', { review: id, text: 'Page 2' })
  expect(await read('ben', 'review.queue', {})).toMatchObject({ disputes: [{ review: { id } }] })
  expect(await read('lee', 'review.queue', {})).toMatchObject({ disputes: [] })
})
