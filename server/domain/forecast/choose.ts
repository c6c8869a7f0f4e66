/**
 * Each night: how well does each spread and each smoothing explain the past days, judged as they would have
 * been forecast? No single one is picked: close ones share the weight, which is steadier from night to night.
 */
import { sizeOf, logProbability } from './count-distribution.js'
import type { KnownDay } from './history.js'
import type { HourProfile } from './hour-profile.js'
import { levelsOf } from './level.js'
import { logGamma } from './log-gamma.js'
import { restMoments, type Spread } from './rest.js'
import type { WeekdayIndex } from './weekday.js'

export type Choice = Spread & {
  /** Smoothing of the level. */
  alpha: number
  /** Of an average day. */
  level: number
  /** Share in the forecast; all sum to 1. */
  weight: number
}

const A = [0.6, 2, 5, 12, 30, 80, 250, 1_000]
const PHI = [1, 1.6, 2.8, 5, 9, 16]
const ALPHA = [0.05, 0.12, 0.3]
const JUDGED_DAYS = 60
/** Neighbouring hours of a day say nearly the same, so every second one is judged. */
const HOUR_STEP = 2
/** No single case says more against a choice than this. */
const FLOOR = -12
/** Where nothing is known: days alike to a fourth, twice the variance of a Poisson. */
const USUAL: Spread = { a: 16, phi: 2 }
const A_PENALTY = 0.3
const PHI_PENALTY = 1
/** The hours of a day go together: their likelihoods count for fewer cases than there are. */
const TEMPER = 0.3
const LEAST_WEIGHT = 0.02

/** A past day at an hour: what had come, what came then, and what a level of 1 expects of both. */
type Case = {
  soFar: number
  rest: number
  unitSoFar: number
  unitRest: number
  logFactorial: number
}

function casesOf(day: KnownDay, index: number, shares: readonly number[]): Case[] {
  let soFar = 0
  let share = 0
  const cases: Case[] = []
  shares.forEach((part, hour) => {
    const rest = Math.round(day.total - soFar)
    if (hour % HOUR_STEP === 0)
      cases.push({
        soFar,
        rest,
        unitSoFar: index * share,
        unitRest: index * (1 - share),
        logFactorial: logGamma(rest + 1),
      })
    soFar += day.counts[hour] ?? 0
    share += part
  })
  return cases
}

function logLikelihood(at: Case, level: number, spread: Spread): number {
  const { mean, variance } = restMoments(
    spread,
    level * at.unitSoFar,
    at.soFar,
    level * at.unitRest,
  )
  if (!(mean > 0)) return at.rest > 0 ? FLOOR : 0
  return Math.max(FLOOR, logProbability(at.rest, mean, sizeOf(mean, variance), at.logFactorial))
}

const penalty = ({ a, phi }: Spread) =>
  A_PENALTY * Math.log(a / USUAL.a) ** 2 + PHI_PENALTY * Math.log(phi / USUAL.phi) ** 2

/** @param days oldest first */
export function choose(
  days: readonly KnownDay[],
  index: WeekdayIndex,
  profile: HourProfile,
): Choice[] {
  const from = Math.max(0, days.length - JUDGED_DAYS)
  const judged = days
    .slice(from)
    .map((day) => ({ weight: day.weight, cases: casesOf(day, index(day, day), profile(day)) }))
  const valueOf = (spread: Spread, levels: readonly number[]) => {
    let value = -penalty(spread)
    judged.forEach(({ weight, cases }, n) => {
      for (const at of cases) value += weight * logLikelihood(at, levels[from + n] ?? 0, spread)
    })
    return value
  }
  const valued = ALPHA.flatMap((alpha) => {
    const levels = levelsOf(days, index, alpha)
    const level = levels.at(-1) ?? 0
    return A.flatMap((a) =>
      PHI.map((phi) => ({ a, phi, alpha, level, value: valueOf({ a, phi }, levels) })),
    )
  })
  return weighed(valued)
}

function weighed(valued: readonly (Omit<Choice, 'weight'> & { value: number })[]): Choice[] {
  const best = Math.max(...valued.map(({ value }) => value))
  const likely = valued
    .map(({ value, ...choice }) => ({ ...choice, weight: Math.exp(TEMPER * (value - best)) }))
    .filter(({ weight }) => weight > LEAST_WEIGHT)
  const total = likely.reduce((sum, { weight }) => sum + weight, 0)
  return likely.map((choice) => ({ ...choice, weight: choice.weight / total }))
}
