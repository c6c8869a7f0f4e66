import type { Chance } from '../standing.js'
import type { Figures } from './figures.js'

type Group = { takes: number; tasks: Int32Array; weights: Float64Array }

/** A task with a person: the working minute at which it starts, and what that costs. */
export type Take = (task: number, person: number, start: number, cost: number) => void

/**
 * What each task costs each person at the best times, where it pays for the minutes that it takes and for
 * its lateness. Tasks that take a person alike are looked at together.
 */
export class MinuteCosts {
  private readonly groups: Group[][]
  private readonly sums: Float64Array
  private readonly window: Float64Array
  private readonly early: Int32Array
  private readonly later: Int32Array

  constructor(
    private readonly at: Figures,
    private readonly chance: Chance,
  ) {
    this.groups = Array.from({ length: at.people }, (_, i) => groupsOf(at, i))
    const most = Math.max(0, ...at.capacity) + 1
    this.sums = new Float64Array(most)
    this.window = new Float64Array(most)
    this.early = new Int32Array(most)
    this.later = new Int32Array(most)
  }

  /**
   * Tells of each pair the cheapest start that is not late, then the cheapest that is, if there are such.
   * @param scale what a minute of weighted lateness counts in units of the prices
   * @returns the sum of all prices
   */
  look(prices: readonly Float64Array[], scale: number, take: Take): number {
    let spent = 0
    for (let i = 0; i < this.at.people; i++) {
      const row = prices[i] as Float64Array
      for (let t = 0; t < row.length; t++) {
        spent += row[t] as number
        this.sums[t + 1] = (this.sums[t] as number) + (row[t] as number)
      }
      for (const group of this.groups[i] as Group[]) this.offer(group, i, scale, take)
    }
    return spent
  }

  private offer({ takes, tasks, weights }: Group, i: number, scale: number, take: Take): void {
    const { window, early, later, sums, at } = this
    const wall = at.wall[i] as Int32Array
    const last = (at.capacity[i] as number) - takes
    let cheapest = 0
    for (let s = 0; s <= last; s++) {
      window[s] = (sums[s + takes] as number) - (sums[s] as number)
      if ((window[s] as number) <= (window[cheapest] as number)) cheapest = s
      early[s] = cheapest
    }
    let ready = 0
    for (let n = 0; n < tasks.length; n++) {
      const j = tasks[n] as number
      const until = (at.onTime[j * at.people + i] as number) - takes
      if (until >= 0) {
        const end = Math.min(until, last)
        // Of starts that cost the same any will do: all at once at one end would say little about the day.
        const some = early[Math.floor(this.chance() * (end + 1))] as number
        const sure = early[end] as number
        const s = (window[some] as number) <= (window[sure] as number) ? some : sure
        take(j, i, s, window[s] as number)
      }
      if (until >= last) continue
      const weight = (weights[n] as number) * scale
      if (weight !== ready) this.lookBack(takes, last, wall, (ready = weight))
      const s = later[Math.max(0, until + 1)] as number
      const late = (wall[s + takes] as number) - (at.due[j] as number)
      take(j, i, s, (window[s] as number) + weight * late)
    }
  }

  /** From each start on, the best of the starts that are late. */
  private lookBack(takes: number, last: number, wall: Int32Array, weight: number): void {
    const { window, later } = this
    let best = Infinity
    let at = last
    for (let s = last; s >= 0; s--) {
      const price = (window[s] as number) + weight * (wall[s + takes] as number)
      if (price <= best) {
        best = price
        at = s
      }
      later[s] = at
    }
  }
}

function groupsOf(at: Figures, i: number): Group[] {
  const alike = new Map<number, number[]>()
  for (let j = 0; j < at.tasks; j++) {
    const takes = at.minutes[j * at.people + i] as number
    if (takes === 0) continue
    const group = alike.get(takes)
    if (group) group.push(j)
    else alike.set(takes, [j])
  }
  return [...alike].map(([takes, some]) => {
    const tasks = Int32Array.from(
      some.sort((a, b) => (at.weight[a] as number) - (at.weight[b] as number)),
    )
    return { takes, tasks, weights: Float64Array.from(tasks, (j) => at.weight[j] as number) }
  })
}
