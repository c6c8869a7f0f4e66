/**
 * The clear time on real days. A file of stamps knows neither who was there nor what a task took, so the question
 * is one that it can answer: when will as many have been finished as have come since the evening before and are
 * open now? Twice: from the forecast of what is finished alone, and by playing a floor whose people get as much
 * done as was finished on the days before.
 */
import { seededChance, simulateFloor, type Floor } from '../../../server/domain/forecast/clear.js'
import { between, fit, widthAfterDay } from '../../../server/domain/forecast/day.js'
import { sum, type PastDay } from '../../../server/domain/forecast/history.js'
import { midShare } from '../../../server/domain/forecast/score.js'
import { warmUp } from './protocol.js'
import type { Hours, Series } from './series.js'
import type { Row, Stamp } from './stamps.js'

export type ClearOnFile = {
  name: string
  days: number
  forecasts: number
  /** Share of them that were reached by closing. */
  reached: number
  /** Mid coverage of the 80 % bands. */
  mid: { counts: number; played: number }
}

const SEEN_DAYS = 80
const LEARNT_DAYS = 20
const RUNS = 200
const PEOPLE = 12
const UTILISATION = 0.8
const HOUR = 60

const before = (stamp: Stamp | null, day: string, hour: number) =>
  stamp !== null && (stamp.day < day || (stamp.day === day && stamp.hour < hour))

/** How many came after the last closing and are open when the hour begins. */
function waitingAt(
  rows: readonly Row[],
  last: string,
  day: string,
  hour: number,
  { closes }: Hours,
): number {
  return rows.filter(
    ({ opened, closed }) =>
      before(opened, day, hour) && !before(opened, last, closes) && !before(closed, day, hour),
  ).length
}

/** A floor that gets through as much an hour as the days before did. */
function floorOf(history: readonly PastDay[], queued: number, hours: number, left: number): Floor {
  const finished = sum(history.map(({ counts }) => sum(counts))) / Math.max(1, history.length)
  const minutes = (PEOPLE * hours * HOUR * UTILISATION) / Math.max(0.5, finished)
  // Handle times are lognormal: their mean is above their median.
  const spread = 0.6
  return {
    closes: left * HOUR,
    people: Array.from({ length: PEOPLE }, () => ({
      spans: [{ from: 0, to: left * HOUR }],
      types: [0],
      held: [],
    })),
    queue: Array.from({ length: queued }, () => ({
      type: 0,
      standardMinutes: minutes / Math.exp(spread ** 2 / 2),
    })),
    handling: [{ mean: 0, spread }],
    utilisation: UTILISATION,
    arrivals: { count: { quantile: () => 0 }, stretches: [], mix: [] },
    daySpread: 0.1,
    checkpoints: [],
  }
}

type Tally = { days: number; forecasts: number; reached: number; counts: number; played: number }

/** Shares of being there by the end of each hour that is left; the last is by closing. */
function scoreHour(by: readonly number[], reached: number, tally: Tally, of: 'counts' | 'played') {
  const upTo = by[reached] ?? 1
  tally[of] += midShare(reached === 0 ? 0 : (by[reached - 1] ?? 0), upTo)
}

function scoreSeries(rows: readonly Row[], { days }: Series, hours: Hours, limit: number): Tally {
  const many = hours.closes - hours.opens
  const from = warmUp(days.length)
  const tally: Tally = { days: 0, forecasts: 0, reached: 0, counts: 0, played: 0 }
  let width: number | undefined
  days.slice(from, from + limit).forEach(({ day, counts }, n) => {
    const history = days.slice(Math.max(0, from + n - SEEN_DAYS), from + n)
    const model = fit(history, { day, hours: many, width })
    tally.days++
    for (let hour = 0; hour < many; hour++) {
      const last = history.at(-1)?.day ?? day
      const queued = waitingAt(rows, last, day, hours.opens + hour, hours)
      if (queued === 0) continue
      const soFar = sum(counts.slice(0, hour))
      const ends = Array.from({ length: many - hour }, (_, at) => hour + at + 1)
      const done = ends.map((end) => sum(counts.slice(hour, end)))
      const found = done.findIndex((count) => count >= queued)
      const reached = found < 0 ? ends.length : found
      tally.forecasts++
      if (found >= 0) tally.reached++
      const byCounts = ends.map(
        (to) => 1 - between(model, { from: hour, to, soFar }).cdf(queued - 1),
      )
      scoreHour(byCounts, reached, tally, 'counts')
      const floor = floorOf(history.slice(-LEARNT_DAYS), queued, many, many - hour)
      const { clear } = simulateFloor(floor, seededChance(1_000 * n + hour + 1), RUNS)
      const byPlay = ends.map(
        (end) => clear.filter((time) => time <= (end - hour) * HOUR).length / RUNS,
      )
      scoreHour(byPlay, reached, tally, 'played')
    }
    width = widthAfterDay(model, counts)
  })
  return tally
}

/** The whole office, and each group in its turn; nothing where the file has no column of closing. */
export function clearOnFile(
  rows: readonly Row[],
  series: readonly Series[],
  hours: Hours,
  limit: number,
): ClearOnFile[] {
  const finished = series.filter(({ target }) => target === 'finished')
  const scored = (own: readonly Series[], name: string): ClearOnFile[] => {
    const tallies = own.map((one) => {
      const its = one.group === null ? rows : rows.filter(({ group }) => group === one.group)
      return scoreSeries(its, one, hours, limit)
    })
    const all = (of: keyof Tally) => sum(tallies.map((tally) => tally[of]))
    const forecasts = all('forecasts')
    if (forecasts === 0) return []
    return [
      {
        name,
        days: Math.max(...tallies.map(({ days }) => days)),
        forecasts,
        reached: all('reached') / forecasts,
        mid: { counts: all('counts') / forecasts, played: all('played') / forecasts },
      },
    ]
  }
  return [
    ...scored(
      finished.filter(({ group }) => group === null),
      'ALL',
    ),
    ...scored(
      finished.filter(({ group }) => group !== null),
      'TOP10',
    ),
  ]
}
