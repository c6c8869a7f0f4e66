/** The six usual ways that the forecast has to beat. */
import {
  countDistribution,
  type CountDistribution,
} from '../../../server/domain/forecast/count-distribution.js'
import { dayNumber, sum, type PastDay } from '../../../server/domain/forecast/history.js'

export type Forecast = Pick<CountDistribution, 'cdf' | 'quantile'>
export const BASELINES = ['lastWeek', 'mean4', 'poisson4', 'M4', 'SES', 'emp20'] as const
export type BaselineName = (typeof BASELINES)[number]

const mean = (values: readonly number[]) => (values.length > 0 ? sum(values) / values.length : 0)
const weekday = (day: string) => (dayNumber(day) + 3) % 7

/** All of the probability on one value. */
const point = (value: number): Forecast => ({
  cdf: (y) => (y >= value ? 1 : 0),
  quantile: () => value,
})

/** The values as they were, linear between their ranks. */
function empirical(values: readonly number[]): Forecast {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (n: number) => sorted[Math.min(sorted.length - 1, Math.max(0, n))] ?? 0
  return {
    cdf: (y) => sorted.filter((value) => value <= y).length / Math.max(1, sorted.length),
    quantile: (p) => {
      const rank = p * (sorted.length - 1)
      return at(Math.floor(rank)) + (rank % 1) * (at(Math.floor(rank) + 1) - at(Math.floor(rank)))
    },
  }
}

/** Variance beyond the mean as a share of the mean squared, over past (expected, came) pairs. */
function excessOf(pairs: readonly (readonly [number, number])[]): number {
  const squares = sum(pairs.map(([expected]) => expected * expected))
  const beyond = sum(pairs.map(([expected, came]) => (came - expected) ** 2 - expected))
  return squares > 0 ? Math.max(0, beyond / squares) : 0
}

const spread = (expected: number, excess: number) =>
  countDistribution(expected, expected + excess * expected * expected)

/** A past day: its weekday, its count, and what is forecast at each hour. */
type Past = { weekday: number; total: number; parts: readonly number[] }

/** What is forecast: all until closing, or a single hour. */
export type Part = 'rest' | 'single'

const pastOf = ({ day, counts }: PastDay, part: Part): Past => ({
  weekday: weekday(day),
  total: sum(counts),
  parts: part === 'single' ? counts : counts.map((_, hour) => sum(counts.slice(hour))),
})

/** The last four days of the same weekday, youngest first; without one, the last four days. */
function sameWeekdays(past: readonly Past[], of: number, until: number): Past[] {
  const same: Past[] = []
  for (let n = until - 1; n >= 0 && same.length < 4; n--) {
    const one = past[n]
    if (one?.weekday === of) same.push(one)
  }
  return same.length > 0 ? same : past.slice(Math.max(0, until - 4), until).reverse()
}

const ALPHA = 0.2
/** Weight, in days, of the belief that all weekdays are alike. */
const PRIOR = 2

/** One expected day total for each past day and, last, for `of`: level by smoothing, times the weekday's index. */
function smoothed(past: readonly Past[], of: number): number[] {
  const totals = past.map(({ total }) => total)
  const overall = mean(totals)
  const indexes = Array.from({ length: 7 }, (_, day) => {
    const same = totals.filter((_, n) => past[n]?.weekday === day)
    return overall > 0 ? (PRIOR + sum(same) / overall) / (PRIOR + same.length) : 1
  })
  const index = (day: number) => indexes[day] ?? 1
  let level = mean(totals.slice(0, 5))
  const expected = past.map((one, n) => {
    const before = level * index(one.weekday)
    level += ALPHA * ((totals[n] ?? 0) / index(one.weekday) - level)
    return before
  })
  return [...expected, level * index(of)]
}

/** All baselines at each hour of `day`. */
export function baselinesOf(
  history: readonly PastDay[],
  day: string,
  part: Part,
): Record<BaselineName, Forecast>[] {
  const past = history.map((one) => pastOf(one, part))
  const same = sameWeekdays(past, weekday(day), past.length)
  const totals = smoothed(past, weekday(day))
  const all = sum(past.map(({ total }) => total))
  // The four days that a past day would have been judged by.
  const before = past.map((one, n) => sameWeekdays(past, one.weekday, n))
  return (past[0]?.parts ?? []).map((_, hour) => {
    const of = (one: Past) => one.parts[hour] ?? 0
    const four = mean(same.map(of))
    const fourPairs = past.flatMap((one, n) => {
      const own = before[n] ?? []
      return own.length > 0 ? [[mean(own.map(of)), of(one)] as const] : []
    })
    const share = all > 0 ? sum(past.map(of)) / all : 0
    const smoothPairs = past.map((one, n) => [(totals[n] ?? 0) * share, of(one)] as const)
    return {
      lastWeek: point(same[0] ? of(same[0]) : 0),
      mean4: point(four),
      poisson4: countDistribution(four, four),
      M4: spread(four, excessOf(fourPairs)),
      SES: spread((totals.at(-1) ?? 0) * share, excessOf(smoothPairs)),
      emp20: empirical(past.slice(-20).map(of)),
    }
  })
}
