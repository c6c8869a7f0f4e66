/** What a team's day will still bring: read on demand, and kept when an hour begins so that it can be scored. */
import { countByHour } from '../../db/queries/pace.js'
import type { Db } from '../../db/schema.js'
import type { Input, Output } from '../contract/commands.js'
import type { Band } from '../contract/pace-commands.js'
import type { OfficeRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { calendarOf } from '../domain/calendar.js'
import { openBounds } from '../domain/day-hours.js'
import { instantAt, officeDay } from '../domain/due.js'
import { sampleQuantile, type Cleared } from '../domain/forecast/clear.js'
import type { CountDistribution } from '../domain/forecast/count-distribution.js'
import type { KeptClear } from '../domain/forecast/cleared.js'
import { between, shareBy, type DayModel } from '../domain/forecast/day.js'
import { floorOf, type SeenFloor } from './forecast-floor.js'
import type { Reckoner } from '../threads/reckoner.js'
import { LEAST_DAYS, type ForecastHistory, type TeamHistory } from './forecast-history.js'
import type { ForecastNews } from './forecast-news.js'
import { mustSee, officeOf } from './pace.js'
import { asker } from './tasks.js'

const MINUTE = 60_000

type Answer = Output<'pace.forecast'>
type Forecast = NonNullable<Answer['forecast']>

export type Clock = { bounds: string[]; passed: number }

/** How many opening hours have passed, with the part of the one that runs; null when the office is closed. */
export function clockOf(office: OfficeRow, day: string, now: string): Clock | null {
  const on = calendarOf(office).on(day)
  if (!on.open || now >= instantAt(day, on.closes, office.timeZone)) return null
  const bounds = openBounds(day, office)
  const at = Date.parse(now)
  const passed = bounds.slice(0, -1).reduce((sum, from, n) => {
    const [begin, end] = [Date.parse(from), Date.parse(bounds[n + 1] ?? from)]
    return sum + Math.min(1, Math.max(0, (at - begin) / Math.max(1, end - begin)))
  }, 0)
  return { bounds, passed }
}

const bandOf = ({ quantile }: Pick<CountDistribution, 'quantile'>, plus = 0): Band => ({
  low: plus + quantile(0.1), mid: plus + quantile(0.5), high: plus + quantile(0.9),
})
const sampleBand = (sorted: Float64Array, plus: number): Band => ({
  low: plus + sampleQuantile(sorted, 0.1), mid: plus + sampleQuantile(sorted, 0.5), high: plus + sampleQuantile(sorted, 0.9),
})

/** Counts of today in each opening hour, the one that runs as far as it has come. */
export async function todaysCounts(db: Db, office: OfficeRow, team: string, bounds: readonly string[]) {
  const count = async (mark: 'arrived' | 'finished') => {
    const rows = await countByHour(db, office.id, mark, bounds, { team, own: true })
    return bounds.slice(0, -1).map((_, hour) => rows.filter((row) => row.hour === hour).reduce((sum, row) => sum + row.tasks, 0))
  }
  return { arrived: await count('arrived'), finished: await count('finished') }
}
export type Counts = Awaited<ReturnType<typeof todaysCounts>>

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** When work comes until closing: the shares of the hours that are left. */
function stretchesOf(model: DayModel, { bounds, passed }: Clock, at: number) {
  const rest = 1 - shareBy(model, passed)
  return bounds.slice(1).flatMap((to, hour) => {
    const from = Math.max(at, Date.parse(bounds[hour] ?? to))
    const share = shareBy(model, hour + 1) - shareBy(model, Math.max(hour, passed))
    if (!(share > 0) || rest <= 0) return []
    return [{ from: (from - at) / MINUTE, to: (Date.parse(to) - at) / MINUTE, share: share / rest }]
  })
}

/** The same floor at the same minute is played in the same way on every node. */
const seedOf = (text: string) => [...text].reduce((seed, letter) => (Math.imul(seed, 31) + letter.charCodeAt(0)) | 0, 7)

export type Asked = { board: Board; office: OfficeRow; team: string; day: string; now: string; reckoner: Reckoner }

async function play(asked: Asked, history: TeamHistory, clock: Clock, coming: CountDistribution): Promise<Cleared & { seen: SeenFloor }> {
  const at = Date.parse(asked.now)
  const from = (instant: string) => Math.max(0, (Date.parse(instant) - at) / MINUTE)
  const ahead = clock.bounds.slice(1).filter((bound) => bound > asked.now)
  const seen = floorOf(asked, history.types, { closes: from(clock.bounds.at(-1) ?? asked.now), checkpoints: ahead.map(from) })
  const stretches = stretchesOf(history.model('arrived'), clock, at)
  const arrivals = { count: { mean: coming.mean, variance: coming.variance }, stretches, mix: seen.mix }
  const seed = seedOf(`${asked.team}/${asked.now.slice(0, 16)}`)
  return { seen, ...(await asked.reckoner.reckon('play', { floor: seen.floor, arrivals, seed })) }
}

const arrivalsOf = (history: TeamHistory, { bounds, passed }: Clock, counts: Counts) =>
  between(history.model('arrived'), { from: passed, to: bounds.length - 1, soFar: sum(counts.arrived) })

/** When the queue is clear; null where it is too long to be played. */
export async function clearOf(asked: Asked, history: TeamHistory, clock: Clock, counts: Counts): Promise<KeptClear | null> {
  const { clear, seen } = await play(asked, history, clock, arrivalsOf(history, clock, counts))
  if (seen.beyond > 0) return null
  const share = (is: (time: number) => boolean) => clear.reduce((many, time) => many + Number(is(time)), 0) / clear.length
  const at = (p: number) => instantOf(asked.now, sampleQuantile(clear, p))
  return { low: at(0.1), mid: at(0.5), high: at(0.9), byClose: share(Number.isFinite), already: share((time) => time <= 0) }
}

const instantOf = (now: string, minutes: number) =>
  Number.isFinite(minutes) ? new Date(Date.parse(now) + Math.round(minutes) * MINUTE).toISOString() : null

async function forecastOf(asked: Asked, history: TeamHistory, clock: Clock, counts: Counts): Promise<Forecast> {
  const { bounds, passed } = clock
  const finished = sum(counts.finished)
  const coming = arrivalsOf(history, clock, counts)
  const done = (to: number) => between(history.model('finished'), { from: passed, to, soFar: finished })
  const { clear, due, queue, seen } = await play(asked, history, clock, coming)
  const instant = (minutes: number) => (seen.beyond === 0 ? instantOf(asked.now, minutes) : null)
  const hours = bounds.slice(1).flatMap((at, hour) => (at > asked.now ? [{ at, hour }] : []))
  const cleared = clear.reduce((many, time) => many + Number(Number.isFinite(time)), 0) / clear.length
  const weighed = sum(seen.mix.map((one) => one.share * one.standardMinutes))
  return {
    arrivals: bandOf(coming),
    finished: bandOf(done(bounds.length - 1), finished),
    hours: hours.map(({ at, hour }, n) => ({
      at, finished: bandOf(done(hour + 1), finished), queue: sampleBand(queue[n] ?? new Float64Array(1), seen.beyond),
    })),
    minutesATask: weighed,
    clear: { low: instant(sampleQuantile(clear, 0.1)), mid: instant(sampleQuantile(clear, 0.5)), high: instant(sampleQuantile(clear, 0.9)) },
    clearByClose: seen.beyond === 0 ? cleared : 0,
    due: { ...seen.due, chance: seen.due.tasks === seen.due.waiting ? null : due },
  }
}

/** Many changes in a row, as when a file comes in, are forecast once. */
const SETTLE_MS = 400

type Made = { minute: string; turn: number; at: number; waits: boolean; forecast: Promise<Forecast> }

/** One answer a minute and team, and one more when there is news: many screens ask, and playing the floor takes a while. */
function createOnce(news: ForecastNews) {
  const made = new Map<string, Made>()
  return (office: string, team: string, now: string, work: () => Promise<Forecast>): Promise<Forecast> => {
    const key = `${office}/${team}`
    const minute = now.slice(0, 16)
    const had = made.get(key)
    if (had && (had.waits || (had.minute === minute && had.turn === news.of(office)))) return had.forecast
    const wait = had?.minute === minute ? Math.max(0, SETTLE_MS - (performance.now() - had.at)) : 0
    const one: Omit<Made, 'forecast'> = { minute, turn: news.of(office), at: performance.now(), waits: wait > 0 }
    const begin = async (): Promise<Forecast> => {
      if (wait > 0) await new Promise((done) => setTimeout(done, wait))
      // What was heard of until here is in it.
      Object.assign(one, { waits: false, turn: news.of(office), at: performance.now() })
      return work()
    }
    const all: Made = Object.assign(one, { forecast: begin() })
    made.set(key, all)
    all.forecast.catch(() => made.delete(key))
    return all.forecast
  }
}

export const paceForecast = (histories: ForecastHistory, reckoner: Reckoner) => {
  const once = createOnce(histories.news)
  return async ({ team }: Input<'pace.forecast'>, ctx: ReadCtx): Promise<Answer> => {
    const { board, viewer } = asker(ctx)
    mustSee(board, viewer, { team })
    const office = officeOf(board)
    const { day } = officeDay(ctx.now, office.timeZone)
    const history = (await histories.of(ctx.db, office, ctx.now)).teams.get(team)
    const days = history?.arrived.length ?? 0
    const base = { day, at: ctx.now, days, held: history?.held ?? null, heldClear: history?.heldClear ?? null, forecast: null }
    const clock = clockOf(office, day, ctx.now)
    if (!clock) return { ...base, none: 'closed' }
    if (!history || days < LEAST_DAYS) return { ...base, none: 'short' }
    const forecast = await once(office.id, team, ctx.now, async () => {
      const counts = await todaysCounts(ctx.db, office, team, clock.bounds)
      // Waiting, others may have changed the office, and read its board anew.
      const latest = ctx.line.board ?? board
      return forecastOf({ board: latest, office: officeOf(latest), team, day, now: ctx.now, reckoner }, history, clock, counts)
    })
    return { ...base, none: null, forecast }
  }
}
