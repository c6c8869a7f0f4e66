/** Who may check whose work. */
import type { Level, PersonRow, TaskRow } from '../../contract/rows.js'
import { leadsTeam, type Viewer } from '../audience.js'

export type Checker = Viewer & Pick<PersonRow, 'checks'>
type Checked = Pick<TaskRow, 'team' | 'type' | 'confidential'>

/** Everyone who did part of a task: had it in hand, ticked a step or finished it. */
export const doersOf = (
  task: Pick<TaskRow, 'workedBy' | 'steps' | 'holder' | 'finishedBy'>,
): ReadonlySet<string> =>
  new Set(
    [
      ...(task.workedBy ?? []),
      ...task.steps.map(({ doneBy }) => doneBy),
      task.holder,
      task.finishedBy,
    ].flatMap((one) => one ?? []),
  )

export type Work = {
  /** Who did part of it, or checked an earlier round of it while others may. */
  barred: ReadonlySet<string>
  /** A lead did it. Leads name checkers, so one who is only named would owe it to them. */
  ofLead?: boolean
}

/**
 * A lead of the team, somebody named as a checker of the type, or a colleague of the team who could teach
 * it; never who did part of the work. Of a lead's own work another lead, or who could teach it. Confidential
 * work only by who may read it, which are the leads.
 * @param level the checker's own in the type; null: none recorded
 */
export function mayCheck(
  checker: Checker,
  level: Level | null,
  task: Checked,
  { barred, ofLead = false }: Work,
): boolean {
  if (barred.has(checker.id)) return false
  if (checker.role !== 'lead' && checker.role !== 'clerk') return false
  if (leadsTeam(checker, task.team)) return true
  if (task.confidential) return false
  if (checker.team === task.team && level === 4) return true
  const named = checker.checks?.includes(task.type) === true
  return named && (!ofLead || checker.role === 'lead' || level === 4)
}

/** Whether checking may come to somebody at all: whether they have a page for it. */
export const checksAnything = (
  checker: Pick<Checker, 'role' | 'leads' | 'checks'>,
  levels: Iterable<Level>,
): boolean =>
  (checker.role === 'lead' && checker.leads.length > 0) ||
  (checker.checks?.length ?? 0) > 0 ||
  [...levels].includes(4)
