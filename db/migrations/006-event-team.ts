/** In which team a task was at each of its events: it may be another by now. Earlier events do not tell. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table event add column team text`.execute(db)
  // Which tasks have been in a team, wherever they are now.
  await sql`create index event_team on event (office, team, no) where team is not null`.execute(db)
}
