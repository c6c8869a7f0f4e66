/** What forecasts are learnt from, read once a day and office: every node keeps its own copy in memory. */
import { readHistory, readKept, type PaceQuery,  readTypeHistory, type TypeHistory } from '../../db/queries/pace.js'
import type { Db } from '../../db/schema.js'
import type { OfficeRow } from '../contract/rows.js'
import { calendarOf } from '../domain/calendar.js'
import { openBounds } from '../domain/day-hours.js'
import { officeDay } from '../domain/due.js'
import { fit, type DayModel } from '../domain/forecast/day.js'
import { sum, type PastDay } from '../domain/forecast/history.js'
import { clearRate, hitRate, isOutcome, LEAST_DAYS, type HitRate, type KeptForecast, type Outcome } from '../domain/forecast/kept.js'
import { addDays } from '../domain/timetable.js'
import type { Reckoner } from '../threads/reckoner.js'
import { ForecastNews } from './forecast-news.js'

const SEEN_DAYS = 80
/** So far back that an office which works one day a week has its eighty. */
const FURTHEST_DAYS = 600
/** Kept forecasts are read so far back: sixty office days and their weekends and holidays. */
const KEPT_DAYS = 100
export { LEAST_DAYS }

export type What = 'arrived' | 'finished'

export type TeamHistory = {
  /** Oldest first; from the first day on which the team had any work. */
  arrived: PastDay[]
  finished: PastDay[]
  types: TypeHistory[]
  kept: (KeptForecast | Outcome)[]
  held: HitRate | null
  /** The same of when the queue was clear. */
  heldClear: HitRate | null
  /** The day's model, fitted when it is first asked for. */
  model(what: What): DayModel
}

export type OfficeHistory = { day: string; hours: number; teams: Map<string, TeamHistory> }

const hoursOf = (office: OfficeRow, day: string) => openBounds(day, office).length - 1

/** Office days before `today`, oldest first. */
export function officeDaysBefore(office: OfficeRow, today: string, most = SEEN_DAYS): string[] {
  const calendar = calendarOf(office)
  const days: string[] = []
  for (let back = 1; back <= FURTHEST_DAYS && days.length < most; back++) {
    const day = addDays(today, -back)
    if (calendar.on(day).open) days.push(day)
  }
  return days.reverse()
}

async function readOffice(db: Db, office: OfficeRow, today: string): Promise<OfficeHistory> {
  const hours = hoursOf(office, today)
  const days = officeDaysBefore(office, today)
  const teams = new Map<string, TeamHistory>()
  if (days.length === 0) return { day: today, hours, teams }
  const bounds = days.flatMap((day) => openBounds(day, office))
  const counted = await readHistory(db, office.id, bounds)
  const types = await readTypeHistory(db, office.id, { from: bounds[0] ?? '', to: bounds.at(-1) ?? '' })
  const kept = await readKept<KeptForecast | Outcome>(db, office.id, 'forecast', { from: addDays(today, -KEPT_DAYS), to: today })
  for (const team of new Set(counted.map((row) => row.team))) {
    const own = counted.filter((row) => row.team === team)
    const days_ = (what: What) => pastDays(days, hours, own.filter(({ mark }) => mark === what))
    const first = Math.floor(Math.min(...own.map(({ slot }) => slot)) / (hours + 1))
    teams.set(team, teamHistory({
      day: today, hours,
      arrived: days_('arrived').slice(first), finished: days_('finished').slice(first),
      types: types.filter((row) => row.team === team), kept: kept.filter((row) => row.team === team),
    }))
  }
  return { day: today, hours, teams }
}

type Slots = readonly { slot: number; tasks: number }[]

/** The slot after each day's last hour is the night, whose counts no forecast is about. */
function pastDays(days: readonly string[], hours: number, slots: Slots): PastDay[] {
  const counts = days.map(() => new Array<number>(hours).fill(0))
  for (const { slot, tasks } of slots) {
    const of = counts[Math.floor(slot / (hours + 1))]
    const hour = slot % (hours + 1)
    if (of && hour < hours) of[hour] = (of[hour] ?? 0) + tasks
  }
  return days.map((day, n) => ({ day, counts: counts[n] ?? [] }))
}

/** A part of a team's work: of one type, or what one person finishes. */
export type PartHistory = {
  /** From which it was learnt. */
  days: number
  held: HitRate | null
  /** Standard minutes of an average task that was finished. */
  minutesATask: number
  model(what: What): DayModel
}

