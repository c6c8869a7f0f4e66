/** Turns the prices found into a certificate: whole numbers, few of them, and what binds. */
import type { Binding, Certificate } from './certificate.js'
import type { Figures } from './figures.js'
import { ableSets, bindingOf } from './finish-bound.js'
import type { Floor } from './floor.js'
import type { LatenessDual } from './lateness-dual.js'

/** Units of the prices in a minute of lateness; the coarsest is taken that proves as much. */
const UNITS = [1, 4, 16, 64, 256, 1_024]

type Lateness = Certificate['lateness']

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b))

export function proveLateness(floor: Floor, at: Figures, dual: LatenessDual): Lateness {
  const step = floor.tasks.reduce((common, { weight }) => divisorOf(common, weight), 0)
  const bound = (prices: readonly Float64Array[], unit: number) =>
    step === 0 ? 0 : Math.max(0, Math.ceil(dual.value(prices, unit) / (unit * step)) * step)
  const nothing = at.wall.map((wall) => new Float64Array(wall.length - 1))
  const alone = bound(nothing, 1)
  let best = { bound: alone, unit: 1, prices: nothing }
  for (const unit of UNITS) {
    const prices = dual.best.map((row) => row.map((price) => Math.round(price * unit)))
    const proved = bound(prices, unit)
    if (proved > best.bound) best = { bound: proved, unit, prices }
  }
  if (best.bound === alone) return { bound: alone, unit: 1, prices: runsOf(nothing), by: lateByItself(floor, at) }
  const { unit } = best
  for (const set of ableSets(at).slice(0, Math.max(4, 2_000_000 / (at.tasks * at.people * 100)))) {
    const prices = best.prices.map((row, i) => (set.includes(i) ? row : (nothing[i] as Float64Array)))
    if (bound(prices, unit) >= best.bound) return { ...best, prices: runsOf(prices), by: bindingOf(floor, at, set) }
  }
  return { ...best, prices: runsOf(best.prices), by: { kind: 'work' } }
}

/** The one task that is late whoever does it at once, or no number where there are several. */
function lateByItself(floor: Floor, at: Figures): Binding {
  const late = floor.tasks.filter((_, j) => {
    for (let i = 0; i < at.people; i++) {
      const takes = at.minutes[j * at.people + i] as number
      if (takes > 0 && takes <= (at.onTime[j * at.people + i] as number)) return false
    }
    return true
  })
  return { kind: 'task', no: late.length === 1 ? (late[0] as { no: number }).no : null }
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
