/**
 * A bound for few, coarse times, where the linear programme's is short: with prices λ_j, a person can
 * earn at most K_i(t) with tasks that fit into t; if Σ_j λ_j > Σ_i K_i(t), not every task gets done
 * by t (Lagrangian relaxation of "each task once"; the inner problem is a knapsack a person).
 */
import type { Instance, Stopwatch } from './instance.js'
import type { Candidates } from './candidates.js'

const ROUNDS = 400

/**
 * @param finish a finish that is known to be reached; only smaller ones are tried
 * @param bound what is proved already
 * @returns a proved bound, at least `bound`, and the prices that prove it (null: those of `bound` do)
 */
export function raiseBound(
  instance: Instance,
  useful: Candidates,
  start: Float64Array,
  { finish, bound }: { finish: number; bound: number },
  watch: Stopwatch,
): { bound: number; prices: Float64Array | null } {
  const span = finish
  const prices = start.slice()
  let best = bound
  let proof: Float64Array | null = null
  let step = 0.6
  let nearest = Infinity
  let idle = 0
  const bench = new Knapsacks(instance, useful, span)
  for (let round = 0; round < ROUNDS && watch.now() < watch.deadline && best < finish; round++) {
    if (!bench.solve(prices, Math.ceil(best), watch)) break
    let sum = 0
    for (const price of prices) sum += price
    // The first span that is not shown to be too short; what is earned only grows with it.
    let first = Math.ceil(best)
    while (first < span && sum > bench.earned(first) * (1 + 1e-9) + 1e-9) first++
    if (first > best) {
      best = first
      proof = prices.slice()
      nearest = Infinity
    }
    if (best >= finish) break
    const short = bench.earned(best) - sum
    if (short < nearest - 1e-6) {
      nearest = short
      idle = 0
    } else if (++idle >= 3) {
      step *= 0.6
      idle = 0
    }
    bench.count(best)
    let norm = 0
    for (let j = 0; j < instance.tasks; j++) norm += (1 - (bench.counts[j] as number)) ** 2
    if (norm === 0) break
    const length = (step * Math.max(short, sum * 1e-4) * 1.1) / norm
    for (let j = 0; j < instance.tasks; j++) prices[j] = Math.max(0, (prices[j] as number) + length * (1 - (bench.counts[j] as number)))
    if (step < 0.01) break
  }
  return { bound: best, prices: proof }
}

/** How far from worthless or indispensable a task is still looked at, in units of time. */
const FIRST_WIDTH = 2.5
const WIDEST = 1e9

/**
 * A person's knapsack, in small. With a price ρ of their time, U(t) = ρt + Σ max(0, λ_j − ρ p_j) is at
 * least what can be earned, and a plan that does otherwise with task j than ρ says earns |λ_j − ρ p_j|
 * less than that. So a table is filled only over the tasks near ρ, and what all others could change
 * is covered by U(t) less their least |λ_j − ρ p_j|.
 */
class Knapsack {
  private readonly tasks: Int32Array
  private readonly spans: Int32Array
  private readonly core: Int32Array
  private readonly table: Float64Array
  private taken: Uint8Array
  private size = 0
  private fixed = 0
  private fixedPrice = 0
  private rate = 0
  private ceiling = 0
  private spare = 0
  private width = FIRST_WIDTH
  private readonly inside: Uint8Array

  constructor(tasks: number[], spanOf: (task: number) => number, private readonly reach: number) {
    this.tasks = Int32Array.from(tasks)
    this.spans = Int32Array.from(tasks, spanOf)
    this.core = new Int32Array(tasks.length)
    this.inside = new Uint8Array(tasks.length)
    this.table = new Float64Array(reach)
    this.taken = new Uint8Array(0)
  }

  /** @param from the least span that will be asked about */
  fill(prices: Float64Array, from: number): void {
    this.rate = this.findRate(prices, from)
    this.split(prices)
    const room = this.reach - this.fixed
    const { table, size } = this
    if (room <= 0) return
    if (this.taken.length < size * room) this.taken = new Uint8Array(size * room * 2)
    const taken = this.taken
    table.fill(0, 0, room)
    taken.fill(0, 0, size * room)
    for (let n = 0, row = 0; n < size; n++, row += room) {
      const at = this.core[n] as number
      const time = this.spans[at] as number
      const price = prices[this.tasks[at] as number] as number
      for (let t = room - 1; t >= time; t--) {
        const earned = (table[t - time] as number) + price
        if (earned > (table[t] as number)) {
          table[t] = earned
          taken[row + t] = 1
        }
      }
    }
  }

