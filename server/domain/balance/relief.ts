import type { Candidates } from './candidates.js'
import type { Stopwatch } from './instance.js'
import type { Standing } from './standing.js'

/** Tasks a person from which chains are looked at only where moves and swaps bring nothing. */
const LONG = 22
/** What a unit of reduced cost weighs beside a unit past the target: what is wasted is missing later. */
const REDUCED_WEIGHT = 0.15
const EPSILON = 1e-9

/**
 * Lessens the overload past a target, Σ m w_i (load_i − T)⁺ + c Σ m r_j, by the best move, swap or chain
 * (a task goes to somebody, one of theirs to a third) of whoever has most.
 */
export class Relief {
  private readonly cost: Float64Array
  private candidates!: Candidates
  private target = 0
  /** Up to when no way out of a person's overload was found. */
  private readonly failed: Int32Array
  private best = 0
  private bestJ = -1
  private bestH = -1
  private bestK = -1
  private bestG = -1

  constructor(readonly at: Standing, weights: Float64Array) {
    this.cost = Float64Array.from(weights, (weight) => weight * at.people)
    this.failed = new Int32Array(at.people)
  }

  aim(target: number, candidates: Candidates): void {
    this.target = target
    this.candidates = candidates
    this.failed.fill(0)
  }

  /** Overload past the target, weighted, once nothing lessens it any more. */
  descend(watch: Stopwatch): number {
    let rounds = 0
    for (let worst = this.mostOverloaded(); worst >= 0; worst = this.mostOverloaded()) {
      if ((++rounds & 31) === 0 && watch.now() >= watch.deadline) break
      if (!this.relieve(worst)) this.failed[worst] = this.at.stamp
    }
    let sum = 0
    for (let i = 0; i < this.at.people; i++) sum += this.over(i, this.at.loads[i] as number)
    return sum
  }

  private over(i: number, load: number): number {
    return load > this.target ? (this.cost[i] as number) * (load - this.target) : 0
  }

  /** The person with most overload of whom it is not known that nothing helps; −1: there is none. */
  private mostOverloaded(): number {
    const { people, changed, loads } = this.at
    let worst = -1
    let most = 0
    let newest = 0
    for (let i = 0; i < people; i++) if ((changed[i] as number) > newest) newest = changed[i] as number
    for (let i = 0; i < people; i++) {
      const over = this.over(i, loads[i] as number)
      if (over > most && (this.failed[i] as number) < newest) {
        most = over
        worst = i
      }
    }
    return worst
  }

  /** Does the change that lessens the overload most; false when none does. */
  private relieve(i: number): boolean {
    const { tasks, people } = this.at
    this.best = -EPSILON
    this.bestJ = -1
    if (tasks > LONG * people) this.look(i, false)
    if (this.bestJ < 0) this.look(i, true)
    if (this.bestJ < 0) return false
    this.at.move(this.bestJ, this.bestH)
    if (this.bestK >= 0) this.at.move(this.bestK, this.bestG)
    return true
  }

  private look(i: number, chains: boolean): void {
    const { people: m, times, loads, changed } = this.at
    const { start, end, people: near, reduced } = this.candidates
    const { target, cost } = this
    const list = this.at.lists[i] as Int32Array
    const load = loads[i] as number
    const overNow = this.over(i, load)
    const ci = cost[i] as number
    const failedAt = this.failed[i] as number
    const all = (changed[i] as number) > failedAt
    for (let n = 0, size = this.at.counts[i] as number; n < size; n++) {
      const j = list[n] as number
      const row = j * m
      const freed = load - (times[row + i] as number)
      const gain = (freed > target ? ci * (freed - target) : 0) - overNow
      const rj = reduced[row + i] as number
      for (let c = start[j] as number, stop = end[j] as number; c < stop; c++) {
        const h = near[c] as number
        if (h === i) continue
        const fresh = all || (changed[h] as number) > failedAt
        const loadH = loads[h] as number
        const ch = cost[h] as number
        const withJ = loadH + (times[row + h] as number)
        const base = gain - (loadH > target ? ch * (loadH - target) : 0) + ((reduced[row + h] as number) - rj) * m * REDUCED_WEIGHT
        if (fresh) this.consider(base + (withJ > target ? ch * (withJ - target) : 0), j, h, -1, -1)
        this.onward({ i, j, h, freed, gain, overNow, withJ, base, fresh, chains, failedAt })
      }
    }
  }

  private consider(delta: number, j: number, h: number, k: number, g: number): void {
    if (delta >= this.best) return
    this.best = delta
    this.bestJ = j
    this.bestH = h
    this.bestK = k
    this.bestG = g
  }

  /** While j goes from i to h, one of h's tasks goes on: back to i, or on to a third. */
  private onward(step: Step): void {
    const { i, j, h, withJ, base } = step
    const { people: m, times } = this.at
    const { target, cost } = this
    const { start, end, people: near, reduced } = this.candidates
    const list = this.at.lists[h] as Int32Array
    const ch = cost[h] as number
    for (let n = 0, size = this.at.counts[h] as number; n < size; n++) {
      const k = list[n] as number
      const row = k * m
      const newH = withJ - (times[row + h] as number)
      const rk = reduced[row + h] as number
      const partial = base + (newH > target ? ch * (newH - target) : 0) - rk * m * REDUCED_WEIGHT
      // Whoever takes k in can only cost more.
      if (partial >= this.best) continue
      for (let e = start[k] as number, last = end[k] as number; e < last; e++) {
        const g = near[e] as number
        if (g === h) continue
        const taken = g === i ? this.backCost(step, row) : this.thirdCost(step, g, row)
        const delta = partial + taken + (reduced[row + g] as number) * m * REDUCED_WEIGHT
        if (delta < this.best) this.consider(delta, j, h, k, g)
      }
    }
  }

  /** What it costs i to take k back for j, beside what giving j away has gained already. */
  private backCost({ i, freed, gain, overNow, fresh }: Step, row: number): number {
    if (!fresh) return Infinity
    const newI = freed + (this.at.times[row + i] as number)
    return (newI > this.target ? (this.cost[i] as number) * (newI - this.target) : 0) - overNow - gain
  }

  private thirdCost({ fresh, chains, failedAt }: Step, g: number, row: number): number {
    if (!chains || (!fresh && (this.at.changed[g] as number) <= failedAt)) return Infinity
    const { target } = this
    const loadG = this.at.loads[g] as number
    const newG = loadG + (this.at.times[row + g] as number)
    if (newG <= target) return 0
    return (this.cost[g] as number) * (newG - (loadG > target ? loadG : target))
  }
}

/** Task j leaves i for h: `freed` and `withJ` are their loads then, `base` what it changes but h's own load. */
type Step = {
  i: number
  j: number
  h: number
  freed: number
  gain: number
  overNow: number
  withJ: number
  base: number
  fresh: boolean
  chains: boolean
  failedAt: number
}
