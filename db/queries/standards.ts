import { sql, type Kysely } from 'kysely'
import type { Database } from '../schema.js'

export type Timing = {
  /** Tasks whose minutes are known. */
  n: number
  noTiming: number
  /** People whose tasks these n are. */
  people: number
  /** Of n, the tasks of the person who did the most. */
  most: number
  /** Whose tasks these n are. */
  teams: string[]
  /** Null where n is 0. */
  low: number | null
  median: number | null
  high: number | null
}

type Found = {
  n: number
  no_timing: number
  people: number
  most: number | null
  teams: string[] | null
  at: number[] | null
}

/** What tasks of a type, of one team or of all, took that were finished from `from` to `to`: the median and the middle 80 %. */
export async function readTiming(
  db: Kysely<Database>,
  office: string,
  { type, team }: { type: string; team?: string | undefined },
  { from, to }: { from: string; to: string },
): Promise<Timing> {
  const found = await sql<Found>`
    with finished as (
      select (row->>'handleMinutes')::float8 as took, finished_by, team from task
      where office = ${office} and type = ${type} and status in ('done', 'review')
        and finished_at >= ${from} and finished_at <= ${to}
        ${team === undefined ? sql`` : sql`and team = ${team}`}
    ), shares as (
      select count(*)::int as tasks from finished where took > 0 group by finished_by
    )
    select count(*) filter (where took > 0)::int as n,
      count(*) filter (where took <= 0)::int as no_timing,
      count(distinct finished_by) filter (where took > 0)::int as people,
      (select max(tasks) from shares) as most,
      jsonb_agg(distinct team) filter (where took > 0) as teams,
      to_jsonb(percentile_cont(array[0.1, 0.5, 0.9]::float8[]) within group (order by took)
        filter (where took > 0)) as at
    from finished`.execute(db)
  const [row] = found.rows
  const [low = null, median = null, high = null] = row?.at ?? []
  return {
    n: row?.n ?? 0,
    noTiming: row?.no_timing ?? 0,
    people: row?.people ?? 0,
    most: row?.most ?? 0,
    teams: row?.teams ?? [],
    low,
    median,
    high,
  }
}

export type TypeTotal = { type: string; tasks: number; standardMinutes: number }
/** `exact` as it was entered, `cents` with each value rounded to cents first. */
export type FieldTotal = {
  type: string
  field: string
  tasks: number
  exact: number
  cents: number
}
type Span = { team: string; from: string; to: string }

// Work that was finished elsewhere and imported has nobody who finished it: it is no day's work here.
const finishedHere = (office: string, { team, from, to }: Span) => sql`
  office = ${office} and team = ${team} and status in ('done', 'review')
  and finished_at >= ${from} and finished_at < ${to} and row->>'finishedBy' is not null`

/** Tasks that a team finished in [from, to), by type. */
export async function readTypeTotals(
  db: Kysely<Database>,
  office: string,
  span: Span,
): Promise<TypeTotal[]> {
  const found = await sql<{ type: string; tasks: number; minutes: number }>`
    select type, count(*)::int as tasks, sum((row->>'standardMinutes')::numeric)::float8 as minutes
    from task where ${finishedHere(office, span)} group by type order by type`.execute(db)
  return found.rows.map(({ type, tasks, minutes }) => ({ type, tasks, standardMinutes: minutes }))
}

/** What the numbers in their fields add up to, by type and field; decimals are added exactly. */
export async function readFieldTotals(
  db: Kysely<Database>,
  office: string,
  span: Span,
): Promise<FieldTotal[]> {
  const found = await sql<FieldTotal>`
    select type, f.key as field, count(*)::int as tasks,
      sum((f.value #>> '{}')::numeric)::float8 as exact,
      sum(round((f.value #>> '{}')::numeric, 2))::float8 as cents
    from task, jsonb_each(row->'fields') f
    where ${finishedHere(office, span)} and jsonb_typeof(f.value) = 'number'
    group by type, f.key order by type, f.key`.execute(db)
  return found.rows
}
