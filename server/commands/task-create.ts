import type { CommandOf, Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { TaskRow, TaskTypeRow } from '../contract/rows.js'
import { calendarOf } from '../domain/calendar.js'
import { withCounts } from '../domain/fields.js'
import { typeFor } from '../domain/standard.js'
import { startClocks } from '../domain/task-clock.js'
import { againstLawOf } from './law-due.js'
import { mayUse } from './policy.js'
import { fieldProblems, save, shown } from './tasks.js'

export const taskCreate: CommandOf<'task.create'> = {
  decide(rows, input, ctx) {
    mayUse('task.create', ctx.actor)
    const problems: Problem[] = []
    const type = rows.get('taskType', input.type)
    if (!type?.active) problems.push({ path: 'type', message: `there is no task type ${input.type}` })
    const team = input.team ?? type?.team ?? ctx.actor.team ?? rows.all('team').next().value?.id
    if (!team || !rows.get('team', team)) problems.push({ path: 'team', message: `there is no team ${team ?? ''}` })
    if (type && input.fields) problems.push(...fieldProblems(type, input.fields))
    const late = type && team ? againstLawOf(typeFor(type, team), { dueAt: input.dueAt }, ctx) : null
    if (late) problems.push({ path: 'dueAt', message: `must ${late}` })
    if (!type || !team || problems.length > 0) refuseInput(problems)
    if (input.reference) rows.addReference(input.reference)
    return { task: shown(ctx.actor, save(rows, newTask(rows, input, { type, team, ctx }), ctx)) }
  },
}

type Fresh = Omit<Input<'task.create'>, 'type' | 'team'> & { createdAt?: string }

/** A task as it enters the queue; its due time follows the type's rule unless it is given. */
export function newTask(rows: Unit, input: Fresh, at: { type: TaskTypeRow; team: string; ctx: Ctx }): TaskRow {
  const { team, ctx } = at
  const type = typeFor(at.type, team)
  const createdAt = input.createdAt ?? ctx.now
  const { steps, clock, dueAt } = startClocks(type, createdAt, calendarOf(ctx.office))
  return {
    no: rows.nextNo(),
    type: type.id,
    team,
    title: input.title,
    status: 'queued',
    priority: input.priority ?? type.priority,
    dueAt: input.dueAt === undefined ? dueAt : input.dueAt,
    createdAt,
    createdBy: ctx.actor.id,
    standardMinutes: type.standardMinutes,
    confidential: input.confidential ?? false,
    channel: input.channel ?? 'internal',
    reference: input.reference ?? null,
    requester: input.requester ?? null,
    fields: withCounts(type, input.fields ?? {}),
    steps,
    notes: input.note ? 1 : 0,
    holder: null, claimedAt: null, assignedBy: null, assignedAt: null, activeSince: null,
    waitingFor: null, followUpAt: null,
    finishedAt: null, finishedBy: null, outcome: null,
    handleMinutes: 0,
    ...(clock ? { clock } : {}),
    seq: ctx.seq,
  }
}
