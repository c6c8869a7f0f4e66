/**
 * Sessions, sole home of Lucia. The database holds only the SHA-256 of a session's id. A session ends
 * after its idle time without a person's input, and 12 hours after sign-in whatever happens.
 */
import { createHash } from 'node:crypto'
import { Cookie, Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import {
  addSession,
  readExpiredSessions,
  readSession,
  readSessionsOf,
  removeExpiredSessions,
  removeSession,
  removeSessionsOf,
  touchSession,
  type StoredSession,
} from '../../db/queries/sessions.js'
import type { Db } from '../../db/schema.js'

const MINUTE = 60_000
const ABSOLUTE = 12 * 60 * MINUTE
/** Input is written at most this often, so a busy person costs a write every 5 minutes. */
const WRITE_EVERY = 5 * MINUTE
const SWEEP = 500

/** All instants are ISO 8601 text in UTC. */
export interface Session {
  /** SHA-256 of the id, hex: the name by which the server speaks of a session. */
  hash: string
  office: string
  person: string
  createdAt: string
  /** When it ends unless somebody does something before. */
  idleUntil: string
  /** When it ends in any case. */
  until: string
}

export interface SessionsOptions {
  db: Db
  clock: () => Date
  /** Minutes without input, 15 to 720; 30 when left out. */
  idleMinutes?: number
  /** Served over https: the cookie is then `Secure` and bound to this host by its name. */
  secure: boolean
}

export interface Sessions {
  /** `id` goes into the cookie and nowhere else. */
  open(person: string, office: string): Promise<{ id: string; session: Session }>
  /** The running session of a request's Cookie header; null when there is none or it has run out. */
  read(cookieHeader: string | undefined): Promise<Session | null>
  /** Notes a person's input. Answers how long the session now runs, or null when it is over. */
  touch(hash: string): Promise<Session | null>
  /** A person's running sessions, oldest first. */
  runningOf(office: string, person: string): Promise<Session[]>
  end(hash: string): Promise<void>
  /** Ends a person's sessions but `except`, a hash. Answers the hashes of those that ended. */
  endAllOf(office: string, person: string, except?: string): Promise<string[]>
  /** Sessions that have run out and were not ended yet, at most 500: the sweeper ends each. */
  expired(): Promise<Session[]>
  /** Set-Cookie header that signs in. */
  cookie(id: string): string
  /** Set-Cookie header that forgets. */
  blankCookie(): string
}

/** Absent from a session that is just being created. */
type Attributes = { stored?: Session }

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Attributes>
    DatabaseSessionAttributes: Attributes
  }
}

/** @throws RangeError when the idle time is outside 15 minutes to 12 hours. */
export function createSessions(options: SessionsOptions): Sessions {
  const { db, clock } = options
  const idle = (options.idleMinutes ?? 30) * MINUTE
  if (!(idle >= 15 * MINUTE && idle <= ABSOLUTE)) {
    throw new RangeError('The idle time of sessions must be 15 to 720 minutes')
  }
  const lucia = createLucia(db, clock, idle, options.secure)

  const live = async (hash: string): Promise<Session | null> => {
    const stored = await readSession(db, hash)
    return stored && isRunning(stored, clock()) ? sessionOf(stored) : null
  }

  return {
    async open(person, office) {
      const { id } = await lucia.createSession(userId(office, person), {})
      const session = await live(hashOf(id))
      if (!session) throw new Error('A session ended while it was opened')
      return { id, session }
    },
    async read(cookieHeader) {
      const id = readCookie(lucia, cookieHeader)
      if (!id) return null
      const { session } = await lucia.validateSession(id)
      return session?.stored ?? null
    },
    async touch(hash) {
      const session = await live(hash)
      if (!session) return null
      const now = clock()
      const idleUntil = Math.min(now.getTime() + idle, Date.parse(session.until))
      if (idleUntil - Date.parse(session.idleUntil) < WRITE_EVERY && !nearsEnd(session, now)) {
        return session
      }
      const times = { now: now.toISOString(), idleUntil: new Date(idleUntil).toISOString() }
      await touchSession(db, hash, times)
      return live(hash)
    },
    async runningOf(office, person) {
      const stored = await readSessionsOf(db, office, person)
      return stored.filter((one) => isRunning(one, clock())).map(sessionOf)
    },
    end: (hash) => removeSession(db, hash),
    endAllOf: (office, person, except) => removeSessionsOf(db, office, person, except ?? null),
    async expired() {
      return (await readExpiredSessions(db, clock().toISOString(), SWEEP)).map(sessionOf)
    },
    cookie: (id) => {
      const { name, value, attributes } = lucia.createSessionCookie(id)
      return new Cookie(name, value, { ...attributes, maxAge: ABSOLUTE / 1_000 }).serialize()
    },
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),
  }
}

