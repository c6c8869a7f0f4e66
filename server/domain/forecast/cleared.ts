/** When a queue really was clear, and whether that lay in what was forecast. */
import type { StatusEvent } from '../pace.js'
import { midShare } from './score.js'

/** What was said of when the queue is clear; null: not by closing. */
export type KeptClear = {
  low: string | null
  mid: string | null
  high: string | null
  /** Chance that it is clear by closing, and that it is so already. */
  byClose: number
  already: number
}

/** How many tasks a moment brought into the queue, less those that it took out of it. */
function steps(events: readonly StatusEvent[]): [at: string, by: number][] {
  const was = new Map<number, boolean>()
  const by = new Map<string, number>()
  for (const { no, at, status } of events) {
    const queued = status === 'queued'
    if (at !== null) by.set(at, (by.get(at) ?? 0) + Number(queued) - Number(was.get(no) ?? false))
    was.set(no, queued)
  }
  return [...by].sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * When the queue was first empty at or after each moment; null: not before `until`.
 * @param queued how many are queued now
 * @param events all that has happened to the team's tasks since before the first moment
 */
export function emptyAfter(
  moments: readonly string[],
  until: string,
  queued: number,
  events: readonly StatusEvent[],
): (string | null)[] {
  const all = steps(events)
  const began = all.reduce((length, [, by]) => length - by, queued)
  return moments.map((moment) => {
    let length = began
    let next = 0
    for (; next < all.length && (all[next]?.[0] ?? '') <= moment; next++)
      length += all[next]?.[1] ?? 0
    if (length <= 0) return moment
    for (const [at, by] of all.slice(next)) {
      if (at >= until) return null
      length += by
      if (length <= 0) return at
    }
    return null
  })
}

/**
 * Whether it lay in the 80 % band. "Already clear" and "not by closing" have chances of their own, of which
 * only the part inside the band counts, as with counts.
 */
export function clearShare(
  { low, high, byClose, already }: KeptClear,
  said: string,
  was: string | null,
): number {
  if (was === null) return midShare(byClose, 1)
  if (was <= said) return midShare(0, already)
  return low !== null && was >= low && (high === null || was <= high) ? 1 : 0
}
