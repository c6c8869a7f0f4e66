/** What of a proposal's ground is not as it was, in the words in which a lead is told of it. */
import type { Status } from '../../../contract/rows.js'

/** The part of a task that is told to everybody who sees it. */
type Seen = { team: string; status: Status; holder: string | null; seq: number }
type Proposed = { task: number; from: string | null; team: string; seq: number }

/**
 * @param task as it is now; null: it is nowhere
 * @param seq the entry of the log that the proposal is as of
 * @returns why a move of it cannot be taken any more; null: it is as it was
 */
export function taskChange(
  task: Seen | null | undefined,
  { task: no, from, team, seq }: Proposed,
  nameOf: (person: string) => string | undefined,
): string | null {
  if (!task || task.status === 'done' || task.status === 'cancelled') return `#${no} is over`
  const who = (id: string | null) => (id === null ? 'nobody' : (nameOf(id) ?? 'somebody'))
  if (task.team !== team) return `#${no} belongs to another team now`
  if (task.status === 'active') return `${who(task.holder)} has begun #${no}`
  if (task.holder !== from)
    return task.holder === null
      ? `#${no} is back in the queue`
      : `#${no} is with ${who(task.holder)} now`
  if (task.status !== (from === null ? 'queued' : 'assigned')) return `#${no} is ${task.status} now`
  return task.seq > seq ? `#${no} was changed` : null
}

export const rulesChange = (team: string): string =>
  `what ${team} allows or its work asks for is not as it was`

export const dayChange = (names: string): string =>
  `the day or the skills of ${names} are not as they were`

/** The first few in full, and how many more there are. */
export function changesInWords(changes: readonly string[]): string {
  const more = changes.length > 3 ? `; and ${changes.length - 3} more` : ''
  return changes.slice(0, 3).join('; ') + more
}
