import type { Figures } from './figures.js'

/** Who does what in which order, with what it costs, and a way back to what was last accepted. */
export class Lists {
  readonly people: number
  /** A list per person, and last the tasks that are left for the next working day. */
  readonly items: Int32Array[]
  readonly counts: Int32Array
  /** Working minutes of a person's list. */
  readonly loads: Int32Array
  /** Weighted lateness of each list. */
  readonly late: Float64Array
  /** By how many minutes a whole list may be put off before something in it becomes late that is not. */
  readonly loose: Int32Array
  /** Working minute at which each place of a list starts. */
  readonly starts: Int32Array[]
  readonly holder: Int32Array
  /** When each list last changed, by `stamp`. */
  readonly changed: Int32Array
  stamp = 1
  /** Where the last `bestPlace` was found. */
  place = 0
  private readonly savings: Float64Array[]
  private readonly savedAt: Int32Array
  private readonly saved = new Map<number, Int32Array>()

  constructor(readonly at: Figures) {
    this.people = at.people
    const size = at.people + 1
    this.items = Array.from({ length: size }, () => new Int32Array(16))
    this.starts = Array.from({ length: size }, () => new Int32Array(16))
    this.counts = new Int32Array(size)
    this.savings = Array.from({ length: size }, () => new Float64Array(16))
    this.savedAt = new Int32Array(size)
    this.loads = new Int32Array(size)
    this.late = new Float64Array(size)
    this.loose = new Int32Array(size)
    this.changed = new Int32Array(size).fill(1)
    this.holder = new Int32Array(at.tasks).fill(at.people)
    for (let i = 0; i < size; i++) this.refresh(i)
  }

  get lateness(): number {
    let sum = 0
    for (let i = 0; i <= this.people; i++) sum += this.late[i] as number
    return sum
  }

  get finish(): number {
    let most = 0
    for (let i = 0; i < this.people; i++) {
      const end = (this.at.wall[i] as Int32Array)[this.loads[i] as number] as number
      if (end > most) most = end
    }
    return most
  }

  copy(): Int32Array[] {
    return this.items.map((list, i) => list.slice(0, this.counts[i]))
  }

  become(lists: readonly Int32Array[]): void {
    for (let i = 0; i <= this.people; i++) this.set(i, lists[i] as Int32Array)
    this.saved.clear()
  }

  accept(): void {
    this.saved.clear()
  }

  undo(): void {
    for (const [i, list] of this.saved) this.set(i, list)
    this.saved.clear()
  }

  insert(j: number, i: number, place: number): void {
    this.save(i)
    const count = this.counts[i] as number
    let list = this.items[i] as Int32Array
    if (count === list.length) list = this.widen(i, count + 1)
    list.copyWithin(place + 1, place, count)
    list[place] = j
    this.counts[i] = count + 1
    this.holder[j] = i
    this.refresh(i)
  }

  remove(j: number): void {
    const i = this.holder[j] as number
    this.save(i)
    const list = this.items[i] as Int32Array
    const place = this.placeOf(j)
    list.copyWithin(place, place + 1, this.counts[i] as number)
    this.counts[i] = (this.counts[i] as number) - 1
    this.refresh(i)
  }

  placeOf(j: number): number {
    const list = this.items[this.holder[j] as number] as Int32Array
    let place = 0
    while (list[place] !== j) place++
    return place
  }

  /** Weighted lateness of a task that ends with the `end`-th working minute of a person. */
  lateAt(j: number, i: number, end: number): number {
    if (end <= (this.at.onTime[j * this.people + i] as number)) return 0
    const late = ((this.at.wall[i] as Int32Array)[end] as number) - (this.at.due[j] as number)
    return late > 0 ? (this.at.weight[j] as number) * late : 0
  }

  /** The same as `withoutDelta`, remembered until the list changes. */
  savingOf(i: number, place: number): number {
    if (i === this.people || this.late[i] === 0) return this.withoutDelta(i, place)
    if (this.savedAt[i] !== this.changed[i]) {
      this.savedAt[i] = this.changed[i] as number
      const count = this.counts[i] as number
      if ((this.savings[i] as Float64Array).length < count)
        this.savings[i] = new Float64Array(count * 2)
      for (let k = 0; k < count; k++) (this.savings[i] as Float64Array)[k] = this.withoutDelta(i, k)
    }
    return (this.savings[i] as Float64Array)[place] as number
  }

