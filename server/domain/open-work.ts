/** What is still to be done of the work on the board, as coverage counts it. */
import type { TaskRow } from '../contract/rows.js'
import type { DueWork } from './coverage.js'
import { elapsedMinutes } from './effort.js'

/** A task as far as somebody is told of it. */
export type BoardTask = DueWork &
  Pick<TaskRow, 'team' | 'status' | 'holder'> &
  Partial<Pick<TaskRow, 'activeSince' | 'handleMinutes'>>

/**
 * The open work of these teams with the minutes that it still asks for: what nobody has begun whole,
 * what is in hand less the time it has had. What waits on somebody outside or is finished asks for none.
 * @param tasks of all teams: who has several in hand shares their time among all of them
 */
export function openWork(
  tasks: Iterable<BoardTask>,
  isOf: (team: string) => boolean,
  now: string,
): DueWork[] {
  const all = [...tasks]
  const inHand = new Map<string | null, number>()
  for (const { status, holder } of all)
    if (status === 'active') inHand.set(holder, (inHand.get(holder) ?? 0) + 1)
  return all.flatMap((task): DueWork[] => {
    const { type, team, status, holder, dueAt, standardMinutes } = task
    if (!isOf(team)) return []
    if (status === 'queued' || status === 'assigned') return [{ type, dueAt, standardMinutes }]
    if (status !== 'active') return []
    const had = elapsedMinutes(task, now, inHand.get(holder))
    return [{ type, dueAt, standardMinutes: Math.max(0, standardMinutes - had) }]
  })
}
