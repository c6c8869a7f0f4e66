/** Local search with kicks over who does what in which order. */
import { candidatesOf, type Candidates } from '../candidates.js'
import type { Instance, Stopwatch } from '../instance.js'
import type { Chance } from '../standing.js'
import type { Figures } from './figures.js'
import { Lists } from './lists.js'
import { Relief } from './relief.js'
import { starts } from './start.js'
import { priceTime } from './time-prices.js'

/** Pairs up to which everybody who may do a task is looked at, and not only the cheapest. */
const FEW_PAIRS = 400
const CHEAPEST = 5
/** How much worse a kick may leave a plan and still be kept now and then. */
const OVER_TEMPERATURE = 0.3
const LATE_TEMPERATURE = 1.5

export class Search {
  /** The best plan so far, a list per person and last what is left; by lateness, then by finish. */
  best: Int32Array[] = []
  lateness = Infinity
  finish = Infinity
  private readonly lists: Lists
  private readonly relief: Relief
  private readonly candidates: Candidates
  private starts: Generator<void> | null
  private settled = false
  private late = 0
  private over = 0

  constructor(
    figures: Figures,
    watch: Stopwatch,
    private readonly chance: Chance,
  ) {
    this.lists = new Lists(figures)
    const prices = priceTime(figures)
    const width = figures.tasks * figures.people <= FEW_PAIRS ? figures.people : CHEAPEST
    this.candidates = candidatesOf(pairsOf(figures), prices.weights, width)
    this.relief = new Relief(this.lists, prices.weights, this.candidates)
    this.relief.aim(prices.finish)
    this.starts = starts(this.relief, this.candidates)
    this.start(watch)
  }

  /** One start at least, as many as there is time for, the others when there is. @returns whether one is better */
  private start(watch: Stopwatch): boolean {
    let found = false
    do {
      if (this.starts?.next().done) this.starts = null
      found = this.keep() || found
    } while (this.starts && watch.now() < watch.deadline)
    return found
  }

  /** The first way down: everybody past what the prices promise is relieved at once. */
  private settle(watch: Stopwatch): boolean {
    let found = this.starts !== null && this.start(watch)
    if (watch.now() >= watch.deadline) return found
    this.relief.descend(watch)
    found = this.keep() || found
    if (watch.now() >= watch.deadline) return found
    this.settled = true
    this.relief.quick = false
    this.aimBelow()
    this.lists.accept()
    return found
  }

  /** @returns whether a better plan was found */
  run(watch: Stopwatch, enough: (lateness: number, finish: number) => boolean): boolean {
    let found = false
    if (!this.settled) found = this.settle(watch)
    if (!this.settled) return found
    for (let round = 0; ; round++) {
      if (watch.now() >= watch.deadline || enough(this.lateness, this.finish)) return found
      this.lists.accept()
      this.kick()
      this.relief.descend(watch)
      if (this.keep()) {
        found = true
        continue
      }
      if (this.accepted()) {
        this.late = this.lists.lateness
        this.over = this.relief.over
      } else this.lists.undo()
    }
  }

  private accepted(): boolean {
    const worse = this.lists.lateness - this.late
    if (worse < 0) return true
    if (worse > 0) return this.chance() < Math.exp(-worse / LATE_TEMPERATURE)
    const more = this.relief.over - this.over
    return more <= 1e-9 || this.chance() < Math.exp(-more / OVER_TEMPERATURE)
  }

  /** Takes the present plan as the best if it is. */
  private keep(): boolean {
    const late = this.lists.lateness
    const finish = this.lists.finish
    if (late > this.lateness || (late === this.lateness && finish >= this.finish)) return false
    this.lateness = late
    this.finish = finish
    this.best = this.lists.copy()
    this.lists.accept()
    if (this.settled) this.aimBelow()
    return true
  }

  /** The next plan has to end a minute earlier. */
  private aimBelow(): void {
    this.relief.aim(this.finish - 1)
    this.late = this.lists.lateness
    this.over = this.relief.over
  }

  private kick(): void {
    const { start, end, people } = this.candidates
    const { tasks } = this.lists.at
    if (tasks === 0) return
    const count = 2 + Math.floor(this.chance() * 5)
    for (let n = 0; n < count; n++) {
      const j = Math.floor(this.chance() * tasks)
      const from = start[j] as number
      const size = (end[j] as number) - from
      if (size === 0) continue
      const i = people[from + Math.floor(this.chance() * size)] as number
      this.lists.remove(j)
      this.relief.put(j, i)
    }
  }
}

function pairsOf({ tasks, people, minutes }: Figures): Instance {
  const times = new Float64Array(minutes.length)
  for (let n = 0; n < times.length; n++) times[n] = minutes[n] || Infinity
  return { tasks, people, times }
}
