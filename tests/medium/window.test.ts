import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
