/** What is checked of a team's work, what that can notice, and what the record suggests for whom. */
import type { RateRow } from '../../contract/quality-rows.js'
import type { TaskTypeRow } from '../../contract/rows.js'
import { chanceUnnoticed, leastNoticed } from './detect.js'
import { shareFor, type Doer } from './sampling.js'
import { lotsOf, standingOf, suggestedShare, type Standing } from './switching.js'
import type { Outcome } from './yield.js'

/** Of how many finished tasks one is taken to be at fault when it is said what the checks would notice. */
const ONE_AT_FAULT_OF = 20

export type PersonRate = Standing & {
  person: string
  share: number
  cause: 'drawn' | 'grade' | 'skill'
  suggested: number | null
}

/**
 * @param outcomes of this person and type, in the order of the work
 * @returns what applies, and what the switching rules would have instead; null where that is the same
 */
export function personRate(
  type: Pick<TaskTypeRow, 'id' | 'reviewRate' | 'reviewRateBy'>,
  doer: Doer,
  outcomes: readonly Outcome[],
  rateOf: (id: string) => Pick<RateRow, 'share' | 'by'> | undefined,
  least: number,
): PersonRate {
  const now = shareFor(type, doer, rateOf, least)
  const usual = shareFor(type, { ...doer, id: '' }, rateOf, least)
  const standing = standingOf(lotsOf(outcomes.map(({ passed }) => passed)))
  // What a grade or a new skill asks for is not for the record to ease.
  const free = now.cause === 'drawn' && type.reviewRate > 0 && standing.lots > 0
  const suggested = free ? suggestedShare(usual.share, standing.severity) : now.share
  const same = Math.abs(suggested - now.share) < 0.005
  return { person: doer.id, ...now, ...standing, suggested: same ? null : suggested }
}

/** Shares that differ by less are told as one. */
const ALIKE = 0.005

/** The least and the greatest share below all; null: they are one, or none was seen. */
function mixOf(shares: readonly number[]): { low: number; high: number } | null {
  const drawn = shares.filter((share) => share < 1)
  if (drawn.length === 0) return null
  const mix = { low: Math.min(...drawn), high: Math.max(...drawn) }
  return mix.high - mix.low < ALIKE ? null : mix
}

/** The least number at fault of which a draw at this share takes one with a chance of `power`; null: more than `all`. */
function leastDrawn(share: number, all: number, power = 0.8): number | null {
  const least = share > 0 ? Math.ceil(Math.log(1 - power) / Math.log(1 - share) - 1e-9) : Infinity
  return least <= all ? least : null
}

/**
 * What checks say of the work from which they were drawn. Work of which all is checked hides nothing, and would
 * make the draw from the rest look larger than it is, so it is left out on both sides. Where the rest is drawn at
 * different shares nobody knows where the faults are: what is told is then how it would be if all of them were
 * where the least is checked. Each piece of work is drawn on its own, so that is plain: (1 − share) for each.
 * @param current shares at which people's work is drawn now, which may have drawn nothing yet
 */
export function noticing(
  outcomes: readonly Pick<Outcome, 'share'>[],
  finished: number,
  current: readonly number[] = [],
) {
  const whole = outcomes.filter(({ share }) => share >= 1).length
  const sampled = {
    finished: Math.max(0, finished - whole),
    checked: Math.min(outcomes.length - whole, Math.max(0, finished - whole)),
  }
  const bad = Math.max(1, Math.round(sampled.finished / ONE_AT_FAULT_OF))
  if (sampled.finished === 0) return { sampled, mixed: null, unnoticed: null, noticed: null }
  const mixed = mixOf([...outcomes.map(({ share }) => share), ...current])
  // Checks that are not decided yet notice nothing, and before a rate was raised less was drawn.
  const low = mixed ? Math.min(mixed.low, sampled.checked / sampled.finished) : 0
  const chance = mixed ? (1 - low) ** bad : chanceUnnoticed(sampled.checked, sampled.finished, bad)
  const noticed = mixed
    ? leastDrawn(low, sampled.finished)
    : leastNoticed(sampled.checked, sampled.finished)
  return { sampled, mixed, unnoticed: { bad, chance }, noticed }
}
