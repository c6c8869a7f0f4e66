/** ln Γ, to about 13 digits, for arguments above 0. */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Stirling's series (Abramowitz and Stegun 6.1.41); from 8 up five terms are enough for a double. */
function stirling(x: number): number {
  const inverse = 1 / x
  const square = inverse * inverse
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series
}

export function logGamma(x: number): number {
  if (x >= 8) return stirling(x)
  // Γ(x) = Γ(x + n) / (x (x + 1) … (x + n − 1)): one logarithm for the whole product.
  let product = 1
  let shifted = x
  for (; shifted < 8; shifted++) product *= shifted
  return stirling(shifted) - Math.log(product)
}
