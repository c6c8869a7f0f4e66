/**
 * When the queue is clear, and whether what is due is done by closing: the floor played many times from now
 * on. People take the next task that they can do as soon as they are free, work around their breaks until
 * their shift ends, and new work comes as the day's forecast says. All times are minutes from now.
 */
import type { CountDistribution } from './count-distribution.js'

/** Between 0 and 1, never 1. */
export type Chance = () => number

/** What a task of a type takes: lognormal, exp(mean + spread × z) times its standard minutes. */
export type Handling = { mean: number; spread: number }

export type FloorTask = { type: number; standardMinutes: number; due?: boolean }

export type FloorPerson = {
  /** In which they work, in order, from 0 on. */
  spans: readonly { from: number; to: number }[]
  /** The types that they can do. */
  types: readonly number[]
  /** What they hold, first first; `spent` minutes of it are over. */
  held: readonly (FloorTask & { spent: number })[]
}

export type Floor = {
  /** Until closing. */
  closes: number
  people: readonly FloorPerson[]
  /** In queue order. */
  queue: readonly FloorTask[]
  handling: readonly Handling[]
  /** Share of a person's time that goes into tasks. */
  utilisation: number
  arrivals: {
    /** How many come until closing. */
    count: Pick<CountDistribution, 'quantile'>
    /** When they come: shares of each stretch, in order; they sum to 1. */
    stretches: readonly { from: number; to: number; share: number }[]
    /** What they are; the shares sum to 1. */
    mix: readonly { type: number; standardMinutes: number; share: number }[]
  }
  /** Days on which all goes faster or slower: standard deviation of the logarithm. */
  daySpread: number
  /** Times at which the queue's length is asked, in order. */
  checkpoints: readonly number[]
  /** The type whose queue is asked after; without it, all of the queue. */
  of?: number | undefined
}

export type Cleared = {
  /** When the queue was first empty in each run, sorted; Infinity: not by closing. */
  clear: Float64Array
  /** Share of the runs in which all that is due was done by closing. */
  due: number
  /** The queue's length at each checkpoint in each run, sorted. */
  queue: Float64Array[]
}

/** Standard normal numbers, which come in pairs (Box and Muller 1958). */
function normals(chance: Chance): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - chance()))
    const angle = 2 * Math.PI * chance()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

/** Tries at drawing what a task takes that has run for longer than it usually does. */
const TRIES = 6

/** Hands out a person's time. */
class Hands {
  at = 0
  private next = 0

  constructor(readonly person: FloorPerson) {}

  begin(): void {
    this.next = 0
    this.goOn(0)
  }

  /** Waits until `time`, or until the first moment after it that is for work. */
  goOn(time: number): void {
    const { spans } = this.person
    while (this.next < spans.length && (spans[this.next]?.to ?? 0) <= time) this.next++
    const span = spans[this.next]
    this.at = span ? Math.max(time, span.from) : Infinity
  }

  /** @returns when it is done; Infinity where the shift ends before */
  work(minutes: number): number {
    const { spans } = this.person
    let left = minutes
    for (let span = spans[this.next]; span; span = spans[++this.next]) {
      const from = Math.max(this.at, span.from)
      if (from + left <= span.to) {
        const done = from + left
        this.goOn(done)
        return done
      }
      left -= span.to - from
    }
    return (this.at = Infinity)
  }
}

/** The place in a row of shares that sum to 1 at which a point of 0 to 1 lies. */
function placeOf(shares: readonly { share: number }[], point: number): { at: number; rest: number } {
  let at = 0
  let rest = point
  while (at < shares.length - 1 && rest >= (shares[at]?.share ?? 0)) rest -= shares[at++]?.share ?? 0
  return { at, rest }
}

type Run = { clear: number; dueDone: boolean }

/** One floor, played as often as one likes; what does not change from one time to the next is made once. */
class Play {
  private readonly hands: Hands[]
  /** Places in the queue by type, first first; those of arrivals are added behind and taken away again. */
  private readonly places: number[][]
  private readonly own: number[]
  private readonly heads: Int32Array
  private readonly normal: () => number
  private readonly dueAll: number
  private arrivalAt = new Float64Array(0)
  private arrivalMix: number[] = []
  private pace = 1
  private size = 0
  private dueLeft = 0
  private clear = Infinity
  private next = 0

  constructor(
    private readonly floor: Floor,
    private readonly chance: Chance,
  ) {
    this.normal = normals(chance)
    this.hands = floor.people.map((person) => new Hands(person))
    this.places = floor.handling.map(() => [])
    floor.queue.forEach((task, place) => this.places[task.type]?.push(place))
    this.own = this.places.map(({ length }) => length)
    this.heads = new Int32Array(this.places.length)
    const held = floor.people.flatMap((person) => person.held)
    this.dueAll = [...floor.queue, ...held].filter(({ due }) => due).length
  }

