/** Office days as a sentence names them. */
import { Temporal } from 'temporal-polyfill'
import type { ClockSpan } from '../contract/desk-rows.js'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Tue" */
export const weekdayWord = (day: string) =>
  weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? ''

/** "Tue 24 Nov" */
export function shortDay(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return `${weekdayWord(day)} ${date.day} ${months[date.month - 1] ?? ''}`
}

/** "9:30": as times are read everywhere, without a leading zero. */
export const shortClock = (clock: string) => clock.replace(/^0/, '')

/** "on Tue 24 Nov", "from Tue 24 Nov to Fri 27 Nov", "on Tue 24 Nov, 9:00–11:00". */
export function spanWords({
  from,
  to,
  part,
}: {
  from: string
  to: string
  part: ClockSpan | null
}): string {
  const days = from === to ? `on ${shortDay(from)}` : `from ${shortDay(from)} to ${shortDay(to)}`
  return part ? `${days}, ${shortClock(part.from)}–${shortClock(part.to)}` : days
}
