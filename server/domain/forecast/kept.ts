/** Forecasts as they are kept, and what became of them. */
import { countDistribution, type CountDistribution } from './count-distribution.js'
import { clearShare, type KeptClear } from './cleared.js'
import { sum } from './history.js'
import { score } from './score.js'

/** Of a count until closing; the quantiles are told as they were shown. */
export type KeptCount = { mean: number; variance: number; low: number; mid: number; high: number }

export const keptCount = ({ mean, variance, quantile }: CountDistribution): KeptCount => ({
  mean,
  variance,
  low: quantile(0.1),
  mid: quantile(0.5),
  high: quantile(0.9),
})

/** What was said of a team's day when one of its hours began. */
export type KeptForecast = {
  team: string
  day: string
  /** Opening hour, 0 the first. */
  hour: number
  at: string
  arrived: KeptCount
  finished: KeptCount
  /** When the queue would be clear; absent: it was too long to say, or not kept yet. */
  clear?: KeptClear
}

/** What a day brought in each opening hour, and the width of the bands that it leaves to the next. */
export type Outcome = {
  team: string
  day: string
  arrived: number[]
  finished: number[]
  width: { arrived: number; finished: number }
  /** When the queue was first clear after the forecast of each hour; null: not by closing. */
  clear?: { hour: number; at: string | null }[]
}

export type HitRate = { share: number; days: number; forecasts: number }

export const SCORED_DAYS = 60
/** Fewer days say nothing of how often a band holds, nor of what a day brings. */
export const LEAST_DAYS = 5

export const isOutcome = (row: KeptForecast | Outcome): row is Outcome => 'width' in row

/** The share of what came true that lay in its 80 % band, over the last days that are over; null with too few. */
export function hitRate(kept: readonly (KeptForecast | Outcome)[]): HitRate | null {
  return rateOf(kept, (row, outcome) =>
    (['arrived', 'finished'] as const).map((what) => {
      const { mean, variance } = row[what]
      return score(countDistribution(mean, variance), sum(outcome[what].slice(row.hour))).mid
    }),
  )
}

/** The same of when the queue was clear. */
export function clearRate(kept: readonly (KeptForecast | Outcome)[]): HitRate | null {
  return rateOf(kept, ({ clear, at, hour }, outcome) => {
    const was = outcome.clear?.find((one) => one.hour === hour)
    return clear && was ? [clearShare(clear, at, was.at)] : []
  })
}

type Scored = (row: KeptForecast, outcome: Outcome) => number[]

function rateOf(kept: readonly (KeptForecast | Outcome)[], scored: Scored): HitRate | null {
  const outcomes = new Map(kept.filter(isOutcome).map((row) => [row.day, row]))
  const all = kept.flatMap((row) => {
    const outcome = isOutcome(row) ? undefined : outcomes.get(row.day)
    const shares = outcome ? scored(row as KeptForecast, outcome) : []
    return shares.map((share) => ({ day: row.day, share }))
  })
  const days = [...new Set(all.map(({ day }) => day))].sort().slice(-SCORED_DAYS)
  if (days.length < LEAST_DAYS) return null
  const shares = all.flatMap(({ day, share }) => (days.includes(day) ? [share] : []))
  return { share: sum(shares) / shares.length, days: days.length, forecasts: shares.length }
}
