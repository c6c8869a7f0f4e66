/** Finished work that waits long for its check, and disputes for a second checker, of the teams that one leads. */
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { OfficeRow, ShownTask } from '../../server/contract/rows.js'
import { lateCheckFrom } from '../../server/domain/quality/dispute.js'

export type CheckGround = {
  /** Their own work is for others to check, so they are not called to it. */
  viewer: string
  leads: (task: Pick<ShownTask, 'team'>) => boolean
  office: OfficeRow
  now: number
}

/** The longest waiting first. */
export function waitingChecks(
  tasks: Iterable<ShownTask>,
  { viewer, leads, office, now }: CheckGround,
): ShownTask[] {
  const at = new Date(now).toISOString()
  const finished = (task: ShownTask) => task.finishedAt ?? at
  return [...tasks]
    .filter(
      (task) =>
        task.status === 'review' &&
        leads(task) &&
        !('finishedBy' in task && task.finishedBy === viewer) &&
        lateCheckFrom(finished(task), office) <= at,
    )
    .sort((a, b) => (finished(a) < finished(b) ? -1 : finished(a) > finished(b) ? 1 : a.no - b.no))
}

/** A dispute that nobody has decided. */
export type Waiting = { no: number; since: number }

/**
 * Disputes that wait as long, the longest first: also those about one's own return, since somebody must be
 * found who decides it.
 */
export function waitingDisputes(
  reviews: Iterable<ReviewRow>,
  { viewer, leads, office, now }: CheckGround,
): Waiting[] {
  const at = new Date(now).toISOString()
  return [...reviews]
    .flatMap((review): Waiting[] => {
      const { dispute, person, task: no } = review
      if (!dispute || dispute.decision || person === viewer || !leads(review)) return []
      return lateCheckFrom(dispute.at, office) <= at ? [{ no, since: Date.parse(dispute.at) }] : []
    })
    .sort((a, b) => a.since - b.since || a.no - b.no)
}

export const waitingOf = (
  tasks: Iterable<ShownTask>,
  reviews: Iterable<ReviewRow>,
  ground: CheckGround,
) => ({ checks: waitingChecks(tasks, ground), disputes: waitingDisputes(reviews, ground) })
