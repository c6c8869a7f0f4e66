/** What a person did last that can still be taken back. Pure. */
import type { UndoRow } from '../../server/contract/desk-rows.js'

/**
 * The viewer's own command on tasks, or on the timetable, that can be undone now; the latest of them.
 * @param now epoch milliseconds
 */
export function lastUndoable(
  undos: Iterable<UndoRow>,
  viewer: string,
  now: number,
  on: 'tasks' | 'timetable',
): UndoRow | null {
  // What of the timetable it takes back is kept at the server: here it is one without tasks.
  const mine = [...undos].filter(
    ({ by, until, tasks }) =>
      by === viewer && tasks.length > 0 === (on === 'tasks') && Date.parse(until) > now,
  )
  return mine.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null
}
