/**
 * Assignments that go back to the queue when nobody begins them: when, and since when that is to be said.
 * Only the time counts in which the office is open: over a night or a holiday nobody could have begun.
 */
import { compareNext } from '../contract/order.js'
import type { PersonRow, ShownTask } from '../contract/rows.js'
import type { StandingRules } from '../contract/desk-rows.js'
import { calendarOf, openMinutes, type OfficeHours } from './calendar.js'
import { dueAt } from './due.js'

/** The last part of the time in which its holder and their lead are warned. */
const WARNED = 1 / 5
const minute = 60_000

type Given = Pick<
  ShownTask,
  'no' | 'team' | 'status' | 'priority' | 'dueAt' | 'place' | 'assignedAt' | 'returned'
>

/** An assignment with whose it is and the rules of its team. */
export type Unbegun = {
  task: Given
  holder: Pick<PersonRow, 'freeSince'>
  rules: StandingRules | undefined
}

/** Corrections stay with who did the work. */
const canGoBack = ({ status, assignedAt, returned }: Given, rules: StandingRules | undefined) =>
  Boolean(rules?.returnAfter) && status === 'assigned' && Boolean(assignedAt) && !returned

/**
 * The one of a person's tasks whose time runs: the next by their own order of those that can go back. None while
 * something is in their hand: who is busy with the first of their list lets nothing lie.
 * @param held all that they hold
 */
export function nextUnbegun<T extends Given>(
  held: Iterable<T>,
  rulesOf: (team: string) => StandingRules | undefined,
): T | null {
  let next: T | null = null
  for (const task of held) {
    if (task.status === 'active') return null
    if (canGoBack(task, rulesOf(task.team)) && (!next || compareNext(task, next) < 0)) next = task
  }
  return next
}

/** Since when it could have been begun: it was there, and nothing else was in hand. ISO order is time's. */
function startOf({ task: { assignedAt }, holder: { freeSince } }: Unbegun): string {
  const given = assignedAt as string
  return freeSince && freeSince > given ? freeSince : given
}

/** The least moment at which it could go back, as epoch milliseconds; null where it does not. */
const earliest = (one: Unbegun) =>
  canGoBack(one.task, one.rules)
    ? Date.parse(startOf(one)) + (one.rules?.returnAfter as number) * minute
    : null

/** When it goes back by the office's hours, as epoch milliseconds, for what can go back. */
function returnsAt(one: Unbegun, office: OfficeHours): number {
  const count = (one.rules?.returnAfter as number) / 60
  return Date.parse(dueAt({ count, unit: 'businessHours' }, startOf(one), calendarOf(office)))
}

/**
 * Whether its time is over, and the office is open so that somebody can take it instead.
 * @param one its holder's next; of no other does the time run
 */
export function goesBack(one: Unbegun, office: OfficeHours, now: number): boolean {
  const soonest = earliest(one)
  // Counting by the calendar takes its time; most of what is assigned cannot be due yet.
  if (soonest === null || soonest > now || !isOpen(office, now)) return false
  return returnsAt(one, office) <= now
}

/**
 * When it goes back, once that is to be said.
 * @param one its holder's next; of no other does the time run
 */
export function warnedOf(one: Unbegun, office: OfficeHours, now: number): number | null {
  const soonest = earliest(one)
  const ahead = (one.rules?.returnAfter ?? 0) * minute * WARNED
  if (soonest === null || soonest - now > ahead) return null
  const at = returnsAt(one, office)
  return at - now <= ahead ? at : null
}

/** The minute that begins now belongs to the office's hours. */
export const isOpen = (office: OfficeHours, now: number): boolean =>
  openMinutes(
    calendarOf(office),
    new Date(now).toISOString(),
    new Date(now + minute).toISOString(),
  ) > 0
