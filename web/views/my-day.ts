import type { ShownTally } from '../../server/contract/rows.js'

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
  tallies: Iterable<ShownTally>,
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
