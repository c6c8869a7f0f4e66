/** A task's life as those hear it whom its checks do not concern: who had it, and not that it came back. */
import type { TaskEvent } from '../../db/queries/history.js'

const decides = (command: string) => command === 'review.decide' || command === 'review.unseal'

/**
 * Returned work reads as work that was given to its holder: the finish before it goes, since it did not last.
 * Where a dispute showed that it was right, both the finish and what came of it are as they were.
 * @param gives whether somebody may give work; who may not would else be known to have returned it
 */
export function withoutReturns(
  events: readonly TaskEvent[],
  gives: (person: string) => boolean,
): TaskEvent[] {
  const told: (TaskEvent | null)[] = []
  let finish: { at: number; event: TaskEvent } | null = null
  let back = -1
  for (const event of events) {
    const { command, status, actor } = event
    if (command === 'task.finish' && (status === 'review' || status === 'done'))
      finish = { at: told.length, event }
    if (decides(command) && (status === 'assigned' || status === 'queued')) {
      if (finish) told[finish.at] = null
      back = told.length
      told.push({
        ...event,
        actor: gives(actor) ? actor : 'system',
        command: 'task.assign',
        input: null,
        reason: null,
      })
      continue
    }
    if (command === 'review.settle' && status === 'done' && finish && back >= 0) {
      told[finish.at] = finish.event
      told[back] = null
    }
    told.push(event)
  }
  const left = told.flatMap((event) => event ?? [])
  // A step that is done again, or undone, would tell what was wrong.
  return back < 0 ? left : left.filter(({ command }) => command !== 'task.step')
}
