import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Failure } from '../contract/errors.js'

export type Limits = { perSecond: number; burst: number }
export const usualLimits: Limits = { perSecond: 50, burst: 200 }

/** Answers null while a person is within their commands a second, else when to try again. */
export type CommandLimit = (person: string) => Promise<Failure | null>

export function createCommandLimit({ perSecond, burst }: Limits): CommandLimit {
  const limiter = new BurstyRateLimiter(
    new RateLimiterMemory({ keyPrefix: 'steady', points: perSecond, duration: 1 }),
    // What goes beyond the steady rate is given back at that rate.
    new RateLimiterMemory({
      keyPrefix: 'burst',
      points: Math.max(1, burst - perSecond),
      duration: Math.max(1, Math.ceil((burst - perSecond) / perSecond)),
    }),
  )
  return async (person) => {
    try {
      await limiter.consume(person)
      return null
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const retryAfterMs = Math.max(1, error.msBeforeNext)
      return {
        code: 'too_many',
        message: `Too many commands at once; go on in ${Math.ceil(retryAfterMs / 1_000)} s.`,
        retryAfterMs,
      }
    }
  }
}
