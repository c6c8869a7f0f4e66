/** Where somebody was, told again from what was done: the log keeps the commands, not the moments between. */
import type { Presence } from '../contract/rows.js'
import type { PresenceSpan } from './adherence.js'

/** An entry of the log that may have moved somebody. */
export type PresenceEntry = {
  seq: number
  at: string
  actor: string
  command: string
  input: object | null
}

export type PresenceChange = PresenceEntry & { presence: Presence }

/** Commands after which somebody may be elsewhere. */
export const presenceCommands = [
  'person.presence',
  'person.edit',
  'session.begin',
  'session.end',
  'session.endAll',
  'password.reset',
] as const

type Said = { person?: string; status?: Presence; last?: boolean; active?: boolean }

/** Whom an entry is about. */
const personOf = ({ command, actor, input }: PresenceEntry): string =>
  command === 'person.presence' ? actor : ((input as Said | null)?.person ?? actor)

function after(entry: PresenceEntry, presence: Presence): Presence {
  const { status, last, active } = (entry.input ?? {}) as Said
  switch (entry.command) {
    case 'person.presence':
      return status ?? presence
    case 'session.begin':
      return presence === 'off' ? 'available' : presence
    case 'session.end':
      return last ? 'off' : presence
    case 'person.edit':
      return active === false ? 'off' : presence
    default:
      return 'off'
  }
}

/**
 * Each person's changes, oldest first, from entries in order. Whoever is not heard of is off: a session
 * lives for twelve hours at most, so entries of the day before tell all that reaches into a day.
 */
export function presenceChanges(entries: readonly PresenceEntry[]): Map<string, PresenceChange[]> {
  const changes = new Map<string, PresenceChange[]>()
  for (const entry of entries) {
    const person = personOf(entry)
    const own = changes.get(person) ?? []
    const before = own.at(-1)?.presence ?? 'off'
    const presence = after(entry, before)
    if (presence !== before) own.push({ ...entry, presence })
    changes.set(person, own)
  }
  return changes
}

/** The spans between changes, the last one until `now`. */
export function presenceSpans(changes: readonly PresenceChange[], now: number): PresenceSpan[] {
  return changes.flatMap(({ at, presence }, index) => {
    const from = Date.parse(at)
    const next = changes[index + 1]
    const to = Math.min(now, next ? Date.parse(next.at) : Math.max(now, from))
    return from < to ? [{ from, to, presence }] : []
  })
}
