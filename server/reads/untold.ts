/** A task's life as those hear it whom its checks do not concern: who had it, and not that it came back. */
import type { TaskEvent } from '../../db/queries/history.js'

const decides = (command: string) => command === 'review.decide' || command === 'review.unseal'

/** A dispute that was turned down leaves the return as it was. */
const overturns = ({ command, status, input }: TaskEvent) =>
  command === 'review.settle' &&
  status === 'done' &&
  !(input !== null && 'upheld' in input && input.upheld === false)

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
  /** Where returns are told as given work, and which still stand. */
  const backs: number[] = []
  for (const event of events) {
    const { command, status, actor } = event
    if (command === 'task.finish' && (status === 'review' || status === 'done'))
      finish = { at: told.length, event }
    if (decides(command) && (status === 'assigned' || status === 'queued')) {
      if (finish) told[finish.at] = null
      backs.push(told.length)
      told.push({
        ...event,
        actor: gives(actor) ? actor : 'system',
        command: 'task.assign',
        input: null,
        reason: null,
      })
      continue
    }
    const back = backs.at(-1)
    if (overturns(event) && finish && back !== undefined) {
      told[finish.at] = finish.event
      backs.pop()
      // What was done again meanwhile would tell that it had come back.
      for (let at = back; at < told.length; at++)
        if (at === back || told[at]?.command === 'task.step') told[at] = null
    }
    told.push(event)
  }
  const left = told.flatMap((event) => event ?? [])
  // A step that is done again, or undone, would tell what was wrong.
  return backs.length === 0 ? left : left.filter(({ command }) => command !== 'task.step')
}
