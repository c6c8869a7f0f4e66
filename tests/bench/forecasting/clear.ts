/** The clear time, scored on days of made-up offices that the forecast does not know, and what one play takes. */
import { countDistribution } from '../../../server/domain/forecast/count-distribution.js'
import {
  RUNS,
  seededChance,
  simulateFloor,
  type Floor,
} from '../../../server/domain/forecast/clear.js'
import { scoreClear } from '../../support/made-up-floor.js'

/** Other seeds than those of the tests. */
const SEEDS = [101, 102, 103, 104]

/** 20 people, 500 in the queue, 300 to come. */
function greatFloor(): Floor {
  const types = Array.from({ length: 8 }, (_, type) => type)
  const spans = [
    { from: 0, to: 240 },
    { from: 270, to: 480 },
  ]
  return {
    closes: 480,
    people: types.concat(types, [0, 1, 2, 3]).map((n) => ({
      spans,
      types: types.filter((type) => (type + n) % 3 > 0),
      held: [],
    })),
    queue: Array.from({ length: 500 }, (_, n) => ({
      type: n % 8,
      standardMinutes: 12,
      due: n < 20,
    })),
    handling: types.map(() => ({ mean: 0, spread: 0.6 })),
    utilisation: 0.8,
    arrivals: {
      count: countDistribution(300, 3_000),
      stretches: [{ from: 0, to: 480, share: 1 }],
      mix: types.map((type) => ({ type, standardMinutes: 12, share: 1 / 8 })),
    },
    daySpread: 0.1,
    checkpoints: [60, 120, 180, 240, 300, 360, 420, 480],
  }
}

function medianMs(): number {
  const floor = greatFloor()
  const times = Array.from({ length: 9 }, (_, seed) => {
    const began = performance.now()
    simulateFloor(floor, seededChance(seed + 1))
    return performance.now() - began
  })
  return times.sort((a, b) => a - b)[4] ?? 0
}

export function clearSection(): string {
  const scored = SEEDS.map((seed) => scoreClear(seed, { offices: 100, days: 8, runs: 200 }))
  const days = scored.reduce((sum, one) => sum + one.days, 0)
  const mean = (of: 'mid' | 'cleared') =>
    (100 * scored.reduce((sum, one) => sum + one[of], 0)) / scored.length
  const each = scored.map(({ mid }) => (100 * mid).toFixed(1)).join(', ')
  return [
    `Clear time: ${days} days of 400 made-up offices, ${mean('cleared').toFixed(0)} % of them cleared by closing`,
    `  80 % band, mid coverage ${mean('mid').toFixed(1)} % (by seed: ${each})`,
    `  ${RUNS} plays of 20 people, 500 queued, 300 to come: ${medianMs().toFixed(0)} ms`,
  ].join('\n')
}
