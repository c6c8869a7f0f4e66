/** Exact and rank tests, and what many of them at once are worth. Chances are 0 to 1. */
import { logGamma } from '../forecast/log-gamma.js'

const logFactorial = (n: number) => logGamma(n + 1)
const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

export type Table = {
  /** Of `own` pieces of work, `hits` had it; of `others` pieces of others' work, `otherHits` had it. */
  own: number
  hits: number
  others: number
  otherHits: number
}

/**
 * The chance of so many hits or more among one's own if all had the same rate: Fisher's exact test, one
 * side (Fisher 1935; Agresti, Categorical Data Analysis, 3rd ed., 3.5.1). The rate need not be known.
 */
export function fisherUpper({ own, hits, others, otherHits }: Table): number {
  const all = own + others
  const allHits = hits + otherHits
  const most = Math.min(own, allHits)
  let chance = 0
  for (let k = Math.max(hits, allHits - others, 0); k <= most; k++) {
    const log = logChoose(allHits, k) + logChoose(all - allHits, own - k) - logChoose(all, own)
    chance += Math.exp(log)
  }
  return Math.min(1, chance)
}

/** The smallest chance that any outcome with these totals could have had. */
export const leastPossible = (table: Table): number => {
  const allHits = table.hits + table.otherHits
  const hits = Math.min(table.own, allHits)
  return fisherUpper({ ...table, hits, otherHits: allHits - hits })
}

/**
 * By how many looks a chance must be multiplied so that among all of them a false alarm has at most the
 * chance `alpha`: Bonferroni's count, without those looks that could never have alarmed (Tarone 1990,
 * Biometrics 46:515). It uses the totals alone, so it may be chosen after seeing them.
 */
export function looksThatCount(least: readonly number[], alpha: number): number {
  const sorted = [...least].sort((a, b) => a - b)
  for (let k = 1; k < sorted.length; k++) {
    // Those that could reach alpha / k; when no more than k of them, k is enough.
    if ((sorted[k] ?? 1) > alpha / k) return k
  }
  return Math.max(1, sorted.length)
}

/** P(Z > z) of a standard normal, relative error below 1.2e-7 (Press et al., Numerical Recipes, 6.2.2). */
export function normalUpper(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.5 * x)
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ]
  const sum = terms.reduceRight((at, term) => at * t + term, 0)
  const tail = 0.5 * t * Math.exp(-x * x + sum)
  return z >= 0 ? tail : 1 - tail
}

/**
 * The chance that values are as high among the others' or higher if both come from one distribution,
 * whatever its shape: the rank-sum test of Wilcoxon, Mann and Whitney by its normal approximation, with
 * correction for ties and continuity (Hollander, Wolfe and Chicken 2014, 4.1). Good from about 8 of each.
 */
export function rankUpper(own: readonly number[], others: readonly number[]): number {
  const all = [
    ...own.map((value) => ({ value, own: 1 })),
    ...others.map((value) => ({ value, own: 0 })),
  ]
  all.sort((a, b) => a.value - b.value)
  let ranks = 0
  let ties = 0
  for (let from = 0; from < all.length;) {
    let to = from
    let mine = 0
    while (to < all.length && all[to]?.value === all[from]?.value) mine += all[to++]?.own ?? 0
    const tied = to - from
    ranks += mine * (from + (tied + 1) / 2)
    ties += tied ** 3 - tied
    from = to
  }
  const [n, m] = [own.length, others.length]
  const size = n + m
  if (n === 0 || m === 0 || size < 2) return 1
  const above = ranks - (n * (n + 1)) / 2 - (n * m) / 2
  const variance = ((n * m) / 12) * (size + 1 - ties / (size * (size - 1)))
  return variance <= 0 ? 1 : normalUpper((above - 0.5) / Math.sqrt(variance))
}

/** The middle value; of an even number the mean of the two middle ones. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(at) - 1], sorted[Math.floor(at)]]
  return low === undefined || high === undefined ? NaN : (low + high) / 2
}

/**
 * A 95 % interval of the median by order statistics, whatever the distribution (Conover 1999, 3.2, by the
 * normal approximation of the binomial).
 */
export function medianInterval(values: readonly number[]): [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  const half = (1.96 * Math.sqrt(n)) / 2
  const at = (index: number) => sorted[Math.min(n - 1, Math.max(0, index))] ?? NaN
  return [at(Math.floor(n / 2 - half) - 1), at(Math.ceil(n / 2 + half))]
}
