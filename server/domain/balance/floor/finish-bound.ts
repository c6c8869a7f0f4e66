/** Proves by prices of the people's time how early a floor can end at all. */
import { findPrices } from '../dual.js'
import type { Instance, Stopwatch } from '../instance.js'
import type { Binding, Certificate } from './certificate.js'
import type { Figures } from './figures.js'
import type { Floor } from './floor.js'
import { roomBy } from './time-prices.js'
import { aloneOf, cannotEndBy } from './verify.js'

type Proof = NonNullable<Certificate['finish']>

/** Price of the dearest person's minute. */
const UNIT = 1_000_000
/** Pairs looked at in one search for prices. */
const EFFORT = 3_000_000
/** Sets of people tried for what binds. */
const MOST_SETS = 24

/**
 * @param within weighted lateness of the plans that it holds for
 * @param finish of the best of them so far
 */
export function boundFinish(
  floor: Floor,
  at: Figures,
  within: number,
  finish: number,
  watch: Stopwatch,
): Proof {
  const walls = at.wall.map((wall) => Array.from(wall))
  const proof: Proof = {
    bound: 0,
    within,
    prices: at.wall.map(() => 0),
    left: 0,
    by: { kind: 'task', no: null },
  }
  let low = 0
  let high = finish
  while (low < high) {
    const middle = (low + high) >> 1
    if (cannotEndBy(floor, walls, proof, middle)) low = middle + 1
    else high = middle
  }
  const alone = aloneOf(floor, walls)
  let best: Proof = { ...proof, bound: low, by: soleTask(floor, at, within, low) }
  let shares: Float64Array | undefined
  let open = finish
  let priced = false
  // From the plan's own finish down to where the prices say, then between what is proved and what is not.
  for (let guess = finish - 1; best.bound < open && watch.now() < watch.deadline;) {
    const time = priced ? (best.bound + open - 1) >> 1 : Math.max(best.bound, guess)
    const found = pricesBy(at, alone, within, time, shares)
    shares = found.shares
    if (cannotEndBy(floor, walls, { ...best, ...found.prices }, time)) {
      best = { ...best, ...found.prices, bound: time + 1, by: { kind: 'work' } }
      priced = true
    } else open = time
    guess = Math.min(time - 1, Math.floor(time * found.needed))
  }
  return best.by.kind === 'work' ? { ...best, ...narrowed(floor, at, walls, best) } : best
}

function pricesBy(
  at: Figures,
  alone: number[],
  within: number,
  time: number,
  shares?: Float64Array,
) {
  const { people: m } = at
  const room = roomBy(at, time)
  const spare = within - alone.reduce((sum, late) => sum + late, 0)
  const instance = instanceBy(at, alone, spare, room)
  const rounds = Math.max(
    40,
    Math.min(400, Math.round(EFFORT / Math.max(1, instance.tasks * instance.people))),
  )
  const found = findPrices(
    instance,
    shares?.map((share) => Math.max(share, 1e-7)),
    rounds,
  )
  const each = at.wall.map((_, i) => (found.weights[i] as number) / Math.max(1, room[i] as number))
  const left = spare > 0 ? (found.weights[m] as number) / spare : 0
  const most = Math.max(left, ...each)
  const whole = (price: number) => Math.round((price / most) * UNIT)
  return {
    shares: found.weights,
    needed: found.bound,
    prices: { prices: each.map(whole), left: whole(left) },
  }
}

/** Each person's room is one, and so is all the lateness that may be spent on leaving tasks for another day. */
function instanceBy(at: Figures, alone: number[], spare: number, room: Int32Array): Instance {
  const { people: m } = at
  const rows: number[] = []
  for (let j = 0; j < at.tasks; j++) {
    const row: number[] = []
    for (let i = 0; i < m; i++) {
      const takes = at.minutes[j * m + i] as number
      const late =
        takes > 0 ? ((at.wall[i] as Int32Array)[takes] as number) - (at.due[j] as number) : 0
      const fits =
        takes > 0 &&
        takes <= (room[i] as number) &&
        !(late > 0 && late * (at.weight[j] as number) - (alone[j] as number) > spare)
      row.push(fits ? takes / (room[i] as number) : Infinity)
    }
    const leave = (at.leave[j] as number) - (alone[j] as number)
    row.push(spare > 0 && leave <= spare ? leave / spare : Infinity)
    // A task that nobody can do in time proves by itself that all cannot end by then.
    if (row.some((time) => time < Infinity)) for (const time of row) rows.push(time)
  }
  return { tasks: rows.length / (m + 1), people: m + 1, times: Float64Array.from(rows) }
}

/** Work in hand of one person, or the task that takes everybody longer. */
function soleTask(floor: Floor, at: Figures, within: number, bound: number): Binding {
  const hand = at.wall.findIndex((wall) => wall[0] === bound)
  if (hand >= 0) return { kind: 'shift', person: (floor.people[hand] as { id: string }).id }
  const walls = at.wall.map((wall) => Array.from(wall))
  const free = {
    bound,
    within,
    prices: at.wall.map(() => 0),
    left: 0,
    by: { kind: 'work' } as const,
  }
  const sole = floor.tasks.find((task) =>
    cannotEndBy({ ...floor, tasks: [task] }, walls, free, bound - 1),
  )
  return { kind: 'task', no: sole?.no ?? null }
}

/** The fewest people whose time alone proves the same, of those who alone may do some task. */
function narrowed(
  floor: Floor,
  at: Figures,
  walls: number[][],
  proof: Proof,
): Pick<Proof, 'prices' | 'by'> {
  for (const set of ableSets(at)) {
    const prices = proof.prices.map((price, i) => (set.includes(i) ? price : 0))
    if (cannotEndBy(floor, walls, { ...proof, prices }, proof.bound - 1))
      return { prices, by: bindingOf(floor, at, set) }
  }
  return { prices: proof.prices, by: { kind: 'work' } }
}

/** Sets of people who alone may do some task, the smallest first. */
export function ableSets(at: Figures): number[][] {
  const sets = new Map<string, number[]>()
  for (let j = 0; j < at.tasks; j++) {
    const set: number[] = []
    for (let i = 0; i < at.people; i++)
      if ((at.minutes[j * at.people + i] as number) > 0) set.push(i)
    if (set.length > 0) sets.set(set.join(), set)
  }
  return [...sets.values()].sort((a, b) => a.length - b.length).slice(0, MOST_SETS)
}

export function bindingOf(floor: Floor, at: Figures, set: readonly number[]): Binding {
  const ids = set.map((i) => (floor.people[i] as { id: string }).id)
  if (ids.length === 1) return { kind: 'shift', person: ids[0] as string }
  const useful = at.capacity.filter((room) => room > 0).length
  return ids.length >= useful ? { kind: 'work' } : { kind: 'skill', people: ids }
}
