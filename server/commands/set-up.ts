/** Commands that set an office up: teams, task types, the office itself, import mappings. */
import type { Input } from '../contract/commands.js'
import type { CheckRule } from '../contract/counting.js'
import type { Problem } from '../contract/errors.js'
import type { FieldRule, LocalDay, OfficeRow, StepRule, TaskTypeRow } from '../contract/rows.js'
import type { Actor, CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { countingProblems } from '../domain/field-rules.js'
import { resultOf } from '../domain/fields.js'
import { slug, uniqueSlug } from '../domain/slug.js'
import { isTimeZone } from '../domain/time-zone.js'
import { deskOf, followTiming, withIds } from './desk-rules.js'
import { keepingOwnShare } from './own-share.js'
import { mayKeep, mayShape, mayUse } from './policy.js'
import { versionChange } from './standard-set.js'
import { partDayProblems } from './whole-days.js'

export const teamSave: CommandOf<'team.save'> = {
  decide(rows, input, ctx) {
    mayUse('team.save', ctx.actor)
    const id = input.id ?? uniqueSlug(input.name, (one) => rows.get('team', one) !== null)
    const old = rows.get('team', id)
    const location = input.location === undefined ? (old?.location ?? null) : input.location
    const team = { ...old, id, name: input.name, location }
    rows.put('team', team)
    return { team }
  },
}

export const typeSave: CommandOf<'type.save'> = {
  decide(rows, input, ctx) {
    mayUse('type.save', ctx.actor)
    if (input.team && !rows.get('team', input.team)) refuseInput([{ path: 'team', message: `there is no team ${input.team}` }])
    const bad = input.fields.flatMap((field, at) => (field.kind === 'choice' && field.choices.length === 0
      ? [{ path: `fields.${at}.choices`, message: 'a choice needs at least one value' }] : []))
    const id = input.id ?? uniqueSlug(input.name, (one) => rows.get('taskType', one) !== null)
    const old = rows.get('taskType', id)
    const steps = input.steps.map((step) => (typeof step === 'string' ? {} : step))
    bad.push(...twice('steps', steps, old?.steps), ...twice('fields', input.fields, old?.fields), ...twice('checks', input.checks ?? [], old?.checks))
    const taskType = typeRow(id, input, old, ctx)
    bad.push(...countingProblems(taskType.fields, taskType.checks ?? []), ...partDays(taskType, old))
    if (bad.length > 0) refuseInput(bad)
    for (const { team } of old ? [old, taskType] : [taskType]) mayShape('type.save', ctx.actor, team)
    keepingOwnShare(rows, taskType, ctx, () => rows.put('taskType', taskType))
    if (old && old.team !== taskType.team) moveChecks(rows, taskType)
    if (old) versionChange(rows, old, taskType, input.reason ?? 'Changed in set-up', ctx)
    return { taskType }
  },
}

/** Steps keep their order in the input, whether or not they had an id in it. */
const partDays = (type: TaskTypeRow, old: TaskTypeRow | null): Problem[] => [
  ...partDayProblems('due', type.due, old?.due),
  ...type.steps.flatMap(({ id, due }, at) => partDayProblems(`steps.${at}.due`, due, old?.steps.find((one) => one.id === id)?.due)),
]

type Named = { id?: string | undefined }

/**
 * Ids that are given more than once: a command or a value could mean either. What was twice in a type from
 * before this was asked for stays, or nothing else of that type could be changed.
 */
function twice(list: string, items: readonly Named[], old: readonly Named[] = []): Problem[] {
  const stays = (id: string) => old.filter((one) => one.id === id).length > 1
  return items.flatMap(({ id }, at) => (id !== undefined && !stays(id) && items.findIndex((other) => other.id === id) < at
    ? [{ path: `${list}.${at}.id`, message: 'is there twice' }] : []))
}

/** How a type is checked carries its team, since that decides which leads see it. */
function moveChecks(rows: Unit, { id, team }: TaskTypeRow): void {
  const checklist = rows.get('checklist', id)
  if (checklist) rows.put('checklist', { ...checklist, team })
  for (const rate of [...rows.all('rate')])
    if (rate.type === id && rate.person === null) rows.put('rate', { ...rate, team })
}

function typeRow(id: string, input: Input<'type.save'>, old: TaskTypeRow | null, { actor }: Ctx): TaskTypeRow {
  const checks = checksOf(input, old)
  const { reviewRateBy: _by, ...before } = old ?? {}
  return {
    ...before,
    id,
    name: input.name,
    standardMinutes: input.standardMinutes,
    steps: withIds(input.steps.map((step) => (typeof step === 'string' ? { name: step } : step)), ({ name }) => name).map((step) => keepDue(step, old)),
    fields: withResults(withIds(input.fields, ({ label }) => label)),
    ...rateOf(input, old, actor),
    requiredLevel: input.requiredLevel ?? old?.requiredLevel ?? 0,
    ...(input.requiredGrade === undefined ? {} : { requiredGrade: input.requiredGrade }),
    team: input.team === undefined ? (old?.team ?? null) : input.team,
    priority: input.priority ?? old?.priority ?? 'normal',
    due: input.due === undefined ? (old?.due ?? null) : input.due,
    active: input.active ?? old?.active ?? true,
    ...(input.location === undefined ? {} : { location: input.location }),
    ...(checks && { checks }),
  }
}

/** With the lead who set it, since it does not count for their own work where it is too low. */
function rateOf({ reviewRate: share }: Input<'type.save'>, old: TaskTypeRow | null, actor: Actor) {
  const reviewRate = share ?? old?.reviewRate ?? 0
  const lead = actor.role === 'lead' ? actor.id : undefined
  const by = old?.reviewRate === reviewRate ? old.reviewRateBy : lead
  return { reviewRate, ...(by ? { reviewRateBy: by } : {}) }
}

/** Who does not speak of a step's clock leaves it as it is. */
function keepDue(step: StepRule, old: TaskTypeRow | null): StepRule {
  const { id, name } = step
  const due = step.due === undefined ? old?.steps.find((one) => one.id === id)?.due : step.due
  return { id, name, ...(due ? { due } : {}) }
}

function checksOf({ checks }: Input<'type.save'>, old: TaskTypeRow | null): CheckRule[] | undefined {
  return checks ? withIds(checks, ({ label }) => label) : old?.checks
}

/** What a computed field comes to is kept with it, so that no reader need find it out. */
function withResults(fields: FieldRule[]): FieldRule[] {
  return fields.map((rule) => {
    const result = rule.kind === 'computed' && rule.formula ? resultOf(rule, fields) : null
    return result && rule.formula ? { ...rule, formula: { ...rule.formula, result } } : rule
  })
}

export const officeSave: CommandOf<'office.save'> = {
  decide(rows, input, ctx) {
    mayUse('office.save', ctx.actor)
    const { desk, ...rest } = input
    const office: OfficeRow = { ...ctx.office, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) }
    if (desk) office.desk = deskOf(ctx.office, desk)
    if (!isTimeZone(office.timeZone)) refuseInput([{ path: 'timeZone', message: 'must be a time zone like America/Denver' }])
    if (office.opens >= office.closes) refuseInput([{ path: 'closes', message: 'must be after the opening time' }])
    office.days = [...new Set(office.days)].sort((a, b) => a - b)
    if (input.holidays) office.holidays = keptDays(input.holidays)
    rows.put('office', office)
    followTiming(rows, ctx.office, office, ctx)
    return { office }
  },
}

