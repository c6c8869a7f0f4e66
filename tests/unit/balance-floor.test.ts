import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../server/domain/balance/floor/figures.js'
import { checkFloor, compareWorth } from '../../server/domain/balance/floor/floor.js'
import { balanceFloor, proposalsOf } from '../../server/domain/balance/floor/propose.js'
import { listsOf, planOf, worthOf } from '../../server/domain/balance/floor/worth.js'
import { Dice } from '../support/dice.js'
import { makeFloor } from '../support/floors.js'
import { floors, looks, person, solve, task } from '../support/small-floors.js'

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
