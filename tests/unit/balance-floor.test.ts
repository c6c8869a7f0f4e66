import fc from 'fast-check'
import highsLoader from 'highs'
import { describe, expect, it } from 'vitest'
import { hashOf, type Certificate } from '../../server/domain/balance/floor/certificate.js'
import { figuresOf, type Figures } from '../../server/domain/balance/floor/figures.js'
import {
  checkFloor,
  compareWorth,
  type Floor,
  type FloorPerson,
  type FloorTask,
} from '../../server/domain/balance/floor/floor.js'
import { LatenessDual } from '../../server/domain/balance/floor/lateness-dual.js'
import { balanceFloor, proposalsOf } from '../../server/domain/balance/floor/propose.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { listsOf, planOf, worthOf } from '../../server/domain/balance/floor/worth.js'
import { Dice } from '../support/dice.js'
import { exactFloor } from '../support/exact-floor.js'
import { makeFloor } from '../support/floors.js'

/** A clock that goes on by itself, so that a search ends after so many looks at it, on any machine. */
const looks = (count: number) => {
  let now = 0
  return { now: () => now++, deadline: count }
}

const person = (id: string, to = 480, rest: Partial<FloorPerson> = {}): FloorPerson => ({
  id,
  slots: [{ from: 0, to }],
  busy: 0,
  ...rest,
})

const task = (no: number, minutes: number[], rest: Partial<FloorTask> = {}): FloorTask => ({
  no,
  weight: 2,
  due: null,
  minutes,
  pinned: null,
  holder: null,
  unplaced: 100,
  ...rest,
})

const solve = (floor: Floor, count = 1_500, seed = 1) => {
  const dice = new Dice(seed)
  return balanceFloor(floor, { watch: looks(count), chance: () => dice.next() })
}

const floors = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    people: fc.integer({ min: 1, max: 4 }),
    tasks: fc.integer({ min: 1, max: 7 }),
    day: fc.constantFrom(12, 40, 90),
    load: fc.constantFrom(0.4, 0.8, 1.2),
    due: fc.constantFrom(0.5, 1, 2, 20),
  })
  .map(({ seed, ...shape }) => makeFloor(new Dice(seed), shape))

describe('a floor', () => {
  it('flows around breaks, after the work in hand', () => {
    const ana = person('ana', 0, {
      slots: [
        { from: 10, to: 20 },
        { from: 30, to: 60 },
      ],
      busy: 5,
    })
    const floor = { people: [ana], tasks: [task(1, [8], { due: 32, weight: 4 }), task(2, [5])] }
    const at = figuresOf(floor)
    // Minutes 15 to 20, then 30 to 33: a minute past its due time.
    expect(worthOf(at, listsOf(floor, at, { lists: [[1, 2]], unplaced: [] }))).toMatchObject({
      lateness: 4,
      finish: 38,
    })
    // What ends with the last minute before the break ends then, not after it.
    expect(worthOf(at, listsOf(floor, at, { lists: [[2]], unplaced: [1] }))).toMatchObject({
      lateness: 400,
      finish: 20,
    })
  })

  it('counts what is taken from a holder, but not what is given out from the queue', () => {
    const floor = {
      people: [person('ana'), person('ben')],
      tasks: [
        task(1, [5, 5], { holder: 'ana' }),
        task(2, [5, 5], { holder: 'zoe' }),
        task(3, [5, 5]),
      ],
    }
    const at = figuresOf(floor)
    expect(worthOf(at, listsOf(floor, at, { lists: [[1, 3], [2]], unplaced: [] })).moves).toBe(1)
    expect(worthOf(at, listsOf(floor, at, { lists: [[2], [1, 3]], unplaced: [] })).moves).toBe(2)
  })

  it('measures unfairness by twentieths of a day', () => {
    const floor = {
      people: [person('ana', 100), person('ben', 200)],
      tasks: [task(1, [50, 50]), task(2, [100, 100])],
    }
    const at = figuresOf(floor)
    expect(worthOf(at, listsOf(floor, at, { lists: [[1], [2]], unplaced: [] })).unfairness).toBe(0)
    expect(worthOf(at, listsOf(floor, at, { lists: [[2], [1]], unplaced: [] })).unfairness).toBe(
      15 * 15,
    )
  })

  it('refuses what is not as its types say', () => {
    const sound = { people: [person('ana')], tasks: [task(1, [5])] }
    expect(() => checkFloor(sound)).not.toThrow()
    expect(() => checkFloor({ ...sound, tasks: [task(7, [5, 6])] })).toThrow('task 7')
    expect(() => checkFloor({ ...sound, tasks: [task(7, [5], { weight: 0.5 })] })).toThrow('task 7')
    expect(() => checkFloor({ ...sound, people: [person('ana', 0)] })).toThrow('person ana')
    expect(() => checkFloor({ ...sound, tasks: [task(1, [5]), task(1, [6])] })).toThrow('twice')
  })
})

