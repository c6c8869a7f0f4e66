/** What coverage is compared with until a forecast says more: what usually comes in, and what is due. */
import { readArrivals, readDueBeyond } from '../../db/queries/arrivals.js'
import type { Input, Output } from '../contract/commands.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { dayBounds, officeDay } from '../domain/due.js'
import { addDays } from '../domain/timetable.js'
import { asker } from './tasks.js'

const DAY_MS = 24 * 3_600_000

export const arrivalsUsual = async (
  { team, weeks }: Input<'arrivals.usual'>,
  ctx: ReadCtx,
): Promise<Output<'arrivals.usual'>> => {
  const { board } = asker(ctx)
  if (!board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  return usualArrivals(board, { team, weeks }, ctx)
}

/** The average of the last weeks, as far back as there are any. */
export async function usualArrivals(
  board: Board,
  { team, weeks }: Input<'arrivals.usual'>,
  ctx: Pick<ReadCtx, 'db' | 'now'>,
): Promise<Output<'arrivals.usual'>> {
  const timeZone = board.tables.office.get(board.office)?.timeZone ?? 'UTC'
  const today = officeDay(ctx.now, timeZone).day
  const { from: until } = dayBounds(today, timeZone)
  const { from } = dayBounds(addDays(today, -7 * weeks), timeZone)
  const { first, hours } = await readArrivals(ctx.db, {
    office: board.office,
    team,
    from,
    until,
    timeZone,
  })
  // An office that is younger than the weeks asked about is averaged over its own.
  const age = first === null ? 0 : Math.ceil((Date.parse(until) - Date.parse(first)) / (7 * DAY_MS))
  const counted = Math.min(weeks, Math.max(1, age))
  const arrivals = hours.map(({ type, weekday, hour, standardMinutes }) => ({
    type,
    weekday,
    hour,
    standardMinutes: Math.round((standardMinutes / counted) * 100) / 100,
  }))
  return { weeks: first === null ? 0 : counted, arrivals }
}

/** What is due of the part of a team's queue that a screen does not hold. */
export const coverageBeyond = async (
  { team, after, until }: Input<'coverage.beyond'>,
  ctx: ReadCtx,
): Promise<Output<'coverage.beyond'>> => {
  const { board } = asker(ctx)
  if (!board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  const timeZone = board.tables.office.get(board.office)?.timeZone ?? 'UTC'
  const { from } = dayBounds(officeDay(ctx.now, timeZone).day, timeZone)
  const before = dayBounds(until, timeZone).to
  const { office } = board
  return { due: await readDueBeyond(ctx.db, { office, team, after, from, before, timeZone }) }
}
