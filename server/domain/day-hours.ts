/** The hours of an office day as instants, across daylight saving. */
import type { OfficeRow } from '../contract/rows.js'
import { dayBounds, instantAt } from './due.js'

type Clock = Pick<OfficeRow, 'timeZone' | 'opens' | 'closes'>

const two = (value: number) => String(value).padStart(2, '0')

/** Minutes since midnight of `HH:MM`. */
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The first hour in which the office is open, and the one after the last: 8 and 17 for 8:00 to 17:00. */
export const openHours = ({ opens, closes }: Pick<OfficeRow, 'opens' | 'closes'>) => ({
  first: Math.floor(minutesOf(opens) / 60),
  end: Math.ceil(minutesOf(closes) / 60),
})

/** When the hours 0 to 23 of a day begin, and last when the day ends. Never less than the one before. */
export function hourBounds(day: string, timeZone: string): string[] {
  const bounds = Array.from({ length: 24 }, (_, hour) => instantAt(day, `${two(hour)}:00`, timeZone))
  return [...bounds, dayBounds(day, timeZone).to]
}

/** When the opening hours of a day begin, and last when the office closes. */
export function openBounds(day: string, office: Clock): string[] {
  const { first, end } = openHours(office)
  const hours = Array.from({ length: Math.max(0, end - first - 1) }, (_, n) =>
    instantAt(day, `${two(first + n + 1)}:00`, office.timeZone),
  )
  const at = (clock: string) => instantAt(day, clock, office.timeZone)
  return [at(office.opens), ...hours, at(office.closes)]
}
