/** What is left of a team without somebody, for all who see that leave is asked for; it tells counts, and nobody's skills. */
import { readDueBeyond } from '../../db/queries/arrivals.js'
import type { Input, Output } from '../contract/commands.js'
import type { LeaveRow } from '../contract/desk-rows.js'
import type { PersonRow, TaskTypeRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { audienceOf, sees } from '../domain/audience.js'
import {
  demandOfArrivals,
  demandOfDue,
  openHours,
  together,
  type Demand,
  type DueWork,
  type UsualArrival,
} from '../domain/coverage.js'
import { coverageLeft, type Colleague } from '../domain/leave-coverage.js'
import { dayBounds, officeDay } from '../domain/office-day.js'
import { openWork } from '../domain/open-work.js'
import { qualifies, workingLevel } from '../domain/skill.js'
import { timetableOver, weekdayOf, type Timetable } from '../domain/timetable.js'
import { usualArrivals } from './arrivals.js'
import { asker } from './tasks.js'

const WEEKS = 4

export const leaveCoverage = async (
  { leave: id }: Input<'leave.coverage'>,
  ctx: ReadCtx,
): Promise<Output<'leave.coverage'>> => {
  const { board, viewer } = asker(ctx)
  const leave = board.tables.leave.get(id)
  const office = board.tables.office.get(board.office)
  if (!leave || !office || !sees(viewer, audienceOf('leave', leave)))
    return refuse('not_found', `There is no leave ${id}.`)
  if (leave.person === viewer.id)
    return refuse('not_allowed', 'Those who answer it see what is left without you.')
  const { team } = leave
  if (team === null) return { hours: [] }
  const table = timetableOver(office, board.tables)
  const types = typesOf(board, team)
  const { arrivals } = await usualArrivals(board, { team, weeks: WEEKS }, ctx)
  const hours = coverageLeft(table, colleagues(board, team, types), leave, {
    locationOf: (type) => board.tables.taskType.get(type)?.location,
    types: types.map((type) => type.id),
    demand: demandOf(board, team, arrivals, table, ctx.now, await dueBeyond(board, leave, ctx)),
  })
  return {
    hours: hours.map(({ need, types: left, ...hour }) => ({
      ...hour,
      need: need?.all ?? null,
      types: [...left].map(([type, count]) => ({
        type,
        left: count,
        need: need?.types.get(type) ?? null,
      })),
    })),
  }
}

const typesOf = ({ tables }: Board, team: string): TaskTypeRow[] =>
  [...tables.taskType.values()].filter(
    (type) => type.active && (type.team === team || type.team === null),
  )

const worksIn = ({ active, role, team, leads }: PersonRow, of: string) =>
  active && (role === 'clerk' || role === 'lead') && (team === of || leads.includes(of))

function colleagues({ tables }: Board, team: string, types: readonly TaskTypeRow[]): Colleague[] {
  const can = ({ id, grade }: PersonRow, type: TaskTypeRow) =>
    qualifies(workingLevel(tables.skill.get(`${id}/${type.id}`)), type, grade)
  return [...tables.person.values()]
    .filter((person) => worksIn(person, team))
    .map((person) => ({
      id: person.id,
      can: new Set(types.filter((type) => can(person, type)).map((type) => type.id)),
      place: tables.team.get(person.team ?? '')?.location ?? null,
    }))
}

/** What is due by the end of the leave and queued further down than memory reaches. */
async function dueBeyond(
  board: Board,
  { team, to }: LeaveRow,
  { db, now }: ReadCtx,
): Promise<DueWork[]> {
  const after = team === null ? null : (board.until[team] ?? null)
  if (team === null || after === null) return []
  const timeZone = board.tables.office.get(board.office)?.timeZone ?? 'UTC'
  const { from } = dayBounds(officeDay(now, timeZone).day, timeZone)
  const before = dayBounds(to, timeZone).to
  return readDueBeyond(db, { office: board.office, team, after, from, before, timeZone })
}

function demandOf(
  { tables }: Board,
  team: string,
  arrivals: readonly UsualArrival[],
  { calendar }: Timetable,
  now: string,
  beyond: readonly DueWork[],
): Demand {
  const { day: today, hour: hourNow } = officeDay(now, calendar.timeZone)
  const dayOf = (instant: string) => officeDay(instant, calendar.timeZone).day
  const due = openWork(tables.task.values(), (one) => one === team, now)
  return together(
    demandOfArrivals(arrivals, weekdayOf),
    demandOfDue([...due, ...beyond], { dayOf, today, hourNow }, (day) => openHours(calendar, day)),
  )
}
