/** Finished work that waits long for its check, of the teams that one leads. */
import type { OfficeRow, ShownTask } from '../../server/contract/rows.js'
import { lateCheckFrom } from '../../server/domain/quality/dispute.js'

export type CheckGround = {
  /** Their own work is for others to check, so they are not called to it. */
  viewer: string
  leads: (task: ShownTask) => boolean
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
