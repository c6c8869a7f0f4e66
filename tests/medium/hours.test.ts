import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Output } from '../../server/contract/commands.js'
import type { Answer } from '../../server/contract/wire.js'
import { MONDAY_9 } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
let ahead = 0
const today = { team: 'permits', day: '2026-11-23' }

beforeEach(async () => {
  ahead = 0
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db, { clock: () => new Date(Date.parse(MONDAY_9) + ahead * 60_000) })
})
afterEach(() => node.close())

async function finish(who: string, type: string, more: { confidential?: boolean } = {}) {
  const { no } = (await node.do('lee', 'task.create', { type, title: 'Letter', ...more })).task
  await node.do(who, 'task.claim', { task: no })
  await node.do(who, 'task.finish', { task: no })
  return no
}
const output = <N extends 'hour.tasks' | 'hour.actuals'>(answer: Answer) => {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Output<N>
}
const actuals = async (who = 'lee', day = today.day) =>
  output<'hour.actuals'>(await node.run(who, 'hour.actuals', { ...today, day })).hours
const tasks = async (who: string, hour: number) =>
  output<'hour.tasks'>(await node.run(who, 'hour.tasks', { ...today, hour })).tasks

it('counts what was finished by the office’s hour, as the tallies do', async () => {
  await finish('ana', 'mail')
  ahead = 59
  await finish('ana', 'permit')
  ahead = 60
  const reopened = await finish('ana', 'mail')
  await finish('ben', 'permit')
  await node.do('lee', 'task.reopen', { task: reopened, reason: 'Unsigned' })
  expect(await actuals()).toEqual([
    { hour: 9, tasks: 2, standardMinutes: 31 },
    { hour: 10, tasks: 1, standardMinutes: 25 },
  ])
  const tallies = [...(node.app.lineOf('springfield').board?.tables.tally.values() ?? [])]
  const ofTeam = tallies.filter(({ person }) => person === null)
  expect(ofTeam.reduce((sum, one) => sum + one.standardMinutes, 0)).toBe(56)
  // A day that is over, read after the tallies have gone.
  ahead = 24 * 60
  expect(await actuals()).toHaveLength(2)
  expect(await actuals('sue', '2026-11-24')).toEqual([])
})

it('leaves out what was cancelled and what came in finished from a file', async () => {
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Twice' })).task
  await node.do('lee', 'task.cancel', { task: no, reason: 'Double' })
  const finishedAt = '2026-11-23T15:30:00.000Z'
  await node.do('lee', 'task.import', {
    rows: [{ line: 2, type: 'mail', title: 'Closed elsewhere', finishedAt }],
  })
  expect(await actuals()).toEqual([])
  expect(await tasks('lee', 8)).toEqual([])
})

it('lists the tasks of an hour, the first finished first', async () => {
  const first = await finish('ana', 'mail')
  ahead = 20
  const second = await finish('ana', 'permit', { confidential: true })
  ahead = 60
  await finish('ana', 'mail')
  const found = await tasks('lee', 9)
  expect(found.map(({ no }) => no)).toEqual([first, second])
  expect(found[1]).toMatchObject({ status: 'done', finishedBy: 'ana', title: 'Letter' })
})

it('is for the leads of the team and for supervisors', async () => {
  for (const who of ['ana', 'rae', 'ada'])
    for (const [name, input] of [
      ['hour.actuals', today],
      ['hour.tasks', { ...today, hour: 9 }],
    ] as const)
      expect(await node.run(who, name, input)).toMatchObject({ error: { code: 'not_allowed' } })
  expect(await node.run('lee', 'hour.actuals', { ...today, team: 'records' })).toMatchObject({
    error: { code: 'not_allowed' },
  })
  expect(await node.run('sue', 'hour.actuals', { ...today, team: 'nowhere' })).toMatchObject({
    error: { code: 'not_found' },
  })
})
