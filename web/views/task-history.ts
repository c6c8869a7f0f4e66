/** A task's life as lines to read: what was done, and the moment at which it became late. */
import type { ShownTask } from '../../server/contract/rows.js'
import type { HistoryEvent } from '../../server/contract/schemas.js'
import type { HistoryLine } from '../parts/HistoryList.svelte'
import { who, type Telling } from './task-words.js'

/** Oldest first. That the due time passed is no event of the log, but it answers why a task is late. */
export function historyLines(
  history: readonly HistoryEvent[],
  task: ShownTask | null,
  tell: Telling,
): HistoryLine[] {
  const lines = history.map(({ seq, at, sentence, note, record }): HistoryLine => ({
    seq,
    when: tell.times.when(at, tell.now),
    sentence,
    ...(note === undefined ? {} : { note }),
    ...(record === undefined ? {} : { record }),
  }))
  const due = task?.dueAt ? Date.parse(task.dueAt) : Infinity
  const ended = task?.finishedAt ? Date.parse(task.finishedAt) : tell.now
  const before = history.filter(({ at }) => Date.parse(at) <= due)
  const last = before.at(-1)
  if (!task?.dueAt || due >= ended || !last || isOver(last)) return lines
  const sentence = `The due time passed: ${stood(last, tell)}.`
  const line = { seq: last.seq + 0.5, when: tell.times.when(task.dueAt, tell.now), sentence }
  return [...lines.slice(0, before.length), line, ...lines.slice(before.length)]
}

const isOver = ({ status }: HistoryEvent) => status === 'done' || status === 'cancelled'

/** Where it stood after this event. */
function stood({ status, holder }: HistoryEvent, tell: Telling): string {
  const name = holder === tell.me ? 'you' : who(holder, tell)
  switch (status) {
    case 'queued':
      return 'it was in the queue, nobody had taken it'
    case 'assigned':
      return `${name} had not begun it`
    case 'active':
      return `${name} had it in hand`
    case 'waiting':
      return 'it waited on somebody outside'
    default:
      return 'it was being checked'
  }
}
