/**
 * The score interval of a share, which keeps inside 0 to 1 and holds its cover with few cases
 * (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
 * the American Statistical Association 22 (1927), 209–212), without continuity correction.
 * @param k cases that count, 0 to n
 * @param n all cases, at least 1
 * @param z 1.96 for 95 %
 * @returns both ends, 0 to 1
 */
export function wilson(k: number, n: number, z = 1.959963984540054): { low: number; high: number } {
  if (!(n >= 1) || !(k >= 0) || k > n)
    throw new RangeError(`a share needs 0 ≤ k ≤ n and n ≥ 1, not ${k} of ${n}`)
  const share = k / n
  const weight = (z * z) / n
  const middle = (share + weight / 2) / (1 + weight)
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / n + weight / (4 * n))
  return {
    low: k === 0 ? 0 : Math.max(0, middle - half),
    high: k === n ? 1 : Math.min(1, middle + half),
  }
}
