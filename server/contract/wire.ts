import type { Failure } from './errors.js'
import type { Position } from './order.js'
import type { OfficeRow, PersonRow, WireRows, WireTable } from './rows.js'

/** Raised whenever a row's shape or apply's meaning changes; a page of another version reloads itself. */
export const contractVersion = 5

export type Puts = { [T in WireTable]?: WireRows[T][] }
export type Drops = { [T in WireTable]?: (string | number)[] }

/** What changed for one viewer in (from, to]. */
export type Envelope = {
  office: string
  epoch: string
  from: number
  to: number
  at: string
  puts: Puts
  drops: Drops
}

export type Me = PersonRow & {
  username: string
  /** Signed in with a temporary passphrase: the page asks for a new one before anything else. */
  mustChangePassword: boolean
  /** Names of the commands that this person's role may use at all. */
  permissions: string[]
}

export type Until = Record<string, Position | null>

export type Snapshot = {
  contract: number
  epoch: string
  seq: number
  at: string
  office: OfficeRow
  me: Me
  /** Per team, the position up to which its queued tasks are complete; null: all of them are here. */
  until: Until
  tables: { [T in WireTable]: WireRows[T][] }
}

export type Head = { epoch: string; seq: number; at: string }

export type Answer<Output = unknown> =
  | { ok: true; output: Output; seq: number }
  | { ok: false; error: Failure }

export type EnvelopesAnswer = { ok: true; envelopes: Envelope[] } | { ok: true; reset: true }
