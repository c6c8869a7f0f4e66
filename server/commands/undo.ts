/** What one command did to many tasks, kept for a while so that it can be taken back as one. */
import type { UndoRow } from '../contract/desk-rows.js'
import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { mayUse } from './policy.js'
import { save, shown } from './tasks.js'

const UNDO_MS = 10 * 60_000

type Json = UndoRow['tasks'][number]['before'][string]

/** Absent fields as what they mean: not pinned, or none. */
const told = (key: string, value: unknown) => (value ?? (key === 'pinned' ? false : null)) as Json

function fieldsBefore(before: TaskRow, after: TaskRow): Record<string, Json> {
  const [old, now] = [before, after] as unknown as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => key !== 'seq',
  )
  const changed = keys.filter(
    (key) => JSON.stringify(told(key, old[key])) !== JSON.stringify(told(key, now[key])),
  )
  return Object.fromEntries(changed.map((key) => [key, told(key, old[key])]))
}

/**
 * Keeps what these tasks were before this command; call it after the last change.
 * @param what of the command, as a lead would say it
 */
export function keepUndo(rows: Unit, what: string, before: readonly TaskRow[], ctx: Ctx): UndoRow {
  const tasks = before.flatMap((task) => {
    const after = rows.get('task', task.no)
    return after ? [{ no: task.no, seq: after.seq, before: fieldsBefore(task, after) }] : []
  })
  const until = new Date(Date.parse(ctx.now) + UNDO_MS).toISOString()
  const row: UndoRow = { id: ctx.newId(), by: ctx.actor.id, what, at: ctx.now, until, tasks }
  rows.put('undo', row)
  return row
}

export const undoApply: CommandOf<'undo.apply'> = {
  needs: ({ undo: id }, _actor, rows) => ({
    rows: { task: (rows.get('undo', id)?.tasks ?? []).map(({ no }) => no) },
  }),
  decide(rows, { undo: id }, ctx) {
    mayUse('undo.apply', ctx.actor)
    const undo = rows.get('undo', id)
    if (!undo || undo.by !== ctx.actor.id)
      return refuse('not_found', 'There is nothing of yours to undo here.')
    if (undo.until <= ctx.now)
      refuse('wrong_state', `It can be undone for ten minutes; they are over.`)
    const tasks = undo.tasks.map(({ no, seq, before }) =>
      restored(rows, no, seq, before as Partial<TaskRow>),
    )
    const saved = tasks.map((task) => save(rows, task, ctx))
    rows.drop('undo', id)
    return { tasks: saved.map((task) => shown(ctx.actor, task)) }
  },
}

/** @throws Refusal when it moved on, or can no longer be as it was */
function restored(rows: Unit, no: number, seq: number, before: Partial<TaskRow>): TaskRow {
  const task = rows.get('task', no)
  if (!task || task.seq !== seq)
    return refuse('stale', `Nothing was undone: #${no} has moved on since.`)
  const holder: PersonRow | null = before.holder ? rows.get('person', before.holder) : null
  if (before.holder && !holder?.active)
    return refuse(
      'wrong_state',
      `Nothing was undone: ${holder?.name ?? 'somebody'}, who had #${no}, has left.`,
    )
  return { ...task, ...before }
}
