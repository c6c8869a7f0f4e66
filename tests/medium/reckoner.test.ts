/** Long sums in the real thread. */
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { Refusal } from '../../server/core/refusal.js'
import { seededChance, simulateFloor } from '../../server/domain/forecast/clear.js'
import { countDistribution } from '../../server/domain/forecast/count-distribution.js'
import { createReckoner, MOST_WAITING } from '../../server/threads/reckoner.js'
import type { Playing } from '../../server/threads/sums.js'

const said: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
let reckoner = createReckoner({ log })
const play = (given: Playing, office = 'o') => reckoner.reckon('play', given, office)
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
  expect(await play(floor(6, 80))).toEqual(
    simulateFloor({ ...own, arrivals: { ...arrivals, count } }, seededChance(seed)),
  )
})

it('leave the thread that asks free', async () => {
  await play(floor(1, 1))
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  await play(floor(120, 3_000))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(10)
})

it('are given up when the server ends in the middle of one', async () => {
  await play(floor(1, 1))
  const running = [1, 2, 3].map(() => play(floor(120, 3_000)).catch(code))
  await new Promise((begun) => setTimeout(begun, 30))
  const began = performance.now()
  await reckoner.close()
  expect(await Promise.all(running)).toEqual(['unavailable', 'unavailable', 'unavailable'])
  // One alone takes longer than to end it.
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(() => play(floor(1, 1))).toThrow(Refusal)
  expect(said).toEqual([])
})

it('tell what went wrong in one, and go on with the next', async () => {
  const broken = { ...floor(1, 1), floor: null } as unknown as Playing
  await expect(play(broken)).rejects.toThrow('TypeError')
  const uncrossable = { ...floor(1, 1), seed: () => 7 } as unknown as Playing
  await expect(play(uncrossable)).rejects.toThrow('could not be cloned')
  expect((await play(floor(1, 1))).clear).toHaveLength(500)
})

it('let what somebody looks at go before what is learnt', async () => {
  const order: string[] = []
  const day = (n: number) => ({ day: `2026-11-${String(n + 1).padStart(2, '0')}`, counts: [4, 5] })
  const history = Array.from({ length: 20 }, (_, n) => day(n))
  const learning = { history, day: '2026-11-23', hours: 2 }
  const done = (name: string) => () => void order.push(name)
  await Promise.all([
    play(floor(1, 1)).then(done('first')),
    reckoner.reckon('learn', learning, 'o').then(done('learnt')),
    play(floor(1, 1), 'other').then(done('other')),
    play(floor(1, 1)).then(done('last')),
  ])
  expect(order).toEqual(['first', 'other', 'last', 'learnt'])
})

it('are refused beyond so many of one office, and not to another', async () => {
  // One is with the thread, the others wait.
  const own = Array.from({ length: MOST_WAITING + 1 }, () => play(floor(1, 1)))
  expect(() => play(floor(1, 1))).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'too_many' }) }),
  )
  await play(floor(1, 1), 'other')
  await Promise.all(own)
  expect((await play(floor(1, 1))).clear).toHaveLength(500)
})
