/** The plan that finishes earliest, and a proof of how far it can be from the best possible one. */
import { candidatesOf, CHEAPEST, narrow } from './candidates.js'
import { findPrices } from './dual.js'
import { checkInstance, type Instance, type Stopwatch } from './instance.js'
import { raiseBound } from './knapsack.js'
import { improve } from './search.js'
import type { Chance } from './standing.js'

export type Plan = {
  holder: Int32Array
  finish: number
  /** No plan finishes earlier than this. */
  bound: number
  weights: Float64Array
  /** Prices per task of the knapsack bound; null where the weights alone prove the bound. */
  prices: Float64Array | null
}

/** Share of the time that may go into the bound. */
const BOUND_SHARE = 0.25
/** Cells of the knapsacks' tables together, 8 bytes each, above which the prices' bound has to do. */
const MOST_CELLS = 4_000_000
/** Share for the first plan: the tighter it is, the fewer pairs the bound has to look at. */
const START_SHARE = 0.2

/**
 * @param watch the search ends at its deadline, or earlier when the plan is proved to be best
 * @throws RangeError for an instance that has no plan
 */
export function balance(instance: Instance, watch: Stopwatch, chance: Chance): Plan {
  checkInstance(instance)
  const began = watch.now()
  const { weights, bound: linear } = findPrices(instance)
  const longest = longestNeeded(instance)
  let bound = Math.max(Math.ceil(linear - 1e-6), longest)
  let prices: Float64Array | null = null
  const holder = cheapestStart(instance, weights)
  const near = candidatesOf(instance, weights, CHEAPEST)
  const slackAt = (finish: number) => finish - 1 - linear + 1e-6
  const quick = { now: watch.now, deadline: began + (watch.deadline - began) * START_SHARE }
  let finish = improve(instance, weights, holder, { watch: quick, bound, chance }, near, slackAt)
  if (finish > bound && finish * instance.people <= MOST_CELLS && watch.now() < watch.deadline) {
    const useful = candidatesOf(instance, weights, instance.people)
    narrow(useful, slackAt(finish))
    const share = BOUND_SHARE * (watch.deadline - began)
    const until = { now: watch.now, deadline: Math.min(watch.deadline, watch.now() + share) }
    const raised = raiseBound(instance, useful, valuesOf(instance, weights), { finish, bound }, until)
    bound = raised.bound
    prices = raised.prices
  }
  if (finish > bound) finish = improve(instance, weights, holder, { watch, bound, chance }, near, slackAt)
  return { holder, finish, bound, weights, prices }
}

/** The longest that some task takes even the quickest. */
function longestNeeded({ tasks, people, times }: Instance): number {
  let longest = 0
  for (let j = 0; j < tasks; j++) {
    let least = Infinity
    for (let i = 0; i < people; i++) least = Math.min(least, times[j * people + i] as number)
    longest = Math.max(longest, least)
  }
  return longest
}

/** What each task is worth by the people's prices: v_j = min_i w_i p_ij. */
function valuesOf({ tasks, people, times }: Instance, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: tasks }, (_, j) => {
    let least = Infinity
    for (let i = 0; i < people; i++) least = Math.min(least, (weights[i] as number) * (times[j * people + i] as number))
    return least
  })
}

/** Each task to whom it costs least: the loads are wrong, but nothing is wasted; the search evens them out. */
function cheapestStart({ tasks, people, times }: Instance, weights: Float64Array): Int32Array {
  return Int32Array.from({ length: tasks }, (_, j) => {
    let least = Infinity
    let who = 0
    for (let i = 0; i < people; i++) {
      const price = (weights[i] as number) * (times[j * people + i] as number)
      if (price < least) {
        least = price
        who = i
      }
    }
    return who
  })
}
