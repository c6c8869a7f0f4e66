/** Prices of the people's time when all work has to end by some time: what the start and the moves go by. */
import { findPrices } from '../dual.js'
import type { Instance } from '../instance.js'
import { lastBy, type Figures } from './figures.js'

export type TimePrices = {
  /** Price of a working minute of each person; on average 1. */
  weights: Float64Array
  /** The prices' guess of the earliest time by which all could be done. */
  finish: number
}

/** Pairs from which on only some of the tasks are looked at: their prices are near enough. */
const MANY_PAIRS = 12_000
const ROUNDS = 40

/** Working minutes of each person that end by `time`. */
export const roomBy = (at: Figures, time: number): Int32Array =>
  Int32Array.from(at.wall, (wall) => lastBy(wall, time))

export function priceTime(at: Figures): TimePrices {
  const { people: m } = at
  const every = Math.max(1, Math.ceil((at.tasks * m) / MANY_PAIRS))
  const some: number[] = []
  for (let j = 0, n = 0; j < at.tasks; j++) {
    let anyone = false
    for (let i = 0; i < m; i++) if ((at.minutes[j * m + i] as number) > 0) anyone = true
    if (anyone && n++ % every === 0) some.push(j)
  }
  // Of many it is enough to know whether they fit; the prices are brought to their best in the end.
  const enough = at.tasks * m > MANY_PAIRS / 3 ? 1 : Infinity
  let low = 1
  let high = Math.max(1, ...at.wall.map((wall) => wall[wall.length - 1] as number))
  let shares = usual(m)
  while (low < high) {
    const time = (low + high) >> 1
    const room = roomBy(at, time)
    const found = findPrices(instanceBy(at, some, room, every), shares, ROUNDS, enough)
    shares = found.weights.map((share) => Math.max(share, 1e-9))
    if (found.bound > 1) low = time + 1
    else high = time
  }
  const room = roomBy(at, low)
  const { weights: last } = findPrices(instanceBy(at, some, room, every), shares, ROUNDS)
  const weights = last.map((share, i) => Math.max(share, 1e-9) / Math.max(1, room[i] as number))
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / m
  return { weights: weights.map((weight) => weight / mean), finish: low }
}

const usual = (people: number) => new Float64Array(people).fill(1 / people)

/** Each person's room is one, and what does not fit takes far more than that. */
function instanceBy(
  at: Figures,
  some: readonly number[],
  room: Int32Array,
  every: number,
): Instance {
  const { people } = at
  const times = new Float64Array(some.length * people)
  some.forEach((j, row) => {
    for (let i = 0; i < people; i++) {
      const takes = at.minutes[j * people + i] as number
      times[row * people + i] =
        takes === 0 ? Infinity : (takes * every) / Math.max(0.5, room[i] as number)
    }
  })
  return { tasks: some.length, people, times }
}
