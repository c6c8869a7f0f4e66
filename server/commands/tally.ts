import type { TallyRow, TaskRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { timed } from './tasks.js'

/** Counts a task that its finisher has just done: for them and, for everyone to see, for the team. */
export function count(rows: Unit, task: TaskRow, ctx: Ctx): void {
  for (const row of rowsOf(rows, task, ctx)) rows.put('tally', added(row, task, 1, timed(ctx)))
}

/** Takes back what was counted today of a task that is open again; yesterday's work stays yesterday's. */
export function uncount(rows: Unit, task: TaskRow, ctx: Ctx): void {
  for (const row of rowsOf(rows, task, ctx)) {
    if (row.tasks > 1) rows.put('tally', added(row, task, -1, timed(ctx)))
    else rows.drop('tally', row.id)
  }
}

/** The team's row and the person's, of the hour in which the task was finished. */
function rowsOf(rows: Unit, { finishedAt, finishedBy, team, type }: TaskRow, ctx: Ctx): TallyRow[] {
  const { day, hour } = officeDay(finishedAt ?? ctx.now, ctx.office.timeZone)
  return [finishedBy, null].map((person) => {
    const id = [day, hour, person ?? '*', team, type].join('/')
    const none = {
      id,
      day,
      hour,
      person,
      team,
      type,
      tasks: 0,
      standardMinutes: 0,
      handleMinutes: 0,
    }
    return rows.get('tally', id) ?? none
  })
}

const added = (
  row: TallyRow,
  { standardMinutes, handleMinutes }: TaskRow,
  by: 1 | -1,
  minutes: boolean,
): TallyRow => ({
  ...row,
  tasks: row.tasks + by,
  standardMinutes: row.standardMinutes + by * standardMinutes,
  // Minutes of before timing was switched off and on again are not in it.
  handleMinutes: minutes ? Math.max(0, row.handleMinutes + by * handleMinutes) : 0,
})
