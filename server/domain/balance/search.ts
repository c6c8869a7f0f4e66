/**
 * Local search over who does what: moves, swaps and chains on the overload past a target that is one
 * unit under the best plan, with kicks where it is stuck.
 */
import { loadsOf, type Instance, type Stopwatch } from './instance.js'

export type Chance = () => number

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

type Limits = { watch: Stopwatch; bound: number; chance: Chance }

/**
 * Improves a plan in place until the time is over or it reaches the bound.
 * @param holder who does each task; afterwards the best plan found
 * @param slackAt the most that a pair's reduced cost may be in a plan better than one that finishes then
 * @returns the latest finish of the best plan
 */
export function improve(
  instance: Instance,
  weights: Float64Array,
  holder: Int32Array,
  { watch, bound, chance }: Limits,
  candidates: Candidates,
  slackAt: (finish: number) => number,
): number {
  const search = new Search(instance, weights, holder)
  let best = search.finish
  const keep = holder.slice()
  // From far off, everybody past the bound is relieved at once; then the best plan is beaten by one.
  narrow(candidates, slackAt(best))
  search.aim(bound, candidates)
  search.descend(watch)
  search.accept()
  if (search.finish < best) {
    best = search.finish
    keep.set(search.holder)
  } else search.become(keep)
  narrow(candidates, slackAt(best))
  search.aim(best - 1, candidates)
  let level = search.descend(watch)
  let rounds = 0
  for (;;) {
    if (search.finish < best) {
      best = search.finish
      keep.set(search.holder)
      if (best <= bound) break
      narrow(candidates, slackAt(best))
      search.aim(best - 1, candidates)
      search.accept()
      level = search.descend(watch)
      continue
    }
    if ((rounds++ & 7) === 0 && watch.now() >= watch.deadline) break
    search.accept()
    search.kick(2 + Math.floor(chance() * 5), chance)
    const after = search.descend(watch)
    // A little worse is let through now and then, or it would sit in one valley.
    if (search.finish < best || after <= level + 1e-9 || chance() < Math.exp((level - after) / TEMPERATURE)) level = after
    else search.undo()
  }
  holder.set(keep)
  return best
}

/** Tasks a person from which chains are looked at only where moves and swaps bring nothing. */
const LONG = 22
const TEMPERATURE = 0.3
const REDUCED_WEIGHT = 0.15
const EPSILON = 1e-9

/** One plan with its loads, lists and the changes since it was last accepted. */
class Search {
  readonly loads: Float64Array
  private readonly tasks: number
  private readonly people: number
  private readonly times: Float64Array
  private readonly cost: Float64Array
  private lists: Int32Array[]
  private readonly place: Int32Array
  private counts: Int32Array
  private candidates!: Candidates
  private target = 0
  /** When each person's list last changed, and up to when no way out of their overload was found. */
  private readonly changed: Int32Array
  private readonly failed: Int32Array
  private stamp = 1
  private undoTasks: number[] = []
  private undoHolders: number[] = []

  constructor(instance: Instance, weights: Float64Array, readonly holder: Int32Array) {
    this.tasks = instance.tasks
    this.people = instance.people
    this.times = instance.times
    this.cost = Float64Array.from(weights, (weight) => weight * this.people)
    this.loads = loadsOf(instance, holder)
    this.counts = new Int32Array(this.people)
    this.place = new Int32Array(this.tasks)
    this.lists = Array.from({ length: this.people }, () => new Int32Array(this.tasks))
    for (let j = 0; j < this.tasks; j++) this.append(j, holder[j] as number)
    this.changed = new Int32Array(this.people).fill(1)
    this.failed = new Int32Array(this.people)
  }

  get finish(): number {
    let most = 0
    for (let i = 0; i < this.people; i++) if ((this.loads[i] as number) > most) most = this.loads[i] as number
    return most
  }

  aim(target: number, candidates: Candidates): void {
    this.target = target
    this.candidates = candidates
    this.failed.fill(0)
  }

  accept(): void {
    this.undoTasks.length = 0
    this.undoHolders.length = 0
  }

  undo(): void {
    for (let n = this.undoTasks.length - 1; n >= 0; n--) this.shift(this.undoTasks[n] as number, this.undoHolders[n] as number)
    this.accept()
  }

  private append(j: number, i: number): void {
    const count = this.counts[i] as number
    ;(this.lists[i] as Int32Array)[count] = j
    this.place[j] = count
    this.counts[i] = count + 1
  }

  private shift(j: number, to: number): void {
    const from = this.holder[j] as number
    if (from === to) return
    const list = this.lists[from] as Int32Array
    const last = (this.counts[from] as number) - 1
    const moved = list[last] as number
    const at = this.place[j] as number
    list[at] = moved
    this.place[moved] = at
    this.counts[from] = last
    this.append(j, to)
    this.holder[j] = to
    this.loads[from] = (this.loads[from] as number) - (this.times[j * this.people + from] as number)
    this.loads[to] = (this.loads[to] as number) + (this.times[j * this.people + to] as number)
    this.stamp++
    this.changed[from] = this.stamp
    this.changed[to] = this.stamp
  }

  private move(j: number, to: number): void {
    this.undoTasks.push(j)
    this.undoHolders.push(this.holder[j] as number)
    this.shift(j, to)
  }

