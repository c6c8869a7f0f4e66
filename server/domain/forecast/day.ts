/**
 * The forecast of one day of an office: how much is still to come until closing, in all and by the hour.
 * Counts are of anything that comes or is finished one at a time; hours are the opening hours in order,
 * hour 0 the first.
 */
import { choose, type Choice } from './choose.js'
import { countDistribution, type CountDistribution } from './count-distribution.js'
import { kindOf, knownDays, sum, type PastDay } from './history.js'
import { hourProfile } from './hour-profile.js'
import { restMoments, type Moments } from './rest.js'
import { score } from './score.js'
import { weekdayIndex } from './weekday.js'
import { START_WIDTH, widthAfter } from './width.js'

export type DayModel = {
  /** Share of the day's count in each hour; sums to 1. */
  shares: number[]
  /** s_w: what the weekday brings of an average day. */
  index: number
  /** What explains the past days; the weights sum to 1. */
  choices: Choice[]
  /** κ, by which the bands are wider than the past days say. */
  width: number
}

export type FitOptions = {
  /** The day to be forecast, `YYYY-MM-DD`. */
  day: string
  /** Opening hours a day. */
  hours: number
  /** κ as the forecasts of the days before have left it. */
  width?: number
}

/** @param history past working days, oldest first; empty ones count, holidays are left out */
export function fit(
  history: readonly PastDay[],
  { day, hours, width = START_WIDTH }: FitOptions,
): DayModel {
  const days = knownDays(history, day)
  const index = weekdayIndex(days)
  const profile = hourProfile(days, hours)
  return {
    shares: profile(),
    index: index(kindOf(day, history.at(-1)?.day)),
    choices: choose(days, index, profile),
    width,
  }
}

/** Mean and variance of the mixture of all choices for a `share` of the day after `before` of it, widened. */
function momentsOf(model: DayModel, before: number, soFar: number, share: number): Moments {
  let mean = 0
  let second = 0
  for (const { a, phi, weight, level } of model.choices) {
    const expected = level * model.index
    const part = restMoments({ a, phi }, expected * before, soFar, expected * share)
    mean += weight * part.mean
    second += weight * (part.variance + part.mean * part.mean)
  }
  return { mean, variance: (second - mean * mean) * model.width ** 2 }
}

/**
 * What is still to come from `hour` until closing.
 * @param counts of the hours of today that are over; later ones are not looked at
 */
export function restOfDay(
  model: DayModel,
  hour: number,
  counts: readonly number[],
): CountDistribution {
  const { mean, variance } = momentsOf(
    model,
    sum(model.shares.slice(0, hour)),
    sum(counts.slice(0, hour)),
    sum(model.shares.slice(hour)),
  )
  return countDistribution(mean, variance)
}

/** The same for each single hour from `hour` until closing. */
export function nextHours(
  model: DayModel,
  hour: number,
  counts: readonly number[],
): CountDistribution[] {
  const soFar = sum(counts.slice(0, hour))
  const before = sum(model.shares.slice(0, hour))
  return model.shares.slice(hour).map((share) => {
    const { mean, variance } = momentsOf(model, before, soFar, share)
    return countDistribution(mean, variance)
  })
}

/** Share of the day that `passed` opening hours bring; within an hour it comes evenly. */
export const shareBy = ({ shares }: DayModel, passed: number): number =>
  sum(shares.map((share, hour) => share * Math.min(1, Math.max(0, passed - hour))))

/**
 * What is still to come between two moments of the day, in opening hours that have passed, such as 2.7.
 * @param soFar what has come until the first of them
 */
export function between(
  model: DayModel,
  { from, to, soFar }: { from: number; to: number; soFar: number },
): CountDistribution {
  const before = shareBy(model, from)
  const { mean, variance } = momentsOf(model, before, soFar, shareBy(model, to) - before)
  return countDistribution(mean, variance)
}

/** κ for the next day, once all of today's counts are known. */
export function widthAfterDay(model: DayModel, counts: readonly number[]): number {
  const mids = model.shares.map(
    (_, hour) => score(restOfDay(model, hour, counts), sum(counts.slice(hour))).mid,
  )
  return widthAfter(model.width, 1 - sum(mids) / mids.length)
}
