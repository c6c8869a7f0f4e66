/** What is kept about one person: what they finished, their checks, and who looked. */
import { sql, type Kysely } from 'kysely'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { Rows, TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'

/** Work that is being checked was produced all the same. */
const finishedBy = (office: string, person: string) => sql`
  office = ${office} and finished_by = ${person} and status in ('done', 'review')
  and finished_at is not null`

/** Tasks that a person finished, the latest first, after one of them. */
export async function readWork(
  db: Kysely<Database>,
  office: string,
  person: string,
  { after, limit }: { after: { finishedAt: string; no: number } | null; limit: number },
): Promise<TaskRow[]> {
  const past = after ? sql`and (finished_at, key) < (${after.finishedAt}, ${after.no}::int)` : sql``
  const found = await sql<{ row: TaskRow }>`
    select row from task where ${finishedBy(office, person)} ${past}
    order by finished_at desc, key desc limit ${limit}`.execute(db)
  return found.rows.map(({ row }) => row)
}

export type WorkByType = { type: string; tasks: number; standardMinutes: number }

/** All that a person ever finished here, by type. */
export async function countWork(
  db: Kysely<Database>,
  office: string,
  person: string,
): Promise<WorkByType[]> {
  const found = await sql<WorkByType>`
    select type, count(*)::int as tasks,
      coalesce(sum((row->>'standardMinutes')::float8), 0) as "standardMinutes"
    from task where ${finishedBy(office, person)}
    group by type order by 2 desc, 1`.execute(db)
  return found.rows
}

export type WorkDay = {
  tasks: number
  standardMinutes: number
  withDue: number
  inTime: number
}

/** What a person finished on each day that has any; day n lies between two of the bounds. */
export async function countWorkDays(
  db: Kysely<Database>,
  office: string,
  person: string,
  bounds: readonly string[],
): Promise<WorkDay[]> {
  const found = await sql<WorkDay>`
    select count(*)::int as tasks, coalesce(sum(minutes), 0) as "standardMinutes",
      count(due_at)::int as "withDue",
      (count(*) filter (where finished_at <= due_at))::int as "inTime"
    from (
      select width_bucket(finished_at, ${bounds}::text[]) as day, finished_at, due_at,
        (row->>'standardMinutes')::float8 as minutes
      from task where ${finishedBy(office, person)}
        and finished_at >= ${bounds[0]} and finished_at < ${bounds.at(-1)}) done
    group by day order by day`.execute(db)
  return found.rows
}

/** The checks of a person's work that are decided, the latest first, also those that left the board. */
export async function readChecksOf(
  db: Kysely<Database>,
  office: string,
  person: string,
): Promise<ReviewRow[]> {
  const found = await sql<{ row: ReviewRow }>`
    select row from (
      select row from review where office = ${office} and row->>'person' = ${person}
      union all
      select row->'row' from archive where office = ${office} and "table" = 'review'
        and row->'row'->>'person' = ${person}) every
    where row->>'result' is not null
    order by row->>'checkedAt' desc, row->>'id'`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** What has left the board of a table whose rows are each about one person: that person's, the latest first. */
export async function readKeptOf<Row>(
  db: Kysely<Database>,
  office: string,
  table: 'look' | 'trainingNeed' | 'attendance' | 'leave' | 'shift',
  person: string,
): Promise<Row[]> {
  const found = await sql<{ row: Row }>`
    select row->'row' as row from archive where office = ${office} and "table" = ${table}
      and row->'row'->>'person' = ${person} order by day desc, key`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** Trainings that a person gave and that have left the board, the latest first. */
export async function readKeptGivenBy(
  db: Kysely<Database>,
  office: string,
  trainer: string,
): Promise<Rows['trainingSession'][]> {
  const found = await sql<{ row: Rows['trainingSession'] }>`
    select row->'row' as row from archive where office = ${office} and "table" = 'trainingSession'
      and row->'row'->>'trainer' = ${trainer} order by day desc, key`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** Rows of a table that have left the board, by their ids. */
export async function readKeptByIds<T extends 'review' | 'trainingSession'>(
  db: Kysely<Database>,
  office: string,
  table: T,
  ids: readonly string[],
): Promise<Rows[T][]> {
  if (ids.length === 0) return []
  const keys = ids.map((id) => `${table}/${id}`)
  const found = await sql<{ row: Rows[T] }>`
    select row->'row' as row from archive where office = ${office}
      and key = any(${keys}::text[])`.execute(db)
  return found.rows.map(({ row }) => row)
}

export type Production = {
  /** Counted from 1, as the bounds are. */
  day: number
  type: string
  tasks: number
  standardMinutes: number
  handleMinutes: number
}

/** What a person finished on each day and of each type, the latest first; day n lies between two of the bounds. */
export async function countProduction(
  db: Kysely<Database>,
  office: string,
  person: string,
  bounds: readonly string[],
): Promise<Production[]> {
  const found = await sql<Production>`
    select width_bucket(finished_at, ${bounds}::text[]) as day, type, count(*)::int as tasks,
      coalesce(sum((row->>'standardMinutes')::float8), 0) as "standardMinutes",
      coalesce(sum((row->>'handleMinutes')::float8), 0) as "handleMinutes"
    from task where ${finishedBy(office, person)}
      and finished_at >= ${bounds[0]} and finished_at < ${bounds.at(-1)}
    group by 1, 2 order by 1 desc, 2`.execute(db)
  return found.rows
}