  /** Takes over a plan. */
  become(holder: Int32Array): void {
    for (let j = 0; j < this.tasks; j++) this.shift(j, holder[j] as number)
  }

  kick(count: number, chance: Chance): void {
    const { start, end, people } = this.candidates
    for (let n = 0; n < count; n++) {
      const j = Math.floor(chance() * this.tasks)
      const from = start[j] as number
      const size = (end[j] as number) - from
      if (size < 2) continue
      this.move(j, people[from + Math.floor(chance() * size)] as number)
    }
  }

  /** Overload past the target, weighted, once nothing lessens it any more. */
  descend(watch: Stopwatch): number {
    let rounds = 0
    for (;;) {
      const worst = this.mostOverloaded()
      if (worst < 0) break
      if ((++rounds & 63) === 0 && watch.now() >= watch.deadline) break
      if (!this.relieve(worst)) this.failed[worst] = this.stamp
    }
    let sum = 0
    for (let i = 0; i < this.people; i++) sum += this.over(i, this.loads[i] as number)
    return sum
  }

  private over(i: number, load: number): number {
    return load > this.target ? (this.cost[i] as number) * (load - this.target) : 0
  }

  /** The person with most overload of whom it is not known that nothing helps; −1: there is none. */
  private mostOverloaded(): number {
    let worst = -1
    let most = 0
    let newest = 0
    for (let i = 0; i < this.people; i++) if ((this.changed[i] as number) > newest) newest = this.changed[i] as number
    for (let i = 0; i < this.people; i++) {
      const over = this.over(i, this.loads[i] as number)
      if (over > most && (this.failed[i] as number) < newest) {
        most = over
        worst = i
      }
    }
    return worst
  }

  /** Does the change that lessens the overload most; false when none does. */
  private relieve(i: number): boolean {
    // A chain costs a look at a third person's list; with long lists a move or swap is nearly always there.
    return (this.tasks > LONG * this.people && this.change(i, false)) || this.change(i, true)
  }

  private change(i: number, chains: boolean): boolean {
    const { start, end, people: near, reduced } = this.candidates
    const { people: m, times, loads, target, cost } = this
    const list = this.lists[i] as Int32Array
    const size = this.counts[i] as number
    const failedAt = this.failed[i] as number
    const all = (this.changed[i] as number) > failedAt
    const load = loads[i] as number
    const overNow = this.over(i, load)
    const ci = cost[i] as number
    let best = -EPSILON
    let bestJ = -1
    let bestH = -1
    let bestK = -1
    let bestG = -1
    for (let at = 0; at < size; at++) {
      const j = list[at] as number
      const rowJ = j * m
      const freed = load - (times[rowJ + i] as number)
      const rj = reduced[rowJ + i] as number
      const gainOut = (freed > target ? ci * (freed - target) : 0) - overNow
      for (let c = start[j] as number, stop = end[j] as number; c < stop; c++) {
        const h = near[c] as number
        if (h === i) continue
        const fresh = all || (this.changed[h] as number) > failedAt
        const ch = cost[h] as number
        const loadH = loads[h] as number
        const overH = loadH > target ? ch * (loadH - target) : 0
        const withJ = loadH + (times[rowJ + h] as number)
        const rj2 = ((reduced[rowJ + h] as number) - rj) * m * REDUCED_WEIGHT
        if (fresh) {
          const delta = gainOut + (withJ > target ? ch * (withJ - target) : 0) - overH + rj2
          if (delta < best) {
            best = delta
            bestJ = j
            bestH = h
            bestK = -1
            bestG = -1
          }
        }
        // Somebody else's task goes on: back to i, or on to a third.
        const listH = this.lists[h] as Int32Array
        for (let b = 0, sizeH = this.counts[h] as number; b < sizeH; b++) {
          const k = listH[b] as number
          const rowK = k * m
          const newH = withJ - (times[rowK + h] as number)
          const partial = gainOut + (newH > target ? ch * (newH - target) : 0) - overH + rj2
          const rk = reduced[rowK + h] as number
          if (partial - rk * m * REDUCED_WEIGHT - (gainOut > 0 ? gainOut : 0) >= best) continue
          for (let e = start[k] as number, last = end[k] as number; e < last; e++) {
            const g = near[e] as number
            if (g === h) continue
            const rk2 = ((reduced[rowK + g] as number) - rk) * m * REDUCED_WEIGHT
            let delta: number
            if (g !== i && !chains) continue
            if (g === i) {
              if (!fresh) continue
              const newI = freed + (times[rowK + i] as number)
              delta = partial - gainOut + (newI > target ? ci * (newI - target) : 0) - overNow + rk2
            } else {
              if (!fresh && (this.changed[g] as number) <= failedAt) continue
              const loadG = loads[g] as number
              const newG = loadG + (times[rowK + g] as number)
              const cg = cost[g] as number
              delta = partial + (newG > target ? cg * (newG - target) : 0) - (loadG > target ? cg * (loadG - target) : 0) + rk2
            }
            if (delta < best) {
              best = delta
              bestJ = j
              bestH = h
              bestK = k
              bestG = g
            }
          }
        }
      }
    }
    if (bestJ < 0) return false
    this.move(bestJ, bestH)
    if (bestK >= 0) this.move(bestK, bestG)
    return true
  }
}
