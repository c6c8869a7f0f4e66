import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { fault, ledTasks, refuseFaults, type Fault } from './faults.js'
import { fitFault, takerOf } from './fit.js'
import { counts, overWords } from './limit.js'
import { mayUse } from './policy.js'
import { nobodys, save, settleTime, shown, taskOf, toQueue } from './tasks.js'
import { keepUndo } from './undo.js'

const NOTHING = 'Nothing was assigned'

export const taskAssign: CommandOf<'task.assign'> = {
  needs: ({ tasks }) => ({ rows: { task: tasks } }),
  decide(rows, { tasks, to }, ctx) {
    mayUse('task.assign', ctx.actor)
    const named = ledTasks(rows, NOTHING, tasks, ctx.actor)
    const known = named.map(({ task }) => task)
    const person = to === null ? null : takerOf(rows, to)
    refuseFaults(NOTHING, named.flatMap(({ task, at }) => stateFault(rows, task, at)))
    if (person) refuseFaults(NOTHING, named.flatMap(({ task, at }) => fitFault(rows, task, person, at)))
    if (person) refuseOverLimit(rows, known, person)
    const moved = known.map(({ no }) => (person ? give(rows, no, person, ctx) : back(rows, no, ctx)))
    const undo = keepUndo(rows, `${known.length} given`, known, ctx)
    return { tasks: moved.map((task) => shown(ctx.actor, task)), undo: undo.id }
  },
}

function stateFault(rows: Unit, task: TaskRow, at: number): Fault[] {
  if (['queued', 'assigned', 'waiting'].includes(task.status)) return []
  const holder = task.holder ? rows.get('person', task.holder)?.name : null
  return fault(at, 'wrong_state', task.status === 'active'
    ? `#${task.no} is in ${holder ?? 'somebody'}'s hand; release it first`
    : `#${task.no} is ${task.status}`)
}

/** A lead's own hand is held to the team's limit too. */
function refuseOverLimit(rows: Unit, tasks: readonly TaskRow[], person: PersonRow): void {
  const more = tasks.filter(({ holder, status }) => holder !== person.id || !counts(status)).length
  for (const team of new Set(tasks.map((task) => task.team))) {
    const over = overWords(rows, person.id, team, more)
    if (over) refuse('wrong_state', `Nothing was assigned: ${over}.`)
  }
}

function give(rows: Unit, no: number, person: PersonRow, ctx: Ctx): TaskRow {
  const task = taskOf(rows, no)
  return save(rows, {
    ...task, ...nobodys, status: 'assigned', holder: person.id, assignedBy: ctx.actor.id, assignedAt: ctx.now,
  }, ctx)
}

function back(rows: Unit, no: number, ctx: Ctx): TaskRow {
  const task = taskOf(rows, no)
  if (task.status === 'queued') return save(rows, task, ctx)
  settleTime(rows, task.holder, ctx)
  return toQueue(rows, no, ctx)
}
