/** Which share of a day's count comes in each opening hour. */
import { sum, type KnownDay } from './history.js'

/** Shares that sum to 1; `without` leaves one day of the history out, so that it does not judge itself. */
export type HourProfile = (without?: KnownDay) => number[]

/** What every hour gets beside its own share, so that no hour is held to be impossible. */
const PRIOR = 0.02

/** p_b, pooled over the days by their weight: single days say too little about their hours. */
export function hourProfile(days: readonly KnownDay[], hours: number): HourProfile {
  const sums = Array.from({ length: hours }, (_, b) =>
    sum(days.map(({ weight, counts }) => weight * (counts[b] ?? 0))),
  )
  return (without) => {
    const own = sums.map(
      (value, b) => value - (without ? without.weight * (without.counts[b] ?? 0) : 0),
    )
    const all = sum(own)
    const shares = own.map((value) => (all > 1e-9 ? Math.max(0, value) / all : 1 / hours) + PRIOR)
    const total = sum(shares)
    return shares.map((share) => share / total)
  }
}
