import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import {
  chanceOfAtLeast,
  chanceUnnoticed,
  leastNoticed,
} from '../../server/domain/quality/detect.js'
import { answerTable, cohensKappa } from '../../server/domain/quality/kappa.js'
import { noticing } from '../../server/domain/quality/rates.js'
import { lotsOf, standingOf, suggestedShare } from '../../server/domain/quality/switching.js'
import { wilson } from '../../server/domain/quality/wilson.js'
import { failedAt, outcomesOf, weightOf, yieldOf } from '../../server/domain/quality/yield.js'
import { Dice } from '../support/dice.js'
import { madeReview } from '../support/made-reviews.js'

describe('the interval of a share', () => {
  // R. G. Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is as published', (k, n, low, high) => {
    const found = wilson(k, n)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  it('holds its share, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const n = Math.max(a, b, 1)
        const k = Math.min(a, b)
        const { low, high } = wilson(k, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(k / n)
        expect(high).toBeGreaterThanOrEqual(k / n)
        expect(wilson(n - k, n).low).toBeCloseTo(1 - high, 12)
      }),
    )
  })

  it('knows nothing of nothing, and refuses what is no share', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
    expect(() => wilson(3, 2)).toThrow(RangeError)
    expect(() => wilson(Number.NaN, 2)).toThrow(RangeError)
  })
})

describe('agreement beyond chance', () => {
  // Fleiss, Cohen and Everitt (1969): their table 1, 200 cases; kappa .429, its variance .002885.
  it('is as its authors published it', () => {
    const shares = [
      [0.53, 0.05, 0.02],
      [0.11, 0.14, 0.05],
      [0.01, 0.06, 0.03],
    ]
    const found = cohensKappa(shares.map((row) => row.map((share) => Math.round(share * 200))))
    expect(found.kappa).toBeCloseTo(0.429, 3)
    const half = ((found.interval?.high ?? 0) - (found.interval?.low ?? 0)) / 2
    expect((half / 1.959964) ** 2).toBeCloseTo(0.002885, 5)
  })

  // The example of SAS's FREQ procedure with an answer that one of them never gave.
  it('is as a statistics package counts it', () => {
    const found = cohensKappa([
      [0, 4, 1],
      [0, 8, 0],
      [0, 1, 5],
    ])
    expect(found.kappa).toBeCloseTo(0.4842, 4)
    expect(found.interval?.low).toBeCloseTo(0.2137, 4)
    expect(found.interval?.high).toBeCloseTo(0.7547, 4)
  })

  it('says why it is missing', () => {
    expect(
      cohensKappa([
        [0, 0],
        [0, 0],
      ]).missing,
    ).toBe('none')
    expect(
      cohensKappa([
        [12, 0],
        [0, 0],
      ]),
    ).toMatchObject({ kappa: null, missing: 'oneAnswer', agreed: 12 })
    expect(
      cohensKappa([
        [10, 0],
        [0, 2],
      ]),
    ).toMatchObject({ kappa: 1, interval: null, missing: 'allAgree' })
    expect(
      cohensKappa([
        [0, 5],
        [5, 0],
      ]),
    ).toMatchObject({ kappa: -1, interval: null, missing: 'noSpread' })
    // One of the two passed everything: no agreement beyond chance was seen, and none is ruled out.
    expect(
      cohensKappa([
        [8, 4],
        [0, 0],
      ]),
    ).toMatchObject({ kappa: 0, interval: null, missing: 'noSpread', agreed: 8 })
    expect(() => cohensKappa([[1, 2]])).toThrow(RangeError)
  })

  it('is the same whoever is first, and 0 for independent answers', () => {
    expect(
      cohensKappa([
        [40, 10],
        [40, 10],
      ]).kappa,
    ).toBeCloseTo(0, 12)
    const square = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    })
    fc.assert(
      fc.property(square, (table) => {
        const turned = table.map((row, i) => row.map((_, j) => table[j]?.[i] ?? 0))
        const [one, other] = [cohensKappa(table), cohensKappa(turned)]
        expect(other.missing).toBe(one.missing)
        if (one.kappa !== null) expect(other.kappa).toBeCloseTo(one.kappa, 10)
        if (one.interval) expect(other.interval?.low).toBeCloseTo(one.interval.low, 10)
      }),
    )
  })

  it('counts pairs into its table', () => {
    expect(
      answerTable(
        ['yes', 'no'],
        [
          ['yes', 'no'],
          ['yes', 'no'],
          ['no', 'no'],
        ],
      ),
    ).toEqual([
      [0, 2],
      [0, 1],
    ])
  })
})

