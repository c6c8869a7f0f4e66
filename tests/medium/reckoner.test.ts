/** Long sums in the real thread. */
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { Refusal } from '../../server/core/refusal.js'
import { seededChance, simulateFloor } from '../../server/domain/forecast/clear.js'
import { countDistribution } from '../../server/domain/forecast/count-distribution.js'
import { createReckoner } from '../../server/threads/reckoner.js'
import type { Playing } from '../../server/threads/sums.js'

const said: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
let reckoner = createReckoner({ log })
afterEach(async () => {
  await reckoner.close()
  said.length = 0
  reckoner = createReckoner({ log })
})

const types = [0, 1, 2, 3]
/** So many people and queued tasks as an office of a few hundred has. */
const floor = (people: number, queued: number): Playing => ({
  floor: {
    closes: 480,
    people: Array.from({ length: people }, (_, n) => ({
      spans: [{ from: 0, to: 480 }],
      types: types.filter((type) => (type + n) % 3 > 0),
      held: [],
    })),
    queue: Array.from({ length: queued }, (_, n) => ({ type: n % 4, standardMinutes: 12 })),
    handling: types.map(() => ({ mean: 0, spread: 0.6 })),
    utilisation: 0.8,
    daySpread: 0.1,
    checkpoints: [60, 240],
  },
  arrivals: {
    count: { mean: 60, variance: 900 },
    stretches: [{ from: 0, to: 480, share: 1 }],
    mix: types.map((type) => ({ type, standardMinutes: 12, share: 0.25 })),
  },
  seed: 7,
})
const code = (error: unknown) => (error instanceof Refusal ? error.failure.code : error)

it('come to what they come to without it', async () => {
  const { floor: own, arrivals, seed } = floor(6, 80)
  const { mean, variance } = arrivals.count
  const count = countDistribution(mean, variance)
  expect(await reckoner.reckon('play', floor(6, 80))).toEqual(
    simulateFloor({ ...own, arrivals: { ...arrivals, count } }, seededChance(seed)),
  )
})

it('leave the thread that asks free', async () => {
  await reckoner.reckon('play', floor(1, 1))
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  await reckoner.reckon('play', floor(120, 3_000))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(10)
})

it('are given up when the server ends in the middle of one', async () => {
  await reckoner.reckon('play', floor(1, 1))
  const running = [1, 2, 3].map(() => reckoner.reckon('play', floor(120, 3_000)).catch(code))
  await new Promise((begun) => setTimeout(begun, 30))
  const began = performance.now()
  await reckoner.close()
  expect(await Promise.all(running)).toEqual(['unavailable', 'unavailable', 'unavailable'])
  // One alone takes longer than to end it.
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(() => reckoner.reckon('play', floor(1, 1))).toThrow(Refusal)
  expect(said).toEqual([])
})

it('tell what went wrong in one, and go on with the next', async () => {
  const broken = { ...floor(1, 1), floor: null } as unknown as Playing
  await expect(reckoner.reckon('play', broken)).rejects.toThrow('TypeError')
  expect((await reckoner.reckon('play', floor(1, 1))).clear).toHaveLength(500)
})
