import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../db/connect.js'
import { byPerson, byUsername } from '../../db/queries/credentials.js'
import { hash } from '../../server/auth/passwords.js'
import { checkSetup, openSetup, takeSetup } from '../../server/auth/setup.js'
import { signIn, type SignIn } from '../../server/auth/sign-in.js'
import { createThrottle, type Throttle } from '../../server/auth/throttle.js'
import { openPglite } from '../support/pglite.js'

const password = 'violet stapler counts forms'
const changedAt = '2026-11-02T08:00:00.000Z'

let connection: Connection
beforeAll(async () => {
  connection = await openPglite()
  for (const [id, temporary] of [
    ['ana', false],
    ['ben', true],
  ] as const) {
    const row = { id, username: `${id}@north`, hash: await hash(password), temporary, changedAt }
    await connection.db
      .insertInto('credential')
      .values({ office: 'north', key: id, row: JSON.stringify(row) })
      .execute()
  }
})
afterAll(() => connection.close())

describe('signing in', () => {
  let throttle: Throttle
  beforeEach(() => void (throttle = createThrottle()))

  const enter = (
    username: string,
    given = password,
    { now = '2026-11-03T08:00:00.000Z', isActive = (): boolean => true } = {},
  ): Promise<SignIn> =>
    signIn(
      { db: connection.db, throttle, now: new Date(now), isActive },
      { username, password: given, address: '192.0.2.7' },
    )

  it('answers who it is', async () => {
    expect(await enter(' Ana@North ')).toEqual({
      ok: true,
      office: 'north',
      person: 'ana',
      temporary: false,
    })
  })

  it('answers alike for a wrong passphrase, an unknown username and a deactivated person', async () => {
    const wrong = await enter('ana@north', 'violet stapler counts boats')
    expect(wrong).toMatchObject({ ok: false, error: { code: 'not_signed_in' } })
    expect(await enter('nobody')).toEqual(wrong)
    expect(await enter('ana@north', password, { isActive: () => false })).toEqual(wrong)
  })

  it('is throttled alike for a username that exists and one that does not', async () => {
    for (let n = 0; n < 10; n++) {
      await enter('ana@north', 'wrong')
      await enter('nobody', 'wrong')
    }
    const refused = await enter('ana@north')
    expect(refused).toMatchObject({ ok: false, error: { code: 'too_many' } })
    expect(await enter('nobody')).toMatchObject(
      refused.ok ? {} : { error: { message: refused.error.message } },
    )
  })

  it('takes a temporary passphrase for seven days', async () => {
    expect(await enter('ben@north', password, { now: '2026-11-09T07:59:59.000Z' })).toMatchObject({
      ok: true,
      temporary: true,
    })
    const lapsed = await enter('ben@north', password, { now: '2026-11-09T08:00:00.000Z' })
    expect(lapsed).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('not used within 7 days') },
    })
    const guessed = await enter('ben@north', 'wrong', { now: '2026-11-09T08:00:00.000Z' })
    expect(guessed).toMatchObject({ error: { message: expect.stringContaining('is wrong') } })
  })
})

describe('credentials', () => {
  it('are found by username and by person', async () => {
    expect(await byUsername(connection.db, 'ana@north')).toMatchObject({
      office: 'north',
      row: { id: 'ana', temporary: false },
    })
    expect(await byUsername(connection.db, 'nobody')).toBeNull()
    expect(await byPerson(connection.db, 'north', 'ben')).toMatchObject({ username: 'ben@north' })
    expect(await byPerson(connection.db, 'south', 'ben')).toBeNull()
  })
})

describe('the set-up link', () => {
  const now = new Date('2026-11-03T08:00:00.000Z')
  const open = async (): Promise<string> => (await openSetup(connection.db, now))?.token ?? ''

  it('is renewed by each start, and its token is not stored', async () => {
    const first = await open()
    const second = await open()
    expect(await checkSetup(connection.db, first)).toBe(false)
    expect(await checkSetup(connection.db, second)).toBe(true)
    const stored = await connection.db.selectFrom('meta').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(second)
  })

  it('works again when founding failed, and then once', async () => {
    const token = await open()
    const failing = takeSetup(connection.db, token, now, () => Promise.reject(new Error('no room')))
    await expect(failing).rejects.toThrow('no room')
    const takes = [1, 2, 3].map((n) =>
      takeSetup(connection.db, token, now, () => Promise.resolve(n)),
    )
    const founded = (await Promise.all(takes)).filter((taken) => taken !== null)
    expect(founded).toHaveLength(1)
    expect(await checkSetup(connection.db, token)).toBe(false)
  })

  it('is not made for a database with an office', async () => {
    const token = await open()
    await connection.db
      .insertInto('office')
      .values({ office: 'north', key: 'north', row: '{}' })
      .execute()
    expect(await openSetup(connection.db, now)).toBeNull()
    expect(await checkSetup(connection.db, token)).toBe(false)
    expect(await takeSetup(connection.db, token, now, () => Promise.resolve(1))).toBeNull()
  })
})
