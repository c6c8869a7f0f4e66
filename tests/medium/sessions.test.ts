import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../db/connect.js'
import { createSessions, type Sessions } from '../../server/auth/sessions.js'
import { openPglite } from '../support/pglite.js'

const MINUTE = 60_000
const cookieOf = (id: string): string => `theme=dark; tallyboard=${id}`

let connection: Connection
let now: Date
let sessions: Sessions
const clock = (): Date => now
const later = (minutes: number): void => void (now = new Date(now.getTime() + minutes * MINUTE))

beforeAll(async () => {
  connection = await openPglite()
})
afterAll(() => connection.close())
beforeEach(async () => {
  await connection.db.deleteFrom('session').execute()
  // Years from the machine's own clock: nothing may depend on that.
  now = new Date('2031-03-10T08:00:00.000Z')
  sessions = createSessions({ db: connection.db, clock, secure: false })
})

describe('a session', () => {
  it('is found by its cookie, and the database holds only the hash of its id', async () => {
    const { id, session } = await sessions.open('ana', 'north')
    const hash = createHash('sha256').update(id).digest('hex')
    expect(await sessions.read(cookieOf(id))).toEqual(session)
    expect(session).toEqual({
      hash,
      office: 'north',
      person: 'ana',
      createdAt: '2031-03-10T08:00:00.000Z',
      idleUntil: '2031-03-10T08:30:00.000Z',
      until: '2031-03-10T20:00:00.000Z',
    })
    const stored = await connection.db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(id)
    expect(id.length).toBeGreaterThanOrEqual(32)
  })

  it.each([undefined, '', 'tallyboard=', 'tallyboard=%', 'other=1', 'tallyboard=unknown'])(
    'is not found by the header %j',
    async (header) => {
      await sessions.open('ana', 'north')
      expect(await sessions.read(header)).toBeNull()
    },
  )

  it('is not opened by the hash of its id', async () => {
    const { session } = await sessions.open('ana', 'north')
    expect(await sessions.read(cookieOf(session.hash))).toBeNull()
  })

  it('ends when idle, and reading does not prolong it', async () => {
    const { id, session } = await sessions.open('ana', 'north')
    later(29)
    expect(await sessions.read(cookieOf(id))).toEqual(session)
    later(1)
    expect(await sessions.read(cookieOf(id))).toBeNull()
    expect(await sessions.touch(session.hash)).toBeNull()
  })

  it('is prolonged by input, written at most every five minutes', async () => {
    const { session } = await sessions.open('ana', 'north')
    later(4)
    expect((await sessions.touch(session.hash))?.idleUntil).toBe('2031-03-10T08:30:00.000Z')
    later(1)
    expect((await sessions.touch(session.hash))?.idleUntil).toBe('2031-03-10T08:35:00.000Z')
    later(28)
    expect((await sessions.touch(session.hash))?.idleUntil).toBe('2031-03-10T09:03:00.000Z')
  })

  it('ends after 12 hours however busy its person is', async () => {
    const { id, session } = await sessions.open('ana', 'north')
    for (let minutes = 10; minutes < 720; minutes += 10) {
      later(10)
      await sessions.touch(session.hash)
    }
    expect(await sessions.touch(session.hash)).toMatchObject({ idleUntil: session.until })
    later(10)
    expect(await sessions.read(cookieOf(id))).toBeNull()
  })

  it('is left for the sweeper when it has run out', async () => {
    const idle = await sessions.open('ana', 'north')
    later(10)
    const running = await sessions.open('ben', 'north')
    later(20)
    expect(await sessions.read(cookieOf(idle.id))).toBeNull()
    expect(await sessions.expired()).toEqual([idle.session])
    await sessions.end(idle.session.hash)
    expect(await sessions.expired()).toEqual([])
    expect(await sessions.read(cookieOf(running.id))).not.toBeNull()
  })

  it('ends at sign-out', async () => {
    const { id, session } = await sessions.open('ana', 'north')
    await sessions.end(session.hash)
    expect(await sessions.read(cookieOf(id))).toBeNull()
  })
})

describe('all sessions of a person', () => {
  it('are listed while they run', async () => {
    const desk = await sessions.open('ana', 'north')
    later(10)
    const phone = await sessions.open('ana', 'north')
    await sessions.open('ana', 'south')
    expect(await sessions.runningOf('north', 'ana')).toEqual([desk.session, phone.session])
    later(25)
    expect(await sessions.runningOf('north', 'ana')).toEqual([phone.session])
  })

  it('end but one, and nobody else’s', async () => {
    const here = await sessions.open('ana', 'north')
    const phone = await sessions.open('ana', 'north')
    const other = await sessions.open('ben', 'north')
    const namesake = await sessions.open('ana', 'south')
    expect(await sessions.endAllOf('north', 'ana', here.session.hash)).toEqual([phone.session.hash])
    expect(await sessions.read(cookieOf(phone.id))).toBeNull()
    for (const kept of [here, other, namesake]) {
      expect(await sessions.read(cookieOf(kept.id))).not.toBeNull()
    }
    expect(await sessions.endAllOf('north', 'ana')).toEqual([here.session.hash])
  })
})

describe('the cookie', () => {
  it('is out of scripts’ reach and lasts as long as a session may', () => {
    expect(sessions.cookie('x').split('; ')).toEqual(
      expect.arrayContaining([
        'tallyboard=x',
        'HttpOnly',
        'SameSite=Lax',
        'Path=/',
        'Max-Age=43200',
      ]),
    )
    expect(sessions.cookie('x')).not.toContain('Secure')
    expect(sessions.blankCookie()).toContain('Max-Age=0')
  })

  it('is bound to the host over https', async () => {
    const secure = createSessions({ db: connection.db, clock, secure: true })
    expect(secure.cookie('x')).toMatch(/^__Host-tallyboard=x;.*Secure/)
    const { id } = await secure.open('ana', 'north')
    expect(await secure.read(cookieOf(id))).toBeNull()
    expect(await secure.read(`__Host-tallyboard=${id}`)).not.toBeNull()
  })
})

it('refuses an idle time outside 15 minutes to 12 hours', () => {
  for (const idleMinutes of [14, 721, Number.NaN]) {
    expect(() => createSessions({ db: connection.db, clock, secure: false, idleMinutes })).toThrow(
      RangeError,
    )
  }
})
