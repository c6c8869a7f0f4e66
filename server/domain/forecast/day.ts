/**
 * The forecast of one day of an office: how much is still to come until closing, in all and by the hour.
 * Counts are of anything that comes or is finished one at a time; hours are the opening hours in order,
 * hour 0 the first.
 */
import { choose, type Choice } from './choose.js'
import { countDistribution, type CountDistribution } from './count-distribution.js'
import { knownDays, shapeOf, kindOf, type PastDay } from './history.js'
import { restMoments, type Moments } from './rest.js'
import { score } from './score.js'
import { START_WIDTH, widthAfter } from './width.js'

export type DayModel = {
  hours: number
  /** Share of the day's count in each hour. */
  shares: number[]
  /** What fits the past days, the weights sum to 1. */
  choices: (Pick<Choice, 'a' | 'phi' | 'alpha' | 'weight'> & { expected: number })[]
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
export function fit(history: readonly PastDay[], { day, hours, width = START_WIDTH }: FitOptions): DayModel {
  const days = knownDays(history, day)
  const shape = shapeOf(days, hours)
  const index = shape.index(kindOf(day, history.at(-1)?.day))
  return {
    hours,
    shares: shape.hours(),
    choices: choose(days, shape).map(({ a, phi, alpha, weight, levels }) => ({
      a,
      phi,
      alpha,
      weight,
      expected: (levels.at(-1) ?? 0) * index,
    })),
    width,
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function momentsOf(model: DayModel, hour: number, soFar: number, share: number): Moments {
  const before = sum(model.shares.slice(0, hour))
  let mean = 0
  let second = 0
  for (const { a, phi, weight, expected } of model.choices) {
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
export function restOfDay(model: DayModel, hour: number, counts: readonly number[]): CountDistribution {
  const { mean, variance } = momentsOf(model, hour, sum(counts.slice(0, hour)), sum(model.shares.slice(hour)))
  return countDistribution(mean, variance)
}

/** The same for each single hour from `hour` until closing. */
export function nextHours(model: DayModel, hour: number, counts: readonly number[]): CountDistribution[] {
  const soFar = sum(counts.slice(0, hour))
  return model.shares.slice(hour).map((share) => {
    const { mean, variance } = momentsOf(model, hour, soFar, share)
    return countDistribution(mean, variance)
  })
}

/** κ for the next day, once all of today's counts are known. */
export function widthAfterDay(model: DayModel, counts: readonly number[]): number {
  const mids = model.shares.map((_, hour) => score(restOfDay(model, hour, counts), sum(counts.slice(hour))).mid)
  return widthAfter(model.width, 1 - sum(mids) / mids.length)
}
