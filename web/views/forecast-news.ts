/** When a forecast that a screen shows is no longer of the floor as it is. */
import type { App } from '../lib/context.js'

/** It is asked for anew no more often than this, but for what has come all at once. */
export const REFRESH_MS = 60_000
/** So much more in the queue than was forecast with has come all at once, as from a file. */
const MANY = 5

/** The board when a forecast was asked for. */
export type Asked = { seq: number; waiting: number }
export const NEVER: Asked = { seq: -1, waiting: 0 }

export function boardOf({ seq, tables }: App['replica'], team: string): Asked {
  let waiting = 0
  for (const row of tables.backlog.values()) if (row.team === team) waiting += row.tasks
  return { seq, waiting }
}

/** Shifts or leave have changed, or a file came in, since then. */
export const isNews = (replica: App['replica'], team: string, asked: Asked): boolean =>
  replica.staffedAt > asked.seq || boardOf(replica, team).waiting - asked.waiting >= MANY
