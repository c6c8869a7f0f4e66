import type { ClockSpan, WorkDay } from '../../server/contract/desk-rows.js'
import type { TallyRow } from '../../server/contract/rows.js'
import { blockName, hourOf, shortClock, spanWords } from '../lib/day-words.js'

export type HourOfDay = {
  /** 0 to 23 on the office's clock. */
  hour: number
  done: number
}

export type MyDay = {
  hours: HourOfDay[]
  done: number
  standardMinutes: number
}

/**
 * What one person finished on `date`, hour by hour: every hour of the office's day, and any hour
 * outside it in which something was finished.
 * @param date `YYYY-MM-DD` on the office's clock
 * @param opens first hour shown, 0 to 23
 * @param closes the hour that ends the day, 1 to 24
 */
export function myDay(
  tallies: Iterable<TallyRow>,
  person: string,
  at: { date: string; opens: number; closes: number; hour: number },
): MyDay {
  const done = new Map<number, number>()
  let standardMinutes = 0
  for (const tally of tallies) {
    if (tally.person !== person || tally.day !== at.date) continue
    done.set(tally.hour, (done.get(tally.hour) ?? 0) + tally.tasks)
    standardMinutes += tally.standardMinutes
  }
  const busy = [...done.keys(), at.hour]
  const first = Math.min(at.opens, ...busy)
  const last = Math.max(at.closes - 1, ...busy)
  const hours = Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: first + index,
    done: done.get(first + index) ?? 0,
  }))
  const all = [...done.values()].reduce((sum, count) => sum + count, 0)
  return { hours, done: all, standardMinutes }
}

/** The hour that a wall-clock `HH:MM` closes, 1 to 24: 17 for 17:00 and 18 for 17:30. */
export function hourAfter(clock: string): number {
  const [hour = 24, minute = 0] = clock.split(':').map(Number)
  return minute > 0 ? hour + 1 : hour || 24
}

/** What one's own timetable has in each hour: "Break 10:00–10:15", "Training: Permits 13:00–14:00", "Shift ends 17:00". */
export function dayNotes(work: WorkDay | null, leave: readonly ClockSpan[]): Map<number, string> {
  const notes = new Map<number, string>()
  if (!work) return notes
  const spans = [
    ...work.breaks.map((one) => ({ ...one, name: 'Break' })),
    ...work.blocks.map((one) => ({ ...one, name: blockName(one) })),
    ...leave.map((one) => ({ ...one, name: 'Leave' })),
  ]
  const lines = spans
    .sort((a, b) => a.from.localeCompare(b.from))
    .map((one) => ({ hour: hourOf(one.from), text: `${one.name} ${spanWords(one)}` }))
  lines.push({ hour: hourAfter(work.to) - 1, text: `Shift ends ${shortClock(work.to)}` })
  for (const { hour, text } of lines)
    notes.set(hour, [notes.get(hour), text].filter(Boolean).join(', '))
  return notes
}
