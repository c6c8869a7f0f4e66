/**
 * Who works when. A day of one person is, first that applies: leave for the whole day, what was drawn
 * for that day, a holiday, their repeating weeks, the office's hours. Leave of some hours is cut out of it.
 */
import { Temporal } from 'temporal-polyfill'
import type { ClockSpan, LeaveRow, PatternRow, ShiftRow, WorkDay } from '../contract/desk-rows.js'
import { calendarOf, type Calendar, type OfficeHours } from './calendar.js'
import { instantAt } from './office-day.js'
import type { Shift, Span, TimedBlock } from './load.js'

/** Everything that decides a day; look-ups by the row's own id, leave by person. */
export type Timetable = {
  /** When the office itself is open: its week, holidays and half days. */
  calendar: Calendar
  shift(id: string): ShiftRow | undefined | null
  pattern(person: string): PatternRow | undefined | null
  /** Leave that this person was or is to be on, any days, any order. */
  leave(person: string): Iterable<LeaveRow>
}

/** Why a day is as it is. */
export type DayCause = 'leave' | 'drawn' | 'pattern' | 'holiday' | 'office'

export type PersonDay = {
  cause: DayCause
  /** Null: not at work. */
  work: WorkDay | null
  /** Leave of some hours inside the work. */
  leave: ClockSpan[]
}

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string) => Temporal.PlainDate.from(day).dayOfWeek

export const addDays = (day: string, days: number) =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** The Monday of the day's week. */
export const mondayOf = (day: string) => addDays(day, 1 - weekdayOf(day))

export const shiftId = (person: string, day: string) => `${person}/${day}`

