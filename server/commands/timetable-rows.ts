/** The timetable as a command sees it, and what of it may still be changed. */
import type { ShiftRow } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'
import type { OfficeRow, PersonRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { supervisorsAnswer } from '../domain/leave.js'
import { officeDay } from '../domain/office-day.js'
import {
  addDays,
  KEPT_DAYS,
  timetableFrom,
  weekdayOf,
  type Timetable,
} from '../domain/timetable.js'

export const timetableIn = (rows: Unit, office: OfficeRow): Timetable =>
  timetableFrom(office, {
    shift: { get: (id) => rows.get('shift', id) },
    pattern: { get: (id) => rows.get('pattern', id) },
    leave: rows.all('leave'),
  })

export const todayIn = (ctx: Pick<Ctx, 'now' | 'office'>) =>
  officeDay(ctx.now, ctx.office.timeZone).day

/** Further ahead nobody plans; a day out there is a slip of the pen. */
const FURTHEST_DAYS = 400

/** Whether a day can be drawn: what is long over stays as it was. */
export function dayProblems(day: string, path: string, today: string): Problem[] {
  if (day > addDays(today, FURTHEST_DAYS))
    return [{ path, message: `must be within ${FURTHEST_DAYS} days from today` }]
  if (day >= addDays(today, -KEPT_DAYS)) return []
  return [{ path, message: `is more than ${KEPT_DAYS} days ago; what is over stays as it was` }]
}

export const mondayProblems = (day: string, path: string): Problem[] =>
  weekdayOf(day) === 1 ? [] : [{ path, message: 'must be a Monday' }]

/** A reason as the row keeps it, with who is told it beside the person and their leads. */
export function reasonFor(
  rows: Unit,
  { id: person, team }: PersonRow,
  reason: string,
  ctx: Ctx,
): Pick<ShiftRow, 'reason' | 'toSupervisors'> {
  const told = supervisorsAnswer({ person, team }, ctx.office, rows.all('person'))
  return { reason, ...(told ? { toSupervisors: true } : {}) }
}

/** What a row says already of why it is so. */
export const reasonKept = (row: ShiftRow | null): Pick<ShiftRow, 'reason' | 'toSupervisors'> => ({
  ...(row?.reason === undefined ? {} : { reason: row.reason }),
  ...(row?.toSupervisors === undefined ? {} : { toSupervisors: row.toSupervisors }),
})