  /** What leaving out the task at a place changes in its list's lateness: at most 0. */
  withoutDelta(i: number, place: number): number {
    const list = this.items[i] as Int32Array
    const j = list[place] as number
    if (i === this.people) return -(this.at.leave[j] as number)
    const now = this.late[i] as number
    if (now === 0) return 0
    const starts = this.starts[i] as Int32Array
    const takes = this.at.minutes[j * this.people + i] as number
    let delta = -this.lateAt(j, i, (starts[place] as number) + takes)
    for (let k = place + 1, count = this.counts[i] as number; k < count; k++) {
      const b = list[k] as number
      const end = (starts[k] as number) + (this.at.minutes[b * this.people + i] as number)
      const late = this.lateAt(b, i, end)
      if (late > 0) delta += this.lateAt(b, i, end - takes) - late
    }
    return delta
  }

  /**
   * What a list's lateness changes by when task j comes in where it costs least, as late as that may
   * be; the task at `skip` (−1: none) goes out. `place` then tells where, counted without the one that
   * goes. Infinity when the shift is too short.
   */
  bestPlace(j: number, i: number, skip: number): number {
    const m = this.people
    const { minutes } = this.at
    const takes = minutes[j * m + i] as number
    const list = this.items[i] as Int32Array
    const count = this.counts[i] as number
    const gone = skip < 0 ? 0 : (minutes[(list[skip] as number) * m + i] as number)
    const load = (this.loads[i] as number) - gone
    if (takes === 0 || load + takes > (this.at.capacity[i] as number)) return Infinity
    if (skip < 0 && load + takes <= (this.at.onTime[j * m + i] as number)) {
      this.place = count
      return 0
    }
    if (this.late[i] === 0 && skip >= 0 && this.fitsInPlace(j, i, skip, takes - gone)) {
      this.place = skip
      return 0
    }
    let best = this.lateAt(j, i, load + takes)
    this.place = skip < 0 ? count : count - 1
    let shifted = 0
    let base = 0
    for (let k = count - 1, end = load; k >= 0; k--) {
      if (k === skip) continue
      const b = list[k] as number
      const now = this.lateAt(b, i, end)
      base += now
      shifted += this.lateAt(b, i, end + takes) - now
      // Further to the front only the task itself can gain, and no more than all it costs here.
      end -= minutes[b * m + i] as number
      const cost = shifted + this.lateAt(j, i, end + takes)
      if (cost < best) {
        best = cost
        this.place = skip >= 0 && k > skip ? k - 1 : k
      }
    }
    return base + best - (this.late[i] as number)
  }

  private fitsInPlace(j: number, i: number, place: number, longer: number): boolean {
    if (longer > (this.loose[i] as number)) return false
    const end =
      ((this.starts[i] as Int32Array)[place] as number) +
      (this.at.minutes[j * this.people + i] as number)
    return end <= (this.at.onTime[j * this.people + i] as number)
  }

  private save(i: number): void {
    if (!this.saved.has(i))
      this.saved.set(i, (this.items[i] as Int32Array).slice(0, this.counts[i]))
  }

  private set(i: number, list: Int32Array): void {
    if (list.length > (this.items[i] as Int32Array).length) this.widen(i, list.length)
    ;(this.items[i] as Int32Array).set(list)
    this.counts[i] = list.length
    for (const j of list) this.holder[j] = i
    this.refresh(i)
  }

  private widen(i: number, least: number): Int32Array {
    const wider = new Int32Array(least * 2)
    wider.set(this.items[i] as Int32Array)
    this.items[i] = wider
    this.starts[i] = new Int32Array(least * 2)
    return wider
  }

  private refresh(i: number): void {
    const list = this.items[i] as Int32Array
    const count = this.counts[i] as number
    this.changed[i] = ++this.stamp
    let late = 0
    if (i === this.people) {
      for (let k = 0; k < count; k++) late += this.at.leave[list[k] as number] as number
      this.late[i] = late
      return
    }
    const starts = this.starts[i] as Int32Array
    let end = 0
    let loose = this.at.capacity[i] as number
    for (let k = 0; k < count; k++) {
      const j = list[k] as number
      starts[k] = end
      end += this.at.minutes[j * this.people + i] as number
      const room = (this.at.onTime[j * this.people + i] as number) - end
      if (room >= 0) loose = Math.min(loose, room)
      else {
        late += this.lateAt(j, i, end)
        loose = -1
      }
    }
    this.loads[i] = end
    this.late[i] = late
    this.loose[i] = Math.max(-1, loose)
  }
}
