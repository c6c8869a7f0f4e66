/**
 * The day's model of a part of a team's work whose forecasts were not kept: what it would have said of each past
 * day, knowing only the days before, tells how wide its bands have to be and how often they would have held.
 */
import { fit, restOfDay, widthAfterDay, type DayModel, type FitOptions } from './day.js'
import { sum, type PastDay } from './history.js'
import { LEAST_DAYS, SCORED_DAYS, type HitRate } from './kept.js'
import { score } from './score.js'

export type Learnt = {
  model: DayModel
  /** Of the 80 % bands until closing at each full hour; null with too few days. */
  held: HitRate | null
}

/** @param history oldest first, as for `fit` */
export function learn(
  history: readonly PastDay[],
  { day, hours }: Pick<FitOptions, 'day' | 'hours'>,
): Learnt {
  let width: number | undefined
  const mids: number[] = []
  const from = Math.max(LEAST_DAYS, history.length - SCORED_DAYS)
  for (let at = from; at < history.length; at++) {
    const { day: past, counts } = history[at] as PastDay
    const model = fit(history.slice(0, at), { day: past, hours, width })
    for (let hour = 0; hour < hours; hour++)
      mids.push(score(restOfDay(model, hour, counts), sum(counts.slice(hour))).mid)
    width = widthAfterDay(model, counts)
  }
  const days = Math.max(0, history.length - from)
  return {
    model: fit(history, { day, hours, width }),
    held:
      days < LEAST_DAYS ? null : { share: sum(mids) / mids.length, days, forecasts: mids.length },
  }
}
