/** The one-time link with which the first admin of an empty installation names the office and themself. */
import { createHash, randomBytes } from 'node:crypto'
import { hasOffice, isSetup, keepSetup, putBackSetup, removeSetup } from '../../db/queries/setup.js'
import type { Db } from '../../db/schema.js'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * Makes the token of a database without an office; a token made before stops working. Only its
 * SHA-256 is stored. Answers null when there is an office already.
 */
export async function openSetup(db: Db, now: Date): Promise<{ token: string } | null> {
  if (await hasOffice(db)) return null
  const token = randomBytes(24).toString('base64url')
  await keepSetup(db, hashOf(token), now.toISOString())
  return { token }
}

/** True while the token would be taken. */
export async function checkSetup(db: Db, token: string): Promise<boolean> {
  return (await isSetup(db, hashOf(token))) && !(await hasOffice(db))
}

/**
 * Uses the token up and founds the office; when founding fails the token works again.
 * @returns what `found` answers, or null when the token is wrong or used up
 * @throws whatever `found` throws
 */
export async function takeSetup<Founded>(
  db: Db,
  token: string,
  now: Date,
  found: () => Promise<Founded>,
): Promise<{ founded: Founded } | null> {
  const hash = hashOf(token)
  if (!(await removeSetup(db, hash)) || (await hasOffice(db))) return null
  try {
    return { founded: await found() }
  } catch (error) {
    await putBackSetup(db, hash, now.toISOString())
    throw error
  }
}
