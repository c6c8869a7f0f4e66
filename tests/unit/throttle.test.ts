import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createThrottle, network, type Throttle } from '../../server/auth/throttle.js'

const MINUTE = 60_000
const HERE = '192.0.2.7'

async function fail(throttle: Throttle, times: number, username = 'ana', address = HERE) {
  for (let n = 0; n < times; n++) expect(await throttle.attempt(username, address)).toBeNull()
}

describe('the throttle', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('refuses the eleventh attempt on an account and says when to try again', async () => {
    const throttle = createThrottle()
    await fail(throttle, 10)
    expect(await throttle.attempt('ana', HERE)).toEqual({
      code: 'too_many',
      message: 'Too many failed attempts for this username. Try again in 15 minutes.',
      retryAfterMs: 15 * MINUTE,
    })
    await vi.advanceTimersByTimeAsync(14 * MINUTE + 1)
    expect((await throttle.attempt(' ANA ', '198.51.100.4'))?.message).toContain('in a minute.')
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(await throttle.attempt('ana', HERE)).toBeNull()
  })

  it('counts attempts that come at once', async () => {
    const throttle = createThrottle()
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => throttle.attempt('ana', HERE)),
    )
    expect(answers.filter((answer) => answer === null)).toHaveLength(10)
  })

  it('locks out for longer each time, up to an hour', async () => {
    const throttle = createThrottle()
    const waits: number[] = []
    for (let round = 0; round < 4; round++) {
      await fail(throttle, 10)
      const wait = (await throttle.attempt('ana', HERE))?.retryAfterMs ?? 0
      waits.push(wait / MINUTE)
      await vi.advanceTimersByTimeAsync(wait)
    }
    expect(waits).toEqual([15, 30, 60, 60])
  })

  it('forgets an account’s failures once it is signed in', async () => {
    const throttle = createThrottle()
    for (let round = 0; round < 5; round++) {
      await fail(throttle, 9)
      await throttle.succeeded('ana', HERE)
    }
    await fail(throttle, 10)
    expect(await throttle.attempt('ana', HERE)).not.toBeNull()
  })

  it('leaves other accounts alone', async () => {
    const throttle = createThrottle()
    await fail(throttle, 10)
    expect(await throttle.attempt('ben', HERE)).toBeNull()
  })

  it('refuses an address that tries many accounts, but not one that signs many in', async () => {
    const throttle = createThrottle()
    for (let n = 0; n < 300; n++) {
      await fail(throttle, 1, `clerk${n}`)
      await throttle.succeeded(`clerk${n}`, HERE)
    }
    for (let n = 0; n < 100; n++) await fail(throttle, 1, `guess${n}`)
    expect(await throttle.attempt('another', HERE)).toMatchObject({
      code: 'too_many',
      message: expect.stringContaining('from this address'),
    })
    expect(await throttle.attempt('another', '198.51.100.4')).toBeNull()
  })
})

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0'],
    ['2001:db8:0:1::5', '2001:db8:0:1'],
    ['2001:0DB8:0000:0001:aaaa:bbbb:cccc:dddd', '2001:db8:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s counts as %s', (address, counted) => {
    expect(network(address)).toBe(counted)
  })
})
