/** Forecasts as they are kept, and what became of them. */
import { countDistribution } from './count-distribution.js'
import { sum } from './history.js'
import { score } from './score.js'

/** Of a count until closing; the quantiles are told as they were shown. */
export type KeptCount = { mean: number; variance: number; low: number; mid: number; high: number }

/** What was said of a team's day when one of its hours began. */
export type KeptForecast = {
  team: string
  day: string
  /** Opening hour, 0 the first. */
  hour: number
  at: string
  arrived: KeptCount
  finished: KeptCount
}

/** What a day brought in each opening hour, and the width of the bands that it leaves to the next. */
export type Outcome = {
  team: string
  day: string
  arrived: number[]
  finished: number[]
  width: { arrived: number; finished: number }
}

export type HitRate = { share: number; days: number; forecasts: number }

export const SCORED_DAYS = 60
const LEAST_DAYS = 5

export const isOutcome = (row: KeptForecast | Outcome): row is Outcome => 'width' in row

/** The share of what came true that lay in its 80 % band, over the last days that are over; null with too few. */
export function hitRate(kept: readonly (KeptForecast | Outcome)[]): HitRate | null {
  const outcomes = new Map(kept.filter(isOutcome).map((row) => [row.day, row]))
  const forecasts = kept.filter((row): row is KeptForecast => !isOutcome(row))
  const days = [...new Set(forecasts.map(({ day }) => day))]
    .filter((day) => outcomes.has(day))
    .sort()
    .slice(-SCORED_DAYS)
  if (days.length < LEAST_DAYS) return null
  const shares = forecasts.flatMap((row) => {
    const outcome = days.includes(row.day) && outcomes.get(row.day)
    if (!outcome) return []
    return (['arrived', 'finished'] as const).map((what) => {
      const { mean, variance } = row[what]
      return score(countDistribution(mean, variance), sum(outcome[what].slice(row.hour))).mid
    })
  })
  return { share: sum(shares) / shares.length, days: days.length, forecasts: shares.length }
}
