/** Every scored day of a series at every full hour: what the forecast said, what the baselines said, what came. */
import { fit, nextHours, restOfDay, widthAfterDay } from '../../../server/domain/forecast/day.js'
import { sum } from '../../../server/domain/forecast/history.js'
import { score, type Score } from '../../../server/domain/forecast/score.js'
import { BASELINES, baselinesOf, type BaselineName, type Forecast } from './baselines.js'
import type { Series } from './series.js'

/** A day at an hour (0 the opening). */
export type Case = Score & {
  day: number
  hour: number
  actual: number
  baselines: Record<BaselineName, number>
}
/** All until closing, and each single hour until then. */
export type Cases = { rest: Case[]; single: Case[] }

const SEEN_DAYS = 80

export const warmUp = (days: number) => (days < 30 ? 5 : 20)

const lossesOf = (rivals: Record<BaselineName, Forecast>, actual: number) =>
  Object.fromEntries(BASELINES.map((name) => [name, score(rivals[name], actual).loss])) as Record<
    BaselineName,
    number
  >

/** @param limit at most so many days are scored */
export function casesOf({ days }: Series, limit: number): Cases {
  const hours = days[0]?.counts.length ?? 0
  const from = warmUp(days.length)
  const cases: Cases = { rest: [], single: [] }
  let width: number | undefined
  days.slice(from, from + limit).forEach(({ day: date, counts }, day) => {
    const history = days.slice(Math.max(0, from + day - SEEN_DAYS), from + day)
    const model = fit(history, { day: date, hours, width })
    const restLosses = baselinesOf(history, date, 'rest').map((rivals, hour) =>
      lossesOf(rivals, sum(counts.slice(hour))),
    )
    const singleLosses = baselinesOf(history, date, 'single').map((rivals, hour) =>
      lossesOf(rivals, counts[hour] ?? 0),
    )
    for (let hour = 0; hour < hours; hour++) {
      const known = counts.slice(0, hour)
      const actual = sum(counts.slice(hour))
      const baselines = restLosses[hour]
      if (baselines)
        cases.rest.push({
          ...score(restOfDay(model, hour, known), actual),
          day,
          hour,
          actual,
          baselines,
        })
      nextHours(model, hour, known).forEach((forecast, ahead) => {
        const came = counts[hour + ahead] ?? 0
        const losses = singleLosses[hour + ahead]
        if (losses)
          cases.single.push({
            ...score(forecast, came),
            day,
            hour,
            actual: came,
            baselines: losses,
          })
      })
    }
    width = widthAfterDay(model, counts)
  })
  return cases
}
