/**
 * Forecasts of days that are over, made as each of their hours would have made them: from the days before and what
 * had come by then, and from nothing else.
 */
import { fit, restOfDay, widthAfterDay } from './day.js'
import type { PastDay } from './history.js'
import { keptCount, LEAST_DAYS, SCORED_DAYS, type KeptForecast, type Outcome } from './kept.js'

type Past = {
  team: string
  /** Oldest first, the same days in both. */
  arrived: readonly PastDay[]
  finished: readonly PastDay[]
  /** Opening hours a day. */
  hours: number
  /** When an hour of a day begins; undefined: the day has no such hour. */
  at(day: string, hour: number): string | undefined
}

const both = ['arrived', 'finished'] as const

/** From the first day on of which anything could be said; each day's width is left to the next. */
export function pastForecasts(past: Past): (KeptForecast | Outcome)[] {
  const { team, hours, at } = past
  const rows: (KeptForecast | Outcome)[] = []
  let width: Outcome['width'] | undefined
  const first = Math.max(LEAST_DAYS, past.arrived.length - SCORED_DAYS)
  for (let n = first; n < past.arrived.length; n++) {
    const { day } = past.arrived[n] as PastDay
    const [arrived, finished] = both.map((what) => {
      const model = fit(past[what].slice(0, n), { day, hours, width: width?.[what] })
      return { model, counts: [...(past[what][n] as PastDay).counts] }
    }) as [Foretold, Foretold]
    const rest = ({ model, counts }: Foretold, hour: number) =>
      keptCount(restOfDay(model, hour, counts))
    for (let hour = 0; hour < hours; hour++) {
      const begins = at(day, hour)
      if (begins === undefined) continue
      const [toCome, toFinish] = [rest(arrived, hour), rest(finished, hour)]
      rows.push({ team, day, hour, at: begins, arrived: toCome, finished: toFinish })
    }
    width = {
      arrived: widthAfterDay(arrived.model, arrived.counts),
      finished: widthAfterDay(finished.model, finished.counts),
    }
    rows.push({ team, day, arrived: arrived.counts, finished: finished.counts, width })
  }
  return rows
}

type Foretold = { model: ReturnType<typeof fit>; counts: number[] }
