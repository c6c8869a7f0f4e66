/**
 * "Did it help?": what became of the returns and the handle times of people who were trained, against
 * comparable people who were not. The method and its sources are in effect/compare.ts; how often it is wrong
 * and how often it finds a true effect is measured by `npm run bench:training-effect` (decision 021).
 */
import type { Posterior } from './effect/compare.js'
import { returnsEffect, type ReturnsEffect, type ReturnsOf, type Tally } from './effect/returns.js'
import { timeOf, timesEffect } from './effect/times.js'
import { wilson, type ShareInterval } from './quality/wilson.js'

/** A person's work before and after: checks, and minutes / standard minutes of each task where timing is on. */
export type Subject = {
  person: string
  trained: boolean
  returns: ReturnsOf
  times: { before: readonly number[]; after: readonly number[] }
}

/**
 * - `helped`: better by more than chance, picking and trend explain; in at most 1 of 20 trainings without effect
 * - `notShown`: no such sign; it may still have helped
 * - `tooLittle`: too few people or tasks to say either
 */
export type Verdict = 'helped' | 'notShown' | 'tooLittle'

export type Counted = Tally & { share: number | null; interval: ShareInterval | null }

export type ReturnsAnswer = {
  verdict: Verdict
  /** People of each side with checked work in both periods. */
  people: { trained: number; untrained: number }
  /** Of these, people of whom checks of the periods before the one compared are drawn on too. */
  earlier: number
  trained: { before: Counted; after: Counted }
  untrained: { before: Counted; after: Counted }
  /** Null where there is too little. */
  effect: {
    /** Odds of a return against what was to be expected, with a 90 % interval; below 1 is better. */
    odds: { middle: number; low: number; high: number }
    /** What share would have been returned without it, 90 % interval. */
    expected: ReturnsEffect['expected']
    /** Chance that it lowered returns at all, given these data. */
    chance: number
  } | null
}

export type TimesAnswer = {
  verdict: Verdict
  people: { trained: number; untrained: number }
  tasks: { before: number; after: number }
  /** Minutes against what was to be expected, 90 % interval; below 1 is quicker. Null where there is too little. */
  effect: { ratio: { middle: number; low: number; high: number }; chance: number } | null
}

/** So many untrained people are needed to tell a training from what happened to everybody. */
export const FEWEST_UNTRAINED = 2
/** Tasks of all trained people together that each period needs. */
export const FEWEST_TASKS = 10
/** Tasks that one person needs in each period to be compared by. */
const FEWEST_OF_ONE = 3

/**
 * How sure one must be. The ups and downs of one person cannot be told from a training, those of several
 * cancel: so one person's betterment must be clearer, less so where a longer record tells how steady people are.
 * Set by simulation (decision 021).
 */
export const sureFrom = (trained: number, longKnown = false) =>
  trained === 1 ? (longKnown ? 0.965 : 0.975) : trained === 2 ? 0.97 : 0.95

/** So many periods before the one that is compared make a long record. */
const LONG = 3

/** Whether the trained, and at least half of the untrained, have a long record. */
function isLongKnown(trained: readonly ReturnsOf[], untrained: readonly ReturnsOf[]): boolean {
  const isLong = ({ earlier = [] }: ReturnsOf) =>
    earlier.filter(({ checked }) => checked >= FEWEST_OF_ONE).length >= LONG
  return trained.every(isLong) && untrained.filter(isLong).length * 2 >= untrained.length
}

const verdictOf = ({ below }: Posterior, trained: number, longKnown = false): Verdict =>
  below >= sureFrom(trained, longKnown) ? 'helped' : 'notShown'

const spanOf = ({ middle, low, high }: Posterior) => ({
  middle: Math.exp(middle),
  low: Math.exp(low),
  high: Math.exp(high),
})

function counted(people: readonly ReturnsOf[], when: 'before' | 'after'): Counted {
  const checked = people.reduce((sum, one) => sum + one[when].checked, 0)
  const returned = people.reduce((sum, one) => sum + one[when].returned, 0)
  const known = checked > 0
  return {
    checked,
    returned,
    share: known ? returned / checked : null,
    interval: known ? wilson(returned, checked) : null,
  }
}

/** Whether returns became fewer. */
export function returnsAnswer(subjects: readonly Subject[]): ReturnsAnswer {
  const inBoth = subjects.filter(
    ({ returns }) =>
      returns.before.checked >= FEWEST_OF_ONE && returns.after.checked >= FEWEST_OF_ONE,
  )
  const of = (trained: boolean) =>
    inBoth.filter((one) => one.trained === trained).map(({ returns }) => returns)
  const [trained, untrained] = [of(true), of(false)]
  const sides = (people: readonly ReturnsOf[]) => ({
    before: counted(people, 'before'),
    after: counted(people, 'after'),
  })
  const answer = {
    people: { trained: trained.length, untrained: untrained.length },
    trained: sides(trained),
    untrained: sides(untrained),
    earlier: inBoth.filter(({ returns }) => returns.earlier?.some(({ checked }) => checked > 0))
      .length,
  }
  const { before, after } = answer.trained
  if (untrained.length < FEWEST_UNTRAINED || Math.min(before.checked, after.checked) < FEWEST_TASKS)
    return { ...answer, verdict: 'tooLittle', effect: null }
  const found = returnsEffect(trained, untrained)
  const effect = { odds: spanOf(found), expected: found.expected, chance: found.below }
  const longKnown = isLongKnown(trained, untrained)
  return { ...answer, verdict: verdictOf(found, trained.length, longKnown), effect }
}

/** Whether work became quicker, in minutes against the standard. */
export function timesAnswer(subjects: readonly Subject[]): TimesAnswer {
  const inBoth = subjects.filter(
    ({ times }) => times.before.length >= FEWEST_OF_ONE && times.after.length >= FEWEST_OF_ONE,
  )
  const of = (trained: boolean) => inBoth.filter((one) => one.trained === trained)
  const [trained, untrained] = [of(true), of(false)]
  const count = (when: 'before' | 'after') =>
    trained.reduce((sum, { times }) => sum + times[when].length, 0)
  const answer = {
    people: { trained: trained.length, untrained: untrained.length },
    tasks: { before: count('before'), after: count('after') },
  }
  if (
    untrained.length < FEWEST_UNTRAINED ||
    Math.min(answer.tasks.before, answer.tasks.after) < FEWEST_TASKS
  )
    return { ...answer, verdict: 'tooLittle', effect: null }
  const timed = (people: readonly Subject[]) =>
    people.map(({ times }) => ({ before: timeOf(times.before), after: timeOf(times.after) }))
  const found = timesEffect(timed(trained), timed(untrained))
  const effect = { ratio: spanOf(found), chance: found.below }
  return { ...answer, verdict: verdictOf(found, trained.length), effect }
}
