/** Plans for a floor, each better than the one before, with what is proved about them. */
import type { Stopwatch } from '../instance.js'
import type { Chance } from '../standing.js'
import type { Bounding } from './bounding.js'
import { hashOf, type Certificate } from './certificate.js'
import { figuresOf, type Figures } from './figures.js'
import { checkFloor, compareWorth, type Floor, type FloorPlan, type Worth } from './floor.js'
import { delayPrices, LatenessDual } from './lateness-dual.js'
import { Lists } from './lists.js'
import { hasFewSets, OrdersDual } from './orders-dual.js'
import { PackingDual } from './packing-dual.js'
import { Polish } from './polish.js'
import { boundFinish } from './finish-bound.js'
import { lateAnyhow, proveLateness } from './proof.js'
import { Search } from './search.js'
import { planOf, worthOf } from './worth.js'

export type Proposal = { plan: FloorPlan; worth: Worth; certificate: Certificate }

export type Budget = {
  /** It ends at the deadline, or earlier when nothing is left to be proved or found. */
  watch: Stopwatch
  chance: Chance
  /**
   * How long one slice lasts, in the watch's unit; a twentieth of the time if not given. The first
   * proposal takes less than one, unless the floor is so large that the first plan alone does not.
   */
  every?: number
  /** The floor in figures, where somebody has them already. */
  at?: Figures
}

/** Share of a slice for further starts of the first plan. */
const FIRST_SHARE = 0.2
/** Pairs of people and tasks above which the first plan is shown as it is found. */
export const LARGE = 4_000
/** Share of a slice for the bound while lateness is not proved; of a slice, and of all the time, for fairness and moves. */
const BOUND_SHARE = 0.4
const POLISH_SHARE = 0.2

/**
 * The first proposal at once, then one a slice: the same object when nothing is better. Whoever takes
 * them may stop at any.
 * @throws RangeError for a floor that is not as its types say
 */
export function* proposalsOf(
  floor: Floor,
  { watch, chance, every, at = figuresOf(floor) }: Budget,
): Generator<Proposal, void> {
  checkFloor(floor)
  const began = watch.now()
  const slice = every ?? Math.max(1, (watch.deadline - began) / 20)
  const until = (share: number): Stopwatch => ({
    now: watch.now,
    deadline: Math.min(watch.deadline, watch.now() + share * slice),
  })
  const searchEnd = watch.deadline - POLISH_SHARE * (watch.deadline - began)
  const work = new Work(floor, at, until(FIRST_SHARE), chance, searchEnd)
  // On a large floor even a little polish is longer than anybody should wait for a first plan.
  const isLarge = at.tasks * at.people > LARGE
  let last = work.propose(until(isLarge ? 0 : POLISH_SHARE), until(0))
  yield last
  while (watch.now() < searchEnd && !work.done) {
    work.advance(until)
    yield (last = work.propose(until(POLISH_SHARE), until(1)))
  }
  // What is left of the time makes the best plan fairer, as long as that goes on.
  for (let before = null; watch.now() < watch.deadline && before !== last;) {
    before = last
    yield (last = work.propose(until(1), until(1)))
  }
}

/**
 * The last of the proposals.
 * @param better hears of each that is better, or better proved
 */
export function balanceFloor(
  floor: Floor,
  budget: Budget & { better?: (proposal: Proposal) => void; cancelled?: () => boolean },
): Proposal {
  let last: Proposal | null = null
  for (const proposal of proposalsOf(floor, budget)) {
    if (proposal !== last) budget.better?.(proposal)
    last = proposal
    if (budget.cancelled?.()) break
  }
  return last as Proposal
}

class Work {
  private readonly search: Search
  private dual: Bounding | null = null
  private minutes: LatenessDual | null = null
  private readonly hash: string
  private last: Proposal | null = null
  private seen: Int32Array[] | null = null
  private kept: Int32Array[] = []
  /** The dual's bound and the finish at which proofs were last looked for. */
  private looked = -1
  private asked = -1
  private still = 0
  private slices = 0

