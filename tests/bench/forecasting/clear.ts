/** The clear time, scored on days of made-up offices that the forecast does not know, and what one play takes. */
import { countDistribution } from '../../../server/domain/forecast/count-distribution.js'
import {
  RUNS,
  seededChance,
  simulateFloor,
  type Floor,
} from '../../../server/domain/forecast/clear.js'
import { scoreClear } from '../../support/made-up-floor.js'
import type { ClearOnFile } from './clear-file.js'

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

export type ClearFigures = {
  /** On the file's own days; empty where it does not say when items were closed. */
  file: ClearOnFile[]
  madeUp: {
    days: number
    cleared: number
    mid: number
    bySeed: number[]
    /** Of one task type a day. */
    type: { cleared: number; mid: number; bySeed: number[] }
  }
  playMs: number
}

export function clearFigures(file: ClearOnFile[]): ClearFigures {
  const scored = SEEDS.map((seed) => scoreClear(seed, { offices: 100, days: 8, runs: 200 }))
  const mean = (values: readonly number[]) =>
    values.reduce((sum, one) => sum + one, 0) / values.length
  const mids = scored.map(({ mid }) => mid)
  const types = scored.map(({ type }) => type.mid)
  return {
    file,
    madeUp: {
      days: scored.reduce((sum, one) => sum + one.days, 0),
      cleared: mean(scored.map(({ cleared }) => cleared)),
      mid: mean(mids),
      bySeed: mids,
      type: {
        cleared: mean(scored.map(({ type }) => type.cleared)),
        mid: mean(types),
        bySeed: types,
      },
    },
    playMs: medianMs(),
  }
}

const percent = (share: number) => (100 * share).toFixed(1)

export function clearSection({ file, madeUp, playMs }: ClearFigures): string {
  const each = (values: readonly number[]) => values.map(percent).join(', ')
  return [
    ...file.map(
      ({ name, days, forecasts, reached, mid }) =>
        `Clear time on the file, ${name}: ${days} days, ${forecasts} forecasts, ${percent(reached)} % reached by closing; 80 % band, mid coverage ${percent(mid.counts)} % by counts, ${percent(mid.played)} % by playing an average floor`,
    ),
    `Clear time: ${madeUp.days} days of 400 made-up offices, ${percent(madeUp.cleared)} % of them cleared by closing`,
    `  80 % band, mid coverage ${percent(madeUp.mid)} % (by seed: ${each(madeUp.bySeed)})`,
    `  of one task type a day, ${percent(madeUp.type.cleared)} % cleared: mid coverage ${percent(madeUp.type.mid)} % (by seed: ${each(madeUp.type.bySeed)})`,
    `  ${RUNS} plays of 20 people, 500 queued, 300 to come: ${playMs.toFixed(0)} ms`,
  ].join('\n')
}
