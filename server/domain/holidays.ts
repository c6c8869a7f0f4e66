/** The holidays of the federal government (5 U.S.C. 6103), by rule for any year. */
import { Temporal } from 'temporal-polyfill'
import type { FederalId } from '../contract/clock-rows.js'

/** Office days (`YYYY-MM-DD`) that are not worked. */
export type Holidays = { has(day: string): boolean }

const MONDAY = 1
const THURSDAY = 4

type Dated = [month: number, day: number, since: number, id: FederalId, name: string]
/** `nth` counts the weekday within the month, negative from its end. */
type Floating = [month: number, nth: number, weekday: number, since: number, id: FederalId, name: string]

/** Holidays on a date of their own. */
const dated: readonly Dated[] = [
  [1, 1, 1870, 'new-years-day', 'New Year’s Day'],
  [6, 19, 2021, 'juneteenth', 'Juneteenth'],
  [7, 4, 1870, 'independence-day', 'Independence Day'],
  [11, 11, 1938, 'veterans-day', 'Veterans Day'],
  [12, 25, 1870, 'christmas-day', 'Christmas Day'],
]

/** Holidays on a weekday of a month. */
const floating: readonly Floating[] = [
  [1, 3, MONDAY, 1986, 'martin-luther-king-day', 'Martin Luther King Day'],
  [2, 3, MONDAY, 1971, 'washingtons-birthday', 'Washington’s Birthday'],
  [5, -1, MONDAY, 1971, 'memorial-day', 'Memorial Day'],
  [9, 1, MONDAY, 1894, 'labor-day', 'Labor Day'],
  [10, 2, MONDAY, 1971, 'columbus-day', 'Columbus Day'],
  [11, 4, THURSDAY, 1942, 'thanksgiving-day', 'Thanksgiving Day'],
]

export type NamedDay = { day: string; id: FederalId; name: string }

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
  const fixed = dated.flatMap(([month, day, since, id, name]) =>
    year < since ? [] : [{ day: observed(Temporal.PlainDate.from({ year, month, day })).toString(), id, name }],
  )
  const moving = floating.flatMap(([month, count, weekday, since, id, name]) =>
    year < since ? [] : [{ day: nth(year, month, count, weekday).toString(), id, name }],
  )
  return [...fixed, ...moving].sort((a, b) => (a.day < b.day ? -1 : 1))
}

export const holidaysOf = (year: number): string[] => federalDaysOf(year).map(({ day }) => day)

const known = new Map<number, ReadonlyMap<string, NamedDay>>()

function offIn(year: number): ReadonlyMap<string, NamedDay> {
  let days = known.get(year)
  if (!days) {
    const both = [...federalDaysOf(year), ...federalDaysOf(year + 1)]
    days = new Map(both.flatMap((one) => (one.day.startsWith(`${year}-`) ? [[one.day, one]] : [])))
    known.set(year, days)
  }
  return days
}

/** The holiday of the federal government on this day; null where it works. */
export const federalHoliday = (day: string): NamedDay | null =>
  offIn(Number(day.slice(0, 4))).get(day) ?? null

export const federalHolidays: Holidays = { has: (day) => federalHoliday(day) !== null }