/** A person's days are few and unlike: fewer say nothing about the next. */
export const LEAST_PERSON_DAYS = 10

type Reading = { db: Db; office: OfficeRow; all: OfficeHistory; reckoner: Reckoner }

async function readPart({ db, office, all: { day, hours }, reckoner }: Reading, query: PaceQuery): Promise<PartHistory> {
  const days = officeDaysBefore(office, day)
  const bounds = days.flatMap((one) => openBounds(one, office))
  const counted = days.length === 0 ? [] : await readHistory(db, office.id, bounds, query)
  // Of a type that is new nothing is known of the days before it.
  const came = counted.map(({ slot }) => Math.floor(slot / (hours + 1)))
  const first = counted.length === 0 ? days.length : Math.min(...came)
  const all = (what: What) => pastDays(days, hours, counted.filter(({ mark }) => mark === what)).slice(first)
  const works = (past: PastDay) => query.person === undefined || sum(past.counts) > 0
  const [arrived, finished] = [all('arrived'), all('finished').filter(works)]
  const least = query.person === undefined ? LEAST_DAYS : LEAST_PERSON_DAYS
  const done = counted.filter(({ mark }) => mark === 'finished')
  const minutesATask = sum(done.map((row) => row.standardMinutes)) / Math.max(1, sum(done.map((row) => row.tasks)))
  if (finished.length < least)
    return { days: finished.length, held: null, minutesATask, model: () => fit(finished, { day, hours }) }
  const learn = (history: PastDay[]) => reckoner.reckon('learn', { history, day, hours }, office.id)
  const learnt = { finished: await learn(finished), arrived: query.person === undefined ? await learn(arrived) : null }
  const held = [learnt.finished.held, learnt.arrived?.held].filter((one) => one != null)
  const forecasts = sum(held.map((one) => one.forecasts))
  return {
    days: finished.length,
    minutesATask,
    held: held[0] ? { days: held[0].days, forecasts, share: sum(held.map((one) => one.share * one.forecasts)) / forecasts } : null,
    model: (what) => (learnt[what] ?? learnt.finished).model,
  }
}

type Told = Pick<TeamHistory, 'arrived' | 'finished' | 'types' | 'kept'> & { day: string; hours: number }

function teamHistory({ day, hours, ...told }: Told): TeamHistory {
  const models: { [W in What]?: DayModel } = {}
  const last = told.kept.filter(isOutcome).at(-1)
  return {
    ...told,
    held: hitRate(told.kept),
    heldClear: clearRate(told.kept),
    model: (what) => (models[what] ??= fit(told[what], { day, hours, width: last?.width[what] })),
  }
}

export class ForecastHistory {
  /** What makes forecasts out of date that were learnt from it. */
  readonly news = new ForecastNews()
  readonly #offices = new Map<string, { key: string; history: Promise<OfficeHistory> }>()
  readonly #parts = new Map<string, { day: string; parts: Map<string, Promise<PartHistory>> }>()

  /** The history of an office until its day changes, or its hours do. */
  of(db: Db, office: OfficeRow, now: string): Promise<OfficeHistory> {
    const { day } = officeDay(now, office.timeZone)
    const key = JSON.stringify([day, office.opens, office.closes, office.timeZone, office.days, office.holidays, office.federalHolidays, office.workedHolidays])
    const had = this.#offices.get(office.id)
    if (had?.key === key) return had.history
    const history = readOffice(db, office, day)
    this.#offices.set(office.id, { key, history })
    // What failed is read again.
    history.catch(() => this.forget(office.id))
    return history
  }

  /** A part of a team's work; learnt once a day. */
  part(db: Db, office: OfficeRow, all: OfficeHistory, query: PaceQuery, reckoner: Reckoner): Promise<PartHistory> {
    const day = JSON.stringify([all.day, all.hours, office.opens, office.days])
    const had = this.#parts.get(office.id)
    const { parts } = had?.day === day ? had : { parts: new Map<string, Promise<PartHistory>>() }
    this.#parts.set(office.id, { day, parts })
    const key = JSON.stringify([query.team, query.type, query.person])
    const known = parts.get(key)
    if (known) return known
    const read = readPart({ db, office, all, reckoner }, query)
    parts.set(key, read)
    read.catch(() => parts.delete(key))
    return read
  }

  /** Something was added to it: it is read anew when it is next asked for. */
  forget(office: string): void {
    this.#offices.delete(office)
  }
}
