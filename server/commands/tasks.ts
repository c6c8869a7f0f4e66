/** What the task commands share: finding a task, moving it between states, telling it. */
import {
  onBoard,
  type FieldRule,
  type FieldValue,
  type Level,
  type ShownTask,
  type Status,
  type TaskRow,
  type TaskTypeRow,
} from '../contract/rows.js'
import type { Problem } from '../contract/errors.js'
import type { Actor, Ctx, Needs } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { showTask } from '../domain/audience.js'
import { calendarOf } from '../domain/calendar.js'
import { deskRules } from '../domain/desk-rules.js'
import { settle } from '../domain/effort.js'
import { isEmpty } from '../domain/fields.js'
import { isDay } from '../domain/office-day.js'
import { qualifies, workingLevel } from '../domain/skill.js'
import { standardFor } from '../domain/standard.js'
import { keepClocks } from '../domain/task-clock.js'
import { nextUnbegun } from '../domain/untouched.js'

export const needsTask = ({ task }: { task: number }): Needs => ({ rows: { task: [task] } })

/** @throws Refusal `not_found` */
export function taskOf(rows: Unit, no: number): TaskRow {
  return rows.get('task', no) ?? refuse('not_found', `There is no task #${no} in this office.`)
}

/** @throws Refusal `wrong_state`, naming the state it is in */
export function mustBe(task: TaskRow, states: readonly Status[], to: string): void {
  if (states.includes(task.status)) return
  refuse('wrong_state', `#${task.no} is ${inWords[task.status]}; it cannot be ${to}.`)
}

/** Whether it waits for its check and the actor finished it: till then none of it is theirs to change. */
export const isOwnUnderReview = (actor: Actor, task: TaskRow): boolean =>
  task.status === 'review' && task.finishedBy === actor.id

const inWords: Record<Status, string> = {
  queued: 'in the queue',
  assigned: 'assigned but not begun',
  active: 'in hand',
  waiting: 'waiting on someone outside',
  review: 'being checked',
  done: 'finished',
  cancelled: 'cancelled',
}

export const openStates: readonly Status[] = ['queued', 'assigned', 'active', 'waiting', 'review']

/** @throws Refusal `task_taken` with the holder and since when */
export function refuseTaken(rows: Unit, task: TaskRow): never {
  const by = task.holder ?? ''
  const since = task.claimedAt ?? task.assignedAt ?? task.createdAt
  const name = rows.get('person', by)?.name ?? 'Somebody'
  const how = task.status === 'assigned' ? 'was given' : 'has'
  return refuse('task_taken', `${name} ${how} #${task.no}.`, { by, since })
}

export const levelOf = (rows: Unit, person: string, { id }: TaskTypeRow): Level | null =>
  rows.get('skill', `${person}/${id}`)?.level ?? null

export const isQualified = (rows: Unit, person: string, type: TaskTypeRow): boolean =>
  qualifies(
    workingLevel(rows.get('skill', `${person}/${type.id}`)),
    type,
    rows.get('person', person)?.grade ?? null,
  )

/** @throws Refusal `not_found` */
export function typeOf(rows: Unit, id: string): TaskTypeRow {
  return (
    rows.get('taskType', id) ?? refuse('not_found', `There is no task type ${id} in this office.`)
  )
}

/** False: the office times nobody, so that no minutes are derived. */
export const timed = ({ office }: Pick<Ctx, 'office'>) => deskRules(office).individualTiming

/** Settles the time of all that a person has active; call before the set of it changes. */
export function settleTime(rows: Unit, person: string | null, ctx: Ctx): void {
  if (!person || !timed(ctx)) return
  const active = rows.heldBy(person).filter((task) => task.status === 'active')
  for (const task of settle(active, ctx.now)) rows.put('task', { ...task, seq: ctx.seq })
}

const optional = [
  'pinned',
  'place',
  'why',
  'clock',
  'differences',
  'standsSince',
  'round',
  'review',
  'checkAsked',
  'returned',
  'workedBy',
  'checkedBy',
  'unchecked',
] as const satisfies readonly (keyof TaskRow)[]

/**
 * Writes a task as changed by this command. Its clocks stand or go on with its status, whatever changed
 * it, and the calls for help end that the change settles.
 */
export function save(rows: Unit, task: TaskRow, ctx: Ctx): TaskRow {
  const before = rows.get('task', task.no)
  const saved = { ...keepClocks(before, task, ctx.now, calendarOf(ctx.office)), seq: ctx.seq }
  // What has no value is not there, as in the database and on the wire.
  for (const key of optional) if (saved[key] === undefined) delete saved[key]
  rows.put('task', saved)
  if (before) {
    endCalls(rows, before, saved)
    if (before.status === 'active') keepFree(rows, before, ctx)
  }
  return saved
}

/** Where nothing is in somebody's hand any more, the time begins in which they are to begin what they were given. */
function keepFree(rows: Unit, { holder }: TaskRow, ctx: Ctx): void {
  const person = holder === null ? null : rows.get('person', holder)
  const next =
    person && nextUnbegun(rows.heldBy(person.id), (team) => rows.get('team', team)?.rules)
  if (next) rows.put('person', { ...person, freeSince: ctx.now })
}

