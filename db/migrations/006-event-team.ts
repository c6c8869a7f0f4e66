/** In which team a task was at each of its events: it may be another by now. Earlier events do not tell. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table event add column team text`.execute(db)
}
