import type { ErrorCode, Problem } from '../contract/errors.js'
import type { TaskRow } from '../contract/rows.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import type { Actor } from '../core/command.js'

/** What is wrong with one of several tasks; `path` is its place in `tasks`. */
export type Fault = Problem & { code: ErrorCode }

export const fault = (at: number, code: ErrorCode, message: string): Fault[] => [{ path: `tasks.${at}`, code, message }]

/**
 * All or none: the first kind of fault decides the code, and every task at fault is named.
 * @param what begins the sentence, like `Nothing was assigned`
 */
export function refuseFaults(what: string, faults: Fault[]): void {
  const first = faults[0]
  if (!first) return
  const problems = faults.map(({ path, message }) => ({ path, message }))
  refuse(first.code, `${what}: ${problems.map(({ message }) => message).join('; ')}.`, { problems })
}

/** One of several tasks, and where it was named first. */
export type Named = { task: TaskRow; at: number }

/**
 * The tasks that a lead names, each once.
 * @throws Refusal `not_found`, or `not_allowed` where one is of a team that the actor does not lead
 */
export function ledTasks(rows: Unit, what: string, numbers: readonly number[], actor: Actor): Named[] {
  const found = [...new Set(numbers)].map((no) => ({ no, task: rows.get('task', no), at: numbers.indexOf(no) }))
  refuseFaults(what, found.flatMap(({ no, task, at }) => (task ? [] : fault(at, 'not_found', `there is no task #${no}`))))
  const known = found as Named[]
  refuseFaults(what, known.flatMap(({ task: { no, team }, at }) => (actor.leads.includes(team)
    ? [] : fault(at, 'not_allowed', `#${no} belongs to a team that you do not lead`))))
  return known
}
