/**
 * Assignments that go back to the queue when nobody begins them: when, and since when that is to be said.
 * Only the time counts in which the office is open: over a night or a holiday nobody could have begun.
 */
import type { ShownTask } from '../contract/rows.js'
import type { StandingRules } from '../contract/desk-rows.js'
import { calendarOf, openMinutes, type OfficeHours } from './calendar.js'
import { dueAt } from './due.js'

/** The last part of the time in which its holder and their lead are warned. */
const WARNED = 1 / 5
const minute = 60_000

type Assigned = Pick<ShownTask, 'status' | 'assignedAt' | 'returned'>

/**
 * The least moment at which it could go back, as epoch milliseconds; null where it does not: corrections stay
 * with who did the work.
 */
const earliest = ({ status, assignedAt, returned }: Assigned, rules: StandingRules | undefined) => {
  const after = rules?.returnAfter
  if (!after || status !== 'assigned' || !assignedAt || returned) return null
  return Date.parse(assignedAt) + after * minute
}

/** When it goes back, as epoch milliseconds; null where it does not. */
export function returnsAt(
  task: Assigned,
  rules: StandingRules | undefined,
  office: OfficeHours,
): number | null {
  if (earliest(task, rules) === null) return null
  const count = (rules?.returnAfter as number) / 60
  return Date.parse(
    dueAt({ count, unit: 'businessHours' }, task.assignedAt as string, calendarOf(office)),
  )
}

/** Whether its time is over, and the office is open so that somebody can take it instead. */
export function goesBack(
  task: Assigned,
  rules: StandingRules | undefined,
  office: OfficeHours,
  now: number,
): boolean {
  const soonest = earliest(task, rules)
  // Counting by the calendar takes its time; most of what is assigned cannot be due yet.
  if (soonest === null || soonest > now || !isOpen(office, now)) return false
  return (returnsAt(task, rules, office) as number) <= now
}

/** When it goes back, once that is to be said. */
export function warnedOf(
  task: Assigned,
  rules: StandingRules | undefined,
  office: OfficeHours,
  now: number,
): number | null {
  const soonest = earliest(task, rules)
  const ahead = (rules?.returnAfter ?? 0) * minute * WARNED
  if (soonest === null || soonest - now > ahead) return null
  const at = returnsAt(task, rules, office) as number
  return at - now <= ahead ? at : null
}

/** The minute that begins now belongs to the office's hours. */
export const isOpen = (office: OfficeHours, now: number): boolean =>
  openMinutes(
    calendarOf(office),
    new Date(now).toISOString(),
    new Date(now + minute).toISOString(),
  ) > 0
