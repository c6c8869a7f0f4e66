import { describe, expect, it } from 'vitest'
import { fit, nextHours, restOfDay, widthAfterDay } from '../../server/domain/forecast/day.js'
import {
  dayNumber,
  kindOf,
  knownDays,
  sum,
  type PastDay,
} from '../../server/domain/forecast/history.js'
import { hourProfile } from '../../server/domain/forecast/hour-profile.js'
import { levelsOf } from '../../server/domain/forecast/level.js'
import { restMoments } from '../../server/domain/forecast/rest.js'
import { score } from '../../server/domain/forecast/score.js'
import { weekdayIndex } from '../../server/domain/forecast/weekday.js'
import { Dice } from '../support/dice.js'

/** Monday to Friday from 4 January 2021 on. */
const workday = (n: number) =>
  new Date(Date.UTC(2021, 0, 4 + Math.floor(n / 5) * 7 + (n % 5))).toISOString().slice(0, 10)
const PROFILE = [0.1, 0.2, 0.4, 0.2, 0.1]

function poisson(dice: Dice, mean: number): number {
  const stop = Math.exp(-mean)
  let count = 0
  for (let product = dice.next(); product > stop; product *= dice.next()) count++
  return count
}

/** @param expected of the nth day in all */
const simulated = (
  seed: number,
  days: number,
  expected: (n: number, dice: Dice) => number,
): PastDay[] => {
  const dice = new Dice(seed)
  return Array.from({ length: days }, (_, n) => {
    const total = expected(n, dice)
    return { day: workday(n), counts: PROFILE.map((share) => poisson(dice, total * share)) }
  })
}
const even = (totals: readonly number[]): PastDay[] =>
  totals.map((total, n) => ({ day: workday(n), counts: PROFILE.map((share) => total * share) }))

describe('past days', () => {
  it('knows weekdays, and the day after a long weekend', () => {
    expect(dayNumber('1970-01-02')).toBe(1)
    expect(kindOf('2021-01-08', '2021-01-07')).toEqual({ weekday: 5, afterGap: false })
    expect(kindOf('2021-01-11', '2021-01-08')).toEqual({ weekday: 1, afterGap: false })
    expect(kindOf('2021-01-19', '2021-01-15')).toEqual({ weekday: 2, afterGap: true })
    expect(kindOf('2021-01-19', undefined).afterGap).toBe(false)
  })

  it('leaves an unlisted holiday out, and takes what follows for the day after a gap', () => {
    const days = knownDays(even([100, 100, 100, 100, 10, 100]), workday(6))
    expect(days.map(({ weekday, afterGap }) => [weekday, afterGap])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [1, true],
    ])
  })

  it('keeps an empty day where few are usual', () => {
    expect(knownDays(even([10, 12, 0, 9]), workday(4))).toHaveLength(4)
  })

  it('caps a flood at twice the median, hour by hour', () => {
    const flood = knownDays(even([100, 100, 100, 1_000]), workday(4))[3]
    expect(flood?.total).toBeCloseTo(200)
    expect(flood?.counts[2]).toBeCloseTo(80)
  })

  it('halves the weight every 30 calendar days', () => {
    const [old, young] = knownDays(
      [
        { day: '2021-03-01', counts: [5] },
        { day: '2021-03-31', counts: [5] },
      ],
      '2021-04-30',
    )
    expect((young?.weight ?? 0) / (old?.weight ?? 1)).toBeCloseTo(2)
    expect(young?.weight).toBeCloseTo(0.5)
  })
})

describe('the weekday index', () => {
  const at = (weekday: number) => ({ weekday, afterGap: false })

  it('finds a sharp week although the office grows', () => {
    const week = [1.6, 1, 0.8, 0.6, 1]
    const days = knownDays(
      even(Array.from({ length: 60 }, (_, n) => 100 * (1 + n / 40) * (week[n % 5] ?? 1))),
      workday(60),
    )
    const index = weekdayIndex(days)
    const mean = (index(at(1)) + index(at(2)) + index(at(3)) + index(at(4)) + index(at(5))) / 5
    week.forEach((share, n) => expect(Math.abs(index(at(n + 1)) / mean - share)).toBeLessThan(0.05))
  })

  it('does not take noise for a weekday', () => {
    const days = knownDays(
      simulated(3, 60, () => 12),
      workday(60),
    )
    const index = weekdayIndex(days)
    for (let weekday = 1; weekday <= 5; weekday++)
      expect(Math.abs(index(at(weekday)) - 1)).toBeLessThan(0.12)
  })

  it('judges a day without that day', () => {
    const totals = Array.from({ length: 20 }, () => 100)
    totals[10] = 180
    const days = knownDays(even(totals), workday(20))
    const index = weekdayIndex(days)
    expect(index(at(1), days[10])).toBeLessThan(index(at(1)) - 0.01)
    expect(index(at(1), days[11])).toBe(index(at(1)))
  })

  it('holds the day after a long weekend to be half a Monday while it has seen none', () => {
    const days = knownDays(
      even(Array.from({ length: 60 }, (_, n) => (n % 5 === 0 ? 200 : 100))),
      workday(60),
    )
    const index = weekdayIndex(days)
    expect(index({ weekday: 2, afterGap: true })).toBeCloseTo((index(at(1)) + index(at(2))) / 2)
  })
})