describe('a proposal', () => {
  it('does what is urgent first where not everything can be in time', () => {
    const floor = {
      people: [person('ana', 60)],
      tasks: [task(1, [30], { due: 30, weight: 1 }), task(2, [30], { due: 30, weight: 8 })],
    }
    const { plan, worth, certificate } = solve(floor)
    expect(plan.lists).toEqual([[2, 1]])
    expect(worth.lateness).toBe(30)
    expect(certificate.lateness).toMatchObject({ bound: 30, by: { kind: 'shift', person: 'ana' } })
  })

  it('leaves a task where it is when nothing is gained by moving it', () => {
    const people = [person('ana'), person('ben')]
    const tasks = [1, 2, 3, 4].map((no) => task(no, [30, 30], { holder: no % 2 ? 'ana' : 'ben' }))
    const { plan, worth } = solve({ people, tasks })
    expect(worth).toEqual({ lateness: 0, finish: 60, unfairness: 0, moves: 0 })
    expect(plan.lists.map((list) => list.toSorted())).toEqual([
      [1, 3],
      [2, 4],
    ])
  })

  it('names one skill, one shift or one task when that binds', () => {
    const people = [person('ana'), person('ben'), person('cho')]
    const skill = solve({
      people,
      tasks: [1, 2, 3, 4].map((no) => task(no, [50, 50, 0])).concat(task(5, [10, 10, 10])),
    })
    expect(skill.certificate.finish).toMatchObject({
      bound: 100,
      by: { kind: 'skill', people: ['ana', 'ben'] },
    })
    const shift = solve({
      people,
      tasks: [1, 2, 3].map((no) => task(no, [50, 50, 50], { pinned: 'cho' })),
    })
    expect(shift.certificate.finish).toMatchObject({
      bound: 150,
      by: { kind: 'shift', person: 'cho' },
    })
    const long = solve({ people, tasks: [task(8, [90, 95, 99]), task(9, [10, 10, 10])] })
    expect(long.certificate.finish).toMatchObject({ bound: 90, by: { kind: 'task', no: 8 } })
  })

  it('is worked on with nobody there, and with nothing to do', () => {
    expect(solve({ people: [], tasks: [task(1, [])] }).worth).toEqual({
      lateness: 200,
      finish: 0,
      unfairness: 0,
      moves: 0,
    })
    expect(solve({ people: [person('ana')], tasks: [] }).plan).toEqual({
      lists: [[]],
      unplaced: [],
    })
    expect(
      solve({ people: [person('ana', 9, { slots: [] })], tasks: [task(1, [4])] }).plan.unplaced,
    ).toEqual([1])
  })

  it('is a plan, worth what it says, and never past a shift or against a pin', () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const { plan, worth } = solve(floor, 300)
        const at = figuresOf(floor)
        const lists = listsOf(floor, at, plan)
        expect(worthOf(at, lists)).toEqual(worth)
        expect(planOf(floor, lists)).toEqual({
          ...plan,
          unplaced: plan.unplaced.toSorted((a, b) => a - b),
        })
        floor.people.forEach(({ id, slots, busy }, i) => {
          const mine = floor.tasks.filter(({ no }) => plan.lists[i]?.includes(no))
          const room = slots.reduce((sum, { from, to }) => sum + to - from, 0)
          const work = mine.reduce((sum, { minutes }) => sum + (minutes[i] as number), 0)
          if (mine.length > 0) expect(work).toBeLessThanOrEqual(room - busy)
          for (const { pinned, minutes } of mine) {
            expect(pinned === null || pinned === id).toBe(true)
            expect(minutes[i]).toBeGreaterThan(0)
          }
        })
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('only ever gets better, and stops when it is told to', () => {
    const floor = makeFloor(new Dice(5), {
      people: 4,
      tasks: 40,
      day: 240,
      load: 0.9,
      due: 1,
      types: 8,
    })
    const dice = new Dice(1)
    let before = null
    for (const proposal of proposalsOf(floor, { watch: looks(400), chance: () => dice.next() })) {
      if (before) expect(compareWorth(proposal.worth, before.worth)).toBeLessThanOrEqual(0)
      before = proposal
    }
    let heard = 0
    const watch = looks(1_000_000)
    balanceFloor(floor, {
      watch,
      chance: () => dice.next(),
      every: 100,
      better: () => heard++,
      cancelled: () => heard > 0,
    })
    expect(heard).toBe(1)
    expect(watch.now()).toBeLessThan(1_000)
  })
})

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

  it('has the published hash of its text', () => {
    // FNV-1a of '[[],[]]', from an independent implementation.
    expect(hashOf({ people: [], tasks: [] })).toBe(fnv('[[],[]]'))
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
