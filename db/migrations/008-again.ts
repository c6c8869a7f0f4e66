import { sql, type Kysely } from 'kysely'
import { up as moveReasons } from './005-reasons.js'

/**
 * 005 and 006 changed after a version with them was out. Where they ran as they were at first, archived days
 * still tell reasons in their notes, and the index of events by team is missing. Elsewhere nothing is left to do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await moveReasons(db)
  await sql`create index if not exists event_team on event (office, team, no)
    where team is not null`.execute(db)
}
