import type { VeiledTask } from '../../server/contract/rows.js'

export type DueState = 'late' | 'risk' | null

const minute = 60_000

/**
 * Late: its due time has passed. At risk: what is left is less than twice its standard minutes,
 * or less than an hour. By a clock that stands nothing becomes late. Waiting work is not at risk by its own time: it waits on someone else.
 */
export function dueState(
  task: Pick<VeiledTask, 'dueAt' | 'standardMinutes' | 'standsSince' | 'status'>,
  now: number,
): DueState {
  if (task.dueAt === null) return null
  const left = (Date.parse(task.dueAt) - clockNow(task, now)) / minute
  if (left < 0) return 'late'
  if (task.status === 'waiting') return null
  return left < Math.max(60, 2 * task.standardMinutes) ? 'risk' : null
}

/** What a task's clock shows: it stands while the task waits under a rule that pauses. */
export const clockNow = (task: Pick<VeiledTask, 'standsSince'>, now: number) =>
  task.standsSince ? Date.parse(task.standsSince) : now

/** Due before the end of the office's day, or late. `endOfDay` in epoch ms. */
export const dueBy = (task: Pick<VeiledTask, 'dueAt'>, endOfDay: number) =>
  task.dueAt !== null && Date.parse(task.dueAt) <= endOfDay
