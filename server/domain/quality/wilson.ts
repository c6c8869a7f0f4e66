/**
 * The interval of a share: Wilson's score interval, without a correction for continuity (E. B. Wilson, 1927,
 * "Probable inference, the law of succession, and statistical inference", JASA 22, 209–212). Its coverage
 * stays near what it says for small counts and for shares near 0 and 1, where the usual one fails (Brown, Cai
 * and DasGupta, 2001, Statistical Science 16, 101–133).
 */

/** From `low` to `high`, both 0 to 1. */
export type ShareInterval = { low: number; high: number }

/** The normal quantile of a two-sided interval of 95 %. */
export const Z_95 = 1.959963984540054

/**
 * @param k how many had it; it need not be whole, where counts are weighted
 * @param n how many there were; 0 says nothing: the interval is all of 0 to 1
 * @throws RangeError when k is not within 0 and n
 */
export function wilson(k: number, n: number, z: number = Z_95): ShareInterval {
  if (!(n >= 0) || !(k >= 0) || k > n) throw new RangeError(`${k} of ${n} is no share`)
  if (n === 0) return { low: 0, high: 1 }
  const share = k / n
  const square = z * z
  const middle = (share + square / (2 * n)) / (1 + square / n)
  const half = (z / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  // At the ends the formula gives them exactly; a double does not.
  return {
    low: k === 0 ? 0 : Math.max(0, middle - half),
    high: k === n ? 1 : Math.min(1, middle + half),
  }
}
