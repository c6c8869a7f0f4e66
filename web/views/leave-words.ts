/** Leave in words: whose, when, what it does to coverage, and what became of it. */
import type { ClockSpan, LeaveRow } from '../../server/contract/desk-rows.js'
import { shortClock, shortDay, weekdayWord } from '../../server/domain/day-words.js'
import {
  enoughOf,
  gapsOf,
  lowestOf,
  shortsOf,
  type HourLeft,
  type LowRun,
  type ShortRun,
} from '../../server/domain/leave-coverage.js'
import { addDays } from '../../server/domain/timetable.js'

export const kindWords: Record<LeaveRow['kind'], string> = {
  vacation: 'Vacation',
  sick: 'Sick',
  family: 'Family',
  training: 'Training',
  other: 'Other',
}

export const stateWords: Record<LeaveRow['state'], string> = {
  asked: 'Asked, not answered yet',
  approved: 'Approved',
  refused: 'Refused',
  cancelled: 'Cancelled',
}

const hours = ({ from, to }: ClockSpan) => `${shortClock(from)}–${shortClock(to)}`

/** "Tue 24 Nov", "Tue 24 Nov to Fri 27 Nov", "Tue 24 Nov, 9:00–11:00". */
export function daysWords({ from, to, part }: Pick<LeaveRow, 'from' | 'to' | 'part'>): string {
  const days = from === to ? shortDay(from) : `${shortDay(from)} to ${shortDay(to)}`
  return part ? `${days}, ${hours(part)}` : days
}

/** "Mail", "Mail and Permits", "Mail, Permits and Vital records". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

type DayName = (day: string) => string

/** "Tue 10–12: 2 of 5 here, 3 needed; nobody left can take Vital records" */
function lowWords(run: LowRun, dayName: DayName, typeName: (type: string) => string): string {
  const here = run.here === 0 ? 'nobody' : `${run.here} of ${run.of}`
  const types = run.nobody.map(typeName)
  // Where nobody is left at all, that nobody can take a type says nothing more.
  const gap = types.length > 0 && run.here > 0 ? `; nobody left can take ${listed(types)}` : ''
  const need = run.need ? `, ${run.need} needed` : ''
  return `${dayName(run.day)} ${run.from}–${run.to}: ${here} here${need}${gap}`
}

/** "Tue 10–12: 1 left can take Mail, 2 needed" */
const shortWords = (run: ShortRun, dayName: DayName, name: string) =>
  `${dayName(run.day)} ${run.from}–${run.to}: ${run.left} left can take ${name}, ${run.need} needed`

/**
 * The lowest hour first, then hours in which a type is left to nobody, or to fewer than it asks for; last
 * the types that keep enough. Empty: they would not have been at work.
 */
export function coverageWords(
  left: readonly HourLeft[],
  typeName: (type: string) => string,
): string[] {
  const lowest = lowestOf(left)
  if (!lowest) return []
  const [first, last] = [left[0]?.day ?? '', left.at(-1)?.day ?? '']
  // Past a week a weekday alone could be either of two.
  const dayName = last > addDays(first, 6) ? shortDay : weekdayWord
  const enough = enoughOf(left)
  return [
    ...[lowest, ...gapsOf(left)].map((run) => lowWords(run, dayName, typeName)),
    ...shortsOf(left).map((run) => shortWords(run, dayName, typeName(run.type))),
    ...(enough.length > 0 ? [`Enough in every hour for ${listed(enough.map(typeName))}`] : []),
  ]
}

/** The leave that holds on a day for the whole of it, or at a time of it; null: none. */
export function leaveNow(
  leaves: Iterable<LeaveRow>,
  person: string,
  { day, clock }: { day: string; clock: string },
): LeaveRow | null {
  for (const leave of leaves) {
    if (leave.person !== person || leave.state !== 'approved') continue
    if (leave.from > day || day > leave.to) continue
    if (!leave.part || (leave.part.from <= clock && clock < leave.part.to)) return leave
  }
  return null
}

/** "On leave today", "On leave until Wed", "On leave until 12 Dec", "On leave until 11:00". */
export function onLeaveWords({ to, part }: LeaveRow, day: string): string {
  if (part) return `On leave until ${shortClock(part.to)}`
  if (to === day) return 'On leave today'
  // Six days on a weekday is not yet the same one again.
  const near = to <= addDays(day, 6)
  return `On leave until ${near ? weekdayWord(to) : shortDay(to).slice(4)}`
}
