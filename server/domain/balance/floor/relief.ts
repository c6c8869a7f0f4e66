import type { Candidates } from '../candidates.js'
import type { Stopwatch } from '../instance.js'
import type { Figures } from './figures.js'
import type { Lists } from './lists.js'
import { roomBy } from './time-prices.js'

/** What a unit of reduced cost weighs beside a minute past the target: what is wasted is missing later. */
const REDUCED_WEIGHT = 0.15
const EPSILON = 1e-7
/** Tasks a person from which chains are looked at only where moves and swaps bring nothing. */
const LONG = 22

/**
 * Lessens first the weighted lateness, then the time past a target, by the best move, swap or chain (a
 * task goes to somebody, one of theirs to a third) out of the list that hurts most.
 */
export class Relief {
  private room: Int32Array
  /** Up to when no way out of a list was found. */
  private readonly failed: Int32Array
  private readonly m: number
  private chains = false
  private alone = false
  /** Of long lists no chains are looked at: they take long, and far from the target little is missed. */
  quick = true
  private best: Change = none()
  private looks = 0

  constructor(
    readonly at: Lists,
    private readonly weights: Float64Array,
    private readonly candidates: Candidates,
  ) {
    this.m = at.people
    this.room = new Int32Array(this.m)
    this.failed = new Int32Array(this.m + 1)
  }

  private get figures(): Figures {
    return this.at.at
  }

  /** Nobody should end after this. */
  aim(target: number): void {
    this.room = roomBy(this.figures, target)
    this.failed.fill(0)
  }

  /** Time past the target, priced. */
  get over(): number {
    let sum = 0
    for (let i = 0; i < this.m; i++) sum += this.overOf(i, this.at.loads[i] as number)
    return sum
  }

  /** Until nothing helps any more, or the time is over. */
  descend(watch: Stopwatch): void {
    for (let i = this.worst(); i >= 0; i = this.worst()) {
      if ((++this.looks & 3) === 0 && watch.now() >= watch.deadline) return
      if (!this.relieve(i)) this.failed[i] = this.at.stamp
    }
  }

  overOf(i: number, load: number): number {
    if (i === this.m) return 0
    const past = load - (this.room[i] as number)
    return past > 0 ? (this.weights[i] as number) * past : 0
  }

  /** The list that hurts most of those of which it is not known that nothing helps; −1: there is none. */
  private worst(): number {
    let worst = -1
    let most = 0
    let over = 0
    for (let i = 0; i <= this.m; i++) {
      if ((this.failed[i] as number) >= this.at.stamp) continue
      const late = this.at.late[i] as number
      const past = this.overOf(i, this.at.loads[i] as number)
      if (late > most || (late === most && past > over)) {
        worst = i
        most = late
        over = past
      }
    }
    return worst
  }

  private relieve(i: number): boolean {
    const all = (this.at.changed[i] as number) > (this.failed[i] as number)
    this.chains = (this.at.counts[i] as number) <= LONG
    // Of long lists that are late, what goes alone goes first: it is found in no time.
    this.alone = !this.chains && (this.at.late[i] as number) > 0
    if (this.alone && this.look(i, all)) return true
    this.alone = false
    if (this.look(i, all)) return true
    if (this.chains || this.quick) return false
    this.chains = true
    return this.look(i, all)
  }

  private apply({ j, h, k, g }: Change): void {
    this.at.remove(j)
    if (k >= 0) this.at.remove(k)
    // The list that it came from has changed, so the places are looked up again, and nothing is lost by it.
    this.put(j, h)
    if (k >= 0) this.put(k, g)
  }

  put(j: number, i: number): void {
    if (i < this.m && this.at.bestPlace(j, i, -1) === Infinity) i = this.m
    this.at.insert(j, i, i === this.m ? (this.at.counts[i] as number) : this.at.place)
  }

  /** Each task of a list in turn is given the change that helps most. */
  private look(i: number, all: boolean): boolean {
    const { m, at } = this
    const { start, end, people: near, reduced } = this.candidates
    let found = false
    for (const j of (at.items[i] as Int32Array).slice(0, at.counts[i])) {
      if (at.holder[j] !== i) continue
      const place = at.placeOf(j)
      const load = at.loads[i] as number
      const freed = i === m ? 0 : load - (this.figures.minutes[j * m + i] as number)
      const late = at.savingOf(i, place)
      const over = this.overOf(i, freed) - this.overOf(i, load)
      if (late === 0 && over === 0) continue
      this.best = none()
      const gain: Gain = { i, j, late, over: over - this.costOf(j, i, reduced), freed, all, place }
      if (all && i < m && late < 0) this.again(gain)
      if (all && i < m)
        this.consider(late + (this.figures.leave[j] as number), gain.over, j, m, -1, -1)
      for (let c = start[j] as number, stop = end[j] as number; c < stop; c++) {
        if (near[c] !== i) this.into(gain, near[c] as number)
      }
      if (this.best.j < 0) continue
      this.apply(this.best)
      found = all = true
    }
    return found
  }