/** In order, and one entry a day. */
function keptDays(days: readonly LocalDay[]): LocalDay[] {
  const twice = days.flatMap(({ day }, at) => (days.findIndex((other) => other.day === day) < at
    ? [{ path: `holidays.${at}.day`, message: `${day} is there twice` }] : []))
  if (twice.length > 0) refuseInput(twice)
  return [...days].sort((a, b) => (a.day < b.day ? -1 : 1))
}

export const mappingSave: CommandOf<'mapping.save'> = {
  decide(rows, input, ctx) {
    mayUse('mapping.save', ctx.actor)
    const id = input.id ?? uniqueSlug(slug(input.name), (one) => rows.get('mapping', one) !== null)
    const old = rows.get('mapping', id)
    if (old) mayKeep('mapping.save', ctx.actor, old.by)
    const mapping = { id, name: input.name, by: ctx.actor.id, at: ctx.now, mapping: input.mapping }
    rows.put('mapping', mapping)
    return { mapping }
  },
}

export const mappingRemove: CommandOf<'mapping.remove'> = {
  decide(rows, { id }, ctx) {
    mayUse('mapping.remove', ctx.actor)
    const mapping = rows.get('mapping', id) ?? refuse('not_found', `There is no saved mapping ${id}.`)
    mayKeep('mapping.remove', ctx.actor, mapping.by)
    rows.drop('mapping', id)
    return {}
  },
}
