/** What a team's day will still bring: read on demand, once a minute for all who ask. */
import type { Input } from '../contract/commands.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam } from '../domain/audience.js'
import { officeDay } from '../domain/due.js'
import { personShift, timetableOver } from '../domain/timetable.js'
import type { Reckoner } from '../threads/reckoner.js'
import { LEAST_DAYS, LEAST_PERSON_DAYS, type ForecastHistory } from './forecast-history.js'
import { clockOf, forecastOf, personForecast, todaysCounts, type Answer, type Forecast } from './forecast-made.js'
import type { ForecastNews } from './forecast-news.js'
import { lookAt, mustSee, officeOf } from './pace.js'
import { asker } from './tasks.js'

/** Many changes in a row, as when a file comes in, are forecast once. */
const SETTLE_MS = 400

type Made = { minute: string; turn: number; at: number; waits: boolean; forecast: Promise<Forecast> }

/** One answer a minute and team, or part of its work, and one more when there is news: many screens ask, and playing the floor takes a while. */
function createOnce(news: ForecastNews) {
  const made = new Map<string, Made>()
  return (office: string, of: string, now: string, work: () => Promise<Forecast>): Promise<Forecast> => {
    const key = `${office}/${of}`
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
  return async (asked: Input<'pace.forecast'>, ctx: ReadCtx): Promise<Answer> => {
    const { board, viewer } = asker(ctx)
    const { team, type, person } = asked
    mustSee(board, viewer, asked)
    if (person !== undefined && type !== undefined)
      refuse('invalid_input', 'type: a forecast of one person is of all that they finish', {
        problems: [{ path: 'type', message: 'a forecast of one person is of all that they finish; leave it out' }],
      })
    if (person !== undefined && !leadsTeam(viewer, board.tables.person.get(person)?.team ?? ''))
      refuse('not_allowed', 'Only the leads of their team see a forecast of a person’s day.')
    await lookAt(asked, ctx)
    const office = officeOf(board)
    const { day } = officeDay(ctx.now, office.timeZone)
    const all = await histories.of(ctx.db, office, ctx.now)
    const history = all.teams.get(team)
    const filtered = type !== undefined || person !== undefined
    const part = filtered ? await histories.part(ctx.db, office, all, { team, type, person }, reckoner) : null
    const days = part ? part.days : (history?.arrived.length ?? 0)
    const held = (part ?? history)?.held ?? null
    const base = { day, at: ctx.now, days, held, heldClear: filtered ? null : (history?.heldClear ?? null), forecast: null }
    const clock = clockOf(office, day, ctx.now)
    if (!clock) return { ...base, none: 'closed' }
    const least = person === undefined ? LEAST_DAYS : LEAST_PERSON_DAYS
    if (!history || days < least) return { ...base, none: 'short' }
    if (person !== undefined && !personShift(timetableOver(office, board.tables), person, day)) return { ...base, none: 'away' }
    const forecast = await once(office.id, JSON.stringify([team, type, person]), ctx.now, async () => {
      const counts = await todaysCounts(ctx.db, office, { team }, clock.bounds)
      const own = part && { models: part.model, counts: await todaysCounts(ctx.db, office, { team, type, person }, clock.bounds) }
      if (own && person !== undefined) return personForecast(ctx.now, clock, own, part.minutesATask)
      // Waiting, others may have changed the office, and read its board anew.
      const latest = ctx.line.board ?? board
      const about = { board: latest, office: officeOf(latest), team, type, day, now: ctx.now, reckoner }
      return forecastOf(about, { history, clock, counts, ...(own ? { part: own } : {}) })
    })
    return { ...base, none: null, forecast }
  }
}
