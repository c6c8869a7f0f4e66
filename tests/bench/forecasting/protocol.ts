/** Every scored day of a series at every full hour: what the forecast said, what the baselines said, what came. */
import { fit, restOfDay, widthAfterDay } from '../../../server/domain/forecast/day.js'
import { score, type Score } from '../../../server/domain/forecast/score.js'
import { BASELINES, baselinesOf, type BaselineName } from './baselines.js'
import type { Series } from './series.js'

/** A day at an hour (0 the opening). */
export type Case = Score & { day: number; hour: number; actual: number; baselines: Record<BaselineName, number> }

const SEEN_DAYS = 80
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

export const warmUp = (days: number) => (days < 30 ? 5 : 20)

export function casesOf(series: Series, limit: number): Case[] {
  const { days } = series
  const hours = days[0]?.counts.length ?? 0
  const from = warmUp(days.length)
  const cases: Case[] = []
  let width: number | undefined
  days.slice(from, from + limit).forEach(({ day, counts }, n) => {
    const history = days.slice(Math.max(0, from + n - SEEN_DAYS), from + n)
    const model = fit(history, { day, hours, width })
    const rivals = baselinesOf(history, day, hours)
    for (let hour = 0; hour < hours; hour++) {
      const actual = sum(counts.slice(hour))
      const rival = rivals[hour]
      if (!rival) continue
      const baselines = Object.fromEntries(BASELINES.map((name) => [name, score(rival[name], actual).loss])) as Record<BaselineName, number>
      cases.push({ ...score(restOfDay(model, hour, counts), actual), day: n, hour, actual, baselines })
    }
    width = widthAfterDay(model, counts)
  })
  return cases
}
