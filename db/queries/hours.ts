/** What was finished when. Work that came in finished from a file, and what was cancelled, is not counted. */
import { sql, type Kysely } from 'kysely'
import type { TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'

type Finished = { team: string; from: string; to: string }

const finishedIn = (office: string, { team, from, to }: Finished) => sql`
  office = ${office} and finished_at >= ${from} and finished_at < ${to}
  and team = ${team} and status in ('done', 'review') and row->>'finishedBy' is not null`

/** Tasks finished in [from, to), the first finished first. */
export async function readFinished(
  db: Kysely<Database>,
  office: string,
  { limit, ...when }: Finished & { limit: number },
): Promise<TaskRow[]> {
  const found = await sql<{ row: TaskRow }>`
    select row from task where ${finishedIn(office, when)}
    order by finished_at, key limit ${limit}`.execute(db)
  return found.rows.map(({ row }) => row)
}

export type Output = { bucket: number; tasks: number; standardMinutes: number }

/** How much was finished between these instants; bucket 1 begins with the first, the last ends with `to`. */
export async function readOutput(
  db: Kysely<Database>,
  office: string,
  { team, starts, to }: { team: string; starts: string[]; to: string },
): Promise<Output[]> {
  const [from = to] = starts
  const found = await sql<Output>`
    select width_bucket(finished_at, ${starts}::text[]) as bucket, count(*)::int as tasks,
      sum((row->>'standardMinutes')::float8) as "standardMinutes"
    from task where ${finishedIn(office, { team, from, to })}
    group by 1 order by 1`.execute(db)
  return found.rows
}
