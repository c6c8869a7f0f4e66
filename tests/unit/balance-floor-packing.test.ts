/** Bounds that know of whole tasks: on floors with more work than time they must be close, and never too high. */
import highsLoader from 'highs'
import { describe, expect, it } from 'vitest'
import { hashOf, type Certificate } from '../../server/domain/balance/floor/certificate.js'
import { figuresOf, type Figures } from '../../server/domain/balance/floor/figures.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { Knapsack } from '../../server/domain/balance/floor/knapsack.js'
import { LatenessDual } from '../../server/domain/balance/floor/lateness-dual.js'
import {
  hasFewSets,
  latenessOfSets,
  OrdersDual,
} from '../../server/domain/balance/floor/orders-dual.js'
import { PackingDual } from '../../server/domain/balance/floor/packing-dual.js'
import { proveLateness } from '../../server/domain/balance/floor/proof.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { Dice } from '../support/dice.js'
import { exactFloor } from '../support/exact-floor.js'
import { makeFloor } from '../support/floors.js'
import { looks, solve } from '../support/small-floors.js'

const overfull = (dice: Dice): Floor =>
  makeFloor(dice, {
    people: dice.whole(1, 3),
    tasks: dice.whole(3, 7),
    day: dice.pick([40, 90]),
    load: dice.pick([0.95, 1.3]),
    due: dice.pick([0.6, 0.9]),
  })

const certificateOf = (floor: Floor, lateness: Certificate['lateness']): Certificate => ({
  hash: hashOf(floor),
  lateness,
  finish: null,
})

describe('the bound by what fits whole', () => {
  it('is never more than the truth, at least that of the minutes alone, and verified', () => {
    const dice = new Dice(51)
    let minutes = 0
    let packed = 0
    for (let n = 0; n < 150; n++) {
      const floor = overfull(dice)
      const at = figuresOf(floor)
      const { lateness } = exactFloor(at)
      const alone = new LatenessDual(at, () => dice.next())
      alone.run(looks(400), lateness)
      const dual = new PackingDual(at, alone.best, () => dice.next())
      expect(dual.bound).toBeGreaterThanOrEqual(alone.bound - 1e-6)
      dual.run(looks(400), lateness)
      expect(dual.bound).toBeLessThanOrEqual(lateness + 1e-6)
      minutes += lateness - alone.bound
      packed += lateness - dual.bound
    }
    // A third of what is missing goes, where some of the work has to stay.
    expect(packed).toBeLessThan(minutes * 0.67)
  }, 60_000)

  it('is verified on floors too large for all orders', () => {
    const dice = new Dice(77)
    let withWorths = 0
    for (let n = 0; n < 6; n++) {
      const floor = makeFloor(dice, { people: 3, tasks: 18, day: 240, load: 1.2, due: 0.9 })
      const at = figuresOf(floor)
      const upper = solve(floor, 400, n + 1).worth.lateness
      const alone = new LatenessDual(at, () => dice.next())
      alone.run(looks(600), upper)
      const dual = new PackingDual(at, alone.best, () => dice.next())
      dual.run(looks(600), upper)
      const lateness = proveLateness(floor, at, dual)
      expect(lateness.bound).toBeGreaterThanOrEqual(Math.floor(alone.bound))
      expect(lateness.bound).toBeLessThanOrEqual(upper)
      const certificate = certificateOf(floor, lateness)
      expect(verify(floor, certificate)).toMatchObject({ holds: true })
      if (lateness.worths === null) continue
      withWorths++
      // Whoever thinks a task worth more or less proves another bound, and not this one and more.
      const more = { ...lateness, bound: lateness.bound + 40 }
      expect(verify(floor, certificateOf(floor, more)).holds).toBe(false)
      const short = { ...lateness, worths: lateness.worths.slice(1) }
      expect(verify(floor, certificateOf(floor, short)).holds).toBe(false)
      const broken = { ...lateness, worths: lateness.worths.map((worth) => worth + 0.5) }
      expect(verify(floor, certificateOf(floor, broken)).holds).toBe(false)
    }
    expect(withWorths).toBeGreaterThan(3)
  }, 60_000)

  it('proves at once which task has to stay, where the minutes alone let a part of it be done', () => {
    const dice = new Dice(413)
    const tasks = dice.whole(7, 11)
    const shape = { people: dice.whole(2, 4), tasks, day: 240, load: 0.95, due: 0.9 }
    const at = figuresOf(makeFloor(dice, shape))
    expect(exactFloor(at).lateness).toBe(6_006)
    const alone = new LatenessDual(at, () => dice.next())
    alone.run(looks(2_000), 6_006)
    expect(alone.bound).toBeLessThan(4_900)
    const dual = new PackingDual(at, alone.best, () => dice.next())
    dual.run(looks(2_000), 6_006)
    expect(dual.bound).toBeGreaterThan(6_005)
  })
})

