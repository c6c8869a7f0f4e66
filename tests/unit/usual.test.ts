import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedFor, learn, unlearn, type Learnt } from '../../server/domain/usual.js'

const after = (ratios: readonly number[]) =>
  ratios.reduce<Learnt | null>((known, ratio) => learn(known, ratio * 20, 20), null)

describe('usual minutes', () => {
  it('are the standard of whom nothing is known', () => {
    expect(expectedFor(null, 25)).toBe(25)
    expect(expectedFor(undefined, 25)).toBe(25)
  })

  it('go from the standard towards what the person takes', () => {
    expect(expectedFor(after([2]), 20)).toBeCloseTo((20 * 10) / 9, 9)
    expect(expectedFor(after(Array<number>(8).fill(2)), 20)).toBeCloseTo(30, 9)
    expect(expectedFor(after(Array<number>(92).fill(0.5)), 20)).toBeCloseTo(10.8, 9)
  })

  it('are not moved by how long a task lay beyond four times its standard', () => {
    expect(after([50])).toEqual({ tasks: 1, ratios: 4 })
  })

  it('learn nothing from tasks without timing or standard', () => {
    expect(learn({ tasks: 3, ratios: 3 }, 0, 20)).toBeNull()
    expect(learn(null, 5, 0)).toBeNull()
    expect(learn(null, Number.NaN, 20)).toBeNull()
  })

  it('forget half when two hundred tasks are behind them', () => {
    expect(after(Array<number>(199).fill(1))).toEqual({ tasks: 199, ratios: 199 })
    expect(after(Array<number>(200).fill(1))).toEqual({ tasks: 100, ratios: 100 })
    // A hundred tasks at a new pace outweigh the two hundred before them.
    expect(
      expectedFor(after([...Array<number>(200).fill(2), ...Array<number>(99).fill(1)]), 20),
    ).toBeLessThan(30)
  })

  it('stay between nothing and four times the standard, with a bounded memory', () => {
    const minutes = fc.oneof(fc.double({ min: 0.001, max: 1e6, noNaN: true }), fc.constant(0))
    fc.assert(
      fc.property(
        fc.array(minutes, { maxLength: 450 }),
        fc.double({ min: 0.1, max: 10_000, noNaN: true }),
        (list, standard) => {
          let known: Learnt | null = null
          for (const one of list) known = learn(known, one, standard) ?? known
          const expected = expectedFor(known, standard)
          expect(expected).toBeGreaterThan(0)
          expect(expected).toBeLessThanOrEqual(standard * 4)
          expect(known?.tasks ?? 0).toBeLessThan(200)
        },
      ),
      { numRuns: 50 },
    )
  })
})

it('forget a task that is open again, and know nothing when it was the only one', () => {
  const two = after([1.5, 9])
  expect(unlearn(two!, 9 * 20, 20)).toEqual(after([1.5]))
  expect(unlearn(after([1.5])!, 30, 20)).toBeNull()
  expect(unlearn(two!, 0, 20)).toEqual(two)
})
