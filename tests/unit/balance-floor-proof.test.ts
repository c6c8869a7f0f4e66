import fc from 'fast-check'
import highsLoader from 'highs'
import { describe, expect, it } from 'vitest'
import { hashOf, type Certificate } from '../../server/domain/balance/floor/certificate.js'
import { figuresOf, type Figures } from '../../server/domain/balance/floor/figures.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { LatenessDual } from '../../server/domain/balance/floor/lateness-dual.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { worthOf } from '../../server/domain/balance/floor/worth.js'
import { Dice } from '../support/dice.js'
import { exactFloor } from '../support/exact-floor.js'
import { makeFloor } from '../support/floors.js'
import { floors, looks, person, solve, task } from '../support/small-floors.js'

describe('a certificate', () => {
  it('never claims more than the best of all plans, and is reached nearly always', () => {
    let best = 0
    let proved = 0
    const cases = 2_000
    const dice = new Dice(21)
    for (let n = 0; n < cases; n++) {
      const people = dice.whole(1, 3)
      const shape = {
        people,
        tasks: dice.whole(1, 7),
        day: dice.pick([15, 40]),
        load: dice.pick([0.5, 0.9, 1.3]),
        due: dice.pick([0.6, 1.2, 20]),
      }
      const floor = makeFloor(dice, shape)
      const { worth, certificate } = solve(floor, 250, n + 1)
      const exact = exactFloor(figuresOf(floor))
      const told = JSON.stringify(floor)
      expect(certificate.lateness.bound, told).toBeLessThanOrEqual(exact.lateness)
      expect(worth.lateness, told).toBeGreaterThanOrEqual(exact.lateness)
      if (certificate.finish) {
        expect(certificate.finish.within, told).toBe(exact.lateness)
        expect(certificate.finish.bound, told).toBeLessThanOrEqual(exact.finish)
      }
      expect(verify(floor, certificate), told).toMatchObject({
        holds: true,
        lateness: certificate.lateness.bound,
      })
      if (worth.lateness === exact.lateness) best++
      if (certificate.lateness.bound === exact.lateness) proved++
    }
    expect(best / cases).toBeGreaterThan(0.98)
    expect(proved / cases).toBeGreaterThan(0.7)
  }, 60_000)

  it('holds against any plan at all, on floors too large to try every one', () => {
    const dice = new Dice(33)
    for (let n = 0; n < 12; n++) {
      const people = dice.whole(2, 5)
      const floor = makeFloor(dice, { people, tasks: 30, day: 200, load: 0.8, due: 1, types: 6 })
      const { certificate } = solve(floor, 400, n + 1)
      const at = figuresOf(floor)
      for (let plan = 0; plan < 200; plan++) {
        const lists = Array.from({ length: people }, () => [] as number[])
        const loads = new Int32Array(people)
        for (const j of Array.from({ length: 30 }, (_, k) => k).sort(() => dice.next() - 0.5)) {
          const i = dice.whole(0, people - 1)
          const takes = at.minutes[j * people + i] as number
          if (takes === 0 || (loads[i] as number) + takes > (at.capacity[i] as number)) continue
          lists[i]?.push(j)
          loads[i] = (loads[i] as number) + takes
        }
        const worth = worthOf(at, lists)
        expect(worth.lateness).toBeGreaterThanOrEqual(certificate.lateness.bound)
        const { finish } = certificate
        if (finish && worth.lateness <= finish.within)
          expect(worth.finish).toBeGreaterThanOrEqual(finish.bound)
      }
    }
  }, 60_000)

  it('is void after any change of the floor', () => {
    const changed = fc.tuple(
      floors,
      fc.nat(),
      fc.constantFrom('weight', 'due', 'minutes', 'pinned', 'holder', 'unplaced', 'busy', 'slots'),
    )
    fc.assert(
      fc.property(changed, ([floor, place, field]) => {
        const { certificate } = solve(floor, 40)
        const other = structuredClone(floor) as unknown as {
          people: Record<string, unknown>[]
          tasks: Record<string, unknown>[]
        }
        const rows = field === 'busy' || field === 'slots' ? other.people : other.tasks
        const row = rows[place % rows.length] as Record<string, unknown>
        const was = row[field]
        if (Array.isArray(was))
          row[field] =
            field === 'slots' ? [...was, { from: 900, to: 901 }] : was.map((one: number) => one + 1)
        else if (typeof was === 'number') row[field] = was + 1
        else row[field] = was === null ? (field === 'due' ? 3 : 'p1') : null
        expect(verify(other as unknown as Floor, certificate)).toEqual({
          holds: false,
          why: 'the floor has changed',
        })
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  it('is refused when it claims more than its prices prove', () => {
    const floor = makeFloor(new Dice(3), { people: 2, tasks: 6, day: 60, load: 0.9, due: 0.8 })
    const { certificate } = solve(floor)
    expect(certificate.finish).not.toBeNull()
    const { lateness } = certificate
    const finish = certificate.finish as NonNullable<Certificate['finish']>
    const less = { holds: false, why: 'the prices prove less' }
    expect(
      verify(floor, { ...certificate, lateness: { ...lateness, bound: lateness.bound + 8 } }),
    ).toEqual(less)
    expect(verify(floor, { ...certificate, finish: { ...finish, bound: 400 } })).toEqual(less)
    const negative = { ...finish, prices: finish.prices.map(() => -1) }
    expect(verify(floor, { ...certificate, finish: negative })).toMatchObject({ holds: false })
  })

  it('has the hash of its text by FNV-1a, written out in large whole numbers', () => {
    expect(hashOf({ people: [], tasks: [] })).toBe(fnv('[[],[],[]]'))
    const minutes = [4, 0]
    const people = [person('p1', 9), person('p2', 9, { busy: 2 })]
    const tasks = [task(7, minutes), task(8, [3, 3], { due: 5 }), task(9, minutes)]
    const text =
      '[[["p1",0,[[0,9]]],["p2",2,[[0,9]]]],[[4,0],[3,3]],' +
      '[[7,2,null,0,null,null,100],[8,2,5,1,null,null,100],[9,2,null,0,null,null,100]]]'
    expect(hashOf({ people, tasks })).toBe(fnv(text))
    // Whether rows are shared is nothing that a proof depends on.
    const apart = tasks.map((one) => ({ ...one, minutes: [...one.minutes] }))
    expect(hashOf({ people, tasks: apart })).toBe(fnv(text))
  })

  it('proves nearly what the linear programme over all starts proves, and never more', async () => {
    const dice = new Dice(8)
    for (let n = 0; n < 3; n++) {
      const floor = makeFloor(dice, { people: 2, tasks: 6, day: 24, load: 1, due: 0.8 })
      const at = figuresOf(floor)
      const dual = new LatenessDual(at, () => dice.next())
      const { worth } = solve(floor)
      dual.run(looks(1_500), worth.lateness)
      const best = await linearOptimum(at)
      expect(dual.bound).toBeLessThanOrEqual(best + 1e-6)
      expect(dual.bound).toBeGreaterThan(Math.min(best, worth.lateness - 1) * 0.97 - 1e-6)
    }
  }, 60_000)
})

function fnv(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const letter of text)
    hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 0x100000001b3n) & 0xffffffffffffffffn
  return hash.toString(16).padStart(16, '0')
}

/** Every task at a start of somebody or left, nobody at two at once; whole tasks not asked for. */
async function linearOptimum(at: Figures): Promise<number> {
  const highs = await highsLoader()
  const cost: string[] = []
  const once = Array.from({ length: at.tasks }, (_, j) => [`left${j}`])
  const minutes = Array.from(at.capacity, (size) =>
    Array.from({ length: size }, () => [] as string[]),
  )
  for (let j = 0; j < at.tasks; j++) {
    cost.push(`${at.leave[j]} left${j}`)
    for (let i = 0; i < at.people; i++) {
      const takes = at.minutes[j * at.people + i] as number
      for (let s = 0; takes > 0 && s + takes <= (at.capacity[i] as number); s++) {
        const name = `x${j}_${i}_${s}`
        const late = Math.max(
          0,
          ((at.wall[i] as Int32Array)[s + takes] as number) - (at.due[j] as number),
        )
        cost.push(`${late * (at.weight[j] as number)} ${name}`)
        once[j]?.push(name)
        for (let t = s; t < s + takes; t++) minutes[i]?.[t]?.push(name)
      }
    }
  }
  const rows = [
    ...once.map((names, j) => ` a${j}: ${names.join(' + ')} = 1`),
    ...minutes.flatMap((row, i) =>
      row.flatMap((names, t) =>
        names.length > 1 ? [` m${i}_${t}: ${names.join(' + ')} <= 1`] : [],
      ),
    ),
  ]
  return highs.solve(
    ['Minimize', ` obj: ${cost.join(' + ')}`, 'Subject To', ...rows, 'End'].join('\n'),
  ).ObjectiveValue
}
