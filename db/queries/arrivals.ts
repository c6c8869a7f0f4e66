import { sql, type Kysely } from 'kysely'
import { priorityRank, type Position } from '../../server/contract/order.js'
import type { Database } from '../schema.js'

export type ArrivalQuery = {
  office: string
  team: string
  /** Instants; the second is not included. */
  from: string
  until: string
  timeZone: string
}

export type ArrivedHour = { type: string; weekday: number; hour: number; standardMinutes: number }

/** Standard minutes that came in, summed by type, weekday (1 Monday) and hour of the office's clock. */
export async function readArrivals(
  db: Kysely<Database>,
  { office, team, from, until, timeZone }: ArrivalQuery,
): Promise<{ first: string | null; hours: ArrivedHour[] }> {
  const found = await sql<ArrivedHour & { first: string }>`
    select t.row->>'type' as type,
      extract(isodow from t.at)::int as weekday,
      extract(hour from t.at)::int as hour,
      sum((t.row->>'standardMinutes')::float8)::float8 as "standardMinutes",
      min(t.created_at) as first
    from (
      select row, created_at, created_at::timestamptz at time zone ${timeZone} as at
      from task where office = ${office} and created_at >= ${from} and created_at < ${until}
        and row->>'team' = ${team} and row->>'status' <> 'cancelled'
    ) t
    group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  const firsts = found.rows.map(({ first }) => first).sort()
  return {
    first: firsts[0] ?? null,
    hours: found.rows.map(({ type, weekday, hour, standardMinutes }) => ({
      type,
      weekday,
      hour,
      standardMinutes,
    })),
  }
}

export type BeyondQuery = {
  office: string
  team: string
  /** Where the part of the queue ends that memory holds. */
  after: Position
  /** Instants: what is due before the first is one sum, and what is due from the second on is left out. */
  from: string
  before: string
  timeZone: string
}

/** Most tasks that are read, those first that are due first. Where there are more, what is due last is not in the sums. */
const MOST_BEYOND = 20_000

/** Queued work past a position in the queue, summed by type and day of the office's clock, with the first due time of each. */
export async function readDueBeyond(
  db: Kysely<Database>,
  { office, team, after, from, before, timeZone }: BeyondQuery,
): Promise<{ type: string; dueAt: string; standardMinutes: number }[]> {
  // What has no due time comes after all that has one: behind it nothing is due in the same rank.
  const rank = priorityRank(after.priority)
  const past =
    after.dueAt === null
      ? sql`rank > ${rank}`
      : sql`(rank, due_at, key) > (${rank}, ${after.dueAt}, ${after.no})`
  const found = await sql<{ type: string; dueAt: string; standardMinutes: number }>`
    select type, min(due_at) as "dueAt", sum((row->>'standardMinutes')::float8)::float8 as "standardMinutes"
    from (
      select type, due_at, row from task
      where office = ${office} and team = ${team} and status = 'queued'
        and rank in (0, 1, 2, 3) and due_at < ${before}
        and ${past}
      order by due_at limit ${MOST_BEYOND}
    ) t
    group by type, (greatest(due_at, ${from})::timestamptz at time zone ${timeZone})::date`.execute(
    db,
  )
  return found.rows
}