describe('hours and level', () => {
  it('shares sum to 1, no hour is impossible, and a day can be left out', () => {
    const days = knownDays(
      [
        { day: workday(0), counts: [10, 0, 0] },
        { day: workday(1), counts: [0, 10, 0] },
      ],
      workday(2),
    )
    const profile = hourProfile(days, 3)
    expect(sum(profile())).toBeCloseTo(1)
    expect(profile()[2]).toBeGreaterThan(0)
    expect(profile(days[1])[1]).toBeCloseTo(profile(days[1])[2] ?? 0)
  })

  it('follows a step, the faster the greater α, and says what it knew before each day', () => {
    const days = knownDays(
      even([...Array.from({ length: 30 }, () => 100), ...Array.from({ length: 10 }, () => 150)]),
      workday(40),
    )
    const slow = levelsOf(days, () => 1, 0.05)
    const fast = levelsOf(days, () => 1, 0.3)
    expect(slow).toHaveLength(41)
    expect(slow[30]).toBeCloseTo(100)
    expect(fast[30]).toBeCloseTo(100)
    expect(fast[40]).toBeGreaterThan(145)
    expect(slow[40]).toBeLessThan(135)
  })
})

describe('the rest of a day', () => {
  it('is pulled by what has come, the more the less alike days are', () => {
    const alike = restMoments({ a: 1_000, phi: 1 }, 50, 80, 100)
    const unlike = restMoments({ a: 2, phi: 1 }, 50, 80, 100)
    expect(alike.mean).toBeCloseTo(100 * (1_080 / 1_050))
    expect(unlike.mean).toBeCloseTo(100 * (82 / 52))
    expect(restMoments({ a: 2, phi: 8 }, 50, 80, 100).mean).toBeCloseTo((100 * 12) / 8.25)
  })

  it('has mean and variance of a gamma-Poisson at opening', () => {
    expect(restMoments({ a: 4, phi: 1 }, 0, 0, 20)).toEqual({ mean: 20, variance: 120 })
  })

  it('learns how alike days are', () => {
    const calm = fit(
      simulated(1, 70, () => 60),
      { day: workday(70), hours: 5 },
    )
    const wild = fit(
      simulated(2, 70, (_, dice) => 10 + 100 * dice.next()),
      { day: workday(70), hours: 5 },
    )
    const deviation = (model: typeof calm) => Math.sqrt(restOfDay(model, 0, []).variance)
    expect(deviation(calm)).toBeLessThan(14)
    expect(deviation(wild)).toBeGreaterThan(25)
    // A busy morning says little on a calm floor and much on a wild one.
    const busy = [12, 24, 0, 0, 0]
    expect(restOfDay(calm, 2, busy).mean).toBeLessThan(50)
    expect(restOfDay(wild, 2, busy).mean).toBeGreaterThan(58)
  })

  it('looks at no hour that is not over', () => {
    const model = fit(
      simulated(4, 40, () => 50),
      { day: workday(40), hours: 5 },
    )
    expect(restOfDay(model, 2, [5, 9, 99, 99, 99]).mean).toBe(restOfDay(model, 2, [5, 9]).mean)
  })

  it('gives each hour its share of the rest', () => {
    const model = fit(
      simulated(5, 40, () => 50),
      { day: workday(40), hours: 5 },
    )
    const hours = nextHours(model, 1, [4])
    expect(hours).toHaveLength(4)
    expect(sum(hours.map(({ mean }) => mean))).toBeCloseTo(restOfDay(model, 1, [4]).mean, 8)
    expect(hours[1]?.mean).toBeGreaterThan(1.7 * (hours[3]?.mean ?? 0))
  })

  it('holds its bands, wide days and small counts alike', () => {
    for (const [seed, expected] of [
      [6, () => 12],
      [7, (_: number, dice: Dice) => 80 * (0.5 + dice.next())],
    ] as const) {
      const days = simulated(seed, 160, expected)
      let width: number | undefined
      const mids: number[] = []
      for (let n = 60; n < days.length; n++) {
        const today = days[n]
        if (!today) continue
        const model = fit(days.slice(n - 60, n), { day: today.day, hours: 5, width })
        PROFILE.forEach((_, hour) =>
          mids.push(score(restOfDay(model, hour, today.counts), sum(today.counts.slice(hour))).mid),
        )
        width = widthAfterDay(model, today.counts)
      }
      expect(sum(mids) / mids.length).toBeGreaterThan(0.73)
      expect(sum(mids) / mids.length).toBeLessThan(0.87)
    }
  })

  it('stands a history of nothing, and no history', () => {
    const nothing = fit(even([0, 0, 0, 0, 0]), { day: workday(5), hours: 5 })
    expect(restOfDay(nothing, 0, []).quantile(0.9)).toBe(0)
    expect(restOfDay(fit([], { day: workday(0), hours: 5 }), 0, []).mean).toBeLessThan(1)
  })
})
