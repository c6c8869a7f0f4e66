/**
 * Prices u ≥ 0 per person and working minute, and the bound on weighted lateness that any of them prove:
 * Σ_j min(leave_j, min_{i,s} [v_j · late(s + p_ij) + Σ_{s≤t<s+p} u_it]) − Σ u. The relaxation lets
 * tasks overlap and makes them pay for the minutes they take (Avella, Boccia and D'Auria 2005).
 */
import type { Stopwatch } from '../instance.js'
import type { Chance } from '../standing.js'
import type { Bounding, Priced } from './bounding.js'
import type { Figures } from './figures.js'
import { MinuteCosts, type Take } from './minute-costs.js'

/** Part of the newest look in the averaged slope: at first, and at the end. */
const QUICK = 0.1
const SLOW = 0.02
/** A step is this part of the way to the best plan's value, divided by the slope. */
const FIRST_STEP = 0.1
const LEAST_STEP = 0.002
/** Looks in a row that bring nothing after which steps become shorter, and after which it is given up. */
const PATIENCE = 10
const STALLED = 400
/** Looks in a row after which whole tasks may tell more than further looks at single minutes. */
const WEARY = 120

export class LatenessDual implements Bounding {
  /** Best bound so far, and its prices. */
  bound = 0
  best: Float64Array[]
  private readonly prices: Float64Array[]
  private readonly slope: Float64Array[]
  private readonly course: Float64Array[]
  private readonly costs: MinuteCosts
  private readonly cost: Float64Array
  private readonly who: Int32Array
  private readonly ties: Int32Array
  private readonly when: Int32Array
  private step = FIRST_STEP
  private part = QUICK
  private failures = 0
  private rounds = 0

  constructor(
    private readonly at: Figures,
    private readonly chance: Chance,
  ) {
    const rows = () => Array.from(at.capacity, (size) => new Float64Array(size))
    this.prices = rows()
    this.slope = rows()
    this.course = rows()
    this.best = rows()
    this.costs = new MinuteCosts(at, chance)
    this.cost = new Float64Array(at.tasks)
    this.who = new Int32Array(at.tasks)
    this.when = new Int32Array(at.tasks)
    this.ties = new Int32Array(at.tasks)
    this.bound = this.value(this.prices, 1)
    this.restart()
  }

  private restart(): void {
    this.findSlope()
    this.slope.forEach((row, i) => (this.course[i] as Float64Array).set(row))
  }

  /** @param scale what a minute of weighted lateness counts in units of the prices */
  value(prices: readonly Float64Array[], scale: number): number {
    const { at, cost } = this
    for (let j = 0; j < at.tasks; j++) cost[j] = (at.leave[j] as number) * scale
    this.who.fill(-1)
    this.ties.fill(1)
    let total = -this.costs.look(prices, scale, this.take)
    for (let j = 0; j < at.tasks; j++) total += cost[j] as number
    return total
  }

  private readonly take: Take = (j, i, s, price) => {
    const least = this.cost[j] as number
    if (price > least) return
    if (price < least) this.ties[j] = 1
    else {
      const ties = (this.ties[j] as number) + 1
      this.ties[j] = ties
      if (this.chance() * ties >= 1) return
    }
    this.cost[j] = price
    this.who[j] = i
    this.when[j] = s
  }

  /** Takes the prices over where they prove more. */
  tryPrices(prices: readonly Float64Array[]): void {
    const value = this.value(prices, 1)
    if (value <= this.bound) return
    this.bound = value
    this.remember(prices)
    this.restart()
  }

  /** Raises the bound until the time is over, it meets `upper`, or it no longer rises. */
  run(watch: Stopwatch, upper: number): void {
    while (watch.now() < watch.deadline && this.open(upper)) {
      if (!this.climb(upper)) return
      const now = this.value(this.prices, 1)
      this.rounds++
      this.average()
      if (now <= this.bound + 1e-9) {
        if (++this.failures % PATIENCE > 0) continue
        this.step = Math.max(this.step * 0.7, LEAST_STEP)
        this.part = Math.max(this.part * 0.85, SLOW)
        continue
      }
      if (now - this.bound > 0.002 * (upper - now)) this.failures = 0
      this.step *= 1.1
      this.bound = now
      this.remember(this.prices)
    }
  }

  get priced(): Priced {
    return { prices: this.best, worths: null }
  }

  proved({ prices }: Priced, scale: number): number {
    return this.value(prices, scale)
  }

  get weary(): boolean {
    return this.failures >= WEARY
  }

  /** Whether it is worth going on. */
  open(upper: number): boolean {
    return this.bound <= upper - 1 + 1e-6 && this.failures < STALLED
  }

  private remember(prices: readonly Float64Array[]): void {
    this.best.forEach((row, i) => row.set(prices[i] as Float64Array))
  }

  /** The slope, averaged over the last looks: each look alone swings from one end of the day to the other. */
  private average(): void {
    this.findSlope()
    const part = Math.max(this.part, 1 / (this.rounds + 1))
    for (let i = 0; i < this.course.length; i++) {
      const course = this.course[i] as Float64Array
      const slope = this.slope[i] as Float64Array
      for (let t = 0; t < course.length; t++)
        course[t] = (1 - part) * (course[t] as number) + part * (slope[t] as number)
    }
  }

  /** From the best prices a step along the averaged slope (Barahona and Anbil's volume algorithm, 2000). */
  private climb(upper: number): boolean {
    let norm = 0
    for (let i = 0; i < this.course.length; i++) {
      const course = this.course[i] as Float64Array
      const row = this.best[i] as Float64Array
      for (let t = 0; t < course.length; t++) {
        const along = course[t] as number
        // A price of 0 cannot fall.
        if (along > 0 || (row[t] as number) > 0) norm += along * along
      }
    }
    if (norm === 0) return false
    const size = (this.step * Math.max(0.5, upper - this.bound)) / norm
    for (let i = 0; i < this.course.length; i++) {
      const course = this.course[i] as Float64Array
      const row = this.best[i] as Float64Array
      const next = this.prices[i] as Float64Array
      for (let t = 0; t < course.length; t++)
        next[t] = Math.max(0, (row[t] as number) + size * (course[t] as number))
    }
    return true
  }

  private findSlope(): void {
    const { at } = this
    for (const row of this.slope) row.fill(0)
    for (let j = 0; j < at.tasks; j++) {
      const i = this.who[j] as number
      if (i < 0) continue
      const row = this.slope[i] as Float64Array
      const s = this.when[j] as number
      const end = s + (at.minutes[j * at.people + i] as number)
      row[s] = (row[s] as number) + 1
      if (end < row.length) row[end] = (row[end] as number) - 1
    }
    for (const row of this.slope) {
      let covering = 0
      for (let t = 0; t < row.length; t++) {
        covering += row[t] as number
        row[t] = covering - 1
      }
    }
  }
}

/** A minute's price by a plan: what it costs if all late tasks after it end a minute later. */
export function delayPrices(
  at: Figures,
  lists: readonly Int32Array[],
  part: number,
): Float64Array[] {
  return Array.from(at.capacity, (size, i) => {
    const row = new Float64Array(size)
    let end = 0
    for (const j of lists[i] as Int32Array) {
      end += at.minutes[j * at.people + i] as number
      if (end <= (at.onTime[j * at.people + i] as number)) continue
      for (let t = 0; t < end; t++) row[t] = (row[t] as number) + part * (at.weight[j] as number)
    }
    return row
  })
}
