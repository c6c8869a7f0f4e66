import type { Figures } from './figures.js'
import { SHARE_PARTS, type Floor, type FloorPlan, type Worth } from './floor.js'

/** Twentieths of a day that are filled, rounded. */
export const shareOf = (filled: number, day: number): number =>
  day > 0 ? Math.round((SHARE_PARTS * filled) / day) : 0

/** @param lists tasks by place, a list per person; whatever is in none is left for the next working day */
export function worthOf(at: Figures, lists: readonly ArrayLike<number>[]): Worth {
  const { people: m } = at
  const where = new Int32Array(at.tasks).fill(-1)
  let lateness = 0
  let finish = 0
  let count = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < m; i++) {
    const list = lists[i] as ArrayLike<number>
    const wall = at.wall[i] as Int32Array
    let end = 0
    for (let k = 0; k < list.length; k++) {
      const j = list[k] as number
      end += at.minutes[j * m + i] as number
      where[j] = i
      const late = (wall[end] as number) - (at.due[j] as number)
      if (late > 0) lateness += (at.weight[j] as number) * late
    }
    finish = Math.max(finish, wall[end] as number)
    if ((at.counted[i] as number) === 0) continue
    const share = shareOf((at.busy[i] as number) + end, at.day[i] as number)
    count++
    sum += share
    squares += share * share
  }
  let moves = 0
  for (let j = 0; j < at.tasks; j++) {
    if ((where[j] as number) < 0) lateness += at.leave[j] as number
    if (at.holder[j] !== -1 && where[j] !== at.holder[j]) moves++
  }
  return { lateness, finish, unfairness: count * squares - sum * sum, moves }
}

/**
 * The places of a plan's tasks.
 * @throws RangeError for a plan that is none: a task twice or missing, not allowed, pinned elsewhere,
 * or past the end of a shift
 */
export function listsOf(floor: Floor, at: Figures, plan: FloorPlan): Int32Array[] {
  const places = new Map(floor.tasks.map(({ no }, place) => [no, place]))
  const seen = new Set<number>()
  const take = (no: number): number => {
    const place = places.get(no)
    if (place === undefined || seen.has(place))
      throw new RangeError(`task ${no} is unknown or there twice`)
    seen.add(place)
    return place
  }
  if (plan.lists.length !== floor.people.length) throw new RangeError('a list per person is needed')
  const lists = plan.lists.map((list, i) => {
    const row = Int32Array.from(list, take)
    let load = 0
    for (const j of row) {
      const takes = at.minutes[j * at.people + i] as number
      if (takes === 0)
        throw new RangeError(`${floor.people[i]?.id} may not do task ${floor.tasks[j]?.no}`)
      load += takes
    }
    if (load > (at.capacity[i] as number))
      throw new RangeError(`${floor.people[i]?.id} has more than the shift holds`)
    return row
  })
  plan.unplaced.forEach(take)
  if (seen.size !== floor.tasks.length) throw new RangeError('a task is missing')
  return lists
}

export function planOf(floor: Floor, lists: readonly ArrayLike<number>[]): FloorPlan {
  const no = (j: number) => (floor.tasks[j] as { no: number }).no
  const placed = new Set<number>()
  const named = lists.slice(0, floor.people.length).map((list) =>
    Array.from(list, (j) => {
      placed.add(j)
      return no(j)
    }),
  )
  const unplaced = floor.tasks.flatMap(({ no }, j) => (placed.has(j) ? [] : [no]))
  return { lists: named, unplaced }
}
