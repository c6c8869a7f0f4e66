/** Which forecasts and outcomes of an office are to be kept now. Whoever asks writes them by a system command. */
import type { Db } from '../../db/schema.js'
import type { Board } from '../core/board.js'
import { officeDay } from '../domain/due.js'
import type { CountDistribution } from '../domain/forecast/count-distribution.js'
import { restOfDay, widthAfterDay, fit } from '../domain/forecast/day.js'
import { isOutcome, type KeptCount, type KeptForecast, type Outcome } from '../domain/forecast/kept.js'
import { LEAST_DAYS, type ForecastHistory, type OfficeHistory, type TeamHistory, type What } from './forecast-history.js'
import { clockOf, todaysCounts } from './forecasts.js'

export type Keeping = { office: string; day: string; hour: number; rows: (KeptForecast | Outcome)[] }

const keptCount = ({ mean, variance, quantile }: CountDistribution): KeptCount => ({
  mean, variance, low: quantile(0.1), mid: quantile(0.5), high: quantile(0.9),
})

/** Says at most once an hour and office what is to be kept; a node that starts anew may say it again. */
export class ForecastKeeping {
  /** The hour that was kept last, by office. */
  readonly #last = new Map<string, string>()

  constructor(private readonly histories: ForecastHistory) {}

  /** @returns null where nothing is to be kept now */
  async due(db: Db, board: Board, now: string): Promise<Keeping | null> {
    const office = board.tables.office.get(board.office)
    if (!office) return null
    const { day } = officeDay(now, office.timeZone)
    const clock = clockOf(office, day, now)
    if (!clock || now < (clock.bounds[0] ?? now)) return null
    const hour = Math.floor(clock.passed)
    if (this.#last.get(office.id) === `${day}/${hour}`) return null
    const history = await this.histories.of(db, office, now)
    const rows: (KeptForecast | Outcome)[] = []
    for (const [team, of] of history.teams) {
      if (!board.tables.team.has(team) || of.arrived.length < LEAST_DAYS) continue
      if (hour === 0 || !this.#last.has(office.id)) rows.push(...outcomesOf(team, of, history))
      const counts = await todaysCounts(db, office, team, clock.bounds)
      const rest = (what: What) => keptCount(restOfDay(of.model(what), hour, counts[what]))
      rows.push({ team, day, hour, at: now, arrived: rest('arrived'), finished: rest('finished') })
    }
    this.#last.set(office.id, `${day}/${hour}`)
    return rows.length > 0 ? { office: office.id, day, hour, rows } : null
  }
}

/** Days that were forecast and are over, and have no outcome yet. */
function outcomesOf(team: string, history: TeamHistory, { day: today, hours }: OfficeHistory): Outcome[] {
  const known = new Set(history.kept.filter(isOutcome).map(({ day }) => day))
  const forecast = new Set(history.kept.filter((row) => !isOutcome(row)).map(({ day }) => day))
  let width = history.kept.filter(isOutcome).at(-1)?.width
  return [...forecast].filter((day) => day < today && !known.has(day)).sort().flatMap((day) => {
    const at = history.arrived.findIndex((one) => one.day === day)
    if (at < 0) return []
    const after = (what: What) =>
      widthAfterDay(
        fit(history[what].slice(0, at), { day, hours, width: width?.[what] }),
        history[what][at]?.counts ?? [],
      )
    width = { arrived: after('arrived'), finished: after('finished') }
    const counts = (what: What) => [...(history[what][at]?.counts ?? [])]
    return [{ team, day, arrived: counts('arrived'), finished: counts('finished'), width }]
  })
}