describe('first-pass yield', () => {
  const reviews = (n: number, returned: number, more: Partial<ReviewRow> = {}) =>
    Array.from({ length: n }, (_, at) =>
      madeReview({
        ...more,
        task: (more.task ?? 1) + at,
        result: at < returned ? 'return' : 'pass',
      }),
    )

  it('leaves out what was asked for, later rounds and what is open', () => {
    const found = outcomesOf([
      madeReview({ task: 1 }),
      madeReview({ task: 2, cause: 'asked', result: 'return' }),
      madeReview({ task: 3, cause: 'returned', round: 2 }),
      madeReview({ task: 4, result: null }),
      madeReview({ task: 5, cause: 'skill', result: 'note' }),
    ])
    expect(found.map(({ task, passed }) => [task, passed])).toEqual([
      [1, true],
      [5, true],
    ])
  })

  it('counts a task once where two checkers looked at it', () => {
    const reasons = [{ reason: 'signature', step: 'sign', text: null }]
    const found = outcomesOf([
      madeReview({ id: 'a', task: 1, twin: 'b' }),
      madeReview({ id: 'b', task: 1, twin: 'a', result: 'return', reasons }),
    ])
    expect(found).toMatchObject([{ reviews: ['a', 'b'], passed: false, reasons }])
    expect(yieldOf(found, 1, failedAt('sign')).passed).toBe(0)
    expect(yieldOf(found, 1, failedAt('file')).passed).toBe(1)
  })

  it('is plain where all shares are equal', () => {
    const found = yieldOf(outcomesOf(reviews(50, 5, { share: 0.2 })), 10)
    expect(found).toMatchObject({ checked: 50, passed: 45, weighted: false, withheld: null })
    expect(found.share).toBeCloseTo(0.9, 12)
    expect(found.interval?.low).toBeCloseTo(wilson(45, 50).low, 10)
  })

  it('stands for all work where shares differ', () => {
    // 100 tasks of a beginner, all checked, 70 good; 1,000 of others, one in ten checked, 98 of 100 good.
    const outcomes = [
      ...outcomesOf(reviews(100, 30, { task: 1, share: 1, cause: 'grade' })),
      ...outcomesOf(reviews(100, 2, { task: 1_000, share: 0.1 })),
    ]
    const found = yieldOf(outcomes, 10)
    expect(found.share).toBeCloseTo((70 + 980) / 1_100, 10)
    expect(found.weighted).toBe(true)
    // Fewer checks than 200 carry it: the interval is wider than theirs.
    const plain = wilson((200 * 1_050) / 1_100, 200)
    expect((found.interval?.high ?? 0) - (found.interval?.low ?? 0)).toBeGreaterThan(
      plain.high - plain.low,
    )
    expect(weightOf({ share: 0 })).toBe(50)
  })

  it('is withheld below the minimum count', () => {
    expect(yieldOf(outcomesOf(reviews(9, 1)), 10)).toEqual({
      checked: null,
      passed: null,
      share: null,
      interval: null,
      weighted: false,
      withheld: 10,
    })
    expect(yieldOf([], 0).share).toBeNull()
  })

  it('is withheld where it would tell of one or two people, counts and all', () => {
    const of = (...people: string[]) =>
      people.flatMap((person, at) => outcomesOf(reviews(10, 1, { person, task: 100 * at })))
    const found = (people: readonly string[]) => yieldOf(of(...people), 10, undefined, 3)
    expect(found(['ana', 'ben'])).toMatchObject({ checked: null, passed: null, share: null })
    expect(found(['ana', 'ben', 'cy'])).toMatchObject({ checked: 30, passed: 27, withheld: null })
  })
})