describe('the bound by the best orders', () => {
  it('is never more than the truth, and nearly always the truth, where there is too much to do', () => {
    const dice = new Dice(61)
    let reached = 0
    const cases = 150
    for (let n = 0; n < cases; n++) {
      const floor = overfull(dice)
      const at = figuresOf(floor)
      const { lateness } = exactFloor(at)
      const dual = new OrdersDual(at)
      dual.run(looks(1_500), lateness)
      expect(dual.bound).toBeLessThanOrEqual(lateness + 1e-6)
      const proved = proveLateness(floor, at, dual)
      expect(proved.bound).toBeLessThanOrEqual(lateness)
      expect(verify(floor, certificateOf(floor, proved))).toMatchObject({ holds: true })
      if (proved.bound === lateness) reached++
    }
    expect(reached / cases).toBeGreaterThan(0.9)
  }, 60_000)

  it('comes near what choosing among all lists proves as a linear programme, and never passes it', async () => {
    const dice = new Dice(71)
    for (let n = 0; n < 6; n++) {
      const at = figuresOf(makeFloor(dice, { people: 2, tasks: 6, day: 60, load: 1.2, due: 0.8 }))
      const dual = new OrdersDual(at)
      dual.run(looks(3_000), exactFloor(at).lateness)
      const best = await listsOptimum(at)
      expect(dual.bound).toBeLessThanOrEqual(best + 1e-5)
      expect(dual.bound).toBeGreaterThan(best * 0.97 - 1)
    }
  }, 60_000)

  it('is not for more tasks than there are bits to count their sets with', () => {
    const dice = new Dice(1)
    const at = figuresOf(makeFloor(dice, { people: 1, tasks: 17, day: 90, load: 1, due: 1 }))
    expect(() => new OrdersDual(at)).toThrow('17 tasks have too many sets')
    expect(hasFewSets({ ...at, tasks: 16, people: 7 })).toBe(true)
    expect(hasFewSets({ ...at, tasks: 16, people: 8 })).toBe(false)
  })
})

it('packs as trying every set does', () => {
  const dice = new Dice(81)
  for (let n = 0; n < 300; n++) {
    const size = dice.whole(0, 30)
    const items = Array.from({ length: dice.whole(0, 8) }, (_, j) => ({
      task: j,
      takes: dice.whole(1, 12),
      gain: dice.whole(1, 9),
    }))
    const sack = new Knapsack(size)
    for (const { task: no, takes, gain } of items) sack.add(no, takes, gain)
    let best = 0
    for (let set = 0; set < 1 << items.length; set++) {
      const some = items.filter((_, j) => set & (1 << j))
      if (some.reduce((sum, { takes }) => sum + takes, 0) > size) continue
      best = Math.max(
        best,
        some.reduce((sum, { gain }) => sum + gain, 0),
      )
    }
    expect(sack.fill()).toBe(best)
    const taken = [...sack.taken()].map((no) => items[no] as (typeof items)[number])
    expect(taken.reduce((sum, { gain }) => sum + gain, 0)).toBe(best)
    expect(taken.reduce((sum, { takes }) => sum + takes, 0)).toBeLessThanOrEqual(size)
  }
})

/** The linear programme that gives everybody one list, whole or in parts: a column a set and person. */
async function listsOptimum(at: Figures): Promise<number> {
  const highs = await highsLoader()
  const cost = Array.from({ length: at.tasks }, (_, j) => `${at.leave[j]} left${j}`)
  const once = Array.from({ length: at.tasks }, (_, j) => [`left${j}`])
  const one: string[][] = []
  for (let i = 0; i < at.people; i++) {
    const own: string[] = []
    latenessOfSets(at, i).forEach((late, set) => {
      if (set === 0 || late === Infinity) return
      const name = `x${i}_${set}`
      cost.push(`${late} ${name}`)
      own.push(name)
      once.forEach((names, j) => set & (1 << j) && names.push(name))
    })
    if (own.length > 0) one.push(own)
  }
  const rows = [
    ...once.map((names, j) => ` a${j}: ${names.join(' + ')} = 1`),
    ...one.map((names, i) => ` p${i}: ${names.join(' + ')} <= 1`),
  ]
  return highs.solve(
    ['Minimize', ` obj: ${cost.join(' + ')}`, 'Subject To', ...rows, 'End'].join('\n'),
  ).ObjectiveValue
}
