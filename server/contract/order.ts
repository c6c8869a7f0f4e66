import { priorities, type Priority } from './rows.js'

/** A place in the queue: priority, then due time (none last), then number. */
export type Position = { priority: Priority; dueAt: string | null; no: number }

const rank: Record<Priority, number> = Object.fromEntries(
  priorities.map((priority, index) => [priority, index]),
) as Record<Priority, number>

export const priorityRank = (priority: Priority) => rank[priority]

/** Negative when `a` comes before `b` in the queue. */
export function compareQueue(a: Position, b: Position): number {
  const byPriority = rank[a.priority] - rank[b.priority]
  if (byPriority !== 0) return byPriority
  if (a.dueAt !== b.dueAt) {
    if (a.dueAt === null) return 1
    if (b.dueAt === null) return -1
    return a.dueAt < b.dueAt ? -1 : 1
  }
  return a.no - b.no
}

export const positionOf = (task: Position): Position => ({
  priority: task.priority,
  dueAt: task.dueAt,
  no: task.no,
})

type Given = Position & { place?: number | null | undefined; returned?: object | null | undefined }

/**
 * Negative when its holder should take `a` before `b`: what came back from its check, then what has a place
 * by that, then the rest in queue order.
 */
export function compareNext(a: Given, b: Given): number {
  if (!a.returned !== !b.returned) return a.returned ? -1 : 1
  const [left, right] = [a.place ?? Infinity, b.place ?? Infinity]
  return left === right ? compareQueue(a, b) : left - right
}