describe('what a sample notices', () => {
  it('counts chances exactly', () => {
    // 95·94·…·86 / (100·99·…·91)
    expect(chanceUnnoticed(10, 100, 5)).toBeCloseTo(0.58375, 5)
    expect(chanceUnnoticed(100, 100, 1)).toBe(0)
    expect(chanceUnnoticed(0, 100, 50)).toBe(1)
    expect(chanceOfAtLeast(2, 10, 0.05)).toBeCloseTo(0.08614, 5)
    expect(chanceOfAtLeast(2, 10, 0.2)).toBeCloseTo(0.62419, 5)
    expect(leastNoticed(10, 100)).toBe(15)
    expect(leastNoticed(0, 10)).toBeNull()
    expect(() => chanceUnnoticed(11, 10, 1)).toThrow(RangeError)
  })

  it('speaks of the work that is sampled, not of what is checked whole', () => {
    const checks = (n: number, share: number) => Array.from({ length: n }, () => ({ share }))
    // 50 of a beginner, all checked; 100 of others, of which ten are.
    const mixed = noticing([...checks(50, 1), ...checks(10, 0.1)], 150)
    expect(mixed.sampled).toEqual({ finished: 100, checked: 10 })
    expect(mixed).toEqual(noticing(checks(10, 0.1), 100))
    expect(mixed.unnoticed?.chance).toBeCloseTo(chanceUnnoticed(10, 100, 5), 12)
    expect(mixed.mixed).toBeNull()
    expect(noticing(checks(50, 1), 50)).toMatchObject({ unnoticed: null, noticed: null })
  })

  it('speaks of where the least is checked, where different shares are drawn', () => {
    const checks = (n: number, share: number) => Array.from({ length: n }, () => ({ share }))
    const two = noticing([...checks(25, 0.5), ...checks(5, 0.1)], 100)
    expect(two).toMatchObject({ mixed: { low: 0.1, high: 0.5 }, noticed: 16 })
    expect(two.unnoticed).toEqual({ bad: 5, chance: expect.closeTo(0.9 ** 5, 12) })
    // A share that has drawn nothing yet counts, and what is never drawn is never noticed.
    expect(noticing(checks(25, 0.5), 100, [0.5, 0.02, 1])).toMatchObject({
      mixed: { low: 0.02, high: 0.5 },
      noticed: 80,
    })
    // As long as nothing is decided nothing is noticed, and shares that were raised say nothing of before.
    expect(noticing([], 100, [0.3, 0.9])).toMatchObject({ unnoticed: { chance: 1 }, noticed: null })
    expect(noticing(checks(5, 0.5), 100, [0.5, 0.9]).unnoticed?.chance).toBeCloseTo(0.95 ** 5, 9)
    expect(noticing(checks(25, 0.5), 100, [0])).toMatchObject({
      unnoticed: { chance: 1 },
      noticed: null,
    })
    // By drawing: 16 at fault at a share of a tenth.
    const dice = new Dice(3)
    const seen = Array.from({ length: 4000 }, () =>
      Array.from({ length: 16 }, () => dice.chance(0.1)).some(Boolean),
    ).filter(Boolean).length
    expect(seen / 4000).toBeGreaterThan(0.8)
    expect(seen / 4000).toBeLessThan(0.84)
  })
})

describe('how much to check', () => {
  const good = (n: number) => Array.from({ length: n }, () => false)

  it('makes lots of ten, bad with two returns', () => {
    const checks = Array.from({ length: 25 }, (_, at) => ![0, 3, 11].includes(at))
    expect(lotsOf(checks)).toEqual([true, false])
  })

  it('tightens at two bad lots of five and goes back after five good ones', () => {
    expect(standingOf([true, false, false, false, true]).severity).toBe('tightened')
    expect(standingOf([true, false, false, false, false, true]).severity).toBe('normal')
    expect(standingOf([true, true, ...good(4)]).severity).toBe('tightened')
    expect(standingOf([true, true, ...good(5)]).severity).toBe('normal')
    expect(standingOf([true, true, ...good(4), true, ...good(4)]).severity).toBe('tightened')
    // The bad lots that tightened it are spent: one more does not tighten it again.
    expect(standingOf([true, true, ...good(5), true]).severity).toBe('normal')
  })

  it('eases after ten good ones, until one is bad', () => {
    expect(standingOf(good(9)).severity).toBe('normal')
    expect(standingOf(good(10)).severity).toBe('reduced')
    expect(standingOf([...good(10), true]).severity).toBe('normal')
  })

  it('suggests a share between none and all', () => {
    expect(suggestedShare(0.1, 'tightened')).toBe(0.5)
    expect(suggestedShare(0.8, 'tightened')).toBe(1)
    expect(suggestedShare(0.1, 'reduced')).toBe(0.05)
    expect(suggestedShare(0.03, 'reduced')).toBe(0.02)
    expect(suggestedShare(0.01, 'reduced')).toBe(0.01)
    expect(suggestedShare(0, 'tightened')).toBe(0.5)
  })
})
