/** What suggestions of training are worked out from: checks of the last months, and what tasks took. */
import { readKept } from '../../db/queries/pace.js'
import { readTimedTasks } from '../../db/queries/training.js'
import type { Db } from '../../db/schema.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { OfficeRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import { officeDay } from '../domain/office-day.js'
import { byChance } from '../domain/quality/yield.js'
import { addDays } from '../domain/timetable.js'
import type { Checked } from '../domain/training/returns.js'
import type { Timed } from '../domain/training/slow.js'

/** How far back the record is looked at. */
export const RECORD_DAYS = 90
const MOST_TASKS = 150
const DAY_MS = 86_400_000

export const daysAgo = (now: string, days: number) =>
  new Date(Date.parse(now) - days * DAY_MS).toISOString()

/** First checks of the whole office that are decided; two blind checks of one task count as one. */
export async function checksOf(
  db: Db,
  board: Board,
  { timeZone }: OfficeRow,
  now: string,
): Promise<Checked[]> {
  const since = daysAgo(now, RECORD_DAYS)
  const today = officeDay(now, timeZone).day
  const span = { from: addDays(today, -RECORD_DAYS), to: today }
  const kept = await readKept<ReviewRow>(db, board.office, 'review', span)
  const rows = new Map(kept.map((row) => [row.id, row]))
  for (const row of board.tables.review.values()) rows.set(row.id, row)
  const byTask = new Map<number, Checked>()
  for (const row of rows.values()) {
    // What somebody asked to be checked was chosen because it looked wrong: it would raise its own suspicion.
    if (row.result === null || !byChance(row) || row.checkedAt === null || row.checkedAt < since)
      continue
    const causes = row.result === 'return' ? row.reasons.map(({ reason }) => reason) : []
    const other = byTask.get(row.task)
    byTask.set(row.task, {
      review: other && other.causes.length > 0 ? other.review : row.id,
      task: row.task,
      person: row.person,
      type: row.type,
      day: officeDay(row.checkedAt, timeZone).day,
      causes: [...new Set([...(other?.causes ?? []), ...causes])],
    })
  }
  return [...byTask.values()].sort((a, b) => a.task - b.task)
}

/** What tasks of these types took, of everyone in the office. */
export async function timedOf(
  db: Db,
  board: Board,
  { timeZone }: OfficeRow,
  types: string[],
  now: string,
): Promise<Timed[]> {
  const since = daysAgo(now, RECORD_DAYS)
  const found = await readTimedTasks(db, board.office, { types, since, most: MOST_TASKS })
  return found.map(({ standard, finished_at: at, ...task }) => ({
    ...task,
    standardMinutes: standard,
    day: officeDay(at, timeZone).day,
  }))
}
