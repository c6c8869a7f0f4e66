import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readByKeys } from '../../db/queries/board.js'
import { readEntries } from '../../db/queries/log.js'
import type { Output } from '../../server/contract/commands.js'
import type { TaskRow } from '../../server/contract/rows.js'
import { loadBoard } from '../../server/core/load.js'
import { MONDAY_9, nextId, OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
let ahead = 0
const DAY = 86_400_000

beforeEach(async () => {
  ahead = 0
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db, { clock: () => new Date(Date.parse(MONDAY_9) + ahead) })
  const due = {
    count: 3,
    unit: 'businessDays' as const,
    citation: 'C.R.S. 24-72-203',
    law: true,
    pauses: true,
    extension: { count: 7, unit: 'businessDays' as const, notice: true },
  }
  await node.do('ada', 'type.save', {
    id: 'cora',
    name: 'Request',
    standardMinutes: 30,
    team: 'permits',
    due,
  })
})
afterEach(() => node.close())

const make = async (type = 'cora') => {
  const { no } = (await node.do('ana', 'task.create', { type, title: 'Fence permits' })).task
  await node.do('ana', 'task.claim', { task: no })
  return no
}
const stored = async (no: number) => {
  const [task] = await readByKeys(node.db.db, OFFICE, 'task', [no])
  return task as TaskRow
}
const history = async (no: number) => {
  const answer = await node.run('lee', 'task.get', { task: no })
  if (!answer.ok) throw new Error(answer.error.message)
  return (answer.output as Output<'task.get'>).history.map(({ sentence }) => sentence)
}

it('keeps in database and log where a clock stood, and when it is due since', async () => {
  const no = await make()
  await node.do('ana', 'task.hold', { task: no, reason: 'the requester' })
  expect((await stored(no)).standsSince).toBe(MONDAY_9)
  ahead = 2 * DAY
  await node.do('ana', 'task.resume', { task: no })
  const now = new Date(Date.parse(MONDAY_9) + ahead).toISOString()
  const task = await stored(no)
  expect(task).toMatchObject({
    standsSince: null,
    dueAt: '2026-12-01T00:00:00.000Z',
    clock: { from: MONDAY_9, waits: [{ from: MONDAY_9, to: now }] },
  })
  const last = (await readEntries(node.db.db, OFFICE, 0, 100)).at(-1)
  expect(last?.command).toBe('task.resume')
  expect(last?.puts?.find(({ t }) => t === 'task')?.row).toEqual(task)
  const fresh = await loadBoard(node.db.db, OFFICE)
  expect(fresh?.tables.task.get(no)).toEqual(task)
})

it('extends once under one id, and tells it in the history', async () => {
  const no = await make()
  const id = nextId()
  const input = { task: no, reason: 'many boxes', notice: true }
  const first = await node.run('lee', 'task.extend', input, id)
  expect(first).toMatchObject({ ok: true, output: { task: { dueAt: '2026-12-09T00:00:00.000Z' } } })
  expect(await node.run('lee', 'task.extend', input, id)).toEqual(first)
  expect(await node.run('lee', 'task.extend', { ...input, reason: 'other' }, id)).toMatchObject({
    error: { code: 'command_id_reused' },
  })
  expect((await stored(no)).clock?.extensions).toHaveLength(1)
  expect(await node.run('lee', 'task.extend', input)).toMatchObject({
    error: { code: 'wrong_state' },
  })
  expect((await history(no)).at(-1)).toBe(
    'Lee Alvarez extended its due time to 8 Dec, 17:00, with written notice: many boxes.',
  )
})

it('tells no reason of a confidential task to who may not read it', async () => {
  const no = await make()
  await node.do('ana', 'task.edit', { task: no, confidential: true })
  await node.do('lee', 'task.extend', { task: no, reason: 'a sealed file', notice: true })
  const answer = await node.run('ben', 'task.get', { task: no })
  expect(JSON.stringify(answer)).not.toContain('sealed')
  expect(JSON.stringify(answer)).not.toContain('clock')
})

it('goes on with types and tasks from before rules could say more', async () => {
  const no = await make('permit')
  expect((await stored(no)).dueAt).toBe('2026-11-26T00:00:00.000Z')
  // A task as it was written then: without a clock.
  const { clock: _clock, ...old } = await stored(no)
  await sql`update task set row = ${JSON.stringify(old)}::jsonb where office = ${OFFICE} and key = ${no}`.execute(
    node.db.db,
  )
  await node.app.close()
  node = await openNode(node.db)
  await node.do('ana', 'task.hold', { task: no, reason: 'survey' })
  await node.do('ana', 'task.resume', { task: no })
  await node.do('ana', 'task.step', { task: no, step: 'received', done: true })
  const { task } = await node.do('ana', 'task.finish', { task: no })
  expect(task).toMatchObject({ status: 'done', dueAt: '2026-11-26T00:00:00.000Z' })
})
