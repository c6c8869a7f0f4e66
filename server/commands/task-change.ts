import type { TaskRow } from '../contract/rows.js'
import type { Actor, CommandOf, Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { fault, ledTasks, refuseFaults } from './faults.js'
import { againstLaw } from './law-due.js'
import { mayUse } from './policy.js'
import { inForce, isOwnUnderReview, openStates, save, shown, unplaced } from './tasks.js'
import { keepUndo } from './undo.js'

const NOTHING = 'Nothing was changed'

export const taskChange: CommandOf<'task.change'> = {
  needs: ({ tasks }) => ({ rows: { task: tasks } }),
  decide(rows, { tasks, ...change }, ctx) {
    mayUse('task.change', ctx.actor)
    const named = ledTasks(rows, NOTHING, tasks, ctx.actor)
    const known = named.map(({ task }) => task)
    const team = change.team === undefined ? null : rows.get('team', change.team)
    if (change.team !== undefined && !team) refuseInput([{ path: 'team', message: `there is no team ${change.team}` }])
    refuseFaults(NOTHING, named.flatMap(({ task, at }) => stateFault(task, at, team?.id ?? task.team, ctx.actor)))
    const { dueAt } = change
    if (dueAt !== undefined) refuseFaults(NOTHING, named.flatMap(({ task, at }) => lawFault(task, at, dueAt, ctx)))
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const changed = known.map((task) => save(rows, unplaced(task, rerouted(rows, task, { ...task, ...given })), ctx))
    const undo = keepUndo(rows, `${changed.length} changed`, known, ctx)
    return { tasks: changed.map((task) => shown(ctx.actor, task)), undo: undo.id }
  },
}

/** Another team may have a standard of its own. */
const rerouted = (rows: Unit, before: TaskRow, after: TaskRow) => before.team === after.team ? after : inForce(rows, after)

function lawFault(task: TaskRow, at: number, dueAt: string | null, ctx: Ctx) {
  const message = againstLaw(task, dueAt, ctx)
  return message ? fault(at, 'invalid_input', `#${task.no} must ${message}`) : []
}

function stateFault(task: TaskRow, at: number, team: string, actor: Actor) {
  if (isOwnUnderReview(actor, task)) return fault(at, 'wrong_state', `#${task.no} is your own work and being checked; another lead changes it`)
  if (!openStates.includes(task.status)) return fault(at, 'wrong_state', `#${task.no} is ${task.status}`)
  const routed = team !== task.team && task.status !== 'queued'
  return routed ? fault(at, 'wrong_state', `#${task.no} is held; return it to the queue before it goes to another team`) : []
}
