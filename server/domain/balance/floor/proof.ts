/** Turns the prices found into a certificate: whole numbers, few of them, and what binds. */
import type { Certificate } from './certificate.js'
import type { Figures } from './figures.js'
import { ableSets, bindingOf } from './finish-bound.js'
import type { Floor } from './floor.js'
import type { LatenessDual } from './lateness-dual.js'
import { aloneOf } from './verify.js'

/** Pairs looked at while the fewest people are sought whose time proves the same. */
const EFFORT = 20_000
/** Units of the prices in a minute of lateness; the coarsest is taken that proves as much. */
const UNITS = [1, 4, 16, 64, 256, 1_024]

/** Pairs from which on only the finest are tried. */
const MANY_PAIRS = 20_000

type Lateness = Certificate['lateness']

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b))

const stepOf = ({ tasks }: Floor) =>
  tasks.reduce((common, { weight }) => divisorOf(common, weight), 0)

/** What is late even if each task were the only one: proved by no price at all. */
export function lateAnyhow(floor: Floor, at: Figures): Lateness {
  const alone = aloneOf(
    floor,
    at.wall.map((wall) => Array.from(wall)),
  )
  const late = floor.tasks.filter((_, j) => (alone[j] as number) > 0)
  const bound = alone.reduce((sum, one) => sum + one, 0)
  const no = late.length === 1 ? (late[0] as { no: number }).no : null
  return { bound, unit: 1, prices: at.wall.map(() => []), by: { kind: 'task', no } }
}

export function proveLateness(floor: Floor, at: Figures, dual: LatenessDual): Lateness {
  const step = stepOf(floor)
  const bound = (prices: readonly Float64Array[], unit: number) =>
    step === 0 ? 0 : Math.max(0, Math.ceil(dual.value(prices, unit) / (unit * step)) * step)
  const nothing = at.wall.map((wall) => new Float64Array(wall.length - 1))
  const alone = bound(nothing, 1)
  let best = { bound: alone, unit: 1, prices: nothing }
  const many = at.tasks * at.people > MANY_PAIRS
  for (const unit of many ? UNITS.slice(-2) : UNITS) {
    const prices = dual.best.map((row) => row.map((price) => Math.round(price * unit)))
    const proved = bound(prices, unit)
    if (proved > best.bound) best = { bound: proved, unit, prices }
  }
  if (best.bound === alone) return lateAnyhow(floor, at)
  const { unit } = best
  for (const set of ableSets(at).slice(0, Math.max(2, EFFORT / (at.tasks * at.people)))) {
    const prices = best.prices.map((row, i) =>
      set.includes(i) ? row : (nothing[i] as Float64Array),
    )
    if (bound(prices, unit) >= best.bound)
      return { ...best, prices: runsOf(prices), by: bindingOf(floor, at, set) }
  }
  return { ...best, prices: runsOf(best.prices), by: { kind: 'work' } }
}

function runsOf(prices: readonly Float64Array[]): [number, number][][] {
  return prices.map((row) => {
    const runs: [number, number][] = []
    for (const price of row) {
      const last = runs.at(-1)
      if (last?.[1] === price) last[0]++
      else runs.push([1, price])
    }
    if (runs.at(-1)?.[1] === 0) runs.pop()
    return runs
  })
}
