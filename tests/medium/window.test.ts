import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDueBeyond } from '../../db/queries/arrivals.js'
import { readQueue } from '../../db/queries/board.js'
import type { Output } from '../../server/contract/commands.js'
import { OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
beforeEach(async () => {
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db, { window: { low: 3, keep: 5, high: 8, screen: 4 } })
})
afterEach(() => node.close())

const letters = (type: string, count: number) =>
  node.do('lee', 'task.import', {
    rows: Array.from({ length: count }, (_, n) => ({ line: n + 1, type, title: `${type} ${n}` })),
  })
const next = async (who: string) => {
  const answer = await node.run(who, 'task.claimNext', {})
  if (!answer.ok) throw new Error(answer.error.message)
  return (answer.output as { task: { no: number; type: string } | null }).task
}

describe('a queue longer than memory', () => {
  it('is kept in memory only as far as its window', async () => {
    await letters('mail', 40)
    const board = await node.app.boardOf(OFFICE)
    expect(board.tables.task.size).toBe(5)
    expect(board.until.permits).toMatchObject({ no: 5 })
  })

  it('gives a person the first that they may do, however far behind others it waits', async () => {
    await letters('mail', 150)
    // Ben has no skill for mail, so his first one lies past all that memory holds.
    await letters('permit', 2)
    expect(await next('ben')).toMatchObject({ no: 151, type: 'permit' })
    expect(await next('ben')).toMatchObject({ no: 152 })
    expect(await next('ben')).toBeNull()
    expect(await next('ana')).toMatchObject({ no: 1 })
  })

  it('is taken in order by many at once, past what was read for them', async () => {
    await letters('mail', 150)
    await letters('permit', 150)
    const moved = Array.from({ length: 149 }, (_, n) => n + 151)
    const answers = await Promise.all([
      node.run('lee', 'task.assign', { tasks: moved, to: 'ana' }),
      node.run('ben', 'task.claimNext', {}),
      node.run('ben', 'task.claimNext', {}),
    ])
    expect(answers.slice(1).map((answer) => answer.ok && answer.output)).toMatchObject([
      { task: { no: 300 } },
      { task: null },
    ])
  })
})

it('counts what is queued past its window in what leave leaves open', async () => {
  // Sixty permits of 25 minutes are due by the end of a Monday of nine hours; memory holds five of them.
  const dueAt = '2026-12-01T00:00:00.000Z'
  const rows = Array.from({ length: 60 }, (_, n) => ({
    ...{ line: n + 2, type: 'permit', title: `Permit ${n}`, dueAt },
  }))
  await node.do('lee', 'task.import', { rows })
  // Due after the leave, or never: nothing that these days ask for.
  await node.do('lee', 'task.import', {
    rows: [
      { line: 2, type: 'permit', title: 'Later', dueAt: '2026-12-03T00:00:00.000Z' },
      { line: 3, type: 'permit', title: 'Some day' },
    ],
  })
  expect((await node.app.boardOf(OFFICE)).until.permits).not.toBeNull()
  const { leave } = await node.do('ana', 'leave.ask', {
    from: '2026-11-30',
    to: '2026-11-30',
    kind: 'vacation',
  })
  const answer = await node.run('lee', 'leave.coverage', { leave: leave.id })
  if (!answer.ok) throw new Error(answer.error.message)
  const { hours } = answer.output as Output<'leave.coverage'>
  // 1,500 minutes over nine hours: three people.
  expect(hours.map(({ need }) => need)).toEqual(Array(9).fill(3))
})

it('tells a screen what is due past the part of the queue that it holds, by the office’s days', async () => {
  const due = (title: string, dueAt?: string) => ({
    ...{ type: 'permit', title, ...(dueAt ? { dueAt } : {}) },
  })
  const rows = [
    due('First', '2026-11-30T15:00:00.000Z'),
    // Late on Monday in Denver; Tuesday in Greenwich.
    due('Second', '2026-12-01T06:59:00.000Z'),
    due('Third', '2026-12-01T05:30:00.000Z'),
    due('Tuesday', '2026-12-01T07:00:00.000Z'),
    due('Some day'),
  ]
  await node.do('lee', 'task.import', { rows: rows.map((row, n) => ({ ...row, line: n + 2 })) })
  const beyond = (team: string, until: string, who = 'lee') =>
    node.run(who, 'coverage.beyond', {
      ...{ team, until },
      after: { priority: 'normal', dueAt: '2026-11-30T15:00:00.000Z', no: 1 },
    })
  const second = { type: 'permit', dueAt: '2026-12-01T05:30:00.000Z', standardMinutes: 50 }
  expect(await beyond('permits', '2026-11-30')).toMatchObject({
    ok: true,
    output: { due: [second] },
  })
  const both = await beyond('permits', '2026-12-01', 'ana')
  expect(both.ok && both.output).toMatchObject({
    due: expect.arrayContaining([
      second,
      { type: 'permit', dueAt: '2026-12-01T07:00:00.000Z', standardMinutes: 25 },
    ]),
  })
  expect(await beyond('records', '2026-12-01')).toMatchObject({ output: { due: [] } })
  expect(await beyond('moon', '2026-12-01')).toMatchObject({ error: { code: 'not_found' } })
})

it('is read on from a place in it however the database orders letters', async () => {
  const { db } = node.db
  // In most languages signs come before digits.
  await sql`alter table task alter column due_at type text collate "unicode"`.execute(db)
  const due = { type: 'permit', dueAt: '2026-12-01T00:00:00.000Z' }
  const rows = [
    due,
    { type: 'permit' },
    due,
    { type: 'permit' },
    { ...due, priority: 'low' as const },
  ]
  await node.do('lee', 'task.import', {
    rows: rows.map((row, n) => ({ line: n + 1, title: `Permit ${n}`, ...row })),
  })
  await sql`update task set row = row || '{"dueAt": null}' where key in (2, 4)`.execute(db)
  const rest = async (no: number, dueAt: string | null) => {
    const after = { priority: 'normal' as const, dueAt, no }
    const found = await readQueue(db, OFFICE, { teams: ['permits'], after, limit: 9 })
    const query = {
      ...{ office: OFFICE, team: 'permits', after, timeZone: 'America/Denver' },
      ...{ from: '2026-11-23T07:00:00.000Z', before: '2027-01-01T00:00:00.000Z' },
    }
    const minutes = (await readDueBeyond(db, query)).map((one) => one.standardMinutes)
    return [found.map((task) => task.no), minutes.reduce((sum, one) => sum + one, 0)]
  }
  expect(await rest(1, due.dueAt)).toEqual([[3, 2, 4, 5], 50])
  expect(await rest(3, due.dueAt)).toEqual([[2, 4, 5], 25])
  expect(await rest(2, null)).toEqual([[4, 5], 25])
  expect(await rest(4, null)).toEqual([[5], 25])
})
