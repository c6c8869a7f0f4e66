/** Who may check whose work. */
import type { Level, PersonRow, TaskRow } from '../../contract/rows.js'
import { leadsTeam, type Viewer } from '../audience.js'

export type Checker = Viewer & Pick<PersonRow, 'checks'>
type Checked = Pick<TaskRow, 'team' | 'type' | 'confidential'>

/**
 * A lead of the team, somebody named as a checker of the type, or a colleague of the team who could teach
 * it; never who did the work. Confidential work only by who may read it, which are the leads.
 * @param level the checker's own in the type; null: none recorded
 * @param doer who finished it
 */
export function mayCheck(
  checker: Checker,
  level: Level | null,
  task: Checked,
  doer: string | null,
): boolean {
  if (checker.id === doer) return false
  if (checker.role !== 'lead' && checker.role !== 'clerk') return false
  if (leadsTeam(checker, task.team)) return true
  if (task.confidential) return false
  return checker.checks?.includes(task.type) === true || (checker.team === task.team && level === 4)
}

/** Whether checking may come to somebody at all: whether they have a page for it. */
export const checksAnything = (
  checker: Pick<Checker, 'role' | 'leads' | 'checks'>,
  levels: Iterable<Level>,
): boolean =>
  (checker.role === 'lead' && checker.leads.length > 0) ||
  (checker.checks?.length ?? 0) > 0 ||
  [...levels].includes(4)
