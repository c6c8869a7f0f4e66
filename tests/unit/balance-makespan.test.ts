import highsLoader from 'highs'
import { describe, expect, it } from 'vitest'
import { boundOf, findPrices } from '../../server/domain/balance/dual.js'
import { checkInstance, makespanOf, type Instance } from '../../server/domain/balance/instance.js'
import { balance } from '../../server/domain/balance/makespan.js'
import { Dice } from '../support/dice.js'

/** A clock that goes on by itself, so that a search ends after so many looks at it, on any machine. */
const looks = (count: number) => {
  let now = 0
  return { now: () => now++, deadline: count }
}

function randomInstance(dice: Dice, tasks: number, people: number, most: number): Instance {
  const times = Float64Array.from({ length: tasks * people }, () =>
    dice.chance(0.15) ? Infinity : dice.whole(1, most),
  )
  // Somebody can do each.
  for (let j = 0; j < tasks; j++) times[j * people + dice.whole(0, people - 1)] = dice.whole(1, most)
  return { tasks, people, times }
}

/** The earliest finish of all plans, by trying every one. */
function bestOf({ tasks, people, times }: Instance): number {
  const loads = new Float64Array(people)
  const place = (j: number, least: number): number => {
    if (j === tasks) return Math.min(least, Math.max(...loads))
    let best = least
    for (let i = 0; i < people; i++) {
      const time = times[j * people + i] as number
      const load = loads[i] as number
      if (load + time >= best) continue
      loads[i] = load + time
      best = place(j + 1, best)
      loads[i] = load
    }
    return best
  }
  return place(0, Infinity)
}

/** The optimum of the linear programme whose dual the prices solve. */
async function linearOptimum({ tasks, people, times }: Instance): Promise<number> {
  const highs = await highsLoader()
  const each = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n))
  const allowed = (j: number, i: number) => (times[j * people + i] as number) !== Infinity
  const once = each(tasks, (j) => ` a${j}: ${each(people, (i) => (allowed(j, i) ? `x${j}_${i}` : '')).filter(Boolean).join(' + ')} = 1`)
  const loads = each(people, (i) => {
    const sum = each(tasks, (j) => (allowed(j, i) ? `${times[j * people + i]} x${j}_${i}` : '')).filter(Boolean).join(' + ')
    return ` l${i}: ${sum ? `${sum} - ` : '- '}T <= 0`
  })
  return highs.solve(['Minimize', ' obj: T', 'Subject To', ...once, ...loads, 'End'].join('\n')).ObjectiveValue
}

describe('a plan', () => {
  it('is what it says, never under its bound, and the bound never over the best of all plans', () => {
    const dice = new Dice(7)
    let best = 0
    const cases = 1_500
    for (let n = 0; n < cases; n++) {
      const instance = randomInstance(dice, dice.whole(1, 8), dice.whole(1, 4), dice.pick([3, 12, 100]))
      const plan = balance(instance, looks(400), () => dice.next())
      const optimum = bestOf(instance)
      expect(makespanOf(instance, plan.holder)).toBe(plan.finish)
      expect(plan.bound, JSON.stringify([...instance.times])).toBeLessThanOrEqual(optimum)
      expect(plan.finish).toBeGreaterThanOrEqual(optimum)
      if (plan.finish === optimum) best++
    }
    expect(best / cases).toBeGreaterThan(0.97)
  })

  it('gives nobody what they may not do', () => {
    const dice = new Dice(3)
    const instance = randomInstance(dice, 60, 6, 40)
    const { holder } = balance(instance, looks(2_000), () => dice.next())
    for (const [j, i] of holder.entries()) expect(instance.times[j * 6 + i]).toBeLessThan(Infinity)
  })

  it('ends at its deadline with the best plan so far', () => {
    const dice = new Dice(4)
    const instance = randomInstance(dice, 200, 10, 100)
    const watch = looks(60)
    const { finish, bound } = balance(instance, watch, () => dice.next())
    expect(finish).toBeGreaterThanOrEqual(bound)
    expect(watch.now()).toBeLessThan(120)
  })

  it('is found in any unit of time: what is too long for a table is bounded by prices alone', () => {
    const dice = new Dice(5)
    const times = Float64Array.from({ length: 12 * 3 }, () => dice.whole(1_000_000_000, 9_000_000_000))
    const instance = { tasks: 12, people: 3, times }
    const { holder, finish, bound } = balance(instance, looks(3_000), () => dice.next())
    expect(finish).toBe(makespanOf(instance, holder))
    expect(bound).toBeLessThanOrEqual(bestOf(instance))
    expect(bound).toBeGreaterThan(0)
  })

  it('is refused where nobody may do a task', () => {
    const times = Float64Array.from([5, 6, Infinity, Infinity])
    expect(() => checkInstance({ tasks: 2, people: 2, times })).toThrow('nobody may do task 1')
    expect(() => checkInstance({ tasks: 1, people: 2, times: Float64Array.from([1.5, 2]) })).toThrow('whole number')
  })
})

describe('the prices', () => {
  it('prove nearly what the linear programme proves, and never more', async () => {
    const dice = new Dice(11)
    for (const [tasks, people, most] of [[40, 5, 100], [60, 8, 30], [80, 4, 1_000]] as const) {
      const instance = randomInstance(dice, tasks, people, most)
      const { weights, bound } = findPrices(instance)
      const optimum = await linearOptimum(instance)
      expect(bound).toBeLessThanOrEqual(optimum * (1 + 1e-6))
      expect(bound).toBeGreaterThan(optimum * 0.99)
      expect(boundOf(instance, weights)).toBeCloseTo(bound, 6)
    }
  })
})
