import { compareQueue } from '../../server/contract/order.js'
import type { BacklogRow, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import { mayDo, type Claimant } from './my-claims.js'

export type DueFilter = 'late' | 'today' | 'later' | 'none'

export type QueueFilter = {
  /** Type ids; empty: all. */
  types: readonly string[]
  due: DueFilter | null
}

export const noFilter: QueueFilter = { types: [], due: null }

type Types = ReadonlyMap<string | number, TaskTypeRow>

/** Queued tasks that this person may claim, in queue order. */
export function claimable(
  tasks: Iterable<ShownTask>,
  claimant: Claimant,
  types: Types,
): ShownTask[] {
  const mine: ShownTask[] = []
  for (const task of tasks) {
    if (task.status === 'queued' && mayDo(claimant, task.team, types.get(task.type)))
      mine.push(task)
  }
  return mine.sort(compareQueue)
}

/** @param dayEnds epoch milliseconds of the midnight that ends the office's day */
export function dueGroup(dueAt: string | null, now: number, dayEnds: number): DueFilter {
  if (dueAt === null) return 'none'
  const at = Date.parse(dueAt)
  if (at < now) return 'late'
  return at < dayEnds ? 'today' : 'later'
}

export function filtered(
  tasks: readonly ShownTask[],
  filter: QueueFilter,
  clock: { now: number; dayEnds: number },
): ShownTask[] {
  const { types, due } = filter
  if (types.length === 0 && due === null) return [...tasks]
  return tasks.filter(
    (task) =>
      (types.length === 0 || types.includes(task.type)) &&
      (due === null || dueGroup(task.dueAt, clock.now, clock.dayEnds) === due),
  )
}

export type QueueCount = { mine: number; all: number; minutes: number }

/**
 * How much is queued in the person's teams, and how much of it they may claim: exact although the
 * board holds only the head of a long queue. The backlog counts waiting work too, and every
 * waiting task is on the board, so it is taken off again.
 */
export function countQueue(
  backlog: Iterable<BacklogRow>,
  tasks: Iterable<ShownTask>,
  claimant: Claimant,
  types: Types,
): QueueCount {
  const count: QueueCount = { mine: 0, all: 0, minutes: 0 }
  const add = (at: { team: string; type: string }, tasksMore: number, minutes: number) => {
    if (claimant.team !== at.team && !claimant.leads.includes(at.team)) return
    count.all += tasksMore
    if (!mayDo(claimant, at.team, types.get(at.type))) return
    count.mine += tasksMore
    count.minutes += minutes
  }
  for (const row of backlog) add(row, row.tasks, row.standardMinutes)
  for (const task of tasks) if (task.status === 'waiting') add(task, -1, -task.standardMinutes)
  return count
}
