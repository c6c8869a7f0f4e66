/** Taking back what one command did to many tasks, as long as none of them has moved on. */
import type { UndoRow } from '../contract/desk-rows.js'
import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { fault, ledTasks, refuseFaults } from './faults.js'
import { mayUse } from './policy.js'
import { save } from './tasks.js'

export const UNDO_MS = 10 * 60_000

/** What such commands change of a task, and so what is put back. */
const kept = [
  'status', 'holder', 'assignedBy', 'assignedAt', 'claimedAt', 'waitingFor', 'followUpAt', 'activeSince',
  'priority', 'team', 'dueAt', 'clock', 'standsSince', 'pinned', 'place',
] as const satisfies readonly (keyof TaskRow)[]

/**
 * Remembers how tasks were before this command; call it with the rows as they were.
 * @param what the command in a few words, as the message that offers to undo it names it
 * @returns the id with which it is undone
 */
export function keepUndo(rows: Unit, what: string, before: readonly TaskRow[], ctx: Ctx): string {
  const undo: UndoRow = {
    id: ctx.newId(),
    by: ctx.actor.id,
    what,
    at: ctx.now,
    until: new Date(Date.parse(ctx.now) + UNDO_MS).toISOString(),
    tasks: before.map((task) => ({
      no: task.no,
      seq: ctx.seq,
      before: Object.fromEntries(kept.map((key) => [key, task[key] ?? (key === 'pinned' ? false : null)])),
    })),
  }
  for (const old of [...rows.all('undo')]) if (old.by === undo.by && old.until < ctx.now) rows.drop('undo', old.id)
  rows.put('undo', undo)
  return undo.id
}

const NOTHING = 'Nothing was undone'

export const undoApply: CommandOf<'undo.apply'> = {
  needs: ({ undo }, _actor, rows) => ({ rows: { task: rows.get('undo', undo)?.tasks.map(({ no }) => no) ?? [] } }),
  decide(rows, { undo: id }, ctx) {
    mayUse('undo.apply', ctx.actor)
    const undo = rows.get('undo', id)
    // Another's is not there for them, as with everything that somebody may not see.
    if (undo?.by !== ctx.actor.id) return refuse('not_found', 'There is nothing to undo any more.')
    if (undo.until < ctx.now) refuse('wrong_state', `That was ${minutesSince(undo, ctx)} minutes ago; it can be undone for ten.`)
    const numbers = undo.tasks.map(({ no }) => no)
    const found = numbers.map((no) => rows.get('task', no))
    refuseFaults(NOTHING, undo.tasks.flatMap(({ no, seq }, at) =>
      found[at]?.seq === seq ? [] : fault(at, 'stale', `#${no} has moved on since`)))
    // Who no longer leads the team can take nothing back either.
    ledTasks(rows, NOTHING, numbers, { ...ctx.actor, leads: [...ctx.actor.leads, ...routedTo(rows, undo)] })
    for (const { no, before } of undo.tasks) save(rows, { ...(rows.get('task', no) as TaskRow), ...before } as TaskRow, ctx)
    rows.drop('undo', id)
    return { tasks: numbers }
  },
}

/** Teams to which this very command sent tasks: to take them back one need not lead these. */
const routedTo = (rows: Unit, { tasks }: UndoRow): string[] =>
  tasks.flatMap(({ no, before }) => {
    const team = rows.get('task', no)?.team
    return team && team !== before.team ? [team] : []
  })

const minutesSince = ({ at }: UndoRow, { now }: Ctx) => Math.floor((Date.parse(now) - Date.parse(at)) / 60_000)
