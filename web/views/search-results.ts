import { onBoard, type ShownTask } from '../../server/contract/rows.js'

/**
 * Open tasks first, then finished ones, the newest first; a task whose number was asked for comes
 * before all others.
 */
export function ordered(tasks: readonly ShownTask[], text: string): ShownTask[] {
  const asked = Number(/^#?(\d{1,9})$/.exec(text.trim())?.[1] ?? Number.NaN)
  const rank = (task: ShownTask) => (task.no === asked ? 0 : onBoard(task.status) ? 1 : 2)
  return [...tasks].sort((a, b) => rank(a) - rank(b) || b.no - a.no)
}

/** The row of the board where it is newer than what was read of it. */
export function freshest(found: ShownTask, row: ShownTask | undefined): ShownTask
export function freshest(
  found: ShownTask | undefined,
  row: ShownTask | undefined,
): ShownTask | undefined
export function freshest(found: ShownTask | undefined, row: ShownTask | undefined) {
  return found && (!row || row.seq < found.seq) ? found : row
}
