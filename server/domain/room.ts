/** How much of today a person still has free, by effort. */
import type { TaskRow } from '../contract/rows.js'
import { elapsedMinutes } from './effort.js'
import { expectedMinutes, layLoad, type Shift } from './load.js'

/** Working minutes left today less what they hold and is assigned or in hand; below 0 when it is too much. */
export function roomOf(held: readonly TaskRow[], shift: Shift | null, now: string): number {
  const active = held.filter(({ status }) => status === 'active')
  const work = held.flatMap(({ no, status, standardMinutes }, at) => {
    if (status === 'assigned') return [{ no, minutes: standardMinutes }]
    if (status !== 'active') return []
    const elapsed = elapsedMinutes(held[at] as TaskRow, now, active.length)
    return [{ no, minutes: expectedMinutes(standardMinutes, elapsed) }]
  })
  const { left, assigned } = layLoad(work, shift, Date.parse(now))
  return left - assigned
}
