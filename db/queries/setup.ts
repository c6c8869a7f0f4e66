import { sql } from 'kysely'
import type { Db } from '../schema.js'

const KEY = 'setup'

export async function hasOffice(db: Db): Promise<boolean> {
  return (await db.selectFrom('office').select('key').limit(1).executeTakeFirst()) !== undefined
}

/** Keeps the hash of the one set-up token; an earlier one stops working. */
export async function keepSetup(db: Db, hash: string, at: string): Promise<void> {
  const value = JSON.stringify({ hash, at })
  await db
    .insertInto('meta')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** Puts a taken token back, unless a newer one was made meanwhile. */
export async function putBackSetup(db: Db, hash: string, at: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key: KEY, value: JSON.stringify({ hash, at }) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function isSetup(db: Db, hash: string): Promise<boolean> {
  const found = await sql`
    select 1 from meta where key = ${KEY} and value->>'hash' = ${hash}`.execute(db)
  return found.rows.length > 0
}

/** Removes the token, once: of several callers one is answered true. */
export async function removeSetup(db: Db, hash: string): Promise<boolean> {
  const found = await sql`
    delete from meta where key = ${KEY} and value->>'hash' = ${hash} returning 1`.execute(db)
  return found.rows.length > 0
}
