import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fisherUpper,
  leastPossible,
  looksThatCount,
  median,
  medianInterval,
  normalUpper,
  rankUpper,
} from '../../server/domain/training/exact.js'
import { ALPHA, returnSuggestions, type Checked } from '../../server/domain/training/returns.js'
import { slowSuggestions, type Timed } from '../../server/domain/training/slow.js'
import { hasGrown, stillOpen } from '../../server/domain/training/suggestion.js'
import { Dice } from '../support/dice.js'

const people = Array.from({ length: 11 }, (_, at) => `p${at}`)
const causes = ['signature', 'amount', 'route', 'wording']
const types = ['permit', 'batch', 'records']
const of = {
  team: 'permits',
  people: new Set(people),
  typeName: (id: string) => id,
  causeName: (id: string) => id,
  answeredUntil: () => null,
}

/** A quarter of checks of a team; every piece of work has each cause at the same rate, but one person's. */
function checksOf(dice: Dice, rate: (person: string, cause: string) => number): Checked[] {
  return people.flatMap((person) =>
    types.flatMap((type) =>
      Array.from({ length: 22 }, (_, at) => ({
        review: `${person}/${type}/${at}`,
        task: at,
        person,
        type,
        day: '2026-11-02',
        causes: causes.filter((cause) => dice.chance(rate(person, cause))),
      })),
    ),
  )
}

/** Minutes with the heavy tail of clerical work: lognormal, coefficient of variation near 1.3. */
function tasksOf(dice: Dice, pace: (person: string) => number): Timed[] {
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next())
  return people.flatMap((person) =>
    types.flatMap((type) =>
      Array.from({ length: 30 }, (_, at) => ({
        no: at + 1,
        person,
        type,
        minutes: 20 * pace(person) * Math.exp(normal()),
        standardMinutes: 20,
        day: '2026-11-02',
      })),
    ),
  )
}

const RUNS = 1000
/** Above this many of the runs a false alarm rate of 5 % would be exceeded with a chance under 0.1 %. */
const MOST_OF_RUNS = 73

