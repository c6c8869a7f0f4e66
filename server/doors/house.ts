/** What every door needs of the application; app.ts makes it. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../../db/schema.js'
import type { Failure } from '../contract/errors.js'
import type { Execute } from '../core/execute.js'
import type { Line } from '../core/line.js'
import type { Publisher } from '../feed/publisher.js'
import type { CommandLimit } from './limits.js'
import type { Origins } from './origin.js'

export type SessionInfo = { hash: string; office: string; person: string; createdAt: string; idleUntil: string; until: string }

export type Access = {
  read(cookieHeader: string | undefined): Promise<SessionInfo | null>
  touch(hash: string): Promise<SessionInfo | null>
  /** Checks who it is, opens a session and says so in the log. */
  signIn(given: { username: string; password: string; address: string }):
    Promise<{ ok: true; session: SessionInfo; cookie: string } | { ok: false; error: Failure }>
  signOut(session: SessionInfo): Promise<void>
  blankCookie(): string
}

export type House = {
  db: Kysely<Database>
  log: Logger
  now(): string
  newId(): string
  origins: Origins
  limit: CommandLimit
  access: Access
  execute: Execute
  lineOf(office: string): Line
  publisherOf(office: string): Publisher
  permissionsOf(role: string): string[]
  /** False while starting and draining. */
  isReady(): boolean
}

/** The board of a caller's office, loaded if need be. @throws Error while the database is away */
export async function boardOf(house: House, office: string) {
  const line = house.lineOf(office)
  if (!line.board) await line.refresh()
  if (!line.board) throw new Error(`the board of ${office} cannot be read`)
  return line.board
}
