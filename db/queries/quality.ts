/** Checks and finished work over a span of time, for figures. Instants are ISO text; `to` is past the last. */
import { sql, type Kysely } from 'kysely'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'

export type OfTeam = { team: string; from: string; to: string }

/** Checks of work of a team that was finished in [from, to), open ones too, in the order in which it was finished. */
export async function readTeamReviews(
  db: Kysely<Database>,
  office: string,
  { team, from, to, person }: OfTeam & { person?: string | undefined },
): Promise<ReviewRow[]> {
  // What was finished from then on was checked from then on; so the index of either place bounds the search.
  const found = await sql<{ row: ReviewRow }>`
    select row from (
      select row from review where office = ${office} and checked_at >= ${from}
      union all
      select row from review where office = ${office} and checked_at is null
      union all
      select row->'row' from archive
      where office = ${office} and "table" = 'review' and day >= left(${from}, 10)
    ) every (row)
    where row->>'team' = ${team} and row->>'finishedAt' >= ${from} and row->>'finishedAt' < ${to}
      and (${person ?? null}::text is null or row->>'person' = ${person ?? null})
    order by row->>'finishedAt', row->>'id'`.execute(db)
  return found.rows.map(({ row }) => row)
}

export type Timed = { type: string; person: string; finishedAt: string; ratio: number }

/** Minutes / standard minutes of each task finished here in [from, to) whose minutes are known. */
export async function readTimedTasks(
  db: Kysely<Database>,
  office: string,
  { team, from, to }: OfTeam,
): Promise<Timed[]> {
  const found = await sql<Timed>`
    select type, finished_by as person, finished_at as "finishedAt",
      (row->>'handleMinutes')::float8 / (row->>'standardMinutes')::float8 as ratio
    from task
    where office = ${office} and team = ${team} and status = 'done' and finished_by is not null
      and finished_at >= ${from} and finished_at < ${to}
      and (row->>'handleMinutes')::float8 > 0 and (row->>'standardMinutes')::float8 > 0
    order by finished_at, key`.execute(db)
  return found.rows
}

export type FinishedCount = { type: string; tasks: number }

/**
 * How many tasks of each type were finished here in [from, to), whether or not they are being checked.
 * @param besides numbers of tasks that are not counted
 */
export async function readFinishedCounts(
  db: Kysely<Database>,
  office: string,
  { team, from, to }: OfTeam,
  besides: readonly number[],
): Promise<FinishedCount[]> {
  const found = await sql<FinishedCount>`
    select type, count(*)::int as tasks from task
    where office = ${office} and team = ${team} and finished_by is not null
      and finished_at >= ${from} and finished_at < ${to} and status <> 'cancelled'
      and key <> all(${besides}::int[])
    group by 1 order by 1`.execute(db)
  return found.rows
}

/** Work of a team finished in [from, to) that was to be checked and that nobody could check, the latest first. */
export async function readUnchecked(
  db: Kysely<Database>,
  office: string,
  { team, from, to }: OfTeam,
  most: number,
): Promise<TaskRow[]> {
  const found = await sql<{ row: TaskRow }>`
    select row from task
    where office = ${office} and team = ${team} and status = 'done'
      and finished_at >= ${from} and finished_at < ${to} and row ? 'unchecked'
    order by finished_at desc, key desc limit ${most}`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** Rows of training of all times: those on the board, and those that have left it. */
export async function readTrainingRows<Row extends { id: string }>(
  db: Kysely<Database>,
  office: string,
  table: 'training_session' | 'attendance' | 'training_need',
): Promise<Row[]> {
  const name = {
    training_session: 'trainingSession',
    attendance: 'attendance',
    training_need: 'trainingNeed',
  }
  const found = await sql<{ row: Row }>`
    select row from ${sql.table(table)} where office = ${office}
    union all
    select row->'row' from archive where office = ${office} and "table" = ${name[table]}`.execute(
    db,
  )
  return found.rows.map(({ row }) => row)
}
