import { sql, type Kysely } from 'kysely'
import type { Database } from '../schema.js'

export type PresenceEntryRow = {
  seq: number
  at: string
  actor: string
  command: string
  input: object | null
}

/** Entries between two instants after which somebody may be elsewhere, in order. The commands are those of the index. */
export async function readPresence(
  db: Kysely<Database>,
  office: string,
  from: string,
  to: string,
): Promise<PresenceEntryRow[]> {
  const found = await sql<PresenceEntryRow>`
    select seq, at, actor, command, input from log
    where office = ${office} and at >= ${from} and at < ${to} and command in
      ('person.presence', 'person.edit', 'session.begin', 'session.end', 'session.endAll', 'password.reset')
    order by seq`.execute(db)
  return found.rows
}
