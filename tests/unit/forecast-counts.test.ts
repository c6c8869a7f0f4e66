import { describe, expect, it } from 'vitest'
import {
  countDistribution,
  logProbability,
  sizeOf,
} from '../../server/domain/forecast/count-distribution.js'
import { logGamma } from '../../server/domain/forecast/log-gamma.js'
import { midShare, pinball, score } from '../../server/domain/forecast/score.js'
import { widthAfter } from '../../server/domain/forecast/width.js'

describe('ln Γ', () => {
  it('is the logarithm of the factorial', () => {
    let logFactorial = 0
    for (let n = 1; n <= 200; n++) {
      logFactorial += Math.log(n)
      expect(logGamma(n + 1)).toBeCloseTo(logFactorial, 10)
    }
  })

  it('is right between whole numbers and near 0', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(logGamma(1e-6)).toBeCloseTo(Math.log(1e6) - 0.5772156649e-6, 9)
    for (const x of [0.3, 2.7, 7.9, 8.1, 55.5])
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 12)
  })
})

/** From 0 up by the definition, one factor at a time: slow, and right while nothing underflows. */
function bruteForce(mean: number, variance: number, upTo: number): number[] {
  const size = (mean * mean) / (variance - mean)
  const share = mean / (size + mean)
  const sums: number[] = []
  let term = (1 - share) ** size
  let sum = 0
  for (let y = 0; y <= upTo; y++) {
    if (y > 0) term *= ((y - 1 + size) / y) * share
    sums.push((sum += term))
  }
  return sums
}

describe('the distribution of a count', () => {
  it.each([
    [0.05, 0.06],
    [0.8, 1.1],
    [3, 30],
    [25, 26],
    [25, 700],
    [180, 900],
    [260, 9_000],
  ])('with mean %d and variance %d is what brute force says', (mean, variance) => {
    const truth = bruteForce(mean, variance, 3_000)
    const made = countDistribution(mean, variance)
    for (let y = 0; y < 800; y++) expect(made.cdf(y)).toBeCloseTo(truth[y] ?? 1, 10)
    for (const p of [0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999])
      expect(made.quantile(p)).toBe(truth.findIndex((sum) => sum >= p))
  })

  it('is a Poisson where the variance is not above the mean', () => {
    const made = countDistribution(4, 3)
    let term = Math.exp(-4)
    let sum = 0
    for (let y = 0; y < 30; y++) {
      sum += term
      expect(made.cdf(y)).toBeCloseTo(sum, 12)
      term *= 4 / (y + 1)
    }
    expect(made.variance).toBe(4)
  })

  it.each([
    [50_000, 50_000],
    [50_000, 4_000_000],
    [200_000, 1e9],
  ])('keeps mean %d and variance %d where all single probabilities are tiny', (mean, variance) => {
    const made = countDistribution(mean, variance)
    const deviation = Math.sqrt(variance)
    let first = 0
    let second = 0
    for (let y = Math.max(0, Math.floor(mean - 12 * deviation)); y < mean + 12 * deviation; y++) {
      const probability = made.cdf(y) - made.cdf(y - 1)
      first += probability * (y - mean)
      second += probability * (y - mean) ** 2
    }
    expect(Math.abs(first) / deviation).toBeLessThan(1e-4)
    expect(second / variance).toBeCloseTo(1, 3)
    expect(Math.abs(made.quantile(0.5) - mean) / deviation).toBeLessThan(0.1)
  })

  it('turns into the Poisson without a jump as the variance sinks to the mean', () => {
    const poisson = logProbability(90, 100, Infinity)
    expect(logProbability(90, 100, sizeOf(100, 100.001))).toBeCloseTo(poisson, 5)
    expect(logProbability(90, 100, sizeOf(100, 100 + 1e-9))).toBeCloseTo(poisson, 5)
    expect(sizeOf(10, 30)).toBe(5)
  })

  it('is nothing but 0 where nothing is expected, and knows no counts below 0', () => {
    const none = countDistribution(0, 0)
    expect([none.cdf(-1), none.cdf(0), none.quantile(0.9)]).toEqual([0, 1, 0])
    expect(countDistribution(5, 9).cdf(-1)).toBe(0)
  })
})

describe('the score', () => {
  it('charges a quantile by the side on which it missed', () => {
    expect(pinball(0.9, 10, 14)).toBeCloseTo(3.6)
    expect(pinball(0.9, 10, 4)).toBeCloseTo(0.6)
  })

  it('is least, on average, for the distribution that is true', () => {
    const truth = countDistribution(20, 60)
    const mean = (made: typeof truth) => {
      let sum = 0
      for (let y = 0; y < 400; y++) sum += (truth.cdf(y) - truth.cdf(y - 1)) * score(made, y).loss
      return sum
    }
    const least = mean(truth)
    for (const other of [
      countDistribution(20, 20),
      countDistribution(20, 200),
      countDistribution(24, 60),
      countDistribution(16, 60),
    ])
      expect(mean(other)).toBeGreaterThan(least * 1.01)
  })

  it('says mid 80 % of a true distribution however small the counts, where inclusive says more', () => {
    for (const [mean, variance] of [
      [0.4, 0.6],
      [2, 3],
      [300, 2_000],
    ] as const) {
      const truth = countDistribution(mean, variance)
      let mid = 0
      let inclusive = 0
      let strict = 0
      for (let y = 0; y < 2_000; y++) {
        const probability = truth.cdf(y) - truth.cdf(y - 1)
        const scored = score(truth, y)
        mid += probability * scored.mid
        inclusive += probability * scored.inclusive
        strict += probability * scored.strict
      }
      expect(mid).toBeCloseTo(0.8, 6)
      expect(inclusive).toBeGreaterThan(0.8)
      expect(strict).toBeLessThan(0.8)
    }
  })

  it('takes the part of a step that lies in the band', () => {
    expect(midShare(0, 0.2)).toBeCloseTo(0.5)
    expect(midShare(0.85, 0.95)).toBeCloseTo(0.5)
    expect(midShare(0.95, 0.99)).toBe(0)
    expect(midShare(0.5, 0.5)).toBe(1)
    expect(midShare(1, 1)).toBe(0)
  })
})

describe('the width of the bands', () => {
  it('grows after misses, shrinks after hits, stays where a fifth misses, and has its ends', () => {
    expect(widthAfter(1, 1)).toBeCloseTo(Math.exp(0.12))
    expect(widthAfter(1, 0)).toBeCloseTo(Math.exp(-0.03))
    expect(widthAfter(1.3, 0.2)).toBe(1.3)
    expect(widthAfter(1.79, 1)).toBe(1.8)
    expect(widthAfter(0.86, 0)).toBe(0.85)
  })
})
