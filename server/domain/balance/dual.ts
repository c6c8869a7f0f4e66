import type { Instance } from './instance.js'

/**
 * Prices of the people's time (at least 0, together 1) and the bound they prove: whoever does a task
 * pays at least its cheapest price, and all pay together what the latest finish is at least:
 * LB = Σ_j min_i w_i p_ij ≤ Σ_i w_i load_i ≤ max_i load_i. It is the dual of the assignment's linear
 * programme (Lenstra, Shmoys and Tardos 1990).
 */
export type Prices = { weights: Float64Array; bound: number }

/** The bound that any weights prove; they need not be good, nor sum to exactly 1. */
export function boundOf({ tasks, people, times }: Instance, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < people; i++) sum += weights[i] as number
  let bound = 0
  for (let j = 0; j < tasks; j++) {
    let least = Infinity
    for (let i = 0; i < people; i++) {
      const price = (weights[i] as number) * (times[j * people + i] as number)
      if (price < least) least = price
    }
    bound += least
  }
  return bound / sum
}

const MOST_ROUNDS = 600
const PATIENCE = 25

/**
 * Multiplicative weights along the averaged load of who is cheapest; the step shrinks when a round of
 * tries brings nothing, and it stops on stall.
 * @param enough a bound past which nobody asks for more
 */
export function findPrices(
  instance: Instance,
  start?: Float64Array,
  rounds = MOST_ROUNDS,
  enough = Infinity,
): Prices {
  const { people } = instance
  const best = start ? normalised(start) : usualPrices(instance)
  const weights = best.slice()
  const loads = new Float64Array(people)
  const slope = new Float64Array(people)
  let bound = cheapestLoads(instance, best, loads)
  slope.set(loads)
  let step = 0.25
  let failures = 0
  for (let round = 0; round < rounds && step > 0.0004 && bound <= enough; round++) {
    let mean = 0
    for (let i = 0; i < people; i++) mean += (slope[i] as number) * (best[i] as number)
    if (mean <= 0) break
    let sum = 0
    for (let i = 0; i < people; i++) {
      const push = Math.max(-3, Math.min(3, (slope[i] as number) / mean - 1))
      const weight = (best[i] as number) * Math.exp(step * push)
      weights[i] = weight
      sum += weight
    }
    for (let i = 0; i < people; i++) weights[i] = (weights[i] as number) / sum
    const found = cheapestLoads(instance, weights, loads)
    for (let i = 0; i < people; i++) slope[i] = 0.75 * (slope[i] as number) + 0.25 * (loads[i] as number)
    if (found > bound) {
      if (found > bound * (1 + 1e-6)) failures = 0
      bound = found
      best.set(weights)
      step *= 1.05
    } else if (++failures % 5 === 0) step *= 0.7
    if (failures > PATIENCE * 4) break
  }
  return { weights: best, bound }
}

function normalised(weights: Float64Array): Float64Array {
  let sum = 0
  for (const weight of weights) sum += weight
  return weights.map((weight) => weight / sum)
}

/** Slow people's time is cheap: one over what they would need for everything they may do. */
function usualPrices({ tasks, people, times }: Instance): Float64Array {
  const weights = new Float64Array(people)
  for (let i = 0; i < people; i++) {
    let sum = 0
    let count = 0
    for (let j = 0; j < tasks; j++) {
      const time = times[j * people + i] as number
      if (time !== Infinity) {
        sum += time
        count++
      }
    }
    weights[i] = count > 0 ? 1 / Math.max(1, sum / count) : 1e-9
  }
  return normalised(weights)
}

/** Fills each person's load when every task goes to whom it is cheapest for. @returns the bound */
function cheapestLoads({ tasks, people, times }: Instance, weights: Float64Array, loads: Float64Array): number {
  loads.fill(0)
  let bound = 0
  for (let j = 0, at = 0; j < tasks; j++, at += people) {
    let least = Infinity
    let who = 0
    for (let i = 0; i < people; i++) {
      const price = (weights[i] as number) * (times[at + i] as number)
      if (price < least) {
        least = price
        who = i
      }
    }
    bound += least
    loads[who] = (loads[who] as number) + (times[at + who] as number)
  }
  return bound
}
