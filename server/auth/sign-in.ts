import { byUsername } from '../../db/queries/credentials.js'
import type { Db } from '../../db/schema.js'
import type { Failure } from '../contract/errors.js'
import type { CredentialRow } from '../contract/rows.js'
import { verify } from './passwords.js'
import type { Throttle } from './throttle.js'

const DAY = 86_400_000
/** Days for which a temporary passphrase may be used. */
export const TEMPORARY_DAYS = 7

/** True when a temporary passphrase was not used in time. */
export const hasLapsed = (credential: CredentialRow, now: Date): boolean =>
  credential.temporary && now.getTime() >= Date.parse(credential.changedAt) + TEMPORARY_DAYS * DAY

export type SignIn =
  { ok: true; office: string; person: string; temporary: boolean } | { ok: false; error: Failure }

export interface SignInOptions {
  db: Db
  throttle: Throttle
  now: Date
  /** False for a person who was deactivated. Asked only after the passphrase was right. */
  isActive: (office: string, person: string) => boolean | Promise<boolean>
}

const wrong: Failure = {
  code: 'not_signed_in',
  message: 'The username or the passphrase is wrong.',
}
const lapsed: Failure = {
  code: 'not_signed_in',
  message:
    `This temporary passphrase was not used within ${TEMPORARY_DAYS} days and no longer works. ` +
    'Ask an administrator for a new one.',
}

/**
 * Checks who it is; opens no session. An unknown username takes as long and is answered alike, and
 * what is special about an account is told only to who knows its passphrase.
 */
export async function signIn(
  { db, throttle, now, isActive }: SignInOptions,
  given: { username: string; password: string; address: string },
): Promise<SignIn> {
  const username = given.username.trim().toLowerCase()
  const throttled = await throttle.attempt(username, given.address)
  if (throttled) return { ok: false, error: throttled }
  const found = await byUsername(db, username)
  const right = await verify(found?.row.hash ?? null, given.password)
  if (!found || !right) return { ok: false, error: wrong }
  await throttle.succeeded(username, given.address)
  const { office, row } = found
  if (!(await isActive(office, row.id))) return { ok: false, error: wrong }
  if (hasLapsed(row, now)) return { ok: false, error: lapsed }
  return { ok: true, office, person: row.id, temporary: row.temporary }
}
