/** Whether returns became fewer through training: beta-binomial counts, compared as effect/compare.ts says. */
import { logGamma } from '../forecast/log-gamma.js'
import { compare, type Posterior, type Setting } from './compare.js'
import { evenly } from './grid.js'

/** Checked tasks and how many of them were returned (for one cause, or for any). */
export type Tally = { checked: number; returned: number }
/** `earlier`: periods before "before", each as long as it, the first first; left out: nothing is known of them. */
export type ReturnsOf = { before: Tally; after: Tally; earlier?: readonly Tally[] }

const logit = (share: number) => Math.log(share / (1 - share))
const expit = (x: number) => 1 / (1 + Math.exp(-x))

/** ln of the chance of so many returns when the rate is beta(a, b); the number of orders left out. */
const logBetaBinomial = ({ checked, returned }: Tally, a: number, b: number) =>
  logGamma(returned + a) -
  logGamma(a) +
  logGamma(checked - returned + b) -
  logGamma(b) +
  logGamma(a + b) -
  logGamma(checked + a + b)

/**
 * How alike people are: the weight of the common rate, in checked tasks. At 3 a rate of 10 % spreads from under
 * 1 to 35 %; at 200 all are nearly alike.
 */
const LIKENESS = [3, 8, 20, 50, 120, 300]
/**
 * For how long people stay as they are: no "before", however long, tells more than so many checked tasks would
 * of somebody who never has a good or bad spell. With the weight of each beforehand: a few untrained people
 * hardly tell these apart, and most people are steady.
 */
const STEADINESS = [
  { tasks: 2, weight: 0.3 },
  { tasks: 6, weight: 0.6 },
  { tasks: 20, weight: 1 },
  { tasks: 60, weight: 1 },
  { tasks: 400, weight: 1.5 },
]

type Foretold = { rate: number; weight: number }

const foretell = (
  { checked, returned }: Tally,
  mean: number,
  likeness: number,
  steadiness: number,
): Foretold => {
  const discount = steadiness / (steadiness + checked)
  const weight = likeness + discount * checked
  return { rate: (mean * likeness + discount * returned) / weight, weight }
}

const together = (one: Tally, other: Tally): Tally => ({
  checked: one.checked + other.checked,
  returned: one.returned + other.returned,
})
const NONE: Tally = { checked: 0, returned: 0 }
const wholeOf = ({ before, earlier = [] }: ReturnsOf) => earlier.reduce(together, before)

/**
 * ln of the chance of all that was before, of everybody: each period foretold from those before it, as "after" is
 * from all. So several periods tell how steady people are, which one cannot.
 */
function fitOf(
  people: readonly ReturnsOf[],
  mean: number,
  likeness: number,
  steadiness: number,
): number {
  let fit = 0
  for (const { before, earlier = [] } of people) {
    let known = NONE
    for (const part of [...earlier, before]) {
      const { rate, weight } = foretell(known, mean, likeness, steadiness)
      fit += logBetaBinomial(part, rate * weight, (1 - rate) * weight)
      known = together(known, part)
    }
  }
  return fit
}

function settingsOf(
  people: readonly ReturnsOf[],
): (Setting<ReturnsOf> & { foretell(one: ReturnsOf): Foretold })[] {
  const checked = people.reduce((sum, { before }) => sum + before.checked, 0)
  const returned = people.reduce((sum, { before }) => sum + before.returned, 0)
  const centre = logit((returned + 0.5) / (checked + 1))
  return evenly(centre - 1.5, centre + 1.5, 9).flatMap((at) =>
    LIKENESS.flatMap((likeness) => {
      const mean = expit(at)
      return STEADINESS.map(({ tasks, weight: beforehand }) => ({
        log: fitOf(people, mean, likeness, tasks) + Math.log(beforehand),
        foretell: (one: ReturnsOf) => foretell(wholeOf(one), mean, likeness, tasks),
        after(one: ReturnsOf, shift: number) {
          const { after } = one
          const { rate, weight } = foretell(wholeOf(one), mean, likeness, tasks)
          const shifted = expit(logit(rate) + shift)
          return logBetaBinomial(after, shifted * weight, (1 - shifted) * weight)
        },
      }))
    }),
  )
}

export type ReturnsEffect = Posterior & {
  /** What share of the trained's later work would have been returned without training: median and 90 % interval. */
  expected: { middle: number; low: number; high: number }
}

/** @param trained at least one person, with work checked after it */
export function returnsEffect(
  trained: readonly ReturnsOf[],
  untrained: readonly ReturnsOf[],
): ReturnsEffect {
  const settings = settingsOf([...trained, ...untrained])
  const found = compare(settings, trained, untrained, { reach: 4, step: 0.25 })
  return { ...found, expected: expectedOf(settings, found, trained) }
}

/** The rate that was to be expected, each person counted by their later work. */
function expectedOf(
  settings: ReturnType<typeof settingsOf>,
  { without }: Posterior,
  trained: readonly ReturnsOf[],
): ReturnsEffect['expected'] {
  const all = trained.reduce((sum, { after }) => sum + after.checked, 0)
  const rates = without
    .filter(({ weight }) => weight > 1e-7)
    .map(({ setting, trend, weight }) => {
      const rate = trained.reduce((sum, one) => {
        const foretold = settings[setting]?.foretell(one).rate ?? 0
        return sum + (one.after.checked / all) * expit(logit(foretold) + trend)
      }, 0)
      return { rate, weight }
    })
    .toSorted((a, b) => a.rate - b.rate)
  const at = (share: number) => {
    let below = 0
    for (const { rate, weight } of rates) if ((below += weight) >= share) return rate
    return rates.at(-1)?.rate ?? 0
  }
  return { middle: at(0.5), low: at(0.05), high: at(0.95) }
}
