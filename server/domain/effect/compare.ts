/**
 * Difference in differences for few people with unlike starting points, some of whom were picked because they
 * had been bad.
 *
 * Each person has a level of their own; levels vary between people as one distribution says, which is learnt
 * from the "before" of everybody. "After" is foretold person by person from their own "before", drawn towards
 * that distribution as far as the data of one person deserve (empirical Bayes; Efron and Morris, 1975, JASA 70,
 * 311–319; for counts of a rate, the beta-binomial). Whoever was picked for a bad spell is foretold to come
 * back by as much as such spells do, so regression to the mean is part of the forecast and not of the effect:
 * inference that conditions on the data by which people were picked need not know the picking (Rubin, 1976,
 * Biometrika 63, 581–592; Dawid and Dickey, 1977, JASA 72, 845–850). The untrained tell by how much everybody
 * moved meanwhile (the trend) and how well "before" tells "after" (a bad spell may be real and pass: the
 * discount of the power prior, Ibrahim and Chen, 2000, Statistical Science 15, 46–60); where earlier periods are known, each is foretold
 * from those before it, which tells that too. The trained add one more
 * shift, the effect. All unknowns but the effect are summed over on a grid, so that few people make the
 * answer wide instead of wrong; the effect's own prior is flat.
 */
import { evenly, normalised, quantileOf, weightBelow } from './grid.js'

/** One setting of what is not known about the people, with what it says of a person. */
export type Setting<P> = {
  /** ln of its prior weight and of how well it fits the "before" of everybody. */
  log: number
  /** ln of the chance of a person's "after" when it is shifted by so much. */
  after(person: P, shift: number): number
}

export type Posterior = {
  /** Chance that the shift of the trained is below 0, given the data. */
  below: number
  /** Median and 90 % interval of the effect, as a shift. */
  middle: number
  low: number
  high: number
  /** Weights of settings and trends from all but what the trained did later: what was to come without training. */
  without: readonly { setting: number; trend: number; weight: number }[]
}

/** Trends are taken to be moderate: in 19 of 20 cases within twice this of none. */
const TREND_SPREAD = 0.5

export type Scale = {
  /** How far an effect is looked for, both ways. */
  reach: number
  /** Steps of a grid of shifts. */
  step: number
}

/** A setting that fits "before" this much worse than the best (in ln) is not looked at further. */
const HOPELESS = 12

type Branch = { setting: number; trend: number; log: number; ofTrained: readonly number[] }

export function compare<P>(
  settings: readonly Setting<P>[],
  trained: readonly P[],
  untrained: readonly P[],
  { reach, step }: Scale,
): Posterior {
  const trendReach = Math.min(reach, 3 * TREND_SPREAD)
  const trends = evenly(-trendReach, trendReach, Math.round((2 * trendReach) / step) + 1)
  const effects = evenly(-reach, reach, Math.round((2 * reach) / step) + 1)
  // Trend and effect lie on one grid, so what the trained did is worked out once for each sum of them.
  const sums = evenly(-reach - trendReach, reach + trendReach, trends.length + effects.length - 1)
  const sumOf = (people: readonly P[], setting: Setting<P>, shift: number) =>
    people.reduce((total, person) => total + setting.after(person, shift), 0)
  const best = settings.reduce((most, { log }) => Math.max(most, log), -Infinity)
  const branches: Branch[] = settings.flatMap((setting, at) => {
    if (setting.log < best - HOPELESS) return []
    const ofTrained = sums.map((shift) => sumOf(trained, setting, shift))
    return trends.map((trend, t) => ({
      setting: at,
      trend,
      log: setting.log + sumOf(untrained, setting, trend) - 0.5 * (trend / TREND_SPREAD) ** 2,
      ofTrained: ofTrained.slice(t, t + effects.length),
    }))
  })
  const ofEffect = weightsOf(branches, effects.length)
  const known = normalised(branches.map(({ log }) => log))
  return {
    below: weightBelow(effects, ofEffect, 0),
    middle: quantileOf(effects, ofEffect, 0.5),
    low: quantileOf(effects, ofEffect, 0.05),
    high: quantileOf(effects, ofEffect, 0.95),
    without: branches.map(({ setting, trend }, at) => ({ setting, trend, weight: known[at] ?? 0 })),
  }
}

/** Weights of the effects, summed over all branches. */
function weightsOf(branches: readonly Branch[], effects: number): number[] {
  let most = -Infinity
  for (const { log, ofTrained } of branches)
    for (const one of ofTrained) most = Math.max(most, log + one)
  const weights = Array.from({ length: effects }, () => 0)
  for (const { log, ofTrained } of branches)
    for (const [at, one] of ofTrained.entries())
      weights[at] = (weights[at] ?? 0) + Math.exp(log + one - most)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
