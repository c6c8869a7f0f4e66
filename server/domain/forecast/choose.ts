/** Each night: which spread and which smoothing fit the past days best, judged as they would have been forecast. */
import { sizeOf } from './count-distribution.js'
import type { KnownDay, Shape } from './history.js'
import { levelsOf } from './level.js'
import { logGamma } from './log-gamma.js'
import { restMoments, type Spread } from './rest.js'

export type Choice = Spread & { alpha: number; levels: number[]; weight: number }



/** No single case says more against a choice than this. */
const FLOOR = -12
/** Where nothing is known yet: days alike to a fourth, twice the variance of a Poisson. */
const USUAL = { a: 16, phi: 2 }
export const tune = { pa: 0.3, pphi: 1, temper: 0.3, mix: 1, days: 60, step: 2, A: [2, 5, 12, 30, 80, 250, 1000], AL: [0.05, 0.12, 0.3], P: [1, 1.6, 2.8, 5, 9] }

/** A past day at an hour: what had come, what came then, and what an even level of 1 expects of both. */
type Case = { soFar: number; rest: number; unitSoFar: number; unitRest: number; logFactorial: number }

function casesOf(day: KnownDay, shape: Shape): Case[] {
  const index = shape.index(day, day)
  const shares = shape.hours(day)
  let soFar = 0
  let share = 0
  return shares.map((part, hour) => {
    const rest = Math.round(day.total - soFar)
    const made = {
      soFar,
      rest,
      unitSoFar: index * share,
      unitRest: index * (1 - share),
      logFactorial: logGamma(rest + 1),
    }
    soFar += day.counts[hour] ?? 0
    share += part
    return made
  })
}

/** `logProbability` with ln y! at hand, for the innermost loop. */
function logLikelihood(at: Case, level: number, spread: Spread): number {
  const { mean, variance } = restMoments(spread, level * at.unitSoFar, at.soFar, level * at.unitRest)
  if (!(mean > 0)) return at.rest > 0 ? FLOOR : 0
  const size = sizeOf(mean, variance)
  const value =
    size > 1e8
      ? at.rest * Math.log(mean) - mean - at.logFactorial
      : logGamma(at.rest + size) -
        logGamma(size) -
        at.logFactorial -
        size * Math.log1p(mean / size) +
        at.rest * Math.log(mean / (size + mean))
  return Math.max(FLOOR, value)
}

const penalty = ({ a, phi }: Spread) =>
  tune.pa * Math.log(a / USUAL.a) ** 2 + tune.pphi * Math.log(phi / USUAL.phi) ** 2

export function choose(days: readonly KnownDay[], shape: Shape): Choice[] {
  const from = Math.max(0, days.length - tune.days)
  const judged = days.slice(from).map((day) => ({ weight: day.weight, cases: casesOf(day, shape) }))
  const choices: (Choice & { value: number })[] = []
  for (const alpha of tune.AL) {
    const levels = levelsOf(days, shape, alpha)
    for (const a of tune.A)
      for (const phi of tune.P) {
        let value = 0
        judged.forEach(({ weight, cases }, n) => {
          const level = levels[from + n] ?? 0
          for (let o = 0; o < cases.length; o += tune.step) { const at = cases[o]; if (at) value += weight * logLikelihood(at, level, { a, phi }) }
        })
        choices.push({ a, phi, alpha, levels, weight: 1, value: value - penalty({ a, phi }) })
      }
  }
  const best = Math.max(...choices.map(({ value }) => value))
  if (!tune.mix) return choices.filter(({ value }) => value === best).slice(0, 1)
  const likely = choices.map((c) => ({ ...c, weight: Math.exp(tune.temper * (c.value - best)) })).filter((c) => c.weight > 0.02)
  const total = likely.reduce((s, c) => s + c.weight, 0)
  return likely.map((c) => ({ ...c, weight: c.weight / total }))
}
