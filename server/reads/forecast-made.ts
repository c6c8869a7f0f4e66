/** Making a forecast of the rest of a day: of all of a team's work, of one task type, or of what a person will finish. */
import { countByHour, type PaceQuery } from '../../db/queries/pace.js'
import type { Db } from '../../db/schema.js'
import type { Output } from '../contract/commands.js'
import type { Band } from '../contract/pace-commands.js'
import type { OfficeRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import { calendarOf } from '../domain/calendar.js'
import { openBounds } from '../domain/day-hours.js'
import { instantAt } from '../domain/due.js'
import { sampleQuantile, type Cleared } from '../domain/forecast/clear.js'
import type { CountDistribution } from '../domain/forecast/count-distribution.js'
import type { KeptClear } from '../domain/forecast/cleared.js'
import { between, shareBy, type DayModel } from '../domain/forecast/day.js'
import { floorOf, type SeenFloor } from './forecast-floor.js'
import type { Reckoner } from '../threads/reckoner.js'
import type { TeamHistory, What } from './forecast-history.js'

const MINUTE = 60_000

export type Answer = Output<'pace.forecast'>
export type Forecast = NonNullable<Answer['forecast']>

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
export async function todaysCounts(db: Db, office: OfficeRow, query: PaceQuery, bounds: readonly string[]) {
  const count = async (mark: 'arrived' | 'finished') => {
    const rows = await countByHour(db, office.id, mark, bounds, { ...query, own: true })
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

export type Asked = { board: Board; office: OfficeRow; team: string; day: string; now: string; type?: string | undefined; reckoner: Reckoner }

/** What the counts of the rest of the day are foretold by. */
export type Models = (what: What) => DayModel

async function play(asked: Asked, history: TeamHistory, clock: Clock, coming: CountDistribution): Promise<Cleared & { seen: SeenFloor }> {
  const at = Date.parse(asked.now)
  const from = (instant: string) => Math.max(0, (Date.parse(instant) - at) / MINUTE)
  const ahead = clock.bounds.slice(1).filter((bound) => bound > asked.now)
  const seen = floorOf(asked, history.types, { closes: from(clock.bounds.at(-1) ?? asked.now), checkpoints: ahead.map(from) })
  const stretches = stretchesOf(history.model('arrived'), clock, at)
  const arrivals = { count: { mean: coming.mean, variance: coming.variance }, stretches, mix: seen.mix }
  const seed = seedOf(`${asked.team}/${asked.now.slice(0, 16)}`)
  return { seen, ...(await asked.reckoner.reckon('play', { floor: seen.floor, arrivals, seed }, asked.office.id)) }
}

const comingOf = (models: Models, { bounds, passed }: Clock, counts: Counts) =>
  between(models('arrived'), { from: passed, to: bounds.length - 1, soFar: sum(counts.arrived) })

/** More than can be played is more than a day can hold. */
const clearIn = ({ clear, seen }: Pick<Cleared, 'clear'> & { seen: SeenFloor }) =>
  seen.beyond > 0 ? clear.map(() => Infinity) : clear

/** When the queue is clear. */
export async function clearOf(asked: Asked, history: TeamHistory, clock: Clock, counts: Counts): Promise<KeptClear> {
  const clear = clearIn(await play(asked, history, clock, comingOf(history.model, clock, counts)))
  const share = (is: (time: number) => boolean) => clear.reduce((many, time) => many + Number(is(time)), 0) / clear.length
  const at = (p: number) => instantOf(asked.now, sampleQuantile(clear, p))
  return { low: at(0.1), mid: at(0.5), high: at(0.9), byClose: share(Number.isFinite), already: share((time) => time <= 0) }
}

const instantOf = (now: string, minutes: number) =>
  Number.isFinite(minutes) ? new Date(Date.parse(now) + Math.round(minutes) * MINUTE).toISOString() : null

/** What is finished by each full hour from now on, of what `models` and `counts` are about. */
function finishedBy(models: Models, { bounds, passed }: Clock, counts: Counts, now: string) {
  const finished = sum(counts.finished)
  const done = (to: number) => bandOf(between(models('finished'), { from: passed, to, soFar: finished }), finished)
  return bounds.slice(1).flatMap((at, hour) => (at > now ? [{ at, finished: done(hour + 1) }] : []))
}

const nothing: Band = { low: 0, mid: 0, high: 0 }

export type Ground = {
  history: TeamHistory
  clock: Clock
  /** Of the whole team. */
  counts: Counts
  /** Of the part that is forecast; absent: of the whole team. */
  part?: { models: Models; counts: Counts }
}

/** Of the whole team, or of `asked.type` of its work: everybody does all that they do, and its part of that is told. */
export async function forecastOf(asked: Asked, { history, clock, counts, part }: Ground): Promise<Forecast> {
  const of = part ?? { models: history.model, counts }
  const { seen, ...played } = await play(asked, history, clock, comingOf(history.model, clock, counts))
  const clear = clearIn({ seen, ...played })
  const instant = (p: number) => instantOf(asked.now, sampleQuantile(clear, p))
  const hours = finishedBy(of.models, clock, of.counts, asked.now)
  const mix = seen.mix.filter(({ type }) => asked.type === undefined || type === seen.floor.of)
  const shares = sum(mix.map(({ share }) => share))
  return {
    arrivals: bandOf(comingOf(of.models, clock, of.counts)),
    finished: hours.at(-1)?.finished ?? nothing,
    hours: hours.map((hour, n) => ({ ...hour, queue: sampleBand(played.queue[n] ?? new Float64Array(1), seen.beyond) })),
    minutesATask: shares > 0 ? sum(mix.map((one) => one.share * one.standardMinutes)) / shares : 0,
    clear: { low: instant(0.1), mid: instant(0.5), high: instant(0.9) },
    clearByClose: clear.reduce((many, time) => many + Number(Number.isFinite(time)), 0) / clear.length,
    due: { ...seen.due, chance: seen.due.tasks === seen.due.waiting ? null : played.due },
  }
}

/** Of what one person will have finished: work comes to the team, and the queue is everybody's. */
export function personForecast(now: string, clock: Clock, { models, counts }: NonNullable<Ground['part']>, minutesATask: number): Forecast {
  const hours = finishedBy(models, clock, counts, now)
  return {
    arrivals: null,
    finished: hours.at(-1)?.finished ?? nothing,
    hours: hours.map((hour) => ({ ...hour, queue: null })),
    minutesATask, clear: null, clearByClose: null, due: null,
  }
}
