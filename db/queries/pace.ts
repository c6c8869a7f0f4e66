/** What days brought and finished, hour by hour. `bounds` are instants in order: hour n lies between n and n + 1. */
import { sql, type Kysely } from 'kysely'
import type { TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'

/** Which column says when: `finished` counts what was done and leaves out what was cancelled. */
const marks = {
  arrived: sql`created_at`,
  finished: sql`finished_at`,
  due: sql`due_at`,
} as const
export type Mark = keyof typeof marks

const counts = {
  arrived: sql`true`,
  finished: sql`status in ('done', 'review')`,
  due: sql`status <> 'cancelled'`,
} as const

export type PaceQuery = { team: string; type?: string | undefined; person?: string | undefined }

/** A person's: what they finished, or hold. */
const whose = ({ team, type, person }: PaceQuery) => sql`team = ${team}
  ${type === undefined ? sql`` : sql`and type = ${type}`}
  ${person === undefined ? sql`` : sql`and (finished_by = ${person} or holder = ${person})`}`

/** What was brought in as finished was nobody's work here. */
const ownWork = (own: boolean) => (own ? sql`and row->>'finishedBy' is not null` : sql``)

export type HourCount = { hour: number; tasks: number; standardMinutes: number; open: boolean }

/** Tasks of each hour, those that are still open apart. @param own without work that came in finished */
export async function countByHour(
  db: Kysely<Database>,
  office: string,
  mark: Mark,
  bounds: readonly string[],
  query: PaceQuery & { own: boolean },
): Promise<HourCount[]> {
  const found = await sql<HourCount>`
    select width_bucket(${marks[mark]}, ${bounds}::text[]) - 1 as hour, count(*)::int as tasks,
      coalesce(sum((row->>'standardMinutes')::float8), 0) as "standardMinutes",
      status not in ('done', 'review', 'cancelled') as open
    from task where office = ${office} and ${marks[mark]} >= ${bounds[0]} and ${marks[mark]} < ${bounds.at(-1)}
      and ${whose(query)} and ${counts[mark]} ${mark === 'finished' ? ownWork(query.own) : sql``}
    group by 1, 4`.execute(db)
  return found.rows
}

/** The tasks themselves, oldest first. */
export async function readOfHour(
  db: Kysely<Database>,
  office: string,
  mark: Mark,
  span: { from: string; to: string; limit: number },
  query: PaceQuery & { own: boolean },
): Promise<TaskRow[]> {
  const found = await sql<{ row: TaskRow }>`
    select row from task where office = ${office} and ${marks[mark]} >= ${span.from}
      and ${marks[mark]} < ${span.to} and ${whose(query)} and ${counts[mark]}
      ${mark === 'finished' ? ownWork(query.own) : sql``}
    order by ${marks[mark]}, key limit ${span.limit}`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** `at` null: how it was before. */
export type StatusEvent = { no: number; at: string | null; status: string; standardMinutes: number }

/** Instead of its status, of a task that is in another team then. */
export const ELSEWHERE = 'elsewhere'

/** Tasks `t` that are in a team now or have been in it: one look into the index of events each, however old it is. */
const everIn = (office: string, team: string) => sql`(t.team = ${team} or exists (
  select from event x where x.office = ${office} and x.team = ${team} and x.no = t.key))`

type Touched = { from: string; until: number; team: string; type?: string | undefined }

/**
 * What became of a team's tasks between `from` and the entry `until`, in order, each with its state before. A
 * task counts where it was then: what was routed away is `elsewhere` from there on, what came from another team
 * was so until then.
 */
export async function readStatusEvents(
  db: Kysely<Database>,
  office: string,
  { from, until, team, type }: Touched,
): Promise<StatusEvent[]> {
  const found = await sql<StatusEvent>`
    with before as materialized (
      select coalesce((select seq from log where office = ${office} and at < ${from}
        order by seq desc limit 1), 0) as seq),
    touched as materialized (
      select e.no, t.team, t.row->>'standardMinutes' as minutes
      from event e join task t on t.office = e.office and t.key = e.no
      where e.office = ${office} and e.seq > (select seq from before) and e.seq <= ${until}
        and ${everIn(office, team)}
        ${type === undefined ? sql`` : sql`and t.type = ${type}`}
      group by e.no, t.team, t.row->>'standardMinutes'),
    lives as (
      select e.no, e.seq, e.status, t.minutes, coalesce(e.team, t.team) = ${team} as here,
        bool_or(coalesce(e.team, t.team) = ${team}) over (partition by e.no) as ever
      from touched t join event e on e.office = ${office} and e.no = t.no and e.seq <= ${until}
      where e.seq > (select seq from before) or e.seq = (
        select max(o.seq) from event o
        where o.office = ${office} and o.no = t.no and o.seq <= (select seq from before)))
    select e.no, case when e.seq > (select seq from before) then l.at end as at,
      case when e.here then e.status else ${ELSEWHERE} end as status,
      e.minutes::float8 as "standardMinutes"
    from lives e join log l on l.office = ${office} and l.seq = e.seq
    where e.ever order by e.no, e.seq`.execute(db)
  return found.rows
}

/** How a task stood at a moment. */
export type Standing = { row: TaskRow; status: TaskRow['status'] }

/** More tasks than a team can have open at once: then those that came first are looked at. */
const MOST_OPEN = 20_000

/**
 * A team's tasks that were open at a moment: queued, waiting, assigned or in hand, those that waited first. What
 * was finished or cancelled before is left out by its own column, so that the cost goes with what the office had
 * open at that moment and not with its past, and the events of at most `MOST_OPEN` are looked up.
 * @param query.person those that they held
 */
export async function readOpenAt(
  db: Kysely<Database>,
  office: string,
  { at, limit }: { at: string; limit: number },
  { team, type, person }: PaceQuery,
): Promise<Standing[]> {
  const found = await sql<Standing>`
    with until as materialized (
      select coalesce((select seq from log where office = ${office} and at < ${at}
        order by seq desc limit 1), 0) as seq),
    candidate as materialized (
      select t.key, t.team, t.created_at from task t
      where t.office = ${office} and t.created_at < ${at}
        and (t.finished_at is null or t.finished_at >= ${at}) and ${everIn(office, team)}
        ${type === undefined ? sql`` : sql`and t.type = ${type}`}
      order by t.created_at, t.key limit ${MOST_OPEN}),
    stood as (
      select c.key, c.created_at, e.status
      from candidate c cross join lateral (
        select status, holder, team from event
        where office = ${office} and no = c.key and seq <= (select seq from until)
        order by seq desc limit 1) e
      where coalesce(e.team, c.team) = ${team} and e.status not in ('done', 'review', 'cancelled')
        ${person === undefined ? sql`` : sql`and e.holder = ${person}`}
      order by e.status in ('queued', 'waiting') desc, c.created_at, c.key limit ${limit})
    select t.row, s.status from stood s join task t on t.office = ${office} and t.key = s.key
    order by s.status in ('queued', 'waiting') desc, s.created_at, s.key`.execute(db)
  return found.rows
}

export type HistoryCount = { team: string; mark: 'arrived' | 'finished'; slot: number; tasks: number; standardMinutes: number }

/** Of everything, or of one team's tasks of a type, or of what a person finished in it. */
const part = (query: PaceQuery | undefined) =>
  query === undefined
    ? sql`true`
    : sql`team = ${query.team} and type = ${query.type ?? sql`type`} ${
        query.person === undefined ? sql`` : sql`and finished_by = ${query.person}`
      }`

/** How many tasks came to and were finished by each team between each two of the bounds; nothing comes to a person. */
export async function readHistory(
  db: Kysely<Database>,
  office: string,
  bounds: readonly string[],
  query?: PaceQuery,
): Promise<HistoryCount[]> {
  const [first, last] = [bounds[0], bounds.at(-1)]
  const arrived = sql`
    select team, 'arrived' as mark, width_bucket(created_at, ${bounds}::text[]) - 1 as slot,
      count(*)::int as tasks, coalesce(sum((row->>'standardMinutes')::float8), 0) as "standardMinutes"
    from task where office = ${office} and created_at >= ${first} and created_at < ${last}
      and ${part(query)} group by 1, 3
    union all`
  const found = await sql<HistoryCount>`${query?.person === undefined ? arrived : sql``}
    select team, 'finished' as mark, width_bucket(finished_at, ${bounds}::text[]) - 1 as slot,
      count(*)::int as tasks, coalesce(sum((row->>'standardMinutes')::float8), 0) as "standardMinutes"
    from task where office = ${office} and status in ('done', 'review')
      and finished_at >= ${first} and finished_at < ${last} and ${part(query)} group by 1, 3`.execute(db)
  return found.rows
}

export type TypeHistory = {
  team: string
  type: string
  arrived: number
  /** Finished here, with minutes that were measured. */
  timed: number
  /** Mean and standard deviation of ln(minutes / standard minutes); null with too few. */
  mean: number | null
  spread: number | null
}

/** How often each type came to each team, and how long it took against its standard. */
export async function readTypeHistory(
  db: Kysely<Database>,
  office: string,
  { from, to }: { from: string; to: string },
): Promise<TypeHistory[]> {
  const found = await sql<TypeHistory>`
    with timed as (
      select team, type, created_at, case when status in ('done', 'review') and (row->>'handleMinutes')::float8 > 0.1
        and (row->>'standardMinutes')::float8 > 0
        then ln((row->>'handleMinutes')::float8 / (row->>'standardMinutes')::float8) end as ratio
      from task where office = ${office} and created_at >= ${from} and created_at < ${to})
    select team, type, count(*)::int as arrived, count(ratio)::int as timed,
      avg(ratio)::float8 as mean, stddev_samp(ratio)::float8 as spread
    from timed group by team, type`.execute(db)
  return found.rows
}

/** Kept rows of one table whose day lies between two, with their keys. */
export async function readKept<T>(
  db: Kysely<Database>,
  office: string,
  table: string,
  { from, to }: { from: string; to: string },
): Promise<T[]> {
  const found = await sql<{ row: { row: T } }>`
    select row from archive where office = ${office} and "table" = ${table}
      and day >= ${from} and day <= ${to} order by day, key`.execute(db)
  return found.rows.map(({ row }) => row.row)
}
