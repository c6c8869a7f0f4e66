import fc from 'fast-check'
import type { Floor, FloorPerson, FloorTask } from '../../server/domain/balance/floor/floor.js'
import { balanceFloor } from '../../server/domain/balance/floor/propose.js'
import { Dice } from './dice.js'
import { makeFloor } from './floors.js'

/** A clock that goes on by itself, so that a search ends after so many looks at it, on any machine. */
export const looks = (count: number) => {
  let now = 0
  return { now: () => now++, deadline: count }
}

export const person = (id: string, to = 480, rest: Partial<FloorPerson> = {}): FloorPerson => ({
  id,
  slots: [{ from: 0, to }],
  busy: 0,
  ...rest,
})

export const task = (no: number, minutes: number[], rest: Partial<FloorTask> = {}): FloorTask => ({
  no,
  weight: 2,
  due: null,
  minutes,
  pinned: null,
  holder: null,
  unplaced: 100,
  ...rest,
})

export const solve = (floor: Floor, count = 1_500, seed = 1) => {
  const dice = new Dice(seed)
  return balanceFloor(floor, { watch: looks(count), chance: () => dice.next() })
}

export const floors = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    people: fc.integer({ min: 1, max: 4 }),
    tasks: fc.integer({ min: 1, max: 7 }),
    day: fc.constantFrom(12, 40, 90),
    load: fc.constantFrom(0.4, 0.8, 1.2),
    due: fc.constantFrom(0.5, 1, 2, 20),
  })
  .map(({ seed, ...shape }) => makeFloor(new Dice(seed), shape))
