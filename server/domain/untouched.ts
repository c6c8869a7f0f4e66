/** Assignments that go back to the queue when nobody begins them: when, and since when that is to be said. */
import type { ShownTask } from '../contract/rows.js'
import type { StandingRules } from '../contract/desk-rows.js'

/** The last part of the time in which its holder and their lead are warned. */
const WARNED = 1 / 5
const minute = 60_000

type Assigned = Pick<ShownTask, 'status' | 'assignedAt' | 'returned'>

/** When it goes back, as epoch milliseconds; null where it does not: corrections stay with who did the work. */
export function returnsAt(
  { status, assignedAt, returned }: Assigned,
  rules: StandingRules | undefined,
): number | null {
  const after = rules?.returnAfter
  if (!after || status !== 'assigned' || !assignedAt || returned) return null
  return Date.parse(assignedAt) + after * minute
}

/** When it goes back, once that is to be said. */
export function warnedOf(
  task: Assigned,
  rules: StandingRules | undefined,
  now: number,
): number | null {
  const at = returnsAt(task, rules)
  return at !== null && at - now <= (rules?.returnAfter ?? 0) * minute * WARNED ? at : null
}
