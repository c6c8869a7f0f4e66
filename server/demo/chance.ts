/** Chance that comes out the same whenever it is asked under the same name. */
import { createHash } from 'node:crypto'

/** A number from 0 up to, but not including, 1. */
export type Chance = () => number

/** Small fast counter (sfc32), seeded from a name. */
export function chanceOf(name: string): Chance {
  const seed = createHash('sha256').update(name).digest()
  let [a, b, c, count] = [seed.readInt32LE(0), seed.readInt32LE(4), seed.readInt32LE(8), 1]
  const next = () => {
    const sum = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warm = 0; warm < 12; warm += 1) next()
  return next
}

export const between = (chance: Chance, low: number, high: number) => low + (high - low) * chance()

/** @throws RangeError when there is nothing to pick from */
export function pick<T>(chance: Chance, from: readonly T[]): T {
  const found = from[Math.floor(chance() * from.length)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

export function shuffle<T>(chance: Chance, from: readonly T[]): T[] {
  const keyed = from.map((value) => ({ value, key: chance() }))
  return keyed.toSorted((one, other) => one.key - other.key).map(({ value }) => value)
}

/** Heavy-tailed and positive: lognormal with this median and coefficient of variation. */
export function lognormal(chance: Chance, median: number, variation: number): number {
  const sigma = Math.sqrt(Math.log(1 + variation * variation))
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  return median * Math.exp(sigma * normal)
}
