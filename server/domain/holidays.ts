/** The holidays of the federal government (5 U.S.C. 6103), by rule for any year. */
import { Temporal } from 'temporal-polyfill'

/** Office days (`YYYY-MM-DD`) that are not worked. */
export type Holidays = { has(day: string): boolean }

const MONDAY = 1
const THURSDAY = 4

/** Holidays on a date of their own: month, day, first year. */
const dated = [
  [1, 1, 1870],
  [6, 19, 2021],
  [7, 4, 1870],
  [11, 11, 1938],
  [12, 25, 1870],
] as const

/** Holidays on the nth weekday of a month, negative from its end: month, nth, weekday, first year. */
const floating = [
  [1, 3, MONDAY, 1986],
  [2, 3, MONDAY, 1971],
  [5, -1, MONDAY, 1971],
  [9, 1, MONDAY, 1894],
  [10, 2, MONDAY, 1971],
  [11, 4, THURSDAY, 1942],
] as const

/** On a Saturday the Friday before is free, on a Sunday the Monday after. */
const observed = (date: Temporal.PlainDate) =>
  date.add({ days: date.dayOfWeek === 6 ? -1 : date.dayOfWeek === 7 ? 1 : 0 })

function nth(year: number, month: number, count: number, weekday: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const from = count > 0 ? first : first.add({ months: 1 })
  const toWeekday = (weekday - from.dayOfWeek + 7) % 7
  return from.add({ days: toWeekday + 7 * (count > 0 ? count - 1 : count) })
}

/** Days off of one year's holidays; New Year's of a Sunday or Saturday can fall into a neighbour year. */
export function holidaysOf(year: number): string[] {
  const fixed = dated.flatMap(([month, day, since]) =>
    year < since ? [] : [observed(Temporal.PlainDate.from({ year, month, day }))],
  )
  const moving = floating.flatMap(([month, count, weekday, since]) =>
    year < since ? [] : [nth(year, month, count, weekday)],
  )
  return [...fixed, ...moving].map(String).sort()
}

const known = new Map<number, ReadonlySet<string>>()

function offIn(year: number): ReadonlySet<string> {
  let days = known.get(year)
  if (!days) {
    days = new Set(
      [...holidaysOf(year), ...holidaysOf(year + 1)].filter((day) => day.startsWith(`${year}-`)),
    )
    known.set(year, days)
  }
  return days
}

export const federalHolidays: Holidays = { has: (day) => offIn(Number(day.slice(0, 4))).has(day) }
