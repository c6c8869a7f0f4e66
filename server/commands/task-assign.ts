import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { fault, ledTasks, refuseFaults, type Fault } from './faults.js'
import { mayUse } from './policy.js'
import { qualifies, save, settleTime, shown, taskOf, toQueue, typeOf } from './tasks.js'
import { keepUndo } from './undo.js'

const NOTHING = 'Nothing was assigned'

export const taskAssign: CommandOf<'task.assign'> = {
  needs: ({ tasks }) => ({ rows: { task: tasks } }),
  decide(rows, { tasks, to }, ctx) {
    mayUse('task.assign', ctx.actor)
    const numbers = [...new Set(tasks)]
    const known = ledTasks(rows, NOTHING, numbers, ctx.actor)
    const person = to === null ? null : takerOf(rows, to)
    refuseFaults(NOTHING, known.flatMap((task, at) => stateFault(rows, task, at)))
    if (person) refuseFaults(NOTHING, known.flatMap((task, at) => fitFault(rows, task, person, at)))
    const undo = keepUndo(rows, 'task.assign', known, ctx)
    const moved = numbers.map((no) => (person ? give(rows, no, person, ctx) : back(rows, no, ctx)))
    return { tasks: moved.map((task) => shown(ctx.actor, task)), undo }
  },
}

function takerOf(rows: Unit, id: string): PersonRow {
  const person = rows.get('person', id)
  if (!person) return refuse('not_found', `There is no person ${id} in this office.`)
  if (!person.active || (person.role !== 'clerk' && person.role !== 'lead')) {
    refuseInput([{ path: 'to', message: `${person.name} does not take tasks here; choose a clerk or a lead` }])
  }
  return person
}

function stateFault(rows: Unit, task: TaskRow, at: number): Fault[] {
  if (['queued', 'assigned', 'waiting'].includes(task.status)) return []
  const holder = task.holder ? rows.get('person', task.holder)?.name : null
  return fault(at, 'wrong_state', task.status === 'active'
    ? `#${task.no} is in ${holder ?? 'somebody'}'s hand; release it first`
    : `#${task.no} is ${task.status}`)
}

function fitFault(rows: Unit, task: TaskRow, person: PersonRow, at: number): Fault[] {
  if (person.team !== task.team && !(person.role === 'lead' && person.leads.includes(task.team))) {
    return fault(at, 'not_allowed', `${person.name} is not in the team of #${task.no}`)
  }
  const type = typeOf(rows, task.type)
  return qualifies(rows, person.id, type) ? [] : fault(at, 'not_qualified', `${person.name} has no skill for #${task.no} (${type.name})`)
}

function give(rows: Unit, no: number, person: PersonRow, ctx: Ctx): TaskRow {
  const task = taskOf(rows, no)
  return save(rows, {
    ...task, status: 'assigned', holder: person.id, assignedBy: ctx.actor.id, assignedAt: ctx.now,
    claimedAt: null, waitingFor: null, followUpAt: null, activeSince: null,
  }, ctx)
}

function back(rows: Unit, no: number, ctx: Ctx): TaskRow {
  const task = taskOf(rows, no)
  if (task.status === 'queued') return save(rows, task, ctx)
  settleTime(rows, task.holder, ctx)
  return toQueue(rows, no, ctx)
}
