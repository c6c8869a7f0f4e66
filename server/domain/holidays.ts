/** The holidays of the federal government (5 U.S.C. 6103), by rule for any year. */
import { Temporal } from 'temporal-polyfill'

/** Office days (`YYYY-MM-DD`) that are not worked. */
export type Holidays = { has(day: string): boolean }

const MONDAY = 1
const THURSDAY = 4

/** Holidays on a date of their own: month, day, first year, name. */
const dated = [
  [1, 1, 1870, 'New Year’s Day'],
  [6, 19, 2021, 'Juneteenth'],
  [7, 4, 1870, 'Independence Day'],
  [11, 11, 1938, 'Veterans Day'],
  [12, 25, 1870, 'Christmas Day'],
] as const

/** Holidays on the nth weekday of a month, negative from its end: month, nth, weekday, first year, name. */
const floating = [
  [1, 3, MONDAY, 1986, 'Martin Luther King Day'],
  [2, 3, MONDAY, 1971, 'Washington’s Birthday'],
  [5, -1, MONDAY, 1971, 'Memorial Day'],
  [9, 1, MONDAY, 1894, 'Labor Day'],
  [10, 2, MONDAY, 1971, 'Columbus Day'],
  [11, 4, THURSDAY, 1942, 'Thanksgiving Day'],
] as const

export type NamedDay = { day: string; name: string }

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
export function federalDaysOf(year: number): NamedDay[] {
  const fixed = dated.flatMap(([month, day, since, name]) =>
    year < since ? [] : [{ day: observed(Temporal.PlainDate.from({ year, month, day })).toString(), name }],
  )
  const moving = floating.flatMap(([month, count, weekday, since, name]) =>
    year < since ? [] : [{ day: nth(year, month, count, weekday).toString(), name }],
  )
  return [...fixed, ...moving].sort((a, b) => (a.day < b.day ? -1 : 1))
}

export const holidaysOf = (year: number): string[] => federalDaysOf(year).map(({ day }) => day)

const known = new Map<number, ReadonlyMap<string, string>>()

function offIn(year: number): ReadonlyMap<string, string> {
  let days = known.get(year)
  if (!days) {
    const both = [...federalDaysOf(year), ...federalDaysOf(year + 1)]
    days = new Map(both.flatMap(({ day, name }) => (day.startsWith(`${year}-`) ? [[day, name]] : [])))
    known.set(year, days)
  }
  return days
}

/** What the federal government calls its holiday on this day; null where it works. */
export const federalHoliday = (day: string): string | null =>
  offIn(Number(day.slice(0, 4))).get(day) ?? null

export const federalHolidays: Holidays = { has: (day) => federalHoliday(day) !== null }
