/** From cases to the figures of a series; TOP10 averages its series, each in units of its own mean. */
import { Dice } from '../../support/dice.js'
import { sum } from '../../../server/domain/forecast/history.js'
import { BASELINES, type BaselineName } from './baselines.js'
import type { Case } from './protocol.js'

export type Losses = { loss: number; baselines: Record<BaselineName, number> }
export type Skills = { skillVsBest: number; skillVsM4: number }
export type Coverage = { inclusive: number; strict: number; mid: number }
export type SeriesFigures = Losses &
  Skills & {
    name: string
    target: string
    days: number
    coverage: Coverage
    byHorizon: Record<string, Losses & Skills>
  }
export type Interval = [number, number]

const mean = (values: readonly number[]) => sum(values) / values.length

/** @param scaled in units of each series' mean count; a series that never has any says nothing then */
function lossesOf(parts: readonly (readonly Case[])[], scaled: boolean): Losses {
  const units = parts.map((cases) => (scaled ? mean(cases.map(({ actual }) => actual)) : 1))
  const used = parts.filter((_, n) => (units[n] ?? 0) > 0)
  const usedUnits = units.filter((unit) => unit > 0)
  const average = (of: (at: Case) => number) =>
    mean(used.map((cases, n) => mean(cases.map(of)) / (usedUnits[n] ?? 1)))
  return {
    loss: average(({ loss }) => loss),
    baselines: Object.fromEntries(
      BASELINES.map((name) => [name, average(({ baselines }) => baselines[name])]),
    ) as Record<BaselineName, number>,
  }
}

export const bestOf = ({ baselines }: Losses): BaselineName =>
  BASELINES.reduce((best, name) => (baselines[name] < baselines[best] ? name : best))

const skill = (loss: number, rival: number) => (rival > 0 ? 1 - loss / rival : loss > 0 ? -1 : 0)

export const skillsOf = (losses: Losses): Skills => ({
  skillVsBest: skill(losses.loss, losses.baselines[bestOf(losses)]),
  skillVsM4: skill(losses.loss, losses.baselines.M4),
})

/** By the hour at which the forecast is made: at opening, later up to noon, after noon. */
const horizons = (opens: number): Record<string, (hour: number) => boolean> => ({
  opening: (hour) => hour === 0,
  to12: (hour) => hour > 0 && opens + hour <= 12,
  after12: (hour) => hour > 0 && opens + hour > 12,
})

export function figuresOf(
  name: string,
  target: string,
  parts: readonly (readonly Case[])[],
  opens: number,
): SeriesFigures {
  const scaled = name !== 'ALL'
  const losses = lossesOf(parts, scaled)
  const share = (of: (at: Case) => number) => mean(parts.map((cases) => mean(cases.map(of))))
  const byHorizon = Object.entries(horizons(opens)).flatMap(([horizon, within]) => {
    const own = parts.map((cases) => cases.filter(({ hour }) => within(hour)))
    if (!own.some((cases) => cases.length > 0)) return []
    const part = lossesOf(own, scaled)
    return [[horizon, { ...part, ...skillsOf(part) }] as const]
  })
  return {
    name,
    target,
    days: new Set(parts.flatMap((cases) => cases.map(({ day }) => day))).size,
    ...losses,
    ...skillsOf(losses),
    coverage: {
      inclusive: share((at) => at.inclusive),
      strict: share((at) => at.strict),
      mid: share((at) => at.mid),
    },
    byHorizon: Object.fromEntries(byHorizon),
  }
}

const ROUNDS = 500
type DaySums = Record<'loss' | 'actual' | 'best' | 'M4', number>

function sumsByDay(cases: readonly Case[], days: number, best: BaselineName): DaySums[] {
  const sums = Array.from({ length: days }, () => ({ loss: 0, actual: 0, best: 0, M4: 0 }))
  for (const { day, loss, actual, baselines } of cases) {
    const into = sums[day]
    if (!into) continue
    into.loss += loss
    into.actual += actual
    into.best += baselines[best]
    into.M4 += baselines.M4
  }
  return sums
}

/** 90 % intervals of the skills: whole days are drawn with replacement, because a day's hours go together. */
export function bootstrap(
  parts: readonly (readonly Case[])[],
  figures: SeriesFigures,
): Record<keyof Skills, Interval> {
  const dice = new Dice(1)
  const days =
    1 + parts.reduce((most, cases) => cases.reduce((last, { day }) => Math.max(last, day), most), 0)
  const series = parts.map((cases) => sumsByDay(cases, days, bestOf(figures)))
  const drawn = Array.from({ length: ROUNDS }, () => {
    const picked = Array.from({ length: days }, () => dice.whole(0, days - 1))
    const total = { loss: 0, best: 0, M4: 0 }
    for (const byDay of series) {
      const over = (key: keyof DaySums) => sum(picked.map((day) => byDay[day]?.[key] ?? 0))
      const unit = figures.name === 'ALL' ? 1 : over('actual')
      if (unit > 0)
        for (const key of ['loss', 'best', 'M4'] as const) total[key] += over(key) / unit
    }
    return { skillVsBest: skill(total.loss, total.best), skillVsM4: skill(total.loss, total.M4) }
  })
  const interval = (key: keyof Skills): Interval => {
    const sorted = drawn.map((one) => one[key]).sort((a, b) => a - b)
    return [sorted[Math.floor(0.05 * ROUNDS)] ?? 0, sorted[Math.floor(0.95 * ROUNDS)] ?? 0]
  }
  return { skillVsBest: interval('skillVsBest'), skillVsM4: interval('skillVsM4') }
}
