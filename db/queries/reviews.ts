/** Checks of finished work, those of the board and those that have left it. */
import { sql, type Kysely } from 'kysely'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { Database } from '../schema.js'

const everyOf = (office: string) => sql`
  select row from review where office = ${office}
  union all
  select row->'row' from archive where office = ${office} and "table" = 'review'`

/** Checks of a person's work that are done, the latest first. @param span of when they were done; `to` is past the last */
export async function readPersonReviews(
  db: Kysely<Database>,
  office: string,
  person: string,
  { from, to }: { from: string; to: string },
): Promise<ReviewRow[]> {
  const found = await sql<{ row: ReviewRow }>`
    select row from (${everyOf(office)}) every (row)
    where row->>'person' = ${person} and row->>'result' is not null
      and row->>'checkedAt' >= ${from} and row->>'checkedAt' < ${to}
    order by row->>'checkedAt' desc, row->>'id'`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** All checks of one task, the latest round first. */
export async function readTaskReviews(
  db: Kysely<Database>,
  office: string,
  task: number,
): Promise<ReviewRow[]> {
  const found = await sql<{ row: ReviewRow }>`
    select row from (${everyOf(office)}) every (row) where (row->>'task')::int = ${task}
    order by (row->>'round')::int desc, row->>'checkedAt' desc nulls first, row->>'id'`.execute(db)
  return found.rows.map(({ row }) => row)
}
