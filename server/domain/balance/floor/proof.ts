/** Turns the prices found into a certificate: whole numbers, few of them, and what binds. */
import type { Bounding, Priced } from './bounding.js'
import type { Certificate } from './certificate.js'
import type { Figures } from './figures.js'
import { ableSets, bindingOf } from './finish-bound.js'
import type { Floor } from './floor.js'
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
  return { bound, unit: 1, prices: at.wall.map(() => []), worths: null, by: { kind: 'task', no } }
}

export function proveLateness(floor: Floor, at: Figures, dual: Bounding): Lateness {
  const step = stepOf(floor)
  const bound = (priced: Priced, unit: number) =>
    step === 0 ? 0 : Math.max(0, Math.ceil(dual.proved(priced, unit) / (unit * step)) * step)
  const alone = lateAnyhow(floor, at)
  let best: { bound: number; unit: number; priced: Priced } | null = null
  const many = at.tasks * at.people > MANY_PAIRS
  for (const unit of many ? UNITS.slice(-2) : UNITS) {
    const priced = inWhole(dual.priced, unit)
    const proved = bound(priced, unit)
    if (proved > (best?.bound ?? alone.bound)) best = { bound: proved, unit, priced }
  }
  if (!best) return alone
  const { unit, bound: proved } = best
  for (const set of ableSets(at).slice(0, Math.max(2, EFFORT / (at.tasks * at.people)))) {
    const priced = narrowed(at, best.priced, set)
    if (bound(priced, unit) >= proved)
      return { bound: proved, unit, ...told(priced), by: bindingOf(floor, at, set) }
  }
  return { bound: proved, unit, ...told(best.priced), by: { kind: 'work' } }
}

const inWhole = ({ prices, worths }: Priced, unit: number): Priced => ({
  prices: prices.map((row) => row.map((price) => Math.round(price * unit))),
  worths: worths && worths.map((worth) => Math.round(worth * unit)),
})

const told = ({ prices, worths }: Priced): Pick<Lateness, 'prices' | 'worths'> => ({
  prices: runsOf(prices),
  worths: worths && Array.from(worths),
})

/** Only these people's minutes have a price, and only what nobody else can do is worth anything. */
function narrowed(at: Figures, { prices, worths }: Priced, set: readonly number[]): Priced {
  const others = Array.from({ length: at.people }, (_, i) => i).filter((i) => !set.includes(i))
  const theirs = (j: number) => others.every((i) => at.minutes[j * at.people + i] === 0)
  return {
    prices: prices.map((row, i) => (set.includes(i) ? row : new Float64Array(row.length))),
    worths: worths && worths.map((worth, j) => (theirs(j) ? worth : 0)),
  }
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
