/**
 * What a count may turn out to be: negative binomial with a given mean and variance, Poisson where the
 * variance is not above the mean, and nothing but 0 where the mean is 0.
 */
import { logGamma } from './log-gamma.js'

export type CountDistribution = {
  mean: number
  variance: number
  /** P(count ≤ y); 0 below 0, fractions count as the whole number below. */
  cdf(y: number): number
  /** The least count whose cdf reaches `p`, which is above 0 and below 1. */
  quantile(p: number): number
}

/** Above this size the negative binomial cannot be told from a Poisson, and its ln Γ loses digits. */
const POISSON_SIZE = 1e8
/** Terms this much smaller than the greatest end the table: less than a double's last digit in sum. */
const NEGLIGIBLE = 1e-18

/** Size r of the negative binomial: variance = mean + mean²/r; infinite for a Poisson. */
export function sizeOf(mean: number, variance: number): number {
  const beyond = variance - mean
  return beyond > 0 ? (mean * mean) / beyond : Infinity
}

/**
 * ln P(count = y) for the given mean, above 0, and size.
 * @param logFactorial ln y!, where the caller has it at hand
 */
export function logProbability(
  y: number,
  mean: number,
  size: number,
  logFactorial = logGamma(y + 1),
): number {
  if (size > POISSON_SIZE) return y * Math.log(mean) - mean - logFactorial
  const ways = logGamma(y + size) - logGamma(size) - logFactorial
  return ways - size * Math.log1p(mean / size) + y * Math.log(mean / (size + mean))
}

/** P(count = y) / P(count = y − 1). */
const ratioAt = (y: number, mean: number, size: number) =>
  size > POISSON_SIZE ? mean / y : ((y - 1 + size) / y) * (mean / (size + mean))

/** Probabilities of `first`, `first` + 1, …, as far as they matter, relative to the greatest. */
function termsOf(mean: number, size: number): { first: number; terms: number[] } {
  const mode = size > 1 ? Math.floor(mean * (size > POISSON_SIZE ? 1 : (size - 1) / size)) : 0
  const below: number[] = []
  for (let y = mode, term = 1; y > 0; y--) {
    term /= ratioAt(y, mean, size)
    if (term < NEGLIGIBLE) break
    below.push(term)
  }
  const terms = below.reverse()
  const first = mode - terms.length
  for (let y = mode, term = 1; term >= NEGLIGIBLE; y++) {
    terms.push(term)
    term *= ratioAt(y + 1, mean, size)
  }
  return { first, terms }
}

/**
 * One pass outward from the mode by the ratio of neighbours, so that nothing underflows however great the
 * mean is; cost grows with the standard deviation.
 */
export function countDistribution(mean: number, variance: number): CountDistribution {
  if (!(mean > 0)) return { mean: 0, variance: 0, cdf: (y) => (y < 0 ? 0 : 1), quantile: () => 0 }
  const { first, terms } = termsOf(mean, sizeOf(mean, variance))
  const total = terms.reduce((sum, term) => sum + term, 0)
  const upTo = new Float64Array(terms.length)
  let sum = 0
  terms.forEach((term, n) => (upTo[n] = (sum += term) / total))
  return {
    mean,
    variance: Math.max(mean, variance),
    cdf(y) {
      const n = Math.floor(y) - first
      return n < 0 ? 0 : n >= upTo.length ? 1 : (upTo[n] ?? 1)
    },
    quantile: (p) => first + leastReaching(upTo, p),
  }
}

function leastReaching(upTo: Float64Array, p: number): number {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 1) >= p) high = middle
    else low = middle + 1
  }
  return low
}
