/** Until when a return may be disputed, and until when a blind check waits for the other. */
import type { ReviewRow } from '../../contract/quality-rows.js'
import type { OfficeRow } from '../../contract/rows.js'
import { calendarOf } from '../calendar.js'
import { deskRules } from '../desk-rules.js'
import { dueAt } from '../due.js'

/**
 * The instant until which a return may be disputed: so many of the office's open hours after it went back.
 * @param heardAt when the return reached who did the work
 */
export const disputableUntil = (heardAt: string, office: OfficeRow): string =>
  dueAt(
    { count: deskRules(office).disputeHours, unit: 'businessHours' },
    heardAt,
    calendarOf(office),
  )

export type Disputed = Pick<ReviewRow, 'result' | 'checkedAt' | 'dispute'>

/** Why a check cannot be disputed; null: it can. `heardAt` as above. */
export function whyNotDisputed(
  review: Disputed,
  heardAt: string,
  { office, now }: { office: OfficeRow; now: string },
): string | null {
  if (review.result !== 'return') return 'Only a return can be disputed.'
  if (review.dispute) return 'It was disputed already; that can be done once.'
  if (disputableUntil(heardAt, office) < now)
    return `A return can be disputed within ${deskRules(office).disputeHours} office hours; they are over.`
  return null
}

/** The same time on the next working day. */
const aDayAfter = (at: string, office: OfficeRow): string =>
  dueAt({ count: 1, unit: 'businessDays', ends: 'sameTime' }, at, calendarOf(office))

/** When the first of two blind checks counts alone. */
export const aloneAt = aDayAfter

/** From when finished work has waited so long for its check that its leads are called. */
export const lateCheckFrom = aDayAfter
