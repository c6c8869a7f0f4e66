/** Slows guessing down, by account and by address, alike for usernames that exist and that do not. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Failure } from '../contract/errors.js'

const MINUTE = 60

export interface ThrottleOptions {
  /** Attempts for one username within 15 minutes. */
  perAccount?: number
  /** Failed attempts from one address within 15 minutes. */
  perAddress?: number
}

export interface Throttle {
  /**
   * Counts an attempt before the passphrase is looked at, so that many at once are counted too.
   * Answers null when it may go on, else a `too_many` failure that says when to try again.
   */
  attempt(username: string, address: string): Promise<Failure | null>
  /** The passphrase was right: forgets the account's attempts and gives this one back to the address. */
  succeeded(username: string, address: string): Promise<void>
}

const LOCKOUTS_MINUTES = [15, 30, 60]

/** Counts live in this process's memory: a restart forgets them, and each node counts its own. */
export function createThrottle(options: ThrottleOptions = {}): Throttle {
  const accounts = new RateLimiterMemory({
    points: options.perAccount ?? 10,
    duration: 15 * MINUTE,
  })
  const lockouts = new RateLimiterMemory({ points: 1_000, duration: 24 * 60 * MINUTE })
  const addresses = new RateLimiterMemory({
    points: options.perAddress ?? 100,
    duration: 15 * MINUTE,
  })

  const lockOut = async (account: string): Promise<number> => {
    const earlier = await lockouts.get(account)
    await lockouts.penalty(account)
    const last = LOCKOUTS_MINUTES.length - 1
    const minutes = LOCKOUTS_MINUTES[Math.min(earlier?.consumedPoints ?? 0, last)] ?? 0
    await accounts.block(account, minutes * MINUTE)
    return minutes * MINUTE * 1_000
  }

  return {
    async attempt(username, address) {
      // The address first: one that guesses names without end must not fill the memory with them.
      const wait = await spend(addresses, network(address))
      if (wait !== null) return tooMany('from this address', wait.ms)
      const account = username.trim().toLowerCase()
      const locked = await spend(accounts, account)
      if (locked === null) return null
      return tooMany('for this username', locked.first ? await lockOut(account) : locked.ms)
    },
    async succeeded(username, address) {
      const account = username.trim().toLowerCase()
      await Promise.all([
        accounts.delete(account),
        lockouts.delete(account),
        addresses.reward(network(address)),
      ])
    },
  }
}

/** Null when there was a point left; else how long until there is, and whether it ran out just now. */
async function spend(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ ms: number; first: boolean } | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    return { ms: refused.msBeforeNext, first: refused.consumedPoints === limiter.points + 1 }
  }
}

function tooMany(whose: string, ms: number): Failure {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  return {
    code: 'too_many',
    message: `Too many failed attempts ${whose}. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    retryAfterMs: Math.ceil(ms),
  }
}

/** One household or office line has a whole IPv6 /64, so its addresses count as one. */
export function network(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (v4) return v4[1] ?? address
  const [head = '', tail] = (address.toLowerCase().split('%')[0] ?? '').split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  return [...front, ...Array<string>(zeros).fill('0'), ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
