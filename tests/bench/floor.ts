/**
 * How good plans of a floor are and how much of it is proved: `npm run bench:floor [-- --json]`.
 * Small floors are held against the best of all plans. The clock is the processor time of this process,
 * so that what else the machine does is left out; `--wall` takes the clock on the wall.
 */
import { loadavg } from 'node:os'
import { compareWorth } from '../../server/domain/balance/floor/floor.js'
import { figuresOf } from '../../server/domain/balance/floor/figures.js'
import { proposalsOf, type Proposal } from '../../server/domain/balance/floor/propose.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { listsOf, worthOf } from '../../server/domain/balance/floor/worth.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { Dice } from '../support/dice.js'
import { exactFloor } from '../support/exact-floor.js'
import { makeFloor, type FloorShape } from '../support/floors.js'
import { print } from './figures.js'

const wall = process.argv.includes('--wall')
const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const now = wall ? () => performance.now() : processor

type Run = { last: Proposal; first: Proposal; firstMs: number; at: Map<number, Proposal> }

function run(floor: Floor, budget: number, seed: number, marks: readonly number[] = []): Run {
  const dice = new Dice(seed)
  const began = now()
  const at = new Map<number, Proposal>()
  let first: Proposal | null = null
  let firstMs = 0
  let last: Proposal | null = null
  const watch = { now, deadline: began + budget }
  for (const proposal of proposalsOf(floor, {
    watch,
    chance: () => dice.next(),
    every: Math.min(50, budget / 10),
  })) {
    const ms = now() - began
    if (!first) [first, firstMs] = [proposal, ms]
    if (last && compareWorth(proposal.worth, last.worth) > 0)
      throw new Error('a later proposal is worse')
    last = proposal
    for (const mark of marks) if (ms <= mark) at.set(mark, proposal)
  }
  if (!first || !last) throw new Error('there is no proposal')
  const figures = figuresOf(floor)
  const worth = worthOf(figures, listsOf(floor, figures, last.plan))
  if (compareWorth(worth, last.worth) !== 0) throw new Error('a plan is not worth what it says')
  if (!verify(floor, last.certificate).holds) throw new Error('a certificate does not hold')
  return { first, firstMs, last, at }
}

function small(name: string, shape: { load: number; due: number }, budget: number): void {
  let positive = 0
  let proved = 0
  let best = 0
  let ended = 0
  let endings = 0
  const short: number[] = []
  for (let n = 0; n < 18; n++) {
    const dice = new Dice(400 + n)
    const tasks = dice.whole(7, 11)
    const floor = makeFloor(dice, { people: dice.whole(2, 4), tasks, day: 240, ...shape })
    const { lateness, finish } = exactFloor(figuresOf(floor))
    const { worth, certificate } = run(floor, budget, n + 1).last
    if (
      certificate.lateness.bound > lateness ||
      (certificate.finish &&
        certificate.finish.within === lateness &&
        certificate.finish.bound > finish)
    ) {
      throw new Error('a bound is more than the truth')
    }
    if (worth.lateness === lateness) best++
    if (lateness > 0) {
      positive++
      if (certificate.lateness.bound === lateness) proved++
      else short.push(lateness - certificate.lateness.bound)
    }
    if (certificate.finish && worth.lateness === lateness) {
      endings++
      if (worth.finish === finish) ended++
    }
  }
  print(name, {
    budget,
    cases: 18,
    best,
    positive,
    proved,
    short: short.join(' ') || 'none',
    finishAsked: endings,
    finishBest: ended,
  })
}

type Middle = { tasks: number; people: number; load: number; due: number }

function middle(name: string, { tasks, people, ...rest }: Middle, budget: number): void {
  const gaps: number[] = []
  const minutes: number[] = []
  const ends: number[] = []
  for (let n = 0; n < 3; n++) {
    const floor = makeFloor(new Dice(900 + n), {
      people,
      tasks,
      day: 480,
      types: 12,
      ...rest,
    })
    const { worth, certificate } = run(floor, budget, n + 1).last
    gaps.push(100 * (worth.lateness / Math.max(1, certificate.lateness.bound) - 1))
    minutes.push(worth.lateness - certificate.lateness.bound)
    if (certificate.finish) ends.push(100 * (worth.finish / certificate.finish.bound - 1))
  }
  const shown = (all: number[]) => all.map((one) => one.toFixed(1)).join(' / ')
  print(name, {
    tasks,
    people,
    budget,
    gapPercent: shown(gaps),
    minutesShort: minutes.join(' / '),
    finishPercent: shown(ends) || 'not asked',
  })
}

function large(name: string, shape: FloorShape): void {
  const marks = [50, 100, 250, 1_000]
  const floor = makeFloor(new Dice(7), shape)
  run(floor, 300, 1)
  const { first, firstMs, last, at } = run(floor, 1_000, 2, marks)
  const quality = (proposal?: Proposal) =>
    proposal ? `${proposal.worth.lateness}/${proposal.worth.finish}` : 'none yet'
  print(name, {
    people: shape.people,
    tasks: shape.tasks,
    firstMs,
    first: quality(first),
    ...Object.fromEntries(marks.map((mark) => [`at${mark}`, quality(at.get(mark))])),
    bound: `${last.certificate.lateness.bound}/${last.certificate.finish?.bound ?? '-'}`,
  })
}

// What is compiled on the way must not be part of the first case's time.
for (let n = 0; n < 5; n++)
  run(makeFloor(new Dice(n), { people: 4, tasks: 11, day: 240, load: 0.8, due: 1.2 }), 100, n)
for (const budget of [30, 300]) {
  small('small', { load: 0.7, due: 1.6 }, budget)
  small('small tight', { load: 0.95, due: 0.9 }, budget)
}
for (const [tasks, people] of [
  [40, 4],
  [100, 6],
  [300, 12],
] as const) {
  middle('middle', { tasks, people, load: 0.75, due: 1.6 }, 2_000)
  middle('overfull', { tasks, people, load: 1.2, due: 1 }, 2_000)
}
const office = { day: 480, types: 20 }
large('calm', { people: 20, tasks: 500, load: 0.6, due: 40, ...office })
large('busy', { people: 20, tasks: 500, load: 0.8, due: 1.5, ...office })
large('calm', { people: 50, tasks: 2_000, load: 0.6, due: 40, ...office })
large('busy', { people: 50, tasks: 2_000, load: 0.8, due: 1.5, ...office })
print('load', { wall: String(wall), average: (loadavg()[0] as number).toFixed(1) })
