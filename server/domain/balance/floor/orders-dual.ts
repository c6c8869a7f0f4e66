/**
 * The bound for floors so small that every set of tasks can be looked at with every person: only a worth λ
 * of each task that gets done. Σ_j min(leave_j, λ_j) − Σ_i K_i is proved for any λ, where K_i is the most that
 * person i gains from any set, each task worth λ_j, less the lateness of the set in its best order (the
 * dual of choosing a list for everybody, Dantzig and Wolfe 1960). Nothing is let overlap or be parted.
 */
import type { Stopwatch } from '../instance.js'
import type { Bounding, Priced } from './bounding.js'
import { MOST_ORDERED } from './certificate.js'
import type { Figures } from './figures.js'

const FIRST_STEP = 0.3
const LEAST_STEP = 0.001
const PATIENCE = 20
const STALLED = 1_000
/** Part of the newest look in the averaged slope. */
const PART = 0.1

/** Steps through all sets of all people, before the first bound: about 50 ms. */
const MOST_STEPS = 8_000_000

/** Whether it is soon done: with 16 tasks up to 7 people, with 14 up to 34. */
export const hasFewSets = ({ tasks, people }: Figures): boolean =>
  tasks <= MOST_ORDERED && people * tasks * 2 ** tasks <= MOST_STEPS

export class OrdersDual implements Bounding {
  bound: number
  private readonly best: Priced & { worths: Float64Array }
  private readonly late: Float64Array[]
  private readonly sums: Float64Array
  private readonly worths: Float64Array
  private readonly missing: Float64Array
  private readonly lack: Float64Array
  private step = FIRST_STEP
  private failures = 0

  /** @throws RangeError for more than `MOST_ORDERED` tasks */
  constructor(private readonly at: Figures) {
    if (at.tasks > MOST_ORDERED) throw new RangeError(`${at.tasks} tasks have too many sets`)
    this.late = Array.from({ length: at.people }, (_, i) => latenessOfSets(at, i))
    this.sums = new Float64Array(1 << at.tasks)
    this.worths = new Float64Array(at.tasks)
    this.missing = new Float64Array(at.tasks)
    const prices = Array.from(at.capacity, (size) => new Float64Array(size))
    this.best = { prices, worths: new Float64Array(at.tasks) }
    this.bound = this.value(this.best.worths, 1)
    this.lack = this.missing.slice()
  }

  private value(worths: Float64Array, scale: number): number {
    const { at, sums } = this
    let total = 0
    for (let j = 0; j < at.tasks; j++) {
      total += Math.min((at.leave[j] as number) * scale, worths[j] as number)
      this.missing[j] = 1
    }
    for (let set = 1; set < sums.length; set++) {
      const top = 31 - Math.clz32(set)
      sums[set] = (sums[set ^ (1 << top)] as number) + (worths[top] as number)
    }
    for (const late of this.late) {
      let most = 0
      let which = 0
      for (let set = 1; set < sums.length; set++) {
        const gain = (sums[set] as number) - scale * (late[set] as number)
        if (gain <= most) continue
        most = gain
        which = set
      }
      total -= most
      for (let j = 0; j < at.tasks; j++)
        if (which & (1 << j)) this.missing[j] = (this.missing[j] as number) - 1
    }
    return total
  }

  get priced(): Priced {
    return this.best
  }

  proved({ worths }: Priced, scale: number): number {
    return this.value(worths as Float64Array, scale)
  }

  open(upper: number): boolean {
    // A little past the last whole minute, so that it is still proved when prices are made whole.
    return this.bound <= upper - 0.95 && this.failures < STALLED
  }

  run(watch: Stopwatch, upper: number): void {
    const { at, best, lack, worths } = this
    while (watch.now() < watch.deadline && this.open(upper)) {
      let norm = 0
      for (const along of lack) norm += along * along
      const size = (this.step * Math.max(0.5, upper - this.bound)) / Math.max(norm, 1e-3)
      for (let j = 0; j < at.tasks; j++) {
        const worth = (best.worths[j] as number) + size * (lack[j] as number)
        worths[j] = Math.max(0, Math.min(at.leave[j] as number, worth))
      }
      const now = this.value(worths, 1)
      for (let j = 0; j < at.tasks; j++)
        lack[j] = (1 - PART) * (lack[j] as number) + PART * (this.missing[j] as number)
      if (now <= this.bound + 1e-9) {
        if (++this.failures % PATIENCE === 0) this.step = Math.max(this.step * 0.7, LEAST_STEP)
        continue
      }
      if (now - this.bound > 0.002 * (upper - now)) this.failures = 0
      this.step *= 1.2
      this.bound = now
      best.worths.set(worths)
    }
  }
}

/** Least lateness of every set of tasks with one person; Infinity where it does not fit or may not be. */
export function latenessOfSets(at: Figures, i: number): Float64Array {
  const sets = 1 << at.tasks
  const late = new Float64Array(sets).fill(Infinity)
  const load = new Int32Array(sets)
  const wall = at.wall[i] as Int32Array
  late[0] = 0
  for (let set = 1; set < sets; set++) {
    const top = 31 - Math.clz32(set)
    const end = (load[set ^ (1 << top)] as number) + (at.minutes[top * at.people + i] as number)
    load[set] = end
    if (end > (at.capacity[i] as number)) continue
    let least = Infinity
    for (let j = 0; j < at.tasks; j++) {
      if ((set & (1 << j)) === 0 || at.minutes[j * at.people + i] === 0) continue
      const past = (wall[end] as number) - (at.due[j] as number)
      const own = past > 0 ? (at.weight[j] as number) * past : 0
      least = Math.min(least, (late[set ^ (1 << j)] as number) + own)
    }
    late[set] = least
  }
  return late
}
