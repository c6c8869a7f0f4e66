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

/**
 * What checks say of the work from which they were drawn. Work of which all is checked hides nothing, and would
 * make the draw from the rest look larger than it is, so it is left out on both sides. Within the rest one
 * sample is assumed: faults that gather where the least is checked are noticed later than this says.
 */
export function noticing(outcomes: readonly Pick<Outcome, 'share'>[], finished: number) {
  const whole = outcomes.filter(({ share }) => share >= 1).length
  const sampled = {
    finished: Math.max(0, finished - whole),
    checked: Math.min(outcomes.length - whole, Math.max(0, finished - whole)),
  }
  const bad = Math.max(1, Math.round(sampled.finished / ONE_AT_FAULT_OF))
  const some = sampled.finished > 0
  return {
    sampled,
    unnoticed: some
      ? { bad, chance: chanceUnnoticed(sampled.checked, sampled.finished, bad) }
      : null,
    noticed: some ? leastNoticed(sampled.checked, sampled.finished) : null,
  }
}
