import type { Stopwatch } from '../instance.js'
import type { Lists } from './lists.js'
import { roomBy } from './time-prices.js'
import { shareOf } from './worth.js'

/**
 * Lessens unfairness, then moves, by giving tasks to others and by swaps, while neither the lateness nor
 * the finish gets worse.
 */
export class Polish {
  private readonly room: Int32Array
  private readonly share: Int32Array
  private sum = 0
  private people = 0

  constructor(private readonly at: Lists) {
    const { at: figures } = at
    this.room = roomBy(figures, at.finish)
    this.share = new Int32Array(at.people)
    for (let i = 0; i < at.people; i++) {
      if (figures.counted[i] === 0) continue
      this.people++
      this.share[i] = this.shareWith(i, at.loads[i] as number)
      this.sum += this.share[i] as number
    }
  }

  run(watch: Stopwatch): void {
    for (let changed = true; changed;) {
      changed = false
      for (let i = 0; i < this.at.people; i++) {
        for (const j of (this.at.items[i] as Int32Array).slice(0, this.at.counts[i])) {
          if (watch.now() >= watch.deadline) return
          if (this.at.holder[j] === i && this.better(j, i)) changed = true
        }
      }
    }
    this.at.accept()
  }

  private shareWith(i: number, load: number): number {
    return shareOf((this.at.at.busy[i] as number) + load, this.at.at.day[i] as number)
  }

  private moved(j: number, i: number): number {
    const holder = this.at.at.holder[j] as number
    return holder === -1 || holder === i ? 0 : 1
  }

  private better(j: number, i: number): boolean {
    const { at } = this
    const { minutes } = at.at
    const m = at.people
    const takes = minutes[j * m + i] as number
    const free = (at.loads[i] as number) - takes
    for (let h = 0; h < m; h++) {
      const more = minutes[j * m + h] as number
      if (h === i || more === 0) continue
      const moved = this.moved(j, h) - this.moved(j, i)
      const load = at.loads[h] as number
      // Nobody gains where the emptier of the two gives, unless a task comes home.
      const uneven = Math.abs((this.share[i] as number) - (this.share[h] as number)) > 0
      if (!uneven && moved >= 0) continue
      if (
        this.gains(i, free, h, load + more, moved) &&
        at.withoutDelta(i, at.placeOf(j)) + at.bestPlace(j, h, -1) <= 0
      ) {
        this.give(j, h)
        this.settle(i, h)
        return true
      }
      for (const k of (at.items[h] as Int32Array).subarray(0, at.counts[h])) {
        const back = minutes[k * m + i] as number
        if (back === 0) continue
        const both = moved + this.moved(k, i) - this.moved(k, h)
        if (!this.gains(i, free + back, h, load + more - (minutes[k * m + h] as number), both))
          continue
        if (at.bestPlace(j, h, at.placeOf(k)) + at.bestPlace(k, i, at.placeOf(j)) > 0) continue
        at.remove(k)
        this.give(j, h)
        at.bestPlace(k, i, -1)
        at.insert(k, i, at.place)
        this.settle(i, h)
        return true
      }
    }
    return false
  }

  private give(j: number, h: number): void {
    this.at.remove(j)
    this.at.bestPlace(j, h, -1)
    this.at.insert(j, h, this.at.place)
  }

  private settle(i: number, h: number): void {
    for (const one of [i, h]) {
      const share = this.shareWith(one, this.at.loads[one] as number)
      this.sum += share - (this.share[one] as number)
      this.share[one] = share
    }
  }

  /** Whether the loads of two people then are fairer, or as fair with fewer moves, and end in time. */
  private gains(i: number, loadI: number, h: number, loadH: number, moved: number): boolean {
    if (loadI > (this.room[i] as number) || loadH > (this.room[h] as number)) return false
    const [a, b] = [this.share[i] as number, this.share[h] as number]
    const [c, d] = [this.shareWith(i, loadI), this.shareWith(h, loadH)]
    const sum = this.sum - a - b + c + d
    const unfair = this.people * (c * c + d * d - a * a - b * b) - sum * sum + this.sum * this.sum
    return unfair < 0 || (unfair === 0 && moved < 0)
  }
}
