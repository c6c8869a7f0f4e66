/**
 * How much of an average day each weekday brings: s_w = (k + Σ wᵢrᵢ) / (k + Σ wᵢ), rᵢ a day relative to the
 * days around it. Weekdays hold for months, so wᵢ halves every 120 days only. How strongly all weekdays are
 * believed to be alike, k days' worth, is told by the days themselves (empirical Bayes: Efron and Morris
 * 1975): with a fixed k a sharp week is flattened for months, and a small office chases noise.
 */
import { sum, type DayKind, type KnownDay } from './history.js'

/** The index of a kind of day; `without` leaves one day of the history out, so that it does not judge itself. */
export type WeekdayIndex = (kind: DayKind, without?: KnownDay) => number

const HALF_LIFE = 120
/** Days before and after that a day is compared with: over three weeks, so that weekdays even out. */
const AROUND = 8
/** Variance between weekdays where nothing is known: they differ by about an eighth. */
const USUAL_BETWEEN = 0.015
/** Degrees of freedom of which half the belief stays with the usual variance. */
const USUAL_DEGREES = 10
const LEAST_PRIOR = 0.05
const MOST_PRIOR = 40
/** Of a day after a long weekend: weight, in days, of the belief that it is half a Monday, half itself. */
const GAP_PRIOR = 2

const MONDAY = 1
const AFTER_GAP = 0
const keyOf = ({ weekday, afterGap }: DayKind) => (afterGap ? AFTER_GAP : weekday)

/** Each day relative to the mean of the days around it, so that growth is not taken for a weekday. */
function relativesOf(days: readonly KnownDay[]): number[] {
  const totals = days.map(({ total }) => total)
  const mean = (values: readonly number[]) => sum(values) / Math.max(1, values.length)
  const overall = mean(totals)
  return totals.map((total, n) => {
    const level = 0.8 * mean(totals.slice(Math.max(0, n - AROUND), n + AROUND + 1)) + 0.2 * overall
    return level > 0 ? total / level : 1
  })
}

/** Mean square of each weekday's days about their own mean, with its degrees of freedom, and the means. */
function within(days: readonly KnownDay[], relatives: readonly number[]) {
  const groups = new Map<number, number[]>()
  days.forEach((day, n) => {
    if (!day.afterGap)
      groups.set(day.weekday, [...(groups.get(day.weekday) ?? []), relatives[n] ?? 1])
  })
  const used = [...groups.values()].map((values) => ({ values, mean: sum(values) / values.length }))
  return {
    squares: sum(used.map(({ values, mean }) => sum(values.map((value) => (value - mean) ** 2)))),
    degrees: sum(used.map(({ values }) => values.length - 1)),
    means: used.map(({ mean }) => mean),
  }
}

/** k: the variance inside weekdays over the variance between them, both drawn to what is usual while days are few. */
function priorOf(days: readonly KnownDay[], relatives: readonly number[]): number {
  const { squares, degrees, means } = within(days, relatives)
  if (means.length < 2) return GAP_PRIOR
  const all = sum(relatives) / relatives.length
  const spread = sum(relatives.map((value) => (value - 1) ** 2)) / relatives.length
  const variance = (squares + 2 * Math.max(0.01, spread - USUAL_BETWEEN)) / (degrees + 2)
  const seen =
    sum(means.map((mean) => (mean - all) ** 2)) / (means.length - 1) -
    (variance * means.length) / days.length
  const known = degrees / (degrees + USUAL_DEGREES)
  const between = known * seen + (1 - known) * USUAL_BETWEEN
  return Math.min(MOST_PRIOR, Math.max(LEAST_PRIOR, variance / Math.max(1e-9, between)))
}

/** @param days oldest first */
export function weekdayIndex(days: readonly KnownDay[]): WeekdayIndex {
  const relatives = relativesOf(days)
  const prior = priorOf(days, relatives)
  const weights = days.map(({ age }) => 2 ** (-age / HALF_LIFE))
  const mondays = sum(weights.filter((_, n) => days[n] && keyOf(days[n]) === MONDAY))
  // A day after a long weekend tells of Mondays too, the less the more Mondays there are.
  const asMonday = mondays > 0 ? 1 / (1 + mondays) : 0
  const share = (day: KnownDay, key: number) =>
    keyOf(day) === key ? 1 : key === MONDAY && day.afterGap ? asMonday : 0
  const sums = new Map(
    [AFTER_GAP, 1, 2, 3, 4, 5, 6, 7].map((key) => [
      key,
      {
        weight: sum(days.map((day, n) => share(day, key) * (weights[n] ?? 0))),
        relative: sum(
          days.map((day, n) => share(day, key) * (weights[n] ?? 0) * (relatives[n] ?? 1)),
        ),
      },
    ]),
  )
  const place = new Map(days.map((day, n) => [day, n]))
  const pooled = (key: number, usual: number, k: number, without?: KnownDay) => {
    const { weight, relative } = sums.get(key) ?? { weight: 0, relative: 0 }
    const n = without ? (place.get(without) ?? -1) : -1
    const out = without && n >= 0 ? share(without, key) * (weights[n] ?? 0) : 0
    return (k * usual + relative - out * (relatives[n] ?? 1)) / (k + weight - out)
  }
  return (kind, without) => {
    const own = pooled(kind.weekday, 1, prior, without)
    if (!kind.afterGap) return own
    return pooled(AFTER_GAP, (own + pooled(MONDAY, 1, prior, without)) / 2, GAP_PRIOR, without)
  }
}
