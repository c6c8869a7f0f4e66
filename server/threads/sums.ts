/** The long sums of reads, each by its name, with what goes into it and what comes out. Both cross to a thread. */
import type { KeptBalance } from '../contract/balance-commands.js'
import { recheck } from '../domain/balance/desk/record.js'
import { floorFrom } from '../domain/balance/floor/certificate.js'
import { learn } from '../domain/forecast/learn.js'
import type { PastDay } from '../domain/forecast/history.js'
import { seededChance, simulateFloor, type Cleared, type Floor } from '../domain/forecast/clear.js'
import { countDistribution } from '../domain/forecast/count-distribution.js'

/** A floor as it can cross: how many come is told by its mean and variance. */
export type Playing = {
  floor: Omit<Floor, 'arrivals'>
  arrivals: Omit<Floor['arrivals'], 'count'> & { count: { mean: number; variance: number } }
  seed: number
}

export type Checking = Pick<KeptBalance, 'floor' | 'certificate' | 'lists' | 'open' | 'after'>
/** `why` null: it holds. */
export type Checked = { holds: boolean; why: string | null }

function play({ floor, arrivals, seed }: Playing): Cleared {
  const count = countDistribution(arrivals.count.mean, arrivals.count.variance)
  return simulateFloor({ ...floor, arrivals: { ...arrivals, count } }, seededChance(seed))
}

function check({ floor, ...kept }: Checking): Checked {
  const { verdict, holds } = recheck({ ...kept, floor: floorFrom(floor) })
  const other = holds ? null : 'the lists come to something else'
  return { holds, why: verdict.holds ? other : verdict.why }
}

export type Learning = { history: readonly PastDay[]; day: string; hours: number }

export const sums = {
  play,
  check,
  learn: ({ history, ...options }: Learning) => learn(history, options),
}
export type Sums = typeof sums
export type SumName = keyof Sums
