/** The part of the verifier that recomputes the bound on lateness. */
import { MOST_ORDERED, type Certificate } from './certificate.js'
import type { Floor, FloorPerson, FloorTask } from './floor.js'

export const allowed = (task: FloorTask, person: FloorPerson, i: number): number =>
  task.pinned === null || task.pinned === person.id ? (task.minutes[i] as number) : 0

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b))

/**
 * Σ_j min(leave_j, worth_j) − Σ prices − the most that each person can gain, rounded up. Without worths a
 * task is worth what it costs whom it costs least, and nobody gains.
 */
export function latenessProved(floor: Floor, walls: number[][], { lateness }: Certificate): number {
  const { unit, worths } = lateness
  if (worths && worths.length !== floor.tasks.length) return 0
  const worth = floor.tasks.map(({ weight, unplaced }, j) =>
    Math.min(weight * unplaced * unit, worths?.[j] ?? Infinity),
  )
  const isFree = lateness.prices.every((runs) => runs.every(([, price]) => price === 0))
  let spent = 0
  floor.people.forEach((person, i) => {
    const wall = walls[i] as number[]
    if (worths && isFree && floor.tasks.length <= MOST_ORDERED) {
      spent += mostOrdered(floor.tasks, person, i, wall, { worths, unit })
      return
    }
    const sums = sumsOf(lateness.prices[i] ?? [], wall.length)
    spent += sums.at(-1) as number
    const costs = floor.tasks.map((task, j) => {
      const most = worths?.[j] ?? (worth[j] as number)
      return leastCost(task, allowed(task, person, i), { wall, sums, unit }, most)
    })
    if (!worths) costs.forEach((cost, j) => (worth[j] = cost))
    else {
      const gains = costs.map((cost, j) => (worths[j] as number) - cost)
      spent += mostPacked(floor.tasks, person, i, wall.length, gains)
    }
  })
  const earned = worth.reduce((sum, price) => sum + price, 0)
  // Past this, sums of whole numbers are no longer exact.
  if (!Number.isSafeInteger(earned) || !Number.isSafeInteger(spent)) return 0
  // Lateness is a sum of whole minutes times weights, so it is a multiple of what divides all weights.
  const step = floor.tasks.reduce((common, { weight }) => divisorOf(common, weight), 0)
  return step === 0 ? 0 : Math.max(0, Math.ceil((earned - spent) / (unit * step)) * step)
}

/** Prices of the first working minutes together, for each number of them. */
function sumsOf(runs: readonly (readonly [number, number])[], size: number): number[] {
  const sums = [0]
  for (const [length, price] of runs) {
    for (let t = 0; t < length && sums.length < size; t++)
      sums.push((sums.at(-1) as number) + price)
  }
  while (sums.length < size) sums.push(sums.at(-1) as number)
  return sums
}

type Minutes = { wall: number[]; sums: number[]; unit: number }

/** What a task costs at the best time, its minutes and its lateness together, if that is less than `most`. */
function leastCost(
  { weight, due }: FloorTask,
  takes: number,
  { wall, sums, unit }: Minutes,
  most: number,
): number {
  if (takes === 0) return most
  let least = most
  for (let end = takes; end < wall.length; end++) {
    const paid = (sums[end] as number) - (sums[end - takes] as number)
    if (paid >= least) continue
    const late = (wall[end] as number) - (due ?? Infinity)
    const price = late > 0 ? paid + weight * unit * late : paid
    if (price < least) least = price
  }
  return least
}

/** The most that a person gains from whole tasks that fit into their minutes. */
function mostPacked(
  tasks: readonly FloorTask[],
  person: FloorPerson,
  i: number,
  size: number,
  gains: readonly number[],
): number {
  const gained = new Float64Array(size)
  tasks.forEach((task, j) => {
    const gain = gains[j] as number
    const takes = allowed(task, person, i)
    if (gain <= 0 || takes === 0) return
    for (let t = size - 1; t >= takes; t--)
      gained[t] = Math.max(gained[t] as number, (gained[t - takes] as number) + gain)
  })
  return gained.at(-1) as number
}

/** The most that a person gains from any tasks in any order: their worths less their lateness. */
function mostOrdered(
  tasks: readonly FloorTask[],
  person: FloorPerson,
  i: number,
  wall: number[],
  { worths, unit }: { worths: readonly number[]; unit: number },
): number {
  const own = tasks.flatMap((task, j) => {
    const takes = allowed(task, person, i)
    return takes > 0 ? [{ ...task, takes, worth: worths[j] as number }] : []
  })
  // By sets of tasks, as bits: whichever of a set comes last ends when all of it is done.
  const late = new Float64Array(1 << own.length).fill(Infinity)
  const load = new Int32Array(late.length)
  const worth = new Float64Array(late.length)
  late[0] = 0
  let most = 0
  for (let set = 1; set < late.length; set++) {
    const top = 31 - Math.clz32(set)
    const { takes, worth: gain } = own[top] as { takes: number; worth: number }
    load[set] = (load[set ^ (1 << top)] as number) + takes
    worth[set] = (worth[set ^ (1 << top)] as number) + gain
    const end = wall[load[set] as number]
    if (end === undefined) continue
    own.forEach(({ weight, due }, n) => {
      if ((set & (1 << n)) === 0) return
      const past = Math.max(0, end - (due ?? Infinity))
      late[set] = Math.min(late[set] as number, (late[set ^ (1 << n)] as number) + weight * past)
    })
    most = Math.max(most, (worth[set] as number) - unit * (late[set] as number))
  }
  return most
}
