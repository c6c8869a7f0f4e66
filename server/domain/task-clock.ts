/** The clocks of a task: started by its type's rules, standing while it waits, extended with a reason. */
import type { CountedDue, DueRule, Extension, TaskClock, Wait } from '../contract/clock-rows.js'
import type { StepState, TaskRow, TaskTypeRow } from '../contract/rows.js'
import type { Calendar } from './calendar.js'
import { countDue, countExtension } from './due.js'

type Clocked = Pick<TaskRow, 'clock' | 'steps' | 'status'>
type Started = { steps: StepState[]; dueAt: string | null; clock?: TaskClock }

/** Steps and due times of a task that came in at `from`. */
export function startClocks(
  type: Pick<TaskTypeRow, 'steps' | 'due'>,
  from: string,
  calendar: Calendar,
  waits: Wait[] = [],
): Started {
  const count = (rule: DueRule): CountedDue => ({
    rule,
    dueAt: countDue(rule, from, calendar, waits).dueAt,
  })
  const steps = type.steps.map(({ id, name, due }) => ({
    id,
    name,
    doneAt: null,
    doneBy: null,
    ...(due ? { due: count(due) } : {}),
  }))
  const end = type.due ? count(type.due) : null
  if (!end && !steps.some((step) => step.due)) return { steps, dueAt: null }
  const clock: TaskClock = { from, end, waits, extensions: [] }
  return { steps, clock, dueAt: nextDue({ clock, steps, status: 'queued' }) ?? null }
}

/** The next due time by the clocks; undefined where there are none. Finished work was due as a whole. */
export function nextDue({ clock, steps, status }: Clocked): string | null | undefined {
  if (!clock) return undefined
  const open =
    status === 'done' || status === 'review'
      ? []
      : steps.flatMap((step) => (step.due && !step.doneAt ? step.due.dueAt : []))
  return [...open, ...(clock.end ? [clock.end.dueAt] : [])].sort()[0] ?? null
}

/** The first open due time that is the law's, and its rule. */
export function lawDue({ clock, steps }: Clocked): CountedDue | null {
  const open = steps.flatMap((step) => (step.due && !step.doneAt ? step.due : []))
  const all = [...open, ...(clock?.end ? [clock.end] : [])].filter(({ rule }) => rule.law)
  return all.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0] ?? null
}

const pauses = ({ clock, steps }: Clocked) =>
  clock?.end?.rule.pauses === true || steps.some((step) => step.due?.rule.pauses && !step.doneAt)

/**
 * The task after a change, with its clocks made to fit: they stand while it waits, go on after it,
 * and its due time follows them unless somebody had set another or sets one now.
 */
export function keepClocks(
  before: TaskRow | null,
  after: TaskRow,
  now: string,
  calendar: Calendar,
): TaskRow {
  let task = after
  if (task.status === 'waiting' && !task.standsSince && pauses(task))
    task = { ...task, standsSince: now }
  else if (task.status !== 'waiting' && task.standsSince) task = goOn(task, now, calendar)
  const followed =
    before !== null && before.dueAt === after.dueAt && (nextDue(before) ?? null) === before.dueAt
  if (!followed) return task
  const due = nextDue(task)
  return due === undefined || due === task.dueAt ? task : { ...task, dueAt: due }
}

function goOn(task: TaskRow, now: string, calendar: Calendar): TaskRow {
  const from = task.standsSince ?? now
  const going = { ...task, standsSince: null }
  if (!task.clock || from >= now) return going
  return recount(
    { ...going, clock: { ...task.clock, waits: [...task.clock.waits, { from, to: now }] } },
    calendar,
  )
}

/** Every open clock counted again, with all waits. */
function recount(task: TaskRow, calendar: Calendar): TaskRow {
  const { clock } = task
  if (!clock) return task
  const again = (due: CountedDue): CountedDue =>
    due.rule.pauses
      ? { ...due, dueAt: countDue(due.rule, clock.from, calendar, clock.waits).dueAt }
      : due
  const steps = task.steps.map((step) =>
    step.due && !step.doneAt ? { ...step, due: again(step.due) } : step,
  )
  return {
    ...task,
    steps,
    clock: clock.end ? { ...clock, ...recountEnd(clock, clock.end, calendar) } : clock,
  }
}

function recountEnd(clock: TaskClock, end: CountedDue, calendar: Calendar) {
  if (!end.rule.pauses) return {}
  let { dueAt } = countDue(end.rule, clock.from, calendar, clock.waits)
  const extensions = clock.extensions.map((extension) => {
    dueAt = extension.named
      ? extension.dueAt
      : (extendedTo(end.rule, dueAt, calendar, clock.waits) ?? extension.dueAt)
    return { ...extension, dueAt }
  })
  return { end: { ...end, dueAt }, extensions }
}

/** The most to which the rule can be extended from a due time; null: as far as the reason needs. */
export function extendedTo(
  rule: DueRule,
  dueNow: string,
  calendar: Calendar,
  waits: readonly Wait[] = [],
): string | null {
  if (!rule.extension) return null
  return countExtension(rule, rule.extension, dueNow, { calendar, waits })?.dueAt ?? null
}

export type Asked = { reason: string | null; dueAt: string | null; notice: boolean }
export type Faulted = { path: 'task' | 'reason' | 'dueAt' | 'notice'; message: string }

/** The clock with one more extension, or why the rule does not allow it. */
export function extendClock(
  task: Clocked,
  asked: Asked,
  by: { person: string; now: string; calendar: Calendar; tell: (instant: string) => string },
): TaskClock | Faulted {
  const { clock } = task
  if (!clock?.end)
    return {
      path: 'task',
      message: 'its due time does not come from a rule, so there is none that allows more',
    }
  const { rule, dueAt } = clock.end
  const allowed = rule.extension
  if (!allowed)
    return {
      path: 'task',
      message: `its rule${rule.citation ? ` (${rule.citation})` : ''} allows no extension`,
    }
  if (allowed.times !== null && clock.extensions.length >= allowed.times) {
    return {
      path: 'task',
      message: `it was extended ${times(clock.extensions.length)}, and its rule allows no more`,
    }
  }
  if (allowed.reason && !asked.reason)
    return { path: 'reason', message: 'say why: its rule asks for a reason' }
  const most = extendedTo(rule, dueAt, by.calendar, clock.waits)
  if (asked.dueAt === null && (allowed.earliest || most === null)) {
    return {
      path: 'dueAt',
      message: 'name the earliest time at which it will be done: its rule asks for it',
    }
  }
  const next = asked.dueAt ?? most ?? dueAt
  if (next <= dueAt)
    return { path: 'dueAt', message: `must be after ${by.tell(dueAt)}, when it is due now` }
  if (most !== null && next > most)
    return { path: 'dueAt', message: `its rule allows ${by.tell(most)} at the latest` }
  if (allowed.notice && !asked.notice) {
    return {
      path: 'notice',
      message: 'send the requester written notice first, and say that you did',
    }
  }
  const extension: Extension = {
    at: by.now,
    by: by.person,
    reason: asked.reason,
    dueAt: next,
    named: asked.dueAt !== null,
    notice: asked.notice,
  }
  return { ...clock, end: { rule, dueAt: next }, extensions: [...clock.extensions, extension] }
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