  private costOf(j: number, i: number, reduced: Float64Array): number {
    return i === this.m ? 0 : (reduced[j * this.m + i] as number) * REDUCED_WEIGHT
  }

  /** Another place in the same list. */
  private again({ i, j, place }: Gain): void {
    const delta = this.at.bestPlace(j, i, place)
    if (delta < 0) this.consider(delta, 0, j, i, -1, -1)
  }

  private consider(late: number, over: number, j: number, h: number, k: number, g: number): void {
    const { best } = this
    if (late > best.late || (late === best.late && over >= best.over - EPSILON)) return
    best.late = late
    best.over = over
    best.j = j
    best.h = h
    best.k = k
    best.g = g
  }

  /** Task j goes to h, alone or in place of one of h's. */
  private into(gain: Gain, h: number): void {
    const { at, m } = this
    const { j } = gain
    const fresh = gain.all || (at.changed[h] as number) > (this.failed[gain.i] as number)
    const load = at.loads[h] as number
    const takes = this.figures.minutes[j * m + h] as number
    const over = gain.over - this.overOf(h, load) + this.costOf(j, h, this.candidates.reduced)
    if (fresh) {
      const late = at.bestPlace(j, h, -1)
      if (late < Infinity)
        this.consider(gain.late + late, over + this.overOf(h, load + takes), j, h, -1, -1)
    }
    if (this.alone || (!fresh && !this.chains)) return
    const list = at.items[h] as Int32Array
    const own = at.lateAt(j, h, takes)
    if (gain.late + own > 0 && at.late[h] === 0) return
    for (let place = 0, count = at.counts[h] as number; place < count; place++) {
      const k = list[place] as number
      const then = load + takes - (this.figures.minutes[k * m + h] as number)
      const partial = over + this.overOf(h, then) - this.costOf(k, h, this.candidates.reduced)
      if (gain.late === 0 && at.late[h] === 0 && partial >= this.best.over) continue
      // Without k the list of h is at most this much less late, and j comes in at its own lateness at least.
      if (gain.late + at.savingOf(h, place) + own > this.best.late) continue
      const late = gain.late + at.bestPlace(j, h, place)
      // Whoever takes k in can only lose by it.
      if (late > this.best.late || (late === this.best.late && partial >= this.best.over)) continue
      this.onward(gain, { k, h, late, over: partial, fresh })
    }
  }

  /** While j goes from i to h, h's task k goes on: back to i, to a third, or to the next day. */
  private onward(gain: Gain, { k, h, late, over, fresh }: Pushed): void {
    const { at, m } = this
    const { start, end, people: near, reduced } = this.candidates
    const { i, j } = gain
    if (fresh) this.consider(late + (this.figures.leave[k] as number), over, j, h, k, m)
    for (let c = start[k] as number, last = end[k] as number; c < last; c++) {
      const g = near[c] as number
      if (g === h) continue
      if (
        g === i
          ? !fresh
          : !this.chains || (!fresh && (at.changed[g] as number) <= (this.failed[i] as number))
      )
        continue
      const takes = this.figures.minutes[k * m + g] as number
      const from = g === i ? gain.freed : (at.loads[g] as number)
      const price =
        over + this.overOf(g, from + takes) - this.overOf(g, from) + this.costOf(k, g, reduced)
      if (late === this.best.late && price >= this.best.over) continue
      const more = g === i ? at.bestPlace(k, i, gain.place) - gain.late : at.bestPlace(k, g, -1)
      if (more < Infinity) this.consider(late + more, price, j, h, k, g)
    }
  }
}

/** Task j goes to h; k, when there is one, from h to g. */
type Change = { j: number; h: number; k: number; g: number; late: number; over: number }
const none = (): Change => ({ j: -1, h: -1, k: -1, g: -1, late: 0, over: -EPSILON })
type Gain = {
  i: number
  j: number
  late: number
  over: number
  freed: number
  all: boolean
  place: number
}
type Pushed = { k: number; h: number; late: number; over: number; fresh: boolean }
