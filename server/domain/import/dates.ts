/** Reading dates as files have them: ISO, American, day first, month names; with and without zone. */
import { Temporal } from 'temporal-polyfill'
import type { DateOrder } from '../../contract/import.js'
import { instantAt } from '../due.js'

/** A date as written: a day, perhaps a time of day, perhaps an offset from UTC (`Z`, `+02:00`). */
export type WrittenDate = { day: string; clock: string | null; offset: string | null }
export type ReadDate = { ok: true; date: WrittenDate } | { ok: false; reason: string }

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?)?`
const ZONE = String.raw`\s*(Z|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[+-]\d{2}:?\d{2}|[+-]\d{2})?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}${ZONE}$`)
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}${ZONE}$`)
const MONTH_NAMED = new RegExp(
  String.raw`^(\d{1,2})[-. ]+([A-Za-z]{3,9})\.?[-, ]+(\d{4})${TIME}${ZONE}$`,
)
const MONTH_FIRST = new RegExp(
  String.raw`^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}${ZONE}$`,
)
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthOf = (name: string) => {
  const word = name.toLowerCase()
  return (
    months.findIndex(
      (month) =>
        month === word || month.slice(0, 3) === word || (word === 'sept' && month === 'september'),
    ) + 1
  )
}

type Parts = { year: number; month: number; day: number; rest: (string | undefined)[] }

/** The numbers of a date; `order` decides where the year stands last. Null: not written like a date. */
function partsOf(text: string, order: DateOrder): Parts | null {
  const first = YEAR_FIRST.exec(text)
  if (first)
    return {
      year: Number(first[1]),
      month: Number(first[3]),
      day: Number(first[4]),
      rest: first.slice(5),
    }
  const last = order === 'iso' ? null : YEAR_LAST.exec(text)
  if (last) {
    const [a, b] = [Number(last[1]), Number(last[3])]
    const [month, day] = order === 'dmy' ? [b, a] : [a, b]
    return { year: fullYear(last[4] ?? ''), month, day, rest: last.slice(5) }
  }
  const named = MONTH_NAMED.exec(text)
  if (named)
    return {
      year: Number(named[3]),
      month: monthOf(named[2] ?? ''),
      day: Number(named[1]),
      rest: named.slice(4),
    }
  const leading = MONTH_FIRST.exec(text)
  if (leading)
    return {
      year: Number(leading[3]),
      month: monthOf(leading[1] ?? ''),
      day: Number(leading[2]),
      rest: leading.slice(4),
    }
  const compact = COMPACT.exec(text)
  if (compact)
    return {
      year: Number(compact[1]),
      month: Number(compact[2]),
      day: Number(compact[3]),
      rest: [],
    }
  return null
}

const fullYear = (text: string) => {
  const year = Number(text)
  return text.length === 4 ? year : year < 70 ? 2000 + year : 1900 + year
}

const two = (value: number | string) => String(value).padStart(2, '0')

/** @returns the day and time as written, or the reason why it is none, in words for the person whose file it is */
export function readDate(given: string, order: DateOrder): ReadDate {
  const text = given.trim().replace(/\s+/g, ' ')
  const parts = partsOf(text, order)
  if (!parts)
    return no(
      `“${shorten(text)}” is not a date that can be read; write it like 2026-11-23 or 2026-11-23 14:30`,
    )
  const { year, month, day } = parts
  if (month < 1 || month > 12)
    return no(`“${shorten(text)}” has no month ${month}; are day and month the other way round?`)
  if (year < 1900 || year > 2200) return no(`“${shorten(text)}” is in the year ${year}`)
  if (day < 1 || day > daysIn(year, month))
    return no(`“${shorten(text)}” is a day that does not exist`)
  const clock = clockOf(parts.rest)
  if (clock === undefined) return no(`“${shorten(text)}” has a time of day that does not exist`)
  const zone = parts.rest[5]
  const offset = zone ? offsetOf(zone) : null
  if (offset === undefined) return no(`“${shorten(text)}” has an offset that does not exist`)
  return {
    ok: true,
    date: {
      day: `${year}-${two(month)}-${two(day)}`,
      clock,
      offset: clock === null ? null : offset,
    },
  }
}

const no = (reason: string): ReadDate => ({ ok: false, reason })
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Null: no time was written; undefined: an impossible one. */
function clockOf([hours, minutes, seconds, fraction, half]: (string | undefined)[]):
  string | null | undefined {
  if (hours === undefined) return null
  let hour = Number(hours)
  if (half) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  // A leap second is written in some logs; it is the last one that has a name here.
  const second = Math.min(Number(seconds ?? 0), Number(seconds) === 60 ? 59 : 99)
  if (hour > 23 || Number(minutes) > 59 || second > 59) return undefined
  return `${two(hour)}:${minutes}:${two(second)}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}`
}

function offsetOf(zone: string): string | undefined {
  if (!/^[+-]/.test(zone)) return 'Z'
  const digits = zone.replace(':', '').padEnd(5, '0')
  const offset = `${digits.slice(0, 3)}:${digits.slice(3)}`
  return Number(digits.slice(1, 3)) <= 14 && Number(digits.slice(3)) <= 59 ? offset : undefined
}

/**
 * The instant of a written date. Without an offset it is wall-clock time of `timeZone`: a time that
 * the clocks skip becomes the hour after, one that they repeat its first passing.
 * @param otherwise the time of day (`HH:MM`) of a date without one
 */
export function toInstant(date: WrittenDate, timeZone: string, otherwise: string): string {
  if (date.offset !== null) {
    return new Date(
      Temporal.Instant.from(`${date.day}T${date.clock}${date.offset}`).epochMilliseconds,
    ).toISOString()
  }
  return instantAt(date.day, date.clock ?? otherwise, timeZone)
}

export type Orders = DateOrder | 'ambiguous' | 'mixed'

/** What order a column's dates are in: null when fewer than nine in ten filled cells are dates. */
export class OrderFinder {
  #dates = 0
  #others = 0
  #settled = 0
  #dayFirst = 0
  #monthFirst = 0
  #dotted = 0

  look(text: string): void {
    const last = YEAR_LAST.exec(text)
    if (last) {
      this.#dates++
      if (last[2] === '.') this.#dotted++
      const [a, b] = [Number(last[1]), Number(last[3])]
      if (a > 12 && b <= 12) this.#dayFirst++
      else if (b > 12 && a <= 12) this.#monthFirst++
      else if (a === b) this.#settled++
    } else if (YEAR_FIRST.test(text) || MONTH_NAMED.test(text) || MONTH_FIRST.test(text)) {
      this.#dates++
      this.#settled++
    } else this.#others++
  }

  get order(): Orders | null {
    if (this.#dates === 0 || this.#others * 9 > this.#dates) return null
    if (this.#dayFirst > 0 && this.#monthFirst > 0) return 'mixed'
    if (this.#dayFirst > 0) return 'dmy'
    if (this.#monthFirst > 0) return 'mdy'
    if (this.#settled === this.#dates) return 'iso'
    // Dots between the numbers are written only where the day comes first.
    return this.#dotted === this.#dates ? 'dmy' : 'ambiguous'
  }
}
