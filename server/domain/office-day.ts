/** Days and wall-clock times of an office's time zone, across daylight saving. */
import { Temporal } from 'temporal-polyfill'

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

/** What an office clock shows at an instant: its day, and `HH:MM:SS` with fractions if there are any. */
export function wallClock(instant: string, timeZone: string): { day: string; time: string } {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  return { day: at.toPlainDate().toString(), time: at.toPlainTime().toString() }
}

/** Whether it is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // A 31 February is read as a day of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const DAY_MS = 86_400_000

/** The next day, `YYYY-MM-DD`. A count walks many: plain arithmetic takes a tenth of Temporal's time. */
export const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

const instantOf = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds).toISOString()
