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
}

export type Cleared = {
  /** When the queue was first empty in each run, sorted; Infinity: not by closing. */
  clear: Float64Array
  /** Share of the runs in which all that is due was done by closing. */
  due: number
  /** The queue's length at each checkpoint in each run, sorted. */
  queue: Float64Array[]
}

const normal = (chance: Chance) =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())

/** Tries at drawing what a task takes that has run for longer than it usually does. */
const TRIES = 6

/** Minutes that are left of a task of which some are over: drawn from what takes longer than that. */
function restOf(minutes: number, { spread }: Handling, spent: number, chance: Chance): number {
  if (spent <= 0) return minutes * Math.exp(spread * normal(chance))
  for (let tries = 0; tries < TRIES; tries++) {
    const all = minutes * Math.exp(spread * normal(chance))
    if (all > spent) return all - spent
  }
  return minutes / 4
}

/** Hands out a person's time. */
class Hands {
  at = 0
  private next = 0

  constructor(readonly person: FloorPerson) {
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
    for (; this.next < spans.length; this.next++) {
      const span = spans[this.next] as { from: number; to: number }
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

type Coming = { at: number; type: number; standardMinutes: number }

/** One draw from shares that sum to 1. */
function drawn<T extends { share: number }>(from: readonly T[], chance: Chance): T | undefined {
  let point = chance()
  for (const one of from) if ((point -= one.share) < 0) return one
  return from.at(-1)
}

function arrivalsOf({ arrivals }: Floor, chance: Chance): Coming[] {
  const many = arrivals.mix.length === 0 ? 0 : arrivals.count.quantile(Math.max(1e-9, chance()))
  const coming: Coming[] = []
  for (let n = 0; n < many; n++) {
    const stretch = drawn(arrivals.stretches, chance)
    const what = drawn(arrivals.mix, chance)
    if (!stretch || !what) break
    const at = stretch.from + chance() * (stretch.to - stretch.from)
    coming.push({ at, type: what.type, standardMinutes: what.standardMinutes })
  }
  return coming.sort((a, b) => a.at - b.at)
}

/** Tasks of each type in queue order; the lower place goes first. */
class Queues {
  size = 0
  private readonly places: number[][]
  private readonly heads: number[]
  private readonly tasks: FloorTask[] = []

  constructor(types: number, queue: readonly FloorTask[]) {
    this.places = Array.from({ length: types }, () => [])
    this.heads = new Array<number>(types).fill(0)
    for (const task of queue) this.add(task)
  }

  add(task: FloorTask): void {
    this.places[task.type]?.push(this.tasks.length)
    this.tasks.push(task)
    this.size++
  }

  /** Takes the first of these types. */
  take(types: readonly number[]): FloorTask | undefined {
    let first = Infinity
    let of = -1
    for (const type of types) {
      const place = this.places[type]?.[this.heads[type] ?? 0] ?? Infinity
      if (place < first) {
        first = place
        of = type
      }
    }
    if (of < 0) return undefined
    this.heads[of] = (this.heads[of] ?? 0) + 1
    this.size--
    return this.tasks[first]
  }
}

type Run = { clear: number; dueDone: boolean; lengths: number[] }

class Play {
  private readonly hands: Hands[]
  private readonly queues: Queues
  private readonly coming: Coming[]
  private readonly pace: number
  private dueLeft: number
  private clear = Infinity
  private next = 0

  constructor(
    private readonly floor: Floor,
    private readonly chance: Chance,
  ) {
    this.coming = arrivalsOf(floor, chance)
    this.pace = Math.exp(floor.daySpread * normal(chance)) / Math.max(0.05, floor.utilisation)
    this.queues = new Queues(floor.handling.length, floor.queue)
    this.hands = floor.people.map((person) => new Hands(person))
    const held = floor.people.flatMap((person) => person.held)
    this.dueLeft = [...floor.queue, ...held].filter(({ due }) => due).length
    for (const hands of this.hands) for (const task of hands.person.held) this.begin(hands, task, task.spent)
  }

  run(): Run {
    const lengths: number[] = []
    if (this.queues.size === 0) this.clear = 0
    for (const checkpoint of [...this.floor.checkpoints, this.floor.closes]) {
      this.until(checkpoint)
      lengths.push(this.queues.size)
    }
    lengths.pop()
    return { clear: this.clear, dueDone: this.dueLeft === 0, lengths }
  }

  /** Lets people work and tasks come until `time`. */
  private until(time: number): void {
    for (;;) {
      let first: Hands | undefined
      for (const hands of this.hands) if (!first || hands.at < first.at) first = hands
      if (!first || first.at >= time) break
      this.admit(first.at)
      const task = this.queues.take(first.person.types)
      if (!task) {
        first.goOn(this.coming[this.next]?.at ?? Infinity)
        continue
      }
      const at = first.at
      this.begin(first, task, 0)
      if (this.queues.size === 0 && this.clear === Infinity) this.clear = at
    }
    this.admit(time)
  }

  private admit(time: number): void {
    for (let one = this.coming[this.next]; one && one.at <= time; one = this.coming[this.next]) {
      this.queues.add(one)
      this.next++
    }
  }

  private begin(hands: Hands, task: FloorTask, spent: number): void {
    const handling = this.floor.handling[task.type] ?? { mean: 0, spread: 0 }
    const usual = task.standardMinutes * Math.exp(handling.mean)
    const done = hands.work(restOf(usual, handling, spent, this.chance) * this.pace)
    if (task.due && done <= this.floor.closes) this.dueLeft--
  }
}

export const RUNS = 500

/** @param chance seeded by the caller, so that the same floor gives the same answer */
export function simulateFloor(floor: Floor, chance: Chance, runs = RUNS): Cleared {
  const clear = new Float64Array(runs)
  const queue = floor.checkpoints.map(() => new Float64Array(runs))
  let due = 0
  for (let n = 0; n < runs; n++) {
    const run = new Play(floor, chance).run()
    clear[n] = run.clear
    run.lengths.forEach((length, at) => queue[at] && (queue[at][n] = length))
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
