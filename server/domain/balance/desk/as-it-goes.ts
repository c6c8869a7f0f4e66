/**
 * What today would bring without a proposal: everybody takes what they were given, in order, then the
 * first of the queue that they may do and that fits into what is left of their shift.
 */
import { figuresOf, type Figures } from '../floor/figures.js'
import type { Floor } from '../floor/floor.js'

export type Outcome = {
  /** Tasks that end after they are due, today or because they are left. */
  late: number
  /** Minutes of lateness, weighted. */
  weighted: number
  /** Minutes after now at which the last work of today ends, past the shift where there is too much. */
  finish: number
}

/** A task that is left for the next day is late when that costs it more than being left. */
const isLateLeft = (at: Figures, j: number) =>
  (at.due[j] as number) < Infinity && (at.leave[j] as number) > (at.weight[j] as number)

/** @param lists tasks by place, a list per person; whatever is in none is left */
export function outcomeOf(at: Figures, lists: readonly ArrayLike<number>[]): Outcome {
  const outcome: Outcome = { late: 0, weighted: 0, finish: 0 }
  const placed = new Uint8Array(at.tasks)
  lists.forEach((list, i) => {
    const wall = at.wall[i] as Int32Array
    let end = 0
    for (let k = 0; k < list.length; k++) {
      const j = list[k] as number
      end += at.minutes[j * at.people + i] as number
      placed[j] = 1
      const late = (wall[end] as number) - (at.due[j] as number)
      if (late <= 0) continue
      outcome.late++
      outcome.weighted += late * (at.weight[j] as number)
    }
    outcome.finish = Math.max(outcome.finish, wall[end] as number)
  })
  for (let j = 0; j < at.tasks; j++) {
    if (placed[j]) continue
    if (isLateLeft(at, j)) outcome.late++
    outcome.weighted += at.leave[j] as number
  }
  return outcome
}

/**
 * @param order what each holds and has not begun, in the order in which they would take it
 * @param open tasks that are taken from the queue; left out: all that is there and in nobody's list
 */
export function asItGoes(
  floor: Floor,
  order: ReadonlyMap<string, readonly number[]>,
  at: Figures = figuresOf(floor),
  open?: ReadonlySet<number>,
): Outcome {
  const m = at.people
  const placeOf = new Map(floor.tasks.map(({ no }, j) => [no, j]))
  const listed = new Set([...order.values()].flat())
  const queue = floor.tasks.flatMap(({ no, holder }, j) =>
    holder === null && !listed.has(no) && (open?.has(no) ?? true) ? [j] : [],
  )
  const used = new Int32Array(m)
  const given = floor.people.map(({ id }) =>
    (order.get(id) ?? []).flatMap((no) => placeOf.get(no) ?? []),
  )
  const lists: number[][] = floor.people.map(() => [])
  let over = 0
  const room = (i: number) => (at.capacity[i] as number) - (used[i] as number)
  const take = (i: number, j: number) => {
    used[i] = (used[i] as number) + (at.minutes[j * m + i] as number)
    lists[i]?.push(j)
  }
  given.forEach((own, i) => {
    let past = 0
    for (const j of own) {
      const takes = floor.tasks[j]?.minutes[i] as number
      if (at.minutes[j * m + i] && takes <= room(i)) take(i, j)
      else past += takes
    }
    const wall = at.wall[i] as Int32Array
    if (past > 0) over = Math.max(over, (wall.at(-1) as number) + past - room(i))
  })
  const free = new Set(floor.people.keys())
  for (let next = earliest(at, used, free); next >= 0; next = earliest(at, used, free)) {
    const found = queue.findIndex((j) => {
      const takes = at.minutes[j * m + next] as number
      return takes > 0 && takes <= room(next)
    })
    if (found < 0) free.delete(next)
    else take(next, queue.splice(found, 1)[0] as number)
  }
  const outcome = outcomeOf(at, lists)
  return { ...outcome, finish: Math.max(outcome.finish, over) }
}

/** Who is free first; −1 when nobody is left. */
function earliest(at: Figures, used: Int32Array, free: ReadonlySet<number>): number {
  let first = -1
  let when = Infinity
  for (const i of free) {
    const end = (at.wall[i] as Int32Array)[used[i] as number] as number
    if (end >= when) continue
    first = i
    when = end
  }
  return first
}
