/**
 * A stronger bound where whole tasks have to be left out or put off: besides prices u of the people's
 * minutes, a worth λ of every task that gets done. Nobody can do more than fits into their time, so
 * Σ_j min(leave_j, λ_j) − Σ u − Σ_i K_i is proved for any u ≥ 0 and λ, where K_i is the most that person i
 * gains from a set of whole tasks that fits, each worth λ_j less its cost at the best time under u
 * (Lagrangian decomposition, Guignard and Kim 1987, with a knapsack a person). With each λ_j at its
 * task's cheapest cost all K_i are 0: then it is the bound of the minutes' prices alone.
 */
import type { Stopwatch } from '../instance.js'
import type { Chance } from '../standing.js'
import type { Bounding, Priced } from './bounding.js'
import type { Figures } from './figures.js'
import { Knapsack } from './knapsack.js'
import { MinuteCosts, type Take } from './minute-costs.js'

/** As in the dual of the minutes alone: part of the newest slope, length of a step, patience. */
const QUICK = 0.1
const SLOW = 0.02
const FIRST_STEP = 0.1
const LEAST_STEP = 0.001
const PATIENCE = 10
const STALLED = 600

export class PackingDual implements Bounding {
  bound = 0
  private readonly best: { prices: Float64Array[]; worths: Float64Array }
  private readonly costs: MinuteCosts
  private readonly cost: Float64Array
  private readonly when: Int32Array
  private readonly prices: Float64Array[]
  private readonly worths: Float64Array
  private readonly slope: Float64Array[]
  private readonly course: Float64Array[]
  private readonly missing: Float64Array
  private readonly lack: Float64Array
  private readonly sacks: Knapsack[]
  private readonly ratio: number
  private step = FIRST_STEP
  private part = QUICK
  private failures = 0
  private rounds = 0

  /** Goes on from prices of the minutes, each task worth what it costs at them. */
  constructor(
    private readonly at: Figures,
    prices: readonly Float64Array[],
    chance: Chance,
  ) {
    const rows = () => Array.from(at.capacity, (size) => new Float64Array(size))
    this.costs = new MinuteCosts(at, chance)
    this.cost = new Float64Array(at.tasks * at.people)
    this.when = new Int32Array(at.tasks * at.people)
    this.best = { prices: rows(), worths: new Float64Array(at.tasks) }
    this.prices = rows()
    this.worths = new Float64Array(at.tasks)
    this.slope = rows()
    this.course = rows()
    this.missing = new Float64Array(at.tasks)
    this.lack = new Float64Array(at.tasks)
    this.sacks = Array.from(at.capacity, (size) => new Knapsack(size))
    let sum = 0
    let pairs = 0
    for (const takes of at.minutes) {
      sum += takes
      if (takes > 0) pairs++
    }
    this.ratio = pairs > 0 ? sum / pairs : 1
    this.begin(prices)
  }

  private begin(prices: readonly Float64Array[]): void {
    const { at, best, worths } = this
    best.prices.forEach((row, i) => row.set(prices[i] as Float64Array))
    this.look(best.prices, 1)
    for (let j = 0; j < at.tasks; j++) {
      let least = at.leave[j] as number
      for (let i = 0; i < at.people; i++)
        least = Math.min(least, this.cost[j * at.people + i] as number)
      worths[j] = least
    }
    best.worths.set(worths)
    this.bound = this.value(best.prices, best.worths, 1)
    this.course.forEach((row, i) => row.set(this.slope[i] as Float64Array))
    this.lack.set(this.missing)
  }

  private value(prices: readonly Float64Array[], worths: Float64Array, scale: number): number {
    const { at } = this
    let total = -this.look(prices, scale)
    for (let j = 0; j < at.tasks; j++) {
      total += Math.min((at.leave[j] as number) * scale, worths[j] as number)
      this.missing[j] = 1
    }
    for (let i = 0; i < at.people; i++) total -= this.pack(i, worths)
    return total
  }

  get priced(): Priced {
    return this.best
  }

  proved({ prices, worths }: Priced, scale: number): number {
    return this.value(prices, worths as Float64Array, scale)
  }

  open(upper: number): boolean {
    // A little past the last whole minute, so that it is still proved when prices are made whole.
    return this.bound <= upper - 0.95 && this.failures < STALLED
  }

  run(watch: Stopwatch, upper: number): void {
    while (watch.now() < watch.deadline && this.open(upper)) {
      this.climb(upper)
      const now = this.value(this.prices, this.worths, 1)
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
      this.best.prices.forEach((row, i) => row.set(this.prices[i] as Float64Array))
      this.best.worths.set(this.worths)
    }
  }

  private look(prices: readonly Float64Array[], scale: number): number {
    this.cost.fill(Infinity)
    return this.costs.look(prices, scale, this.take)
  }

  private readonly take: Take = (j, i, s, price) => {
    const pair = j * this.at.people + i
    if (price >= (this.cost[pair] as number)) return
    this.cost[pair] = price
    this.when[pair] = s
  }

  /** What a person gains at most; what they take for it goes into the slopes. */
  private pack(i: number, worths: Float64Array): number {
    const { at } = this
    const sack = this.sacks[i] as Knapsack
    sack.clear()
    for (let j = 0, pair = i; j < at.tasks; j++, pair += at.people) {
      const gain = (worths[j] as number) - (this.cost[pair] as number)
      if (gain > 0) sack.add(j, at.minutes[pair] as number, gain)
    }
    const most = sack.fill()
    const row = (this.slope[i] as Float64Array).fill(0)
    for (const j of sack.taken()) {
      const pair = j * at.people + i
      this.missing[j] = (this.missing[j] as number) - 1
      const s = this.when[pair] as number
      const end = s + (at.minutes[pair] as number)
      row[s] = (row[s] as number) + 1
      if (end < row.length) row[end] = (row[end] as number) - 1
    }
    let covering = 0
    for (let t = 0; t < row.length; t++) {
      covering += row[t] as number
      row[t] = covering - 1
    }
    return most
  }

  private average(): void {
    const part = Math.max(this.part, 1 / (this.rounds + 1))
    const mix = (course: Float64Array, slope: Float64Array) => {
      for (let t = 0; t < course.length; t++)
        course[t] = (1 - part) * (course[t] as number) + part * (slope[t] as number)
    }
    this.course.forEach((row, i) => mix(row, this.slope[i] as Float64Array))
    mix(this.lack, this.missing)
  }

  /** From the best prices and worths a step along the averaged slope. */
  private climb(upper: number): void {
    const { at, best, ratio } = this
    let norm = 0
    this.course.forEach((course, i) => {
      const row = best.prices[i] as Float64Array
      for (let t = 0; t < course.length; t++) {
        const along = course[t] as number
        if (along > 0 || (row[t] as number) > 0) norm += along * along
      }
    })
    for (const along of this.lack) norm += ratio * along * along
    const size = (this.step * Math.max(0.5, upper - this.bound)) / Math.max(norm, 1e-9)
    this.course.forEach((course, i) => {
      const row = best.prices[i] as Float64Array
      const next = this.prices[i] as Float64Array
      for (let t = 0; t < course.length; t++)
        next[t] = Math.max(0, (row[t] as number) + size * (course[t] as number))
    })
    for (let j = 0; j < at.tasks; j++) {
      const worth = (best.worths[j] as number) + size * ratio * (this.lack[j] as number)
      this.worths[j] = Math.max(0, Math.min(at.leave[j] as number, worth))
    }
  }
}