describe('exact tests', () => {
  it('agree with published values', () => {
    // Fisher's lady tasting tea: 3 of 4 right has a chance of 17/70.
    expect(fisherUpper({ own: 4, hits: 3, others: 4, otherHits: 1 })).toBeCloseTo(17 / 70, 10)
    expect(leastPossible({ own: 4, hits: 3, others: 4, otherHits: 1 })).toBeCloseTo(1 / 70, 10)
    for (const [z, tail] of [
      [0, 0.5],
      [1.644854, 0.05],
      [2.575829, 0.005],
      [3.719016, 1e-4],
      [-1.644854, 0.95],
    ] as const)
      expect(normalUpper(z)).toBeCloseTo(tail, 6)
    expect(median([5, 1, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('count only looks that could have alarmed', () => {
    expect(looksThatCount([0.5, 0.4, 0.001], 0.05)).toBe(1)
    expect(looksThatCount([0.001, 0.001, 0.001], 0.05)).toBe(3)
    expect(looksThatCount([], 0.05)).toBe(1)
  })

  it('are chances, and fall as hits rise', () => {
    const table = fc.record({
      own: fc.integer({ min: 1, max: 60 }),
      others: fc.integer({ min: 1, max: 200 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      otherShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(table, ({ own, others, share, otherShare }) => {
        const hits = Math.floor(own * share)
        const otherHits = Math.floor(others * otherShare)
        const chance = fisherUpper({ own, hits, others, otherHits })
        expect(chance).toBeGreaterThan(0)
        expect(chance).toBeLessThanOrEqual(1)
        if (hits === own) return
        // One more of the same total: less likely.
        if (otherHits > 0)
          expect(
            fisherUpper({ own, hits: hits + 1, others, otherHits: otherHits - 1 }),
          ).toBeLessThanOrEqual(chance + 1e-12)
      }),
    )
  })

  it('hold the interval of a median at 95 %', () => {
    const dice = new Dice(11)
    let inside = 0
    for (let run = 0; run < 2000; run++) {
      const [low, high] = medianInterval(Array.from({ length: 41 }, () => dice.next() ** 3))
      if (low <= 0.125 && 0.125 <= high) inside++
    }
    expect(inside / 2000).toBeGreaterThan(0.94)
  })

  it('do not care for the shape of minutes', () => {
    const values = fc.array(fc.integer({ min: 1, max: 500 }), {
      minLength: 8,
      maxLength: 40,
    })
    fc.assert(
      fc.property(values, values, (own, others) => {
        const chance = rankUpper(own, others)
        expect(
          rankUpper(
            own.map((one) => one * 3),
            others.map((one) => one * 3),
          ),
        ).toBeCloseTo(chance, 12)
        expect(chance + rankUpper(others, own)).toBeGreaterThanOrEqual(1 - 1e-6)
      }),
    )
  })
})

describe('returns for one cause', () => {
  it('alarm falsely at most as often as is said', () => {
    const dice = new Dice(1)
    let alarms = 0
    for (let run = 0; run < RUNS; run++)
      if (
        returnSuggestions(
          checksOf(dice, () => 0.04),
          of,
        ).suggestions.length > 0
      )
        alarms++
    expect(alarms).toBeLessThanOrEqual(MOST_OF_RUNS)
  })

  it('are found where somebody returns eight times as often', () => {
    const dice = new Dice(2)
    let found = 0
    for (let run = 0; run < 200; run++) {
      const checks = checksOf(dice, (person, cause) =>
        person === 'p3' && cause === 'signature' ? 0.32 : 0.04,
      )
      const { suggestions } = returnSuggestions(checks, of)
      if (suggestions.some(({ person, topic }) => person === 'p3' && topic === 'signature')) found++
    }
    expect(found / 200).toBeGreaterThan(0.8)
  })

  it('are told with their figures and their evidence', () => {
    const clean = people.slice(1).flatMap((person) =>
      Array.from({ length: 10 }, (_, at) => ({
        review: `${person}/${at}`,
        task: at,
        person,
        type: 'permit',
        day: '2026-11-02',
        causes: person === 'p1' && at < 4 ? ['signature'] : [],
      })),
    )
    const own = Array.from({ length: 22 }, (_, at) => ({
      review: `r${at}`,
      task: 100 + at,
      person: 'p0',
      type: 'permit',
      day: '2026-11-03',
      causes: at < 9 ? ['signature'] : [],
    }))
    const { suggestions, looked } = returnSuggestions([...clean, ...own], of)
    expect(looked).toBe(11)
    expect(suggestions).toHaveLength(1)
    expect(suggestions[0]).toMatchObject({ person: 'p0', type: 'permit', weight: 9 })
    expect(suggestions[0]?.reason).toMatch(
      /^9 of 22 checked came back: signature\. In the rest of the office 4\u00a0%\. Chance of a false alarm: (under )?[\d.]+\u00a0%\.$/,
    )
    expect(suggestions[0]?.evidence[0]).toEqual({
      kind: 'review',
      ref: 'r0',
      text: 'permit #100: signature',
    })
    expect(suggestions[0]?.falseAlarm).toBeLessThanOrEqual(ALPHA)
    // What a training has answered is not held against anybody again.
    const answered = returnSuggestions([...clean, ...own], {
      ...of,
      answeredUntil: () => '2026-11-03',
    })
    expect(answered.suggestions).toEqual([])
  })
})

describe('long handle times', () => {
  it('alarm falsely at most as often as is said', () => {
    const dice = new Dice(3)
    let alarms = 0
    for (let run = 0; run < 300; run++)
      if (
        slowSuggestions(
          tasksOf(dice, () => 1),
          of,
        ).suggestions.length > 0
      )
        alarms++
    // 5 % of 300 is 15; more than 27 of them had a chance under 0.1 %.
    expect(alarms).toBeLessThanOrEqual(27)
  })

  it('are found where somebody takes twice as long, and compared in minutes', () => {
    const dice = new Dice(4)
    let found = 0
    for (let run = 0; run < 100; run++) {
      const { suggestions } = slowSuggestions(
        tasksOf(dice, (person) => (person === 'p3' ? 2.2 : 1)),
        of,
      )
      if (suggestions.some(({ person }) => person === 'p3')) found++
      for (const { reason } of suggestions)
        expect(reason).toMatch(
          /^Median \d+ min on 30 tasks, others \d+ min \[\d+ to \d+\] on like tasks\./,
        )
    }
    expect(found / 100).toBeGreaterThan(0.8)
  })

  it('are not spoken of with too few tasks or peers', () => {
    const few = tasksOf(new Dice(5), (person) => (person === 'p3' ? 9 : 1)).filter(
      ({ no }) => no < 10,
    )
    expect(slowSuggestions(few, of)).toEqual({ suggestions: [], looked: 0 })
    const alone = tasksOf(new Dice(5), (person) => (person === 'p3' ? 9 : 1)).filter(({ person }) =>
      ['p2', 'p3', 'p4'].includes(person),
    )
    expect(slowSuggestions(alone, of).suggestions).toEqual([])
  })
})

describe('an answered suggestion', () => {
  const one = returnSuggestions(
    checksOf(new Dice(6), (person, cause) =>
      person === 'p3' && cause === 'signature' ? 0.6 : 0.02,
    ),
    of,
  ).suggestions[0]
  const now = Date.parse('2026-11-23T16:00:00.000Z')

  it('comes back when there is half as much again, and at least two more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        (then, more) => {
          expect(hasGrown(then + more, then)).toBe(more >= 2 && more >= then / 2)
        },
      ),
    )
    if (!one) throw new Error('nothing was suggested')
    const dismissal = (weight: number) => ({
      needs: [],
      dismissal: () => ({
        id: one.key,
        team: 'permits',
        at: '',
        by: 'lee',
        reason: 'Known',
        weight,
      }),
    })
    expect(stillOpen([one], { needs: [], dismissal: () => null }, now)).toEqual([one])
    expect(stillOpen([one], dismissal(one.weight), now)).toEqual([])
    expect(stillOpen([one], dismissal(Math.floor(one.weight / 2)), now)).toEqual([one])
  })
})