/** Close to its end a session is written however little time there is to gain: one key extends it. */
const nearsEnd = (session: Session, now: Date): boolean =>
  Date.parse(session.idleUntil) - now.getTime() < WRITE_EVERY

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex')

/** Person ids are unique in an office only; neither id may contain a slash. */
const userId = (office: string, person: string): string => `${office}/${person}`
const splitUserId = (id: string): { office: string; person: string } => {
  const slash = id.indexOf('/')
  return { office: id.slice(0, slash), person: id.slice(slash + 1) }
}

const isRunning = (stored: StoredSession, now: Date): boolean => {
  const at = now.toISOString()
  return at < stored.idle_until && at < stored.absolute_until
}

const sessionOf = (stored: StoredSession): Session => ({
  hash: stored.id_hash,
  office: stored.office,
  person: stored.person,
  createdAt: stored.created_at,
  idleUntil: stored.idle_until,
  until: stored.absolute_until,
})

/** A header that nobody's browser sends, such as a broken escape, is no session rather than an error. */
function readCookie(lucia: Lucia<Attributes>, header: string | undefined): string | null {
  try {
    return lucia.readSessionCookie(header ?? '')
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function createLucia(db: Db, clock: () => Date, idle: number, secure: boolean): Lucia<Attributes> {
  return new Lucia<Attributes>(createAdapter(db, clock, idle), {
    // Lucia would prolong a session on each read; here only a person's input does, by `touch`.
    sessionExpiresIn: new TimeSpan(0, 'ms'),
    sessionCookie: {
      name: secure ? '__Host-tallyboard' : 'tallyboard',
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ stored }) => ({ stored }),
  })
}

function createAdapter(db: Db, clock: () => Date, idle: number): Adapter {
  // Lucia compares with the machine's clock, so it is told of what remains by ours.
  const toLucia = (stored: StoredSession, id: string): DatabaseSession => ({
    id,
    userId: userId(stored.office, stored.person),
    expiresAt: new Date(Date.now() + Date.parse(stored.idle_until) - clock().getTime()),
    attributes: { stored: sessionOf(stored) },
  })
  return {
    async getSessionAndUser(id) {
      const stored = await readSession(db, hashOf(id))
      // What has run out is left in place: the sweeper ends it and says so in the log.
      if (!stored || !isRunning(stored, clock())) return [null, null]
      const session = toLucia(stored, id)
      return [session, { id: session.userId, attributes: {} }]
    },
    async getUserSessions(id) {
      const { office, person } = splitUserId(id)
      const stored = await readSessionsOf(db, office, person)
      return stored.map((session) => toLucia(session, session.id_hash))
    },
    async setSession({ id, userId: owner }) {
      const now = clock()
      const after = (ms: number): string => new Date(now.getTime() + ms).toISOString()
      await addSession(db, {
        id_hash: hashOf(id),
        ...splitUserId(owner),
        created_at: after(0),
        idle_until: after(idle),
        absolute_until: after(ABSOLUTE),
        last_input_at: after(0),
      })
    },
    async updateSessionExpiration(id, expiresAt) {
      const now = clock()
      const idleUntil = new Date(now.getTime() + expiresAt.getTime() - Date.now()).toISOString()
      await touchSession(db, hashOf(id), { now: now.toISOString(), idleUntil })
    },
    deleteSession: (id) => removeSession(db, hashOf(id)),
    async deleteUserSessions(id) {
      const { office, person } = splitUserId(id)
      await removeSessionsOf(db, office, person, null)
    },
    deleteExpiredSessions: () => removeExpiredSessions(db, clock().toISOString()),
  }
}
