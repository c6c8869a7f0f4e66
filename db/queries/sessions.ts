import type { Db, SessionTable } from '../schema.js'

export type StoredSession = SessionTable

export async function addSession(db: Db, session: StoredSession): Promise<void> {
  await db.insertInto('session').values(session).execute()
}

/** The session by the hash of its id, whether or not it has run out. */
export async function readSession(db: Db, hash: string): Promise<StoredSession | null> {
  const found = await db
    .selectFrom('session')
    .selectAll()
    .where('id_hash', '=', hash)
    .executeTakeFirst()
  return found ?? null
}

/** Sessions of one person, oldest first. */
export function readSessionsOf(db: Db, office: string, person: string): Promise<StoredSession[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('office', '=', office)
    .where('person', '=', person)
    .orderBy('created_at')
    .execute()
}

/**
 * Notes input and moves the idle end, unless the session has run out at `now`: what has ended must
 * not come back because two requests crossed.
 */
export async function touchSession(
  db: Db,
  hash: string,
  times: { now: string; idleUntil: string },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_input_at: times.now, idle_until: times.idleUntil })
    .where('id_hash', '=', hash)
    .where('idle_until', '>', times.now)
    .where('absolute_until', '>', times.now)
    .execute()
}

export async function removeSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('session').where('id_hash', '=', hash).execute()
}

/** Removes a person's sessions but `except`. Answers the hashes of those removed. */
export async function removeSessionsOf(
  db: Db,
  office: string,
  person: string,
  except: string | null,
): Promise<string[]> {
  const removed = await db
    .deleteFrom('session')
    .where('office', '=', office)
    .where('person', '=', person)
    .$if(except !== null, (query) => query.where('id_hash', '!=', except ?? ''))
    .returning('id_hash')
    .execute()
  return removed.map((row) => row.id_hash)
}

/** Sessions that had run out by `now`, at most `limit`. */
export function readExpiredSessions(db: Db, now: string, limit: number): Promise<StoredSession[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where((is) => is.or([is('idle_until', '<=', now), is('absolute_until', '<=', now)]))
    .orderBy('absolute_until')
    .limit(limit)
    .execute()
}

export async function removeExpiredSessions(db: Db, now: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where((is) => is.or([is('idle_until', '<=', now), is('absolute_until', '<=', now)]))
    .execute()
}
