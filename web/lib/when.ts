/**
 * Times as people type them: "13:00", "tomorrow 9", "fri", "5 dec 07:00", "12/5 1:30pm", "in 2 h".
 * Wall-clock times are the office's own.
 */
import { Temporal } from 'temporal-polyfill'
import type { Times } from './times.js'

type Clock = { hour: number; minute: number }
/** What is left of the text after a part of it was understood. */
type Found<T> = { value: T; rest: string }

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const minutesIn: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080 }

const cut = (text: string, match: RegExpMatchArray) =>
  `${text.slice(0, match.index)} ${text.slice((match.index ?? 0) + match[0].length)}`

/** "in 2 h", "+90 min", "3 days": minutes from now. */
function findSpan(text: string): number | null {
  const match =
    /^(?:in|\+)?\s*(\d+(?:\.\d+)?)\s*(m|h|d|w)(?:in|ins|inutes?|rs?|ours?|ays?|eeks?)?$/.exec(text)
  return match ? Number(match[1]) * (minutesIn[match[2] ?? ''] ?? 0) : null
}

function findClock(text: string): Found<Clock> | null {
  if (/\bnoon\b/.test(text))
    return { value: { hour: 12, minute: 0 }, rest: text.replace('noon', ' ') }
  const match =
    /(?:^|\s)(\d{1,2})[:.](\d{2})\s*(am|pm)?(?=\s|$)/.exec(text) ??
    /(?:^|\s)(\d{1,2})()\s*(am|pm)(?=\s|$)/.exec(text) ??
    /(?:^|\s)(\d{2})(\d{2})()$/.exec(text) ??
    /(?:^|\s)(\d{1,2})()()$/.exec(text)
  if (!match) return null
  const half = match[3]
  const hour = (Number(match[1]) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0)
  const minute = Number(match[2] || 0)
  if (Number(match[1]) > (half ? 12 : 23) || minute > 59) return null
  return { value: { hour, minute }, rest: cut(text, match) }
}

/** The year in which the day lies closest to today, so that "5 jan" in November is next year's. */
function nearest(today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate | null {
  const years = [today.year - 1, today.year, today.year + 1]
  const days = years.flatMap((year) => exact(year, month, day) ?? [])
  const distance = (date: Temporal.PlainDate) => Math.abs(today.until(date).days)
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function exact(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

const dated = (today: Temporal.PlainDate, month: number, day: number, year: string | undefined) =>
  year
    ? exact(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
    : nearest(today, month, day)

const monthOf = (word: string) => months.indexOf(word.slice(0, 3)) + 1
const monthName = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'

type DayShape = [
  RegExp,
  (match: RegExpMatchArray, today: Temporal.PlainDate) => Temporal.PlainDate | null,
]
const dayShapes: DayShape[] = [
  [
    /\b(\d{4})-(\d{1,2})-(\d{1,2})(?=t|\s|$)/,
    (m) => exact(Number(m[1]), Number(m[2]), Number(m[3])),
  ],
  [
    /\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?=\s|$)/,
    (m, today) => dated(today, Number(m[1]), Number(m[2]), m[3]),
  ],
  [
    new RegExp(`\\b(\\d{1,2})\\.?\\s*${monthName}(?:\\s+(\\d{4}))?\\b`),
    (m, today) => dated(today, monthOf(m[2] ?? ''), Number(m[1]), m[3]),
  ],
  [
    new RegExp(`\\b${monthName}\\s+(\\d{1,2})(?:\\s+(\\d{4}))?(?=\\s|$)`),
    (m, today) => dated(today, monthOf(m[1] ?? ''), Number(m[2]), m[3]),
  ],
  [/\btoday\b/, (_, today) => today],
  [/\b(?:tomorrow|tmrw|tom)\b/, (_, today) => today.add({ days: 1 })],
  [/\byesterday\b/, (_, today) => today.subtract({ days: 1 })],
]

/** "next mon" and "mon" are the same: the next one after today. */
function findWeekday(text: string, today: Temporal.PlainDate): Found<Temporal.PlainDate> | null {
  const match = /\b(?:next\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/.exec(text)
  if (!match) return null
  const ahead = (weekdays.indexOf(match[1] ?? '') + 1 - today.dayOfWeek + 7) % 7
  return { value: today.add({ days: ahead || 7 }), rest: cut(text, match) }
}

/** `undefined` where no day is named, null where it is one that does not exist. */
function findDay(
  text: string,
  today: Temporal.PlainDate,
): Found<Temporal.PlainDate> | null | undefined {
  for (const [shape, read] of dayShapes) {
    const match = shape.exec(text)
    if (!match) continue
    const value = read(match, today)
    // "Sat 5 Dec" names its weekday too; the date decides.
    const rest = cut(text, match).replace(/\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/, ' ')
    return value && { value, rest }
  }
  return findWeekday(text, today) ?? undefined
}

const tidy = (text: string) =>
  text
    .toLowerCase()
    .replace(/\bat\b|,/g, ' ')
    .replace(/(\d)t(\d)/, '$1 $2')
    .replace(/\s+/g, ' ')
    .trim()

/** The office day that was meant, `YYYY-MM-DD`; null when it is none. */
export function parseDay(text: string, now: number, times: Times): string | null {
  const said = tidy(text)
  const found = findDay(said, Temporal.PlainDate.from(times.day(now)))
  return found && found.rest.trim() === '' ? found.value.toString() : null
}

/**
 * The instant that was meant, ISO 8601; null when it is no time. A time alone is the next one that
 * its clock shows; a day alone is at `clock`.
 * @param clock wall-clock `HH:MM`
 */
export function parseWhen(text: string, now: number, times: Times, clock: string): string | null {
  const said = tidy(text)
  if (said === '') return null
  const span = findSpan(said)
  if (span !== null)
    return new Date(Math.round((now + span * 60_000) / 60_000) * 60_000).toISOString()
  const today = Temporal.PlainDate.from(times.day(now))
  const day = findDay(said, today)
  if (day === null) return null
  const time = findClock(day ? day.rest : ` ${said}`)
  const rest = time ? time.rest : (day?.rest ?? said)
  if (rest.trim() !== '' || (!day && !time)) return null
  const plainTime = time ? Temporal.PlainTime.from(time.value) : Temporal.PlainTime.from(clock)
  const on = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: times.zone, plainTime }).epochMilliseconds
  const date = day?.value ?? (on(today) > now ? today : today.add({ days: 1 }))
  return new Date(on(date)).toISOString()
}

const yearOf = (day: string) => Number(day.slice(0, 4))

/** "5 Dec", or "5 Dec 2027" in another year. @param day `YYYY-MM-DD` */
export function showDay(day: string, now: number, times: Times): string {
  const name = `${Number(day.slice(8, 10))} ${capital(months[Number(day.slice(5, 7)) - 1] ?? '')}`
  return yearOf(day) === yearOf(times.day(now)) ? name : `${name} ${yearOf(day)}`
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** "5 Dec 07:00": what parseWhen reads again as the same minute. */
export const showWhen = (at: string, now: number, times: Times) =>
  `${showDay(times.day(at), now, times)} ${times.stamp(at)}`
