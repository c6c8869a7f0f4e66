import { loadsOf, type Instance } from './instance.js'
import type { Candidates } from './candidates.js'

/** At least 0, less than 1. */
export type Chance = () => number

/** Who does what now, with loads and lists, and the changes since it was last accepted. */
export class Standing {
  readonly tasks: number
  readonly people: number
  readonly times: Float64Array
  readonly loads: Float64Array
  readonly lists: Int32Array[]
  readonly counts: Int32Array
  /** When each person's list last changed, by `stamp`. */
  readonly changed: Int32Array
  stamp = 1
  private readonly place: Int32Array
  private readonly undoTasks: number[] = []
  private readonly undoHolders: number[] = []

  constructor(instance: Instance, readonly holder: Int32Array) {
    this.tasks = instance.tasks
    this.people = instance.people
    this.times = instance.times
    this.loads = loadsOf(instance, holder)
    this.counts = new Int32Array(this.people)
    this.place = new Int32Array(this.tasks)
    this.lists = Array.from({ length: this.people }, () => new Int32Array(this.tasks))
    this.changed = new Int32Array(this.people).fill(1)
    for (let j = 0; j < this.tasks; j++) this.append(j, holder[j] as number)
  }

  get finish(): number {
    let most = 0
    for (let i = 0; i < this.people; i++) if ((this.loads[i] as number) > most) most = this.loads[i] as number
    return most
  }

  accept(): void {
    this.undoTasks.length = 0
    this.undoHolders.length = 0
  }

  undo(): void {
    for (let n = this.undoTasks.length - 1; n >= 0; n--) this.shift(this.undoTasks[n] as number, this.undoHolders[n] as number)
    this.accept()
  }

  /** Takes over a plan. */
  become(holder: Int32Array): void {
    for (let j = 0; j < this.tasks; j++) this.shift(j, holder[j] as number)
  }

  move(j: number, to: number): void {
    this.undoTasks.push(j)
    this.undoHolders.push(this.holder[j] as number)
    this.shift(j, to)
  }

  /** Gives some tasks, drawn by lot, to somebody near, drawn by lot. */
  kick(count: number, { start, end, people }: Candidates, chance: Chance): void {
    for (let n = 0; n < count; n++) {
      const j = Math.floor(chance() * this.tasks)
      const from = start[j] as number
      const size = (end[j] as number) - from
      if (size < 2) continue
      this.move(j, people[from + Math.floor(chance() * size)] as number)
    }
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
}
