/**
 * Nothing moves under the pointer or the focus: while a list is held, its rows keep their places,
 * what has left stays as gone, and what is new waits.
 */
import type { ShownTask } from '../../server/contract/rows.js'

export type HeldRow = { task: ShownTask; gone: boolean }
export type HeldList = {
  rows: HeldRow[]
  /** Rows that wait to be shown. */
  fresh: number
}

export const asIs = (live: readonly ShownTask[]): HeldList => ({
  rows: live.map((task) => ({ task, gone: false })),
  fresh: 0,
})

/** `kept`: the rows as they were when the list began to be held. What was loaded below them is shown at once. */
export function held(kept: readonly ShownTask[], live: readonly ShownTask[]): HeldList {
  const now = new Map(live.map((task) => [task.no, task]))
  const rows = kept.map((task) => ({ task: now.get(task.no) ?? task, gone: !now.has(task.no) }))
  const places = new Set(kept.map((task) => task.no))
  let last = live.length - 1
  while (last >= 0 && !places.has(live[last]!.no)) last--
  const below = live.slice(last + 1)
  const fresh = live.slice(0, last + 1).filter((task) => !places.has(task.no)).length
  return { rows: [...rows, ...below.map((task) => ({ task, gone: false }))], fresh }
}

/** What is kept once this has been shown: rows that came below have a place from then on, too. */
export const keep = (kept: readonly ShownTask[], { rows }: HeldList): readonly ShownTask[] =>
  rows.length === kept.length ? kept : rows.map((row) => row.task)
