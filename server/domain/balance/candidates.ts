import type { Instance } from './instance.js'

/** The cheapest people per task by reduced cost r_ij = w_i p_ij − min_i w_i p_ij, in rising order. */
export type Candidates = {
  /** Start of each task's people in `people`; one more than tasks. */
  start: Int32Array
  /** Where those end that are worth looking at, at the present slack. */
  end: Int32Array
  people: Int32Array
  /** Reduced cost of every pair, a row per task. */
  reduced: Float64Array
}

export const CHEAPEST = 5

/** @param most how many people a task are kept, at most */
export function candidatesOf(instance: Instance, weights: Float64Array, most: number): Candidates {
  const { tasks, people, times } = instance
  const reduced = new Float64Array(tasks * people)
  const start = new Int32Array(tasks + 1)
  const width = Math.min(most, people)
  const found = new Int32Array(tasks * width)
  let size = 0
  for (let j = 0, at = 0; j < tasks; j++, at += people) {
    let least = Infinity
    for (let i = 0; i < people; i++) least = Math.min(least, (weights[i] as number) * (times[at + i] as number))
    const from = size
    for (let i = 0; i < people; i++) {
      const cost = (weights[i] as number) * (times[at + i] as number) - least
      reduced[at + i] = cost
      if (cost === Infinity) continue
      // Insertion: the few cheapest stay in order without sorting everybody.
      let place = size
      if (place - from === width) {
        if (cost >= (reduced[at + (found[place - 1] as number)] as number)) continue
        place--
      } else size++
      for (; place > from && (reduced[at + (found[place - 1] as number)] as number) > cost; place--) found[place] = found[place - 1] as number
      found[place] = i
    }
    start[j + 1] = size
  }
  const people_ = found.subarray(0, size)
  return { start, end: start.slice(1), people: people_, reduced }
}

/**
 * Whom a task is worth giving to: a pair whose reduced cost is more than `slack` (best plan − 1 −
 * bound) is in no plan that is better than the best. The cheapest always stays.
 */
export function narrow({ start, end, people, reduced }: Candidates, slack: number): void {
  const size = reduced.length / end.length
  for (let j = 0; j < end.length; j++) {
    const first = (start[j] as number) + 1
    let last = end[j] as number
    while (last > first && (reduced[j * size + (people[last - 1] as number)] as number) > slack) last--
    end[j] = last
  }
}