  /** The price of time at which what is worth doing just fills the span. */
  private findRate(prices: Float64Array, span: number): number {
    const { tasks, spans } = this
    let low = 0
    let high = 0
    for (let n = 0; n < tasks.length; n++) {
      const time = spans[n] as number
      if (time > 0) high = Math.max(high, (prices[tasks[n] as number] as number) / time)
    }
    let rate = this.rate > 0 && this.rate < high ? this.rate : high / 2
    for (let round = 0; round < 14; round++) {
      let load = 0
      for (let n = 0; n < tasks.length; n++) {
        if ((prices[tasks[n] as number] as number) > rate * (spans[n] as number)) load += spans[n] as number
      }
      if (load > span) low = rate
      else high = rate
      rate = (low + high) / 2
    }
    return rate
  }

  /** Who is in the table, who is in any case, and what all others could change. */
  private split(prices: Float64Array): void {
    const { tasks, spans, rate, inside } = this
    const near = rate * this.width
    let spare = Infinity
    this.size = 0
    this.fixed = 0
    this.fixedPrice = 0
    this.ceiling = 0
    for (let n = 0; n < tasks.length; n++) {
      const price = prices[tasks[n] as number] as number
      const time = spans[n] as number
      const worth = price - rate * time
      if (worth > 0) this.ceiling += worth
      inside[n] = 0
      if (Math.abs(worth) <= near) this.core[this.size++] = n
      else {
        spare = Math.min(spare, Math.abs(worth))
        if (worth > 0) {
          inside[n] = 1
          this.fixed += time
          this.fixedPrice += price
        }
      }
    }
    this.spare = spare
  }

  /** At least the most that can be earned within `t`. */
  earned(t: number): number {
    const room = t - this.fixed
    const known = room >= 0 ? this.fixedPrice + (this.table[room] as number) : -Infinity
    const rest = this.spare === Infinity ? -Infinity : this.rate * t + this.ceiling - this.spare
    return Math.max(known, rest)
  }

  /** Looks at more tasks next time where the others decided, at fewer where they were far from it. */
  adapt(t: number): void {
    const room = t - this.fixed
    const known = room >= 0 ? this.fixedPrice + (this.table[room] as number) : -Infinity
    const rest = this.rate * t + this.ceiling - this.spare
    if (rest > known) this.width = Math.min(WIDEST, this.width * 1.6)
    else if (rest < known - this.rate) this.width = Math.max(0.5, this.width * 0.9)
  }

  count(t: number, counts: Int32Array): void {
    const { tasks, inside } = this
    for (let n = 0; n < tasks.length; n++) {
      const j = tasks[n] as number
      if (inside[n]) counts[j] = (counts[j] as number) + 1
    }
    const room = this.reach - this.fixed
    let left = t - this.fixed
    if (left < 0) return
    for (let n = this.size - 1; n >= 0; n--) {
      if (!this.taken[n * room + left]) continue
      const at = this.core[n] as number
      const j = tasks[at] as number
      counts[j] = (counts[j] as number) + 1
      left -= this.spans[at] as number
    }
  }
}

class Knapsacks {
  readonly counts: Int32Array
  private readonly all: Knapsack[]

  constructor(instance: Instance, { start, end, people }: Candidates, width: number) {
    const lists = Array.from({ length: instance.people }, () => [] as number[])
    for (let j = 0; j < instance.tasks; j++) {
      for (let c = start[j] as number; c < (end[j] as number); c++) {
        const i = people[c] as number
        if ((instance.times[j * instance.people + i] as number) < width) lists[i]?.push(j)
      }
    }
    this.all = lists.map((list, i) => new Knapsack(list, (j) => instance.times[j * instance.people + i] as number, width))
    this.counts = new Int32Array(instance.tasks)
  }

  /** False when the time was over before the end: the tables are then of no use. */
  solve(prices: Float64Array, from: number, watch: Stopwatch): boolean {
    for (const [i, one] of this.all.entries()) {
      if ((i & 3) === 0 && watch.now() >= watch.deadline) return false
      one.fill(prices, from)
    }
    return true
  }

  /** At least the most that all people together can earn within `t`. */
  earned(t: number): number {
    let sum = 0
    for (const one of this.all) sum += one.earned(t)
    return sum
  }

  /** How many people would take each task within `t`. */
  count(t: number): void {
    this.counts.fill(0)
    for (const one of this.all) {
      one.count(t, this.counts)
      one.adapt(t)
    }
  }
}