  /** @param lengths takes the queue's length at each checkpoint */
  run(lengths: (checkpoint: number, length: number) => void): Run {
    const { floor } = this
    this.begin()
    if (this.length === 0) this.clear = 0
    floor.checkpoints.forEach((time, n) => {
      this.until(time)
      lengths(n, this.length)
    })
    this.until(floor.closes)
    return { clear: this.clear, dueDone: this.dueLeft === 0 }
  }

  /** Of the queue that is asked after. */
  private get length(): number {
    const { of } = this.floor
    return of === undefined ? this.size : (this.places[of]?.length ?? 0) - (this.heads[of] ?? 0)
  }

  private begin(): void {
    const { floor } = this
    this.pace = Math.exp(floor.daySpread * this.normal()) / Math.max(0.05, floor.utilisation)
    this.places.forEach((places, type) => (places.length = this.own[type] ?? 0))
    this.heads.fill(0)
    this.size = floor.queue.length
    this.dueLeft = this.dueAll
    this.clear = Infinity
    this.next = 0
    this.arrivalMix = []
    this.arrivalAt = this.arrivals()
    for (const hands of this.hands) {
      hands.begin()
      for (const task of hands.person.held) this.work(hands, task, task.spent)
    }
  }

  /** When work comes in this run, in order. */
  private arrivals(): Float64Array<ArrayBuffer> {
    const { count, stretches, mix } = this.floor.arrivals
    const any = mix.length > 0 && stretches.length > 0
    const many = any ? count.quantile(Math.min(1 - 1e-9, Math.max(1e-9, this.chance()))) : 0
    const points = new Float64Array(many).map(() => this.chance()).sort()
    return points.map((point) => {
      const { at, rest } = placeOf(stretches, point)
      const { from, to, share } = stretches[at] as { from: number; to: number; share: number }
      return from + Math.min(1, rest / share) * (to - from)
    })
  }

  /** Lets people work and tasks come until `time`. */
  private until(time: number): void {
    for (;;) {
      let first: Hands | undefined
      for (const hands of this.hands) if (!first || hands.at < first.at) first = hands
      if (!first || first.at >= time) break
      const { at } = first
      this.admit(at)
      const task = this.take(first.person.types)
      if (!task) {
        first.goOn(this.arrivalAt[this.next] ?? Infinity)
        continue
      }
      this.work(first, task, 0)
      if (this.clear === Infinity && this.length === 0) this.clear = at
    }
    this.admit(time)
  }

  private admit(time: number): void {
    const { mix } = this.floor.arrivals
    while ((this.arrivalAt[this.next] ?? Infinity) <= time) {
      const { at } = placeOf(mix, this.chance())
      this.places[mix[at]?.type ?? 0]?.push(this.floor.queue.length + this.next++)
      this.arrivalMix.push(at)
      this.size++
    }
  }

  /** Takes the first of these types: the lowest place. */
  private take(types: readonly number[]): FloorTask | undefined {
    let first = Infinity
    let of = -1
    for (const type of types) {
      const place = this.places[type]?.[this.heads[type] ?? 0]
      if (place !== undefined && place < first) {
        first = place
        of = type
      }
    }
    if (of < 0) return undefined
    this.heads[of] = (this.heads[of] ?? 0) + 1
    this.size--
    const { queue, arrivals } = this.floor
    return queue[first] ?? arrivals.mix[this.arrivalMix[first - queue.length] ?? 0]
  }

  private work(hands: Hands, task: FloorTask, spent: number): void {
    const handling = this.floor.handling[task.type] ?? { mean: 0, spread: 0 }
    const usual = task.standardMinutes * Math.exp(handling.mean)
    const done = hands.work(this.restOf(usual, handling.spread, spent) * this.pace)
    if (task.due && done <= this.floor.closes) this.dueLeft--
  }

  /** Minutes that are left of a task of which some are over: drawn from what takes longer than that. */
  private restOf(usual: number, spread: number, spent: number): number {
    if (spent <= 0) return usual * Math.exp(spread * this.normal())
    for (let tries = 0; tries < TRIES; tries++) {
      const all = usual * Math.exp(spread * this.normal())
      if (all > spent) return all - spent
    }
    return usual / 4
  }
}

export const RUNS = 500

/** @param chance seeded by the caller, so that the same floor gives the same answer */
export function simulateFloor(floor: Floor, chance: Chance, runs = RUNS): Cleared {
  const clear = new Float64Array(runs)
  const queue = floor.checkpoints.map(() => new Float64Array(runs))
  const play = new Play(floor, chance)
  let due = 0
  for (let n = 0; n < runs; n++) {
    const run = play.run((at, length) => queue[at] && (queue[at][n] = length))
    clear[n] = run.clear
    if (run.dueDone) due++
  }
  return { clear: clear.sort(), due: due / runs, queue: queue.map((lengths) => lengths.sort()) }
}

/** The value that a share of the runs reach or stay below. */
export const sampleQuantile = (sorted: Float64Array, p: number) =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Infinity

/** A chance that gives the same numbers for the same seed (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
