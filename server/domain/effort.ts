import type { TaskRow } from '../contract/rows.js'

const minutesBetween = (from: string, to: string) =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 60_000)

/**
 * Shares the time until `now` equally among the tasks that one person has active, so that handle
 * times of overlapping tasks add up to time that passed. Call it before the set changes.
 * @returns the tasks whose account changed, settled up to `now`
 */
export function settle(active: readonly TaskRow[], now: string): TaskRow[] {
  return active.map((task) => ({
    ...task,
    handleMinutes:
      task.handleMinutes + minutesBetween(task.activeSince ?? now, now) / active.length,
    activeSince: now,
  }))
}

type Timed = Partial<Pick<TaskRow, 'handleMinutes' | 'activeSince'>>

/** Minutes of attention up to `now`, as far as they are told, for a task that shares time with `sharing` - 1 others. */
export const elapsedMinutes = (task: Timed, now: string, sharing = 1) =>
  (task.handleMinutes ?? 0) +
  (task.activeSince ? minutesBetween(task.activeSince, now) / sharing : 0)
