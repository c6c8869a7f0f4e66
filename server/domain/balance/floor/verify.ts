/**
 * Recomputes what a certificate claims from its prices, in whole numbers, knowing nothing of how they
 * were found: any prices of at least 0 prove a bound, and none proves too much.
 */
import { hashOf, type Certificate } from './certificate.js'
import type { Floor, FloorPerson, FloorTask } from './floor.js'
import { allowed, latenessProved } from './verify-lateness.js'

export type Verdict =
  | { holds: true; lateness: number; finish: number | null }
  | {
      holds: false
      why: 'the floor has changed' | 'the prices are not whole numbers' | 'the prices prove less'
    }

const sound = (price: number) => Number.isSafeInteger(price) && price >= 0

export function verify(floor: Floor, certificate: Certificate): Verdict {
  if (hashOf(floor) !== certificate.hash) return { holds: false, why: 'the floor has changed' }
  const { lateness, finish } = certificate
  const prices = [
    lateness.unit - 1,
    ...lateness.prices.flat(2),
    ...(lateness.worths ?? []),
    ...(finish ? [finish.left, finish.within, ...finish.prices] : []),
  ]
  if (!prices.every(sound)) return { holds: false, why: 'the prices are not whole numbers' }
  const walls = floor.people.map(wallOf)
  const proved = latenessProved(floor, walls, certificate)
  if (!(proved >= lateness.bound)) return { holds: false, why: 'the prices prove less' }
  if (finish && !cannotEndBy(floor, walls, finish, finish.bound - 1))
    return { holds: false, why: 'the prices prove less' }
  return { holds: true, lateness: lateness.bound, finish: finish?.bound ?? null }
}

/** When each working minute after the work in hand ends; first, when that itself ends. */
export function wallOf({ slots, busy }: FloorPerson): number[] {
  const ends = slots.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, n) => from + n + 1),
  )
  const begun = Math.min(busy, ends.length)
  return [begun > 0 ? (ends[begun - 1] as number) : 0, ...ends.slice(begun)]
}

/**
 * Whether no plan that is at most `within` late can end by `time`: somebody's work in hand ends later, a
 * task that has to be done fits nobody, or all tasks' cheapest prices exceed what all the time is worth.
 * What is late even if done at once leaves so much less of `within` for anything else.
 */
export function cannotEndBy(
  floor: Floor,
  walls: number[][],
  finish: NonNullable<Certificate['finish']>,
  time: number,
): boolean {
  if (walls.some((wall) => (wall[0] as number) > time)) return true
  const rooms = walls.map((wall) => wall.filter((end, k) => k > 0 && end <= time).length)
  const alone = aloneOf(floor, walls)
  const spare = finish.within - alone.reduce((sum, late) => sum + late, 0)
  let worth = finish.left * Math.max(0, spare)
  rooms.forEach((room, i) => (worth += room * (finish.prices[i] as number)))
  let needed = 0
  floor.tasks.forEach((task, j) => {
    const leave = task.weight * task.unplaced - (alone[j] as number)
    let least = leave <= spare ? leave * finish.left : Infinity
    floor.people.forEach((person, i) => {
      const takes = allowed(task, person, i)
      if (takes === 0 || takes > (rooms[i] as number)) return
      if (lateAt(task, (walls[i] as number[])[takes] as number) - (alone[j] as number) > spare)
        return
      least = Math.min(least, takes * (finish.prices[i] as number))
    })
    needed += least
  })
  return (
    needed > worth &&
    Number.isSafeInteger(worth) &&
    (needed === Infinity || Number.isSafeInteger(needed))
  )
}

const lateAt = ({ weight, due }: FloorTask, end: number) =>
  due === null ? 0 : Math.max(0, weight * (end - due))

/** Weighted lateness of each task if it were the only one. */
export const aloneOf = ({ people, tasks }: Floor, walls: number[][]): number[] =>
  tasks.map((task) =>
    people.reduce((least, person, i) => {
      const takes = allowed(task, person, i)
      const end = (walls[i] as number[])[takes]
      return takes === 0 || end === undefined ? least : Math.min(least, lateAt(task, end))
    }, task.weight * task.unplaced),
  )
