/** Which finished work is checked: the share that applies to it, and the draw against that share. */
import type { RateRow, ReviewRow } from '../../contract/quality-rows.js'
import type { Grade, Level, TaskTypeRow } from '../../contract/rows.js'

export type Cause = ReviewRow['cause']
/** Why and at which share work is drawn; `share` is the chance that it had. */
export type Share = { cause: 'drawn' | 'grade' | 'skill'; share: number }

export type Doer = {
  id: string
  grade: Grade | null
  level: Level | null
  /** The level was given on evidence: "in training" is a lead's word then, with a trainer, and no default. */
  given?: boolean
}
type Rated = Pick<TaskTypeRow, 'id' | 'reviewRate' | 'reviewRateBy'>
type Rate = Pick<RateRow, 'share'> & Partial<Pick<RateRow, 'by' | 'floor'>>

export const rateId = (type: string, grade: Grade | null, person: string | null) =>
  `${type}/${grade ?? '*'}/${person ?? '*'}`

/**
 * Work of people at these levels is checked whole: they do it with review (DESIGN 1). Of whom nothing is on
 * record nobody knows that they can do it alone, so they count as new.
 */
const REVIEWED_LEVELS: readonly (Level | null)[] = [null, 1, 2]

/**
 * The share of such work that is checked: all of it where its doer was put in training; else none where the type's
 * own rate is 0; else all of it where the doer is of grade I or the skill is new; else what the most specific rate
 * says, the person's before the grade's before the type's.
 * What leads set themselves never lowers what is checked of their own work below the office's share, nor below
 * a floor that was kept for them when they changed what covers them.
 * @param least the office's share
 */
export function shareFor(
  type: Rated,
  doer: Doer,
  rateOf: (id: string) => Rate | null | undefined,
  least: number,
): Share {
  const own = rateOf(rateId(type.id, null, doer.id))
  const floor = own?.floor ? own.share : 0
  const fair = (share: number, by: string | undefined) =>
    by === doer.id ? Math.max(share, least, floor) : share
  if (doer.given && doer.level === 1) return { cause: 'skill', share: 1 }
  if (fair(type.reviewRate, type.reviewRateBy) <= 0) return { cause: 'drawn', share: 0 }
  if (doer.grade === 'I') return { cause: 'grade', share: 1 }
  if (REVIEWED_LEVELS.includes(doer.level)) return { cause: 'skill', share: 1 }
  const rate =
    (own?.floor ? null : own) ??
    (doer.grade && rateOf(rateId(type.id, doer.grade, null))) ??
    rateOf(rateId(type.id, null, null))
  const share = rate ? fair(rate.share, rate.by) : fair(type.reviewRate, type.reviewRateBy)
  return { cause: 'drawn', share: Math.max(share, floor) }
}

export type Finished = {
  share: Share
  /** It comes back corrected. */
  returned: boolean
  /** A lead asked for it. */
  asked: boolean
  /** In [0, 1), the same for a task and round whatever happens to it. */
  draw: number
}

/**
 * Whether finished work is checked, and why. What would have been drawn anyway counts as drawn although it
 * was asked for too: else asking would take work out of the sample that the figures rest on.
 */
export function causeOf({ share, returned, asked, draw }: Finished): Cause | null {
  if (returned) return 'returned'
  if (draw < share.share) return share.cause
  return asked ? 'asked' : null
}
