import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { CommandName, Output } from '../../server/contract/commands.js'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { checksOf } from '../../server/reads/training-evidence.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { madeReview } from '../support/made-reviews.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { openPglite } from '../support/pglite.js'

let node: Node
const span = { team: 'permits', from: '2026-11-01', to: '2026-11-20' }

const keep = async (table: 'review' | 'training_session' | 'attendance', row: { id: string }) =>
  sql`insert into ${sql.table(table)} (office, key, row) values (${OFFICE}, ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(
    node.db.db,
  )
const archived = (row: ReviewRow, day: string) =>
  sql`insert into archive (office, key, row) values (${OFFICE}, ${`review/${row.id}`},
    ${JSON.stringify({ table: 'review', day, row })}::jsonb)`.execute(node.db.db)

const read = async <N extends CommandName>(who: string, name: N, input: object) => {
  const answer = await node.run(who, name, input)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.output as Output<N>
}
const signature = [{ reason: 'signature', step: 'filed', text: null }]

beforeAll(async () => {
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db)
  for (let task = 1; task <= 12; task++)
    await keep(
      'review',
      madeReview({ task, ...(task <= 3 ? { result: 'return', reasons: signature } : {}) }),
    )
  await archived(
    madeReview({ task: 20, person: 'ben', checkedAt: '2026-11-17T18:00:00.000Z' }),
    '2026-11-17',
  )
  await keep(
    'review',
    madeReview({ task: 21, person: 'ben', result: null, checkedAt: null, checker: null }),
  )
  await keep(
    'review',
    madeReview({ task: 22, cause: 'asked', result: 'return', reasons: signature }),
  )
  await keep('review', madeReview({ task: 23, team: 'records', person: 'rae', type: 'copy' }))
  await keep(
    'review',
    madeReview({ id: 'x1', task: 30, twin: 'x2', checklist: 1, answers: { a: 'yes' } }),
  )
  await keep(
    'review',
    madeReview({
      id: 'x2',
      task: 30,
      twin: 'x1',
      checklist: 1,
      answers: { a: 'no' },
      checker: 'ben',
    }),
  )
})
afterAll(() => node.close())

describe('first-pass yield', () => {
  it('counts what was drawn, also what has left the board, and says what it leaves out', async () => {
    const found = await read('lee', 'quality.yield', { ...span, by: 'type' })
    expect(found.all).toMatchObject({ checked: 14, passed: 11, weighted: false })
    expect(found).toMatchObject({ open: 1, asked: 1, minimumCount: 10 })
    expect(found.lines).toMatchObject([{ id: 'permit', checked: 14 }])
    const steps = await read('lee', 'quality.yield', { ...span, by: 'step' })
    expect(steps.lines.map(({ id, passed }) => [id, passed])).toEqual([
      ['permit/received', 14],
      ['permit/filed', 11],
    ])
  })

  it('gives a clerk their own line alone, and withholds few', async () => {
    const all = await read('lee', 'quality.yield', { ...span, by: 'person' })
    expect(all.lines.map(({ id }) => id)).toEqual(['ana', 'ben'])
    expect(all.lines[1]).toMatchObject({ checked: null, passed: null, share: null, withheld: 10 })
    const own = await read('ben', 'quality.yield', { ...span, by: 'person' })
    expect(own.lines.map(({ id }) => id)).toEqual(['ben'])
    // What is drawn and not checked yet is not told to whoever did the work.
    expect(own.open).toBe(0)
  })

  it('refuses days that do not fit each other', async () => {
    expect(
      await node.run('lee', 'quality.yield', { ...span, to: '2026-10-01', by: 'type' }),
    ).toMatchObject({
      error: { code: 'invalid_input', problems: [{ path: 'to' }] },
    })
  })
})

it('counts reasons, and opens to the checks behind', async () => {
  const reasons = await read('lee', 'quality.reasons', span)
  expect(reasons).toMatchObject({
    returns: 4,
    lines: [{ reason: 'signature', step: 'filed', returns: 4, cumulative: 1 }],
  })
  const first = await read('lee', 'quality.reviews', {
    ...span,
    counted: true,
    result: 'returned',
    limit: 2,
  })
  expect(first).toMatchObject({ total: 3 })
  const second = await read('lee', 'quality.reviews', {
    ...span,
    counted: true,
    result: 'returned',
    limit: 2,
    after: first.next ?? '',
  })
  expect([...first.reviews, ...second.reviews].map(({ task }) => task).toSorted()).toEqual([
    1, 2, 3,
  ])
  expect(second.next).toBeNull()
})

it('pairs blind checks', async () => {
  const { lines } = await read('lee', 'quality.agreement', span)
  expect(lines).toMatchObject([
    { item: null, pairs: 1, agreed: 1, kappa: null, missing: 'oneAnswer' },
    { item: 'a', pairs: 1, agreed: 0, kappa: 0 },
  ])
})

it('suggests rates', async () => {
  const { types } = await read('lee', 'quality.rates', { team: 'permits' })
  const permit = types.find(({ type }) => type === 'permit')
  expect(permit?.people.find(({ person }) => person === 'ana')).toMatchObject({
    lots: 1,
    badOfFive: 1,
    severity: 'normal',
  })
})

it('suggests training from what was drawn, and from nothing that somebody asked to be checked', async () => {
  const board = await node.app.boardOf(OFFICE)
  const office = board.tables.office.get(OFFICE) as OfficeRow
  const tasks = (await checksOf(node.db.db, board, office, MONDAY_9)).map(({ task }) => task)
  expect(tasks).toContain(3)
  expect(tasks).not.toContain(22)
})

it('compares a training with the untrained, or says that there is too little', async () => {
  await keep('training_session', {
    id: 's1',
    team: 'permits',
    kind: 'session',
    topic: 'Signatures',
    type: 'permit',
    trainer: 'lee',
    day: '2026-11-10',
    from: '09:00',
    to: '10:00',
    place: null,
    links: [],
    state: 'held',
    at: '',
    by: 'lee',
    signed: null,
  } as { id: string })
  await keep('attendance', {
    id: 's1/ana',
    session: 's1',
    person: 'ana',
    team: 'permits',
    trainer: 'lee',
    need: null,
    attended: true,
    signedAt: null,
    levelBefore: 3,
    levelAfter: 3,
  } as { id: string })
  const { trainings, all } = await read('lee', 'training.effect', { team: 'permits' })
  expect(all).toBeNull()
  expect(trainings).toMatchObject([
    {
      session: 's1',
      attended: 1,
      picked: 0,
      days: { before: 90, after: 12 },
      returns: { verdict: 'tooLittle', effect: null },
    },
  ])
})

describe('who may see what', () => {
  const code = async (who: string, name: CommandName, input: object) => {
    const answer = await node.run(who, name, input)
    return answer.ok ? 'ok' : answer.error.code
  }
  it('keeps other people’s figures from clerks, supervisors, admins and other teams', async () => {
    for (const who of ['ana', 'rae', 'ada']) {
      for (const by of ['type', 'step', 'team'])
        expect(await code(who, 'quality.yield', { ...span, by })).toBe('not_allowed')
      for (const name of ['quality.reasons', 'quality.agreement'] as const)
        expect(await code(who, name, span)).toBe('not_allowed')
    }
    for (const who of ['ana', 'rae', 'ada', 'sue']) {
      expect(await code(who, 'quality.rates', { team: 'permits' })).toBe('not_allowed')
      expect(await code(who, 'training.effect', { team: 'permits' })).toBe('not_allowed')
      expect(await code(who, 'quality.reviews', { ...span, person: 'ben' })).toBe('not_allowed')
    }
    for (const who of ['ada', 'sue'])
      expect(await code(who, 'quality.yield', { ...span, by: 'person' })).toBe('not_allowed')
    expect(await code('lee', 'quality.yield', { ...span, team: 'records', by: 'type' })).toBe(
      'not_allowed',
    )
    expect(await code('lee', 'training.effect', { team: 'permits', session: 'guessed' })).toBe(
      'not_found',
    )
    const own = await read('ana', 'quality.reviews', span)
    expect(new Set(own.reviews.map(({ person }) => person))).toEqual(new Set(['ana']))
    expect((await read('rae', 'quality.reviews', span)).total).toBe(0)
    expect(
      (await read('ben', 'quality.reviews', span)).reviews.every(({ result }) => result !== null),
    ).toBe(true)
  })
})

it('takes a check of long ago as evidence of whoever it was about', async () => {
  const evidence = [{ kind: 'review', ref: 'review-20-1', text: 'Came back' }]
  const need = { topic: 'Stamps', seen: 'Upside down', evidence }
  const code = async (person: string, name: string, input: object) => {
    const answer = await node.run('lee', name, { person, ...input })
    return answer.ok ? 'ok' : answer.error.problems?.map(({ path }) => path).join()
  }
  expect(await code('ana', 'need.record', need)).toBe('evidence.0.ref')
  expect(await code('ben', 'need.record', need)).toBe('ok')
  const level = { type: 'permit', level: 3, evidence }
  expect(await code('ben', 'skill.set', level)).toBe('ok')
})
