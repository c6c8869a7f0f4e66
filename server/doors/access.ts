/** Sign-in and sign-out as the doors use them: sessions that begin and end in the log. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../../db/schema.js'
import type { Session, Sessions } from '../auth/sessions.js'
import { signIn } from '../auth/sign-in.js'
import { createThrottle } from '../auth/throttle.js'
import type { EndedRow } from '../contract/rows.js'
import type { Answer } from '../contract/wire.js'
import type { Line } from '../core/line.js'
import { ruleId } from '../core/rule-id.js'
import type { Access } from './house.js'

export type SessionEvent = { kind: 'open' | 'end'; office: string; person: string; session: string }

type AccessOptions = {
  db: Kysely<Database>
  sessions: Sessions
  act(office: string, name: string, input: object, id: string): Promise<Answer>
  lineOf(office: string): Line
  clock: () => Date
  log: Logger
  onSession(event: SessionEvent): void
}

export type Sweeping = {
  expire(session: Session): Promise<void>
  /** Takes away the sessions of somebody whose every session the log has ended. */
  forget(office: string, all: EndedRow): Promise<void>
}

const isAmong = (all: EndedRow | undefined, session: Session) =>
  all !== undefined && session.createdAt <= all.at && session.hash !== all.except

export function createAccess(options: AccessOptions): Access & Sweeping {
  const { db, sessions, act, lineOf, clock, onSession, log } = options
  const throttle = createThrottle()
  const personOf = async (office: string, person: string) => {
    const line = lineOf(office)
    if (!line.board) await line.refresh()
    return line.board?.tables.person.get(person) ?? null
  }
  const isEnded = (session: Session) => {
    const rows = lineOf(session.office).board?.tables.ended
    return rows?.has(session.hash) === true || isAmong(rows?.get(session.person), session)
  }
  const end = async (session: Session) => {
    await personOf(session.office, session.person)
    const running = await sessions.runningOf(session.office, session.person)
    const last = !running.some((one) => one.hash !== session.hash && !isEnded(one))
    const input = { person: session.person, session: session.hash, last }
    const answer = await act(session.office, 'session.end', input, ruleId('session.end', session.hash))
    if (!answer.ok) throw new Error(answer.error.message)
    await sessions.end(session.hash)
    onSession({ kind: 'end', office: session.office, person: session.person, session: session.hash })
  }
  const ended = async (session: Session) => {
    await personOf(session.office, session.person)
    return isEnded(session)
  }
  const forget = async (office: string, all: EndedRow) => {
    for (const session of await sessions.runningOf(office, all.person)) {
      if (!isAmong(all, session)) continue
      await sessions.end(session.hash)
      onSession({ kind: 'end', office, person: session.person, session: session.hash })
    }
  }
  return {
    async read(cookieHeader) {
      const session = await sessions.read(cookieHeader)
      return session && !(await ended(session)) ? session : null
    },
    touch: (one) => sessions.touch(one),
    async signIn(given) {
      const isActive = async (office: string, person: string) => (await personOf(office, person))?.active ?? false
      const result = await signIn({ db, throttle, now: clock(), isActive }, given)
      if (!result.ok) return result
      const { office, person } = result
      const { id, session } = await sessions.open(person, office)
      const input = { person, session: session.hash }
      const answer = await act(office, 'session.begin', input, ruleId('session.begin', session.hash))
      if (!answer.ok) return answer
      onSession({ kind: 'open', office, person, session: session.hash })
      return { ok: true, session, cookie: sessions.cookie(id) }
    },
    signOut: end,
    expire: end,
    forget: (office, all) =>
      forget(office, all).catch((error: unknown) => log.warn({ err: error }, 'ended sessions stay until they run out')),
    blankCookie: () => sessions.blankCookie(),
  }
}
