/** What the record says of people's work, for suggesting training. */
import { sql, type Kysely } from 'kysely'
import type { Database } from '../schema.js'

export type TimedTask = {
  no: number
  person: string
  type: string
  minutes: number
  standard: number
  finished_at: string
}

/** A person's latest timed tasks of each type finished since, at most `most` each. */
export async function readTimedTasks(
  db: Kysely<Database>,
  office: string,
  { types, since, most }: { types: string[]; since: string; most: number },
): Promise<TimedTask[]> {
  if (types.length === 0) return []
  const found = await sql<TimedTask>`
    select no, person, type, minutes, standard, finished_at from (
      select key as no, finished_by as person, type, finished_at,
        (row->>'handleMinutes')::float8 as minutes, (row->>'standardMinutes')::float8 as standard,
        row_number() over (partition by finished_by, type order by finished_at desc, key) as nth
      from task where office = ${office} and finished_at >= ${since} and finished_by is not null
        and status = 'done' and type = any(${types}::text[])
        and (row->>'handleMinutes')::float8 > 0 and (row->>'standardMinutes')::float8 > 0) timed
    where nth <= ${most} order by no`.execute(db)
  return found.rows
}

/** When each person last finished work of each type, since a time. */
export async function readLastUses(
  db: Kysely<Database>,
  office: string,
  since: string,
): Promise<{ person: string; type: string; at: string }[]> {
  const found = await sql<{ person: string; type: string; at: string }>`
    select finished_by as person, type, max(finished_at) as at from task
    where office = ${office} and finished_at >= ${since} and finished_by is not null
      and status = 'done'
    group by finished_by, type`.execute(db)
  return found.rows
}
