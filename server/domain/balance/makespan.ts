/** The plan that finishes earliest, and a proof of how far it can be from the best possible one. */
import { findPrices } from './dual.js'
import { checkInstance, loadsOf, makespanOf, type Instance, type Stopwatch } from './instance.js'
import { MOST_CELLS, raiseBound } from './knapsack.js'
import { candidatesOf, improve, type Chance } from './search.js'

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
  const candidates = (finish: number) => candidatesOf(instance, weights, finish - 1 - linear + 1e-9)
  const quick = { now: watch.now, deadline: Math.min(watch.deadline, began + (watch.deadline - began) * 0.15) }
  let finish = improve(instance, weights, holder, { watch: quick, bound, chance }, candidates)
  const useful = candidatesOf(instance, weights, finish - 1 - linear + 1e-6, instance.people)
  if (finish > bound && useful.people.length * finish <= MOST_CELLS * 20) {
    const until = { now: watch.now, deadline: Math.min(watch.deadline, watch.now() + (watch.deadline - began) * BOUND_SHARE) }
    const raised = raiseBound(instance, useful, valuesOf(instance, weights), { finish, bound }, until)
    bound = raised.bound
    prices = raised.prices
  }
  if (finish > bound) finish = improve(instance, weights, holder, { watch, bound, chance }, candidates)
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

/** Tasks by falling regret, each to whom it costs least beside the load that is there already. */
function cheapestStart(instance: Instance, weights: Float64Array): Int32Array {
  const { tasks, people, times } = instance
  const values = valuesOf(instance, weights)
  const order = Array.from({ length: tasks }, (_, j) => j).sort((a, b) => (values[b] as number) - (values[a] as number))
  const loads = new Float64Array(people)
  const holder = new Int32Array(tasks)
  for (const j of order) {
    let least = Infinity
    let who = 0
    for (let i = 0; i < people; i++) {
      const time = times[j * people + i] as number
      if (time === Infinity) continue
      const price = (weights[i] as number) * ((loads[i] as number) + time) + (weights[i] as number) * time
      if (price < least) {
        least = price
        who = i
      }
    }
    holder[j] = who
    loads[who] = (loads[who] as number) + (times[j * people + who] as number)
  }
  return holder
}

export { loadsOf, makespanOf }