  constructor(
    private readonly floor: Floor,
    private readonly at: Figures,
    watch: Stopwatch,
    private readonly chance: Chance,
    private readonly end: number,
  ) {
    this.hash = hashOf(floor)
    this.search = new Search(at, watch, chance)
  }

  /** Nothing more can be proved or found but fairness and moves, and those have stood still. */
  get done(): boolean {
    const { last } = this
    return this.still >= 2 && last?.certificate.finish?.bound === last?.worth.finish
  }

  /** A slice of work: the first goes into the plan alone, so that it is soon seen to improve. */
  advance(until: (share: number) => Stopwatch): void {
    const certificate = this.last?.certificate
    const { lateness } = this.search
    const open = lateness > (certificate?.lateness.bound ?? 0)
    if (open && this.slices++ > 0) {
      const bounding = this.bounding()
      if (bounding.open(lateness)) bounding.run(until(BOUND_SHARE), lateness)
    }
    const finish = certificate?.finish
    const enough = (late: number, ends: number) =>
      finish != null && late <= finish.within && ends <= finish.bound
    this.search.run(until(1 - BOUND_SHARE), enough)
  }

  /** What may raise the bound next: of few tasks all orders, else minutes and then whole tasks as well. */
  private bounding(): Bounding {
    if (hasFewSets(this.at)) return (this.dual ??= new OrdersDual(this.at))
    if (!this.minutes) {
      this.dual = this.minutes = new LatenessDual(this.at, this.chance)
      for (const part of [0.25, 0.5, 1])
        this.minutes.tryPrices(delayPrices(this.at, this.search.best, part))
    } else if (this.minutes === this.dual && this.minutes.weary)
      this.dual = new PackingDual(this.at, this.minutes.best, this.chance)
    return this.dual as Bounding
  }

  propose(polish: Stopwatch, prove: Stopwatch): Proposal {
    const { last } = this
    const lists = new Lists(this.at)
    lists.become(this.search.best === this.seen ? this.kept : this.search.best)
    this.seen = this.search.best
    new Polish(lists).run(polish)
    const places = lists.copy()
    const worth = worthOf(this.at, places)
    const better = !last || compareWorth(worth, last.worth) < 0
    if (better) this.kept = places
    this.still = better ? 0 : this.still + 1
    const certificate = this.certify(better ? worth : last.worth, prove)
    if (!better && certificate === last.certificate) return last
    this.last = better
      ? { plan: planOf(this.floor, places), worth, certificate }
      : { ...last, certificate }
    return this.last
  }

  /** Whole numbers take a while, so not for every little rise; but in any case before the end. */
  private risen(bound: number, within: number, watch: Stopwatch): boolean {
    const soon = watch.deadline >= this.end || bound > within - 1
    return bound > this.looked + (soon ? 0 : 0.1 * (within - Math.max(0, this.looked)))
  }

  /** The same object where nothing more is proved. */
  private certify({ lateness: within, finish: ends }: Worth, watch: Stopwatch): Certificate {
    const before = this.last?.certificate
    let lateness = before?.lateness ?? lateAnyhow(this.floor, this.at)
    if (this.dual && lateness.bound < within && this.risen(this.dual.bound, within, watch)) {
      this.looked = this.dual.bound
      const proved = proveLateness(this.floor, this.at, this.dual)
      if (proved.bound > lateness.bound) lateness = proved
    }
    let finish = before?.finish?.within === within ? before.finish : null
    if (
      within <= lateness.bound &&
      watch.now() < watch.deadline &&
      (finish?.bound ?? 0) < ends &&
      this.asked !== ends
    ) {
      const proved = boundFinish(this.floor, this.at, within, ends, watch)
      if (!finish || proved.bound > finish.bound) finish = proved
      // Once more for the same finish only if there was too little time.
      if (watch.now() < watch.deadline) this.asked = ends
    }
    if (before && lateness === before.lateness && finish === before.finish) return before
    return { hash: this.hash, lateness, finish }
  }
}
