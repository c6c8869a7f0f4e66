/** From what was expected and what has come: the distribution of what is still to come today. */

export type Spread = {
  /** How alike days are: the day's factor has variance 1/a. */
  a: number
  /** How lumpy arrivals are inside a day: variance φ times the mean. */
  phi: number
}

export type Moments = { mean: number; variance: number }

/**
 * The day's factor is gamma with shape and rate a (mean 1); counts given the factor have φ times the
 * variance of a Poisson. x arrived where mₓ was expected lift the shape to A = a + x/φ and the rate to
 * B = a + mₓ/φ (gamma-Poisson conjugacy with the quasi-likelihood of McCullagh and Nelder 1989). The rest,
 * m_y expected, has mean M = m_y A/B and variance φM + M²/A.
 */
export function restMoments(
  spread: Spread,
  expectedSoFar: number,
  soFar: number,
  expectedRest: number,
): Moments {
  const shape = spread.a + soFar / spread.phi
  const rate = spread.a + expectedSoFar / spread.phi
  const mean = (expectedRest * shape) / rate
  return { mean, variance: spread.phi * mean + (mean * mean) / shape }
}
