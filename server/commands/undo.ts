/** What one command did to many tasks or days, kept for a while so that it can be taken back as one. */
import type { UndoRow } from '../contract/desk-rows.js'
import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { fault, refuseFaults, type Fault } from './faults.js'
import { fitFault } from './fit.js'
import { counts, overWords } from './limit.js'
import { mayUse } from './policy.js'
import { save, shown, taskOf } from './tasks.js'
import { changesSince, restoreDays, type Remembered } from './undo-days.js'

const UNDO_MS = 10 * 60_000
const NOTHING = 'Nothing was undone'

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
  return put(rows, { what, tasks }, ctx)
}

/**
 * The same for days and weeks of the timetable; call it after the last change.
 * @returns the undo's id; null where nothing was changed
 */
export function keepDays(rows: Unit, what: string, before: Remembered, ctx: Ctx): string | null {
  const timetable = changesSince(rows, before)
  return timetable.length === 0 ? null : put(rows, { what, tasks: [], timetable }, ctx).id
}

function put(
  rows: Unit,
  kept: Pick<UndoRow, 'what' | 'tasks' | 'timetable'>,
  ctx: Ctx,
): UndoRow {
  const until = new Date(Date.parse(ctx.now) + UNDO_MS).toISOString()
  const row: UndoRow = { id: `u${ctx.seq}`, by: ctx.actor.id, at: ctx.now, until, ...kept }
  for (const old of [...rows.all('undo')]) if (old.by === row.by && old.until < ctx.now) rows.drop('undo', old.id)
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
    refuseFaults(NOTHING, undo.tasks.flatMap(({ no, seq }, at) =>
      rows.get('task', no)?.seq === seq ? [] : fault(at, 'stale', `#${no} has moved on since`)))
    restoreDays(rows, undo.timetable ?? [], ctx)
    const tasks = undo.tasks.map(({ no, before }) => restored(rows, no, before as Partial<TaskRow>, ctx))
    // It counts who leads the team to which a task goes back, wherever it was sent.
    refuseFaults(NOTHING, tasks.flatMap(({ no, team }, at) => (ctx.actor.leads.includes(team)
      ? [] : fault(at, 'not_allowed', `#${no} goes back to a team that you do not lead`))))
    refuseFaults(NOTHING, tasks.flatMap((task, at) => holderFault(rows, task, at)))
    refuseFaults(NOTHING, limitFaults(rows, tasks, undo))
    const saved = tasks.map((task) => save(rows, task, ctx))
    rows.drop('undo', id)
    return { tasks: saved.map((task) => shown(ctx.actor, task)) }
  },
}

/** As it was before; whoever gets it back has all the time to begin it that the team gives. */
function restored(rows: Unit, no: number, before: Partial<TaskRow>, { now }: Ctx): TaskRow {
  const { clock, ...rest } = { ...taskOf(rows, no), ...before }
  const isGiven = rest.status === 'assigned' && before.assignedAt !== undefined
  const task = isGiven ? { ...rest, assignedAt: now } : rest
  // A clock that was not there is kept as none.
  return clock ? { ...task, clock } : task
}

/** Who had it may no longer be somebody to whom it could be given. */
function holderFault(rows: Unit, task: TaskRow, at: number): Fault[] {
  const { no, holder } = task
  if (!holder || taskOf(rows, no).holder === holder) return []
  const person = rows.get('person', holder)
  if (!person?.active) return fault(at, 'wrong_state', `${person?.name ?? 'somebody'}, who had #${no}, has left`)
  if (person.role !== 'clerk' && person.role !== 'lead')
    return fault(at, 'wrong_state', `${person.name}, who had #${no}, takes no tasks any more`)
  return fitFault(rows, task, person, at)
}

/**
 * What goes back to people, less what leaves them, must be within what their team allows where they have taken
 * on other work since. Who has not had as much before: nothing moved on, and a limit takes nothing from anybody.
 */
function limitFaults(rows: Unit, tasks: readonly TaskRow[], undo: UndoRow): Fault[] {
  const load = (task: TaskRow, person: string) => Number(task.holder === person && counts(task.status))
  const more = (person: string) =>
    tasks.reduce((sum, task) => sum + load(task, person) - load(taskOf(rows, task.no), person), 0)
  const own = new Set(tasks.map(({ no }) => no))
  const isNew = ({ no, status, seq, claimedAt, assignedAt }: TaskRow) =>
    !own.has(no) && counts(status) && seq > Number(undo.id.slice(1)) && (claimedAt ?? assignedAt ?? '') >= undo.at
  return tasks.flatMap((task, at) => {
    const { no, holder, team } = task
    if (!holder || load(task, holder) <= load(taskOf(rows, no), holder)) return []
    if (!rows.heldBy(holder).some(isNew)) return []
    const over = overWords(rows, holder, team, more(holder))
    return over ? fault(at, 'wrong_state', `#${no} cannot go back: ${over}`) : []
  })
}
