/** How good a forecast was, once the count is known. */
import type { CountDistribution } from './count-distribution.js'

/** The quantiles that are scored. */
export const LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9] as const
/** The band that a screen shows: the middle 80 %. */
export const BAND = [0.1, 0.9] as const

export type Score = {
  /** Mean pinball loss over `LEVELS`, in the unit of the count. */
  loss: number
  /** Whether the count lies in the 80 % band, its ends included. */
  inclusive: number
  /** The same, without its ends. */
  strict: number
  /** Share of [F(y−1), F(y)] inside [.1, .9]: 80 % under perfect calibration, however small the counts. */
  mid: number
}

/** Pinball (quantile) loss of one quantile: Koenker and Bassett 1978. */
export const pinball = (p: number, quantile: number, y: number) =>
  y >= quantile ? p * (y - quantile) : (1 - p) * (quantile - y)

/** Share of the step [below, upTo] that lies in the band; a step of no height is in or out. */
export function midShare(below: number, upTo: number): number {
  const [low, high] = BAND
  if (upTo - below < 1e-12) return upTo >= low && upTo <= high ? 1 : 0
  return Math.max(0, Math.min(high, upTo) - Math.max(low, below)) / (upTo - below)
}

export function score(forecast: Pick<CountDistribution, 'cdf' | 'quantile'>, y: number): Score {
  const quantiles = LEVELS.map((p) => forecast.quantile(p))
  const [low, high] = [quantiles[0] ?? 0, quantiles.at(-1) ?? 0]
  return {
    loss: LEVELS.reduce((sum, p, n) => sum + pinball(p, quantiles[n] ?? 0, y), 0) / LEVELS.length,
    inclusive: y >= low && y <= high ? 1 : 0,
    strict: y > low && y < high ? 1 : 0,
    mid: midShare(forecast.cdf(y - 1), forecast.cdf(y)),
  }
}
