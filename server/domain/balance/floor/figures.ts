import type { Floor, FloorPerson, FloorTask } from './floor.js'

/** A floor as typed arrays: tasks j and people i by place, pairs at j · people + i. */
export type Figures = {
  tasks: number
  people: number
  weight: Float64Array
  /** Minutes after now; `Infinity` when never late. */
  due: Float64Array
  /** What a task takes a person; 0 where it is not allowed, pins heeded. */
  minutes: Int32Array
  /** What leaving a task for the next working day costs, weighted. */
  leave: Float64Array
  /** Place of the present holder; −1: nobody; −2: somebody who is not here. */
  holder: Int32Array
  /** Working minutes after the work in hand. */
  capacity: Int32Array
  /** When the k-th of these working minutes ends; at 0 when the work in hand ends, or 0 without any. */
  wall: Int32Array[]
  /** The most working minutes by whose end a task is not late with a person. */
  onTime: Int32Array
  /** Working minutes that the work in hand really takes, and those of the whole day. */
  busy: Int32Array
  day: Int32Array
  /** 1 for people whose share counts for fairness. */
  counted: Uint8Array
}

/** When each working minute of the day ends, in order. */
export const minutesOf = ({ slots }: FloorPerson): number[] =>
  slots.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n + 1))

export function figuresOf({ people, tasks }: Floor): Figures {
  const m = people.length
  const n = tasks.length
  const places = new Map(people.map(({ id }, place) => [id, place]))
  const days = people.map(minutesOf)
  const busy = Int32Array.from(people, (person, i) =>
    Math.min(person.busy, (days[i] as number[]).length),
  )
  const wall = days.map((ends, i) => {
    const begun = busy[i] as number
    return Int32Array.from([begun > 0 ? (ends[begun - 1] as number) : 0, ...ends.slice(begun)])
  })
  const figures: Figures = {
    tasks: n,
    people: m,
    weight: Float64Array.from(tasks, ({ weight }) => weight),
    due: Float64Array.from(tasks, ({ due }) => due ?? Infinity),
    minutes: new Int32Array(n * m),
    leave: Float64Array.from(tasks, ({ weight, unplaced }) => weight * unplaced),
    holder: Int32Array.from(tasks, ({ holder }) =>
      holder === null ? -1 : (places.get(holder) ?? -2),
    ),
    capacity: Int32Array.from(wall, (ends) => ends.length - 1),
    wall,
    onTime: new Int32Array(n * m),
    busy,
    day: Int32Array.from(days, (ends) => ends.length),
    counted: new Uint8Array(m),
  }
  const last = wall.map(lastByMinute)
  const lastBefore = (i: number, due: number) => {
    const row = last[i] as Int32Array
    return due < 0 ? 0 : (row[Math.min(due, row.length - 1)] as number)
  }
  const { capacity, onTime, counted, minutes: taken } = figures
  for (let j = 0, at = 0; j < n; j++) {
    const { pinned, minutes } = tasks[j] as FloorTask
    const only = pinned === null ? -1 : (places.get(pinned) ?? -2)
    const due = figures.due[j] as number
    for (let i = 0; i < m; i++, at++) {
      const takes = minutes[i] as number
      if (takes === 0 || takes > (capacity[i] as number) || (only !== -1 && only !== i)) continue
      taken[at] = takes
      onTime[at] = lastBefore(i, due)
      counted[i] = 1
    }
  }
  for (let i = 0; i < m; i++) if ((busy[i] as number) > 0) figures.counted[i] = 1
  return figures
}

/** The most working minutes that end by `time`. */
export function lastBy(wall: Int32Array, time: number): number {
  let low = 0
  let high = wall.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((wall[middle] as number) <= time) low = middle
    else high = middle - 1
  }
  return low
}

/** The same for each minute up to the end of the day. */
function lastByMinute(wall: Int32Array): Int32Array {
  const row = new Int32Array((wall[wall.length - 1] as number) + 1)
  for (let time = 0, k = 0; time < row.length; time++) {
    while (k + 1 < wall.length && (wall[k + 1] as number) <= time) k++
    row[time] = k
  }
  return row
}