const daysBetween = (from: string, to: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days

/** Days that the board still holds after they are over: the weeks before, for copying and comparing. */
export const KEPT_DAYS = 14

type Weeks = { from: string; weeks: (WorkDay | null)[][] }

/** The repeating weeks that hold on a day; null: the office's hours do. */
function weeksOn({ from, weeks, before }: PatternRow, day: string): Weeks | null {
  const last = before?.at(-1)
  if (day >= from || !before || !last) return { from, weeks }
  const held = before.find((one) => one.from <= day) ?? last
  return held.weeks && { from: held.from, weeks: held.weeks }
}

/** What repeating weeks say of a day, whichever week of them that is; also before they began. */
export function patternDay(pattern: Weeks, day: string): WorkDay | null {
  const away = daysBetween(mondayOf(pattern.from), mondayOf(day)) / 7
  const count = pattern.weeks.length
  const week = pattern.weeks[((away % count) + count) % count]
  return week?.[weekdayOf(day) - 1] ?? null
}

/** What was taken of leave stays taken when the rest of it is cancelled. */
const lastDay = ({ state, to, until }: LeaveRow) => (state === 'approved' ? to : (until ?? null))

function covers(leave: LeaveRow, day: string): boolean {
  const last = lastDay(leave)
  return last !== null && leave.from <= day && day <= last
}

export function personDay(table: Timetable, person: string, day: string): PersonDay {
  const parts: ClockSpan[] = []
  for (const leave of table.leave(person)) {
    if (!covers(leave, day)) continue
    if (!leave.part) return { cause: 'leave', work: null, leave: [] }
    parts.push(leave.part)
  }
  const { cause, work } = plannedDay(table, person, day)
  return {
    cause,
    work,
    leave: work ? parts.filter((part) => part.from < work.to && work.from < part.to) : [],
  }
}

export type PlannedDay = Pick<PersonDay, 'cause' | 'work'>

/** A person's day as it was planned, whether or not they are on leave. */
export function plannedDay(table: Timetable, person: string, day: string): PlannedDay {
  const drawn = table.shift(shiftId(person, day))
  return drawn ? { cause: 'drawn', work: drawn.work } : usualDay(table, person, day)
}

/** A person's day where nobody drew anything for it. */
export function usualDay(table: Timetable, person: string, day: string): PlannedDay {
  const on = table.calendar.on(day)
  if (!on.open && on.off !== null) return { cause: 'holiday', work: null }
  const row = table.pattern(person)
  const pattern = row && weeksOn(row, day)
  if (pattern) {
    const work = patternDay(pattern, day)
    return { cause: 'pattern', work: work && on.open ? within(work, on, table.calendar) : work }
  }
  const hours = on.open ? { from: on.opens, to: on.closes } : null
  return { cause: 'office', work: hours && { ...hours, breaks: [], blocks: [], location: null } }
}

type Hours = { opens: string; closes: string }

/** On a half day nobody's pattern goes beyond it; what an early shift has before opening stays. */
function within(work: WorkDay, on: Hours, usual: Hours): WorkDay | null {
  if (on.opens <= usual.opens && on.closes >= usual.closes) return work
  const from = on.opens > usual.opens && work.from < on.opens ? on.opens : work.from
  const to = on.closes < usual.closes && work.to > on.closes ? on.closes : work.to
  const inside = (span: ClockSpan) => span.from < to && span.to > from
  const cut = <S extends ClockSpan>(span: S): S => ({
    ...span,
    from: span.from > from ? span.from : from,
    to: span.to < to ? span.to : to,
  })
  if (from >= to) return null
  return {
    ...work,
    from,
    to,
    breaks: work.breaks.filter(inside).map(cut),
    blocks: work.blocks.filter(inside).map(cut),
  }
}

/** A shift in instants, with the blocks that are drawn into it. `breaks` hold all that is not for the queue. */
export type PersonShift = Shift & {
  blocks: TimedBlock[]
  /** Leave of some hours; it lies in `breaks` too. */
  leave?: readonly Span[]
  location: string | null
  cause: DayCause
}

/** A person's day as instants (epoch milliseconds), safe across daylight saving; null: not at work. */
export function personShift(table: Timetable, person: string, day: string): PersonShift | null {
  const { cause, work, leave } = personDay(table, person, day)
  if (!work) return null
  const at = (clock: string) => Date.parse(instantAt(day, clock, table.calendar.timeZone))
  const span = ({ from, to }: ClockSpan): Span => ({ from: at(from), to: at(to) })
  const blocks = work.blocks.map((block) => ({
    ...span(block),
    kind: block.kind,
    text: block.text,
  }))
  const away = leave.map(span)
  const off = [...work.breaks.map(span), ...away]
  const breaks = [...off, ...blocks.map(({ from, to }) => ({ from, to }))].filter(
    ({ from, to }) => to > from,
  )
  const own = away.length > 0 ? { leave: away } : {}
  return { ...span(work), breaks, blocks, ...own, location: work.location, cause }
}

type Look<Row> = { get(id: string): Row | null | undefined }

/** The timetable over tables of rows: the board's in memory, a screen's, or a command's unit. */
export function timetableFrom(
  office: OfficeHours,
  tables: { shift: Look<ShiftRow>; pattern: Look<PatternRow>; leave: Iterable<LeaveRow> },
): Timetable {
  const byPerson = new Map<string, LeaveRow[]>()
  for (const leave of tables.leave) {
    if (lastDay(leave) === null) continue
    const own = byPerson.get(leave.person)
    if (own) own.push(leave)
    else byPerson.set(leave.person, [leave])
  }
  return {
    calendar: calendarOf(office),
    shift: (id) => tables.shift.get(id),
    pattern: (person) => tables.pattern.get(person),
    leave: (person) => byPerson.get(person) ?? [],
  }
}

/** The same over whole tables: a board's in memory, or a screen's. */
export const timetableOver = (
  office: OfficeHours,
  {
    shift,
    pattern,
    leave,
  }: { shift: Look<ShiftRow>; pattern: Look<PatternRow>; leave: { values(): Iterable<LeaveRow> } },
): Timetable => timetableFrom(office, { shift, pattern, leave: leave.values() })
