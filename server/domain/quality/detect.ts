/** What a sample can and cannot notice: plain counting of chances. */
import { logGamma } from '../forecast/log-gamma.js'

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/**
 * Chance that a sample of `n` of `N` tasks holds none of the `bad` ones (hypergeometric).
 * @throws RangeError when the counts do not fit each other
 */
export function chanceUnnoticed(n: number, N: number, bad: number): number {
  if (![n, N, bad].every(Number.isInteger) || n < 0 || n > N || bad < 0 || bad > N)
    throw new RangeError(`no sample of ${n} of ${N} with ${bad} bad ones`)
  if (n + bad > N) return 0
  return Math.min(1, Math.exp(logChoose(N - bad, n) - logChoose(N, n)))
}

/** Chance of `k` or more in `n` tries at `p` each (binomial). */
export function chanceOfAtLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  let below = 0
  for (let i = 0; i < k; i++)
    below += Math.exp(logChoose(n, i) + i * Math.log(p) + (n - i) * Math.log1p(-p))
  return Math.max(0, 1 - below)
}

/** The least number of bad ones among `N` that `n` checks notice with a chance of at least `power`; null: not even all. */
export function leastNoticed(n: number, N: number, power = 0.8): number | null {
  for (let bad = 1; bad <= N; bad++) if (1 - chanceUnnoticed(n, N, bad) >= power) return bad
  return null
}