const underWay: readonly Status[] = ['queued', 'assigned', 'active']

/** A holder's call about a task ends when it leaves their hand; anyone's, when the task is over. */
function endCalls(rows: Unit, before: TaskRow, after: TaskRow): void {
  const over = !onBoard(after.status)
  const stopped = before.status !== after.status && !underWay.includes(after.status)
  if (!over && !stopped && after.holder === before.holder) return
  const holder = before.holder && rows.get('person', before.holder)
  for (const person of over ? [...rows.all('person')] : holder ? [holder] : []) {
    if (person.help?.task === after.no) rows.put('person', { ...person, help: null })
  }
}

/** What becomes urgent no longer waits at a place that it was given when it was not. */
export const unplaced = (before: TaskRow, after: TaskRow): TaskRow =>
  after.priority === 'urgent' && before.priority !== 'urgent'
    ? { ...after, place: undefined }
    : after

/** What nobody has worked on yet, with the standard that its team has for its type now. */
export function inForce(rows: Unit, task: TaskRow): TaskRow {
  const type = task.handleMinutes === 0 ? rows.get('taskType', task.type) : null
  return type ? { ...task, standardMinutes: standardFor(type, task.team).standardMinutes } : task
}

/**
 * Takes a task into hand. What nobody has worked on yet gets the standard that is in force now, so that
 * changing a standard need not touch a queue of any length.
 */
export function begin(rows: Unit, no: number, ctx: Ctx): TaskRow {
  settleTime(rows, ctx.actor.id, ctx)
  const task = taskOf(rows, no)
  return save(
    rows,
    {
      ...inForce(rows, task),
      status: 'active',
      holder: ctx.actor.id,
      workedBy: [...new Set([...(task.workedBy ?? []), ctx.actor.id])],
      claimedAt: ctx.now,
      ...(timed(ctx) ? { activeSince: ctx.now } : { activeSince: null, handleMinutes: 0 }),
      waitingFor: null,
      followUpAt: null,
      place: undefined,
    },
    ctx,
  )
}

/** Puts a held task back into the queue as if nobody had taken it. */
export function toQueue(rows: Unit, no: number, ctx: Ctx): TaskRow {
  settleTime(rows, taskOf(rows, no).holder, ctx)
  const task = taskOf(rows, no)
  return save(rows, { ...task, status: 'queued', ...nobodys }, ctx)
}

export const nobodys = {
  holder: null,
  claimedAt: null,
  assignedBy: null,
  assignedAt: null,
  activeSince: null,
  waitingFor: null,
  followUpAt: null,
  place: undefined,
  pinned: undefined,
  why: undefined,
}

export const shown = (actor: Actor, task: TaskRow): ShownTask => showTask(actor, task)

/** What is wrong with fields of a type; `path` names each as `fields.<id>`. */
export function fieldProblems(type: TaskTypeRow, values: Record<string, FieldValue>): Problem[] {
  return Object.entries(values).flatMap(([id, value]) => {
    const rule = type.fields.find((field) => field.id === id)
    const message = rule ? misfit(rule, value) : `${type.name} has no such field`
    return message ? [{ path: `fields.${id}`, message }] : []
  })
}

/** Required fields that are still empty. */
export function missingFields(type: TaskTypeRow, values: Record<string, FieldValue>): Problem[] {
  return type.fields
    .filter((field) => field.required && isEmpty(values[field.id]))
    .map((field) => ({ path: `fields.${field.id}`, message: `${field.label} is needed to finish` }))
}

const TIME = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?$/
/** A day alone is one too: when on it is not known. */
const isMoment = (value: string) =>
  isDay(value.slice(0, 10)) && (value.length === 10 || TIME.test(value.slice(10)))

function misfit(rule: FieldRule, value: FieldValue): string | null {
  if (isEmpty(value)) return null
  switch (rule.kind) {
    case 'number':
    case 'money':
      return typeof value === 'number' && Number.isFinite(value)
        ? null
        : `${rule.label} must be a number`
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? null
        : `${rule.label} must be a whole number, 0 or more`
    case 'check':
      return typeof value === 'boolean' ? null : `${rule.label} must be yes or no`
    case 'choice':
      return typeof value === 'string' && rule.choices.includes(value)
        ? null
        : `${rule.label} must be one of: ${rule.choices.join(', ')}`
    case 'date':
      return typeof value === 'string' && isDay(value)
        ? null
        : `${rule.label} must be a date like 2026-11-23`
    case 'datetime':
      return typeof value === 'string' && isMoment(value)
        ? null
        : `${rule.label} must be a time like 2026-11-23T17:00:00Z, or a day like 2026-11-23`
    case 'computed':
      return `${rule.label} is counted from other fields; leave it out`
    case 'text':
      return typeof value === 'string' ? null : `${rule.label} must be text`
  }
}
