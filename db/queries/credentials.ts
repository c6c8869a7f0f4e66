import type { CredentialRow } from '../../server/contract/rows.js'
import type { Db } from '../schema.js'

/** Usernames are unique in an installation, so a name alone says whose it is and in which office. */
export async function byUsername(
  db: Db,
  username: string,
): Promise<{ office: string; row: CredentialRow } | null> {
  const found = await db
    .selectFrom('credential')
    .select(['office', 'row'])
    .where('username', '=', username)
    .executeTakeFirst()
  return found ?? null
}

export async function byPerson(
  db: Db,
  office: string,
  person: string,
): Promise<CredentialRow | null> {
  const found = await db
    .selectFrom('credential')
    .select('row')
    .where('office', '=', office)
    .where('key', '=', person)
    .executeTakeFirst()
  return found?.row ?? null
}
