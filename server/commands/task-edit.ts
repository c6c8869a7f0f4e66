import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { calendarOf } from '../domain/calendar.js'
import { differencesOf, unexplained } from '../domain/checks.js'
import { withCounts } from '../domain/fields.js'
import { typeFor } from '../domain/standard.js'
import { startClocks } from '../domain/task-clock.js'
import { againstLaw, beyondLaw } from './law-due.js'
import { mayTouch } from './policy.js'
import { fieldProblems, inForce, isOwnUnderReview, missingFields, mustBe, needsTask, openStates, save, shown, taskOf, unplaced } from './tasks.js'

export const taskEdit: CommandOf<'task.edit'> = {
  needs: needsTask,
  decide(rows, input, ctx) {
    const task = taskOf(rows, input.task)
    mayTouch('task.edit', ctx.actor, task)
    mustBe(task, openStates, 'edited')
    // What is being checked is what was finished: who did the work changes nothing of it meanwhile.
    if (isOwnUnderReview(ctx.actor, task)) mustBe(task, [], 'edited by who finished it')
    if (input.seq !== undefined && input.seq !== task.seq) {
      refuse('stale', `#${task.no} was changed meanwhile; look at it again before you change it.`)
    }
    const rerouted = (input.team ?? task.team) !== task.team || (input.type ?? task.type) !== task.type
    if (rerouted) mustBe(task, ['queued'], 'moved to another team or type; return it to the queue first')
    const problems = problemsOf(rows, task, input)
    if (problems.length > 0) refuseInput(problems)
    const next = edited(rows, task, input, ctx)
    if (input.dueAt !== undefined) keepLaw(task, next, ctx)
    if (input.reference) rows.addReference(input.reference)
    return { task: shown(ctx.actor, save(rows, unplaced(task, next), ctx)) }
  },
}

function problemsOf(rows: Unit, task: TaskRow, input: Input<'task.edit'>): Problem[] {
  const problems: Problem[] = []
  const type = rows.get('taskType', input.type ?? task.type)
  if (!type) problems.push({ path: 'type', message: `there is no task type ${input.type ?? ''}` })
  if (input.team && !rows.get('team', input.team)) problems.push({ path: 'team', message: `there is no team ${input.team}` })
  if (type && input.fields) problems.push(...fieldProblems(type, input.fields))
  // Finished work stays as complete as it had to be to get there.
  if (type && input.fields && task.status === 'review') {
    const values = withCounts(type, { ...task.fields, ...input.fields })
    problems.push(...missingFields(type, values), ...unexplained(type, values))
  }
  // What was promised with a reason, often in writing, was promised by the rule of this type.
  if (type && type.id !== task.type && task.clock?.extensions.length) {
    problems.push({ path: 'type', message: 'must stay: it was extended by the rule of its type; cancel it and make a new one instead' })
  }
  return problems
}

/** By the clocks that it has from now on: another type can bring the law along. */
function keepLaw(task: TaskRow, next: TaskRow, ctx: Ctx): void {
  const message = next.type === task.type ? againstLaw(task, next.dueAt, ctx) : beyondLaw(next, next.dueAt, ctx)
  if (message) refuseInput([{ path: 'dueAt', message: `must ${message}` }])
}

function edited(rows: Unit, task: TaskRow, input: Input<'task.edit'>, ctx: Ctx): TaskRow {
  const { task: _no, seq: _seq, fields, type, ...plain } = input
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const next: TaskRow = { ...task, ...given, fields: { ...task.fields, ...fields } }
  const another = type && type !== task.type ? rows.get('taskType', type) : null
  if (!another) {
    const plainly = counted(rows, next, fields !== undefined)
    return next.team === task.team ? plainly : inForce(rows, plainly)
  }
  const other = typeFor(another, next.team)
  const known = new Set(other.fields.map(({ id }) => id))
  const { clock: before, ...rest } = next
  const from = before?.from ?? task.createdAt
  const { steps, clock: started, dueAt } = startClocks(other, from, calendarOf(ctx.office), before?.waits)
  // Without a clock of its own it keeps the waits: they count again if it comes back to one.
  const clock = started ?? (before?.waits.length ? { from, end: null, waits: before.waits, extensions: [] } : undefined)
  // A time that nobody names now was set under other rules; it gives way to the law of these.
  const late = input.dueAt === undefined && beyondLaw({ clock, steps, status: rest.status }, rest.dueAt, ctx) !== null
  return {
    ...rest,
    ...(clock ? { clock } : {}),
    ...(late ? { dueAt } : {}),
    type: other.id,
    standardMinutes: other.standardMinutes,
    steps,
    fields: withCounts(other, Object.fromEntries(Object.entries(next.fields).filter(([id]) => known.has(id)))),
  }
}

/** What follows from its fields; what stays on record of its checks, from the moment that it is finished. */
function counted(rows: Unit, task: TaskRow, anew: boolean): TaskRow {
  const type = rows.get('taskType', task.type)
  if (!type) return task
  const fields = withCounts(type, task.fields)
  return { ...task, fields, ...(anew && task.status === 'review' ? { differences: differencesOf(type, fields) } : {}) }
}
