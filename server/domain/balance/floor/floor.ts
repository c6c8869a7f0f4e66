/**
 * The floor's real problem: who does what today, and in which order, so that as little as possible is
 * late. All times are whole minutes after now, all amounts of work are whole working minutes.
 */

/** Working time from `from` up to and without `to`. */
export type Slot = { from: number; to: number }

export type FloorPerson = {
  id: string
  /** Free working time today in order, at least a minute each: breaks, training and leave are cut out. */
  slots: readonly Slot[]
  /** Work in hand: it takes the first `busy` working minutes, and nobody takes it away. */
  busy: number
}

export type FloorTask = {
  no: number
  /** What a minute of lateness counts: a whole number of at least 1 (urgent 8, high 4, normal 2, low 1). */
  weight: number
  /** Below 0: it is overdue already. Null: it is never late. */
  due: number | null
  /** What it takes each person, in the order of `Floor.people`; 0 where that person may not do it. */
  minutes: readonly number[]
  /** Only this person may do it. */
  pinned: string | null
  /** Who has it now, assigned but not begun; somebody who is not among the people has gone home. */
  holder: string | null
  /** Minutes of lateness that leaving it for the next working day is charged, at least 1. */
  unplaced: number
}

export type Floor = { people: readonly FloorPerson[]; tasks: readonly FloorTask[] }

export type FloorPlan = {
  /** Task numbers in order, a list per person in the order of `Floor.people`. */
  lists: readonly (readonly number[])[]
  /** Task numbers that are left for the next working day. */
  unplaced: readonly number[]
}

/** What a plan is worth; compared one after the other, never added up. */
export type Worth = {
  /** Σ weight · minutes late, what is left for the next working day included. */
  lateness: number
  /** When the last of the work placed, or of the work in hand, ends. */
  finish: number
  /**
   * Σ (a − b)² over all pairs of people who may take some of the work, where a and b are the twentieths
   * of their working minutes that are filled, rounded: 0 when all are filled alike. A difference below
   * a twentieth of a day is not worth moving anything.
   */
  unfairness: number
  /** Tasks taken from their present holder. Work given out from the queue is no move. */
  moves: number
}

/** Below 0 when `a` is better. */
export const compareWorth = (a: Worth, b: Worth): number =>
  a.lateness - b.lateness || a.finish - b.finish || a.unfairness - b.unfairness || a.moves - b.moves

/** Parts into which the share of a day is rounded for fairness. */
export const SHARE_PARTS = 20

const whole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least

/** @throws RangeError naming the first person or task that is not as the types say */
export function checkFloor({ people, tasks }: Floor): void {
  const ids = new Set<string>()
  for (const { id, slots, busy } of people) {
    if (ids.has(id)) throw new RangeError(`person ${id} is there twice`)
    ids.add(id)
    if (!whole(busy, 0)) throw new RangeError(`person ${id} is busy for ${busy} minutes`)
    let last = 0
    for (const { from, to } of slots) {
      const fits = whole(from, last) && whole(to, from + 1)
      if (!fits) throw new RangeError(`person ${id} has a slot from ${from} to ${to} after ${last}`)
      last = to
    }
  }
  const numbers = new Set<number>()
  for (const task of tasks) {
    if (numbers.has(task.no)) throw new RangeError(`task ${task.no} is there twice`)
    numbers.add(task.no)
    const sound =
      whole(task.weight, 1) &&
      whole(task.unplaced, 1) &&
      (task.due === null || Number.isSafeInteger(task.due)) &&
      task.minutes.length === people.length &&
      task.minutes.every((minutes) => whole(minutes, 0))
    if (!sound)
      throw new RangeError(`task ${task.no} needs whole numbers, and minutes for everybody`)
  }
}
