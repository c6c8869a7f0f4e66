import { expect, it } from 'vitest'
import { BatchRows } from '../../server/core/rows.js'
import { dayClose } from '../../server/commands/rules.js'
import type { ShiftRow, UndoRow } from '../../server/contract/desk-rows.js'
import { MONDAY_9, newBoard, office } from '../support/floor.js'

const shift = (day: string): ShiftRow => ({
  id: `ana/${day}`,
  person: 'ana',
  team: 'permits',
  day,
  work: null,
  note: null,
  by: 'lee',
})

it('takes what is long over off the board, and keeps it to be read', () => {
  const board = newBoard()
  for (const day of ['2026-11-08', '2026-11-09', '2026-11-23'])
    board.tables.shift.set(`ana/${day}`, shift(day))
  const undo = (id: string, until: string): UndoRow => ({
    id,
    by: 'lee',
    what: 'task.assign',
    at: MONDAY_9,
    until,
    tasks: [],
  })
  board.tables.undo.set('old', undo('old', '2026-11-23T15:00:00.000Z'))
  board.tables.undo.set('new', undo('new', '2026-11-23T16:10:00.000Z'))
  const batch = new BatchRows(board)
  const unit = batch.unit()
  const actor = { id: 'system', role: 'admin' as const, team: null, leads: [], person: null }
  dayClose.decide(
    unit,
    { day: '2026-11-23' },
    { actor, office, now: MONDAY_9, seq: 2, newId: () => '', draw: () => 0.5, session: null },
    undefined,
  )
  const { drops } = unit.commit()
  expect(drops.map(({ t, key }) => `${t} ${key}`)).toEqual(['shift ana/2026-11-08', 'undo old'])
  expect([...batch.archived]).toEqual([
    ['shift/ana/2026-11-08', { table: 'shift', day: '2026-11-08', row: shift('2026-11-08') }],
  ])
})
