/** Days and times of the timetable in words. Days are `YYYY-MM-DD`, times of day `HH:MM`. */
import type { ClockSpan, WorkBlock, WorkDay } from '../../server/contract/desk-rows.js'
import { weekdayOf } from '../../server/domain/timetable.js'

/** The days of a week, Monday first. */
export const dayNames = [
  { day: 1, short: 'Mon', name: 'Monday' },
  { day: 2, short: 'Tue', name: 'Tuesday' },
  { day: 3, short: 'Wed', name: 'Wednesday' },
  { day: 4, short: 'Thu', name: 'Thursday' },
  { day: 5, short: 'Fri', name: 'Friday' },
  { day: 6, short: 'Sat', name: 'Saturday' },
  { day: 7, short: 'Sun', name: 'Sunday' },
] as const

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Tue" and "Tuesday" */
export const shortDay = (day: string) => dayNames[weekdayOf(day) - 1]!.short
export const longDay = (day: string) => dayNames[weekdayOf(day) - 1]!.name

/** "24 Nov" */
export const dateOf = (day: string) =>
  `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]}`

/** "23–29 Nov", "30 Nov – 6 Dec" */
export const daysRange = (from: string, to: string) =>
  from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8, 10))}–${dateOf(to)}`
    : `${dateOf(from)} – ${dateOf(to)}`

/** The hour that a wall-clock `HH:MM` lies in, 0 to 23. */
export const hourOf = (clock: string) => Number(clock.slice(0, 2))

/** "8:00" */
export const shortClock = (clock: string) => clock.replace(/^0(\d)/, '$1')

/** "8:00–12:00" */
export const spanWords = ({ from, to }: ClockSpan) => `${shortClock(from)}–${shortClock(to)}`

export const kindWords: Record<WorkBlock['kind'], string> = {
  training: 'Training',
  meeting: 'Meeting',
  other: 'Other work',
}

/** "Training: Vital records" */
export const blockName = ({ kind, text }: Pick<WorkBlock, 'kind' | 'text'>) =>
  text ? `${kindWords[kind]}: ${text}` : kindWords[kind]

/** A day's work for a message: "8:00–12:00" or "not at work". */
export const workWords = (work: WorkDay | null) => (work ? spanWords(work) : 'not at work')

const list = new Intl.ListFormat('en-GB')

/** All of it for a listener: times, breaks and blocks. */
export function wholeWords(work: WorkDay): string {
  const breaks = work.breaks.map((one) => spanWords(one))
  return [
    spanWords(work),
    ...(breaks.length > 0
      ? [`${breaks.length > 1 ? 'breaks' : 'break'} ${list.format(breaks)}`]
      : []),
    ...work.blocks.map((block) => `${blockName(block)} ${spanWords(block)}`),
  ].join(', ')
}
