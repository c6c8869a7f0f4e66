import { sql } from 'kysely'
import type { Db } from '../schema.js'

/** Gives the database another history, so that every screen fetches it anew. */
export async function renewEpoch(db: Db): Promise<void> {
  await sql`update meta set value = to_jsonb(gen_random_uuid()::text) where key = 'epoch'`.execute(
    db,
  )
}

/** Lets all sessions run out; the sweeper then ends each as it ends any other. */
export async function expireSessions(db: Db, at: string): Promise<void> {
  await db.updateTable('session').set({ idle_until: at }).where('idle_until', '>', at).execute()
}
