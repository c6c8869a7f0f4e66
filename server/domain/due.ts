/** Due times by an office's own hours, in its own time zone, across daylight saving. */
import { Temporal } from 'temporal-polyfill'
import type { DueRule } from '../contract/rows.js'
import type { Holidays } from './holidays.js'

export type Hours = { timeZone: string; days: readonly number[]; opens: string; closes: string }

const none: Holidays = new Set()

/** The office's day (`YYYY-MM-DD`) and hour (0 to 23) of an instant. */
export function officeDay(instant: string, timeZone: string): { day: string; hour: number } {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  return { day: at.toPlainDate().toString(), hour: at.hour }
}

/** First instant of the office's day, and of the next. */
export function dayBounds(day: string, timeZone: string): { from: string; to: string } {
  const date = Temporal.PlainDate.from(day)
  return {
    from: instantOf(date.toZonedDateTime(timeZone)),
    to: instantOf(date.add({ days: 1 }).toZonedDateTime(timeZone)),
  }
}

/** The instant of a wall-clock time on an office day; in a daylight-saving gap the later one. */
export function instantAt(day: string, clock: string, timeZone: string): string {
  const plain = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(clock))
  return instantOf(plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' }))
}

/**
 * When work that came in at `from` is due. `hours` run on; `calendarDays` and `businessDays` do not
 * count the first day and are due at closing; `businessHours` count only while the office is open.
 * @param holidays office days (`YYYY-MM-DD`) that are not worked
 * @throws RangeError for an office that is never open
 */
export function dueAt(
  rule: DueRule,
  from: string,
  office: Hours,
  holidays: Holidays = none,
): string {
  if (office.days.length === 0 || office.opens >= office.closes) throw new RangeError('the office is never open')
  const start = Temporal.Instant.from(from)
  if (rule.unit === 'hours') return isoOf(start.add({ minutes: Math.round(rule.count * 60) }))
  const at = start.toZonedDateTimeISO(office.timeZone)
  if (rule.unit === 'businessHours')
    return afterBusinessHours(at, rule.count * 60, office, holidays)
  const count = Math.ceil(rule.count)
  if (rule.unit === 'calendarDays') return closing(at.toPlainDate().add({ days: count }), office)
  let date = at.toPlainDate()
  for (let counted = 0; counted < count;) {
    date = date.add({ days: 1 })
    if (isWorked(date, office, holidays)) counted++
  }
  return closing(date, office)
}

/** An office that works all seven days, as some counters and the demo do, works on holidays too. */
const isWorked = (date: Temporal.PlainDate, office: Hours, holidays: Holidays) =>
  office.days.includes(date.dayOfWeek) && (office.days.length === 7 || !holidays.has(date.toString()))

const closing = (date: Temporal.PlainDate, office: Hours) =>
  instantAt(date.toString(), office.closes, office.timeZone)

function afterBusinessHours(
  at: Temporal.ZonedDateTime,
  minutes: number,
  office: Hours,
  holidays: Holidays,
): string {
  let left = minutes
  let date = at.toPlainDate()
  for (;;) {
    if (isWorked(date, office, holidays)) {
      const opens = Temporal.Instant.from(instantAt(date.toString(), office.opens, office.timeZone))
      const closes = Temporal.Instant.from(closing(date, office))
      const begin = Temporal.Instant.compare(at.toInstant(), opens) > 0 ? at.toInstant() : opens
      const open = begin.until(closes).total('minutes')
      if (open >= left && open > 0) return isoOf(begin.add({ seconds: Math.round(left * 60) }))
      left -= Math.max(0, open)
    }
    date = date.add({ days: 1 })
  }
}

const isoOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds).toISOString()
const instantOf = (at: Temporal.ZonedDateTime) => isoOf(at.toInstant())
