/**
 * Whether work became quicker through training. Handle times are heavy-tailed, so each person's time is the
 * median of ln(minutes / standard minutes), which also makes tasks of unlike size comparable; people and their
 * spells are normal on that scale, compared as effect/compare.ts says.
 */
import { compare, type Posterior, type Setting } from './compare.js'
import { evenly } from './grid.js'

/** Median of ln(minutes / standard minutes) of so many tasks, with its standard error. */
export type TimeOf = { tasks: number; middle: number; error: number }
export type TimesOf = { before: TimeOf; after: TimeOf }

const medianOf = (sorted: readonly number[]) => {
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

/** Tasks of the office that took just their standard throughout do not make a median certain. */
const LEAST_SPREAD = 0.2

/**
 * @param ratios minutes / standard minutes, all above 0
 * @returns the standard error from the median absolute deviation, as if the logarithms were normal
 */
export function timeOf(ratios: readonly number[]): TimeOf {
  const logs = ratios.map(Math.log).toSorted((a, b) => a - b)
  const middle = medianOf(logs)
  const off = logs.map((log) => Math.abs(log - middle)).toSorted((a, b) => a - b)
  const spread = Math.max(LEAST_SPREAD, 1.4826 * medianOf(off))
  // The median of n normal values has √(π/2) times the error of their mean.
  const error = Math.sqrt(Math.PI / 2) * (spread / Math.sqrt(Math.max(1, logs.length)))
  return { tasks: logs.length, middle, error }
}

/** How unlike people are, and how much one person changes between two spells: standard deviations of the logarithm. */
const BETWEEN = [0.1, 0.2, 0.4, 0.8]
const SPELLS = [0.03, 0.08, 0.15, 0.3, 0.5]

const logNormal = (x: number, mean: number, variance: number) =>
  -0.5 * (Math.log(variance) + (x - mean) ** 2 / variance)

/** @param trained at least one person, with times after it */
export function timesEffect(trained: readonly TimesOf[], untrained: readonly TimesOf[]): Posterior {
  const people = [...trained, ...untrained]
  const centre = people.reduce((sum, { before }) => sum + before.middle, 0) / people.length
  const settings: Setting<TimesOf>[] = evenly(centre - 0.8, centre + 0.8, 9).flatMap((mean) =>
    BETWEEN.flatMap((between) =>
      SPELLS.map((spell) => ({
        log: people.reduce(
          (sum, { before }) =>
            sum + logNormal(before.middle, mean, between ** 2 + spell ** 2 + before.error ** 2),
          0,
        ),
        after({ before, after }: TimesOf, shift: number) {
          const told = between ** 2 / (between ** 2 + spell ** 2 + before.error ** 2)
          const foretold = mean + told * (before.middle - mean) + shift
          const variance = between ** 2 * (1 - told) + spell ** 2 + after.error ** 2
          return logNormal(after.middle, foretold, variance)
        },
      })),
    ),
  )
  return compare(settings, trained, untrained, { reach: 1.5, step: 0.05 })
}
