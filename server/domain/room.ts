/** How much of today a person still has free, by effort. */
import type { TaskRow } from '../contract/rows.js'
import { elapsedMinutes } from './effort.js'
import { expectedMinutes, layLoad, type Shift } from './load.js'
import type { Expected } from './usual.js'

/** Working minutes left today less what they hold and is assigned or in hand; below 0 when it is too much. */
export function roomOf(
  held: readonly TaskRow[],
  shift: Shift | null,
  now: string,
  expected: Expected,
): number {
  const active = held.filter(({ status }) => status === 'active')
  const work = held.flatMap((task) => {
    const { no, status, type, standardMinutes } = task
    const minutes = expected(task.holder ?? '', type, standardMinutes)
    if (status === 'assigned') return [{ no, minutes }]
    if (status !== 'active') return []
    const elapsed = elapsedMinutes(task, now, active.length)
    return [{ no, minutes: expectedMinutes(minutes, elapsed) }]
  })
  const { left, assigned } = layLoad(work, shift, Date.parse(now))
  return left - assigned
}
