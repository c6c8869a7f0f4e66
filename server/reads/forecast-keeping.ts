/** Which forecasts and outcomes of an office are to be kept now. Whoever asks writes them by a system command. */
import { readStatusEvents } from '../../db/queries/pace.js'
import type { Db } from '../../db/schema.js'
import type { OfficeRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import { openBounds } from '../domain/day-hours.js'
import { officeDay } from '../domain/due.js'
import { emptyAfter } from '../domain/forecast/cleared.js'
import { restOfDay, widthAfterDay, fit } from '../domain/forecast/day.js'
import { isOutcome, keptCount, type KeptForecast, type Outcome } from '../domain/forecast/kept.js'
import type { Reckoner } from '../threads/reckoner.js'
import { LEAST_DAYS, type ForecastHistory, type OfficeHistory, type TeamHistory, type What } from './forecast-history.js'
import { clearOf, clockOf, todaysCounts } from './forecast-made.js'

export type Keeping = { office: string; day: string; hour: number; rows: (KeptForecast | Outcome)[] }

/** Says at most once an hour and office what is to be kept; a node that starts anew may say it again. */
export class ForecastKeeping {
  /** The hour that was kept last, by office. */
  readonly #last = new Map<string, string>()

  constructor(
    private readonly histories: ForecastHistory,
    private readonly reckoner: Reckoner,
  ) {}

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
      if (hour === 0 || !this.#last.has(office.id))
        for (const outcome of outcomesOf(team, of, history)) rows.push(await withClear(db, board, office, of, outcome))
      const counts = await todaysCounts(db, office, { team }, clock.bounds)
      const rest = (what: What) => keptCount(restOfDay(of.model(what), hour, counts[what]))
      const clear = await clearOf({ board, office, team, day, now, reckoner: this.reckoner }, of, clock, counts)
      rows.push({ team, day, hour, at: now, arrived: rest('arrived'), finished: rest('finished'), clear })
    }
    this.#last.set(office.id, `${day}/${hour}`)
    return rows.length > 0 ? { office: office.id, day, hour, rows } : null
  }
}

/** How many tasks are queued in a team, beyond what memory holds too. */
function queuedIn({ tables }: Board, team: string): number {
  const backlog = [...tables.backlog.values()].reduce((sum, row) => sum + (row.team === team ? row.tasks : 0), 0)
  const waiting = [...tables.task.values()].filter((task) => task.team === team && task.status === 'waiting')
  return backlog - waiting.length
}

/** With when the queue was clear after each forecast of that day. */
async function withClear(db: Db, board: Board, office: OfficeRow, { kept }: TeamHistory, outcome: Outcome): Promise<Outcome> {
  const { team, day } = outcome
  const said = kept.filter((row): row is KeptForecast => !isOutcome(row) && row.day === day && row.clear !== undefined)
  if (said.length === 0) return outcome
  const [queued, until] = [queuedIn(board, team), board.seq]
  const bounds = openBounds(day, office)
  const events = await readStatusEvents(db, office.id, { from: bounds[0] ?? day, until, team })
  const times = emptyAfter(said.map(({ at }) => at), bounds.at(-1) ?? day, queued, events)
  return { ...outcome, clear: said.map(({ hour }, n) => ({ hour, at: times[n] ?? null })) }
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
