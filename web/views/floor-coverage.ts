/** An absence that leaves work of today with nobody who can do it. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import { workingSpans } from '../../server/domain/load.js'
import type { Lane } from './floor-lanes.js'
import { isSkilled, type Abilities } from './floor-outlook.js'

/** Whoever fetches a file or is a bus late is back by then; after it somebody has to ask. */
export const AWAY_MINUTES = 10

export type Uncovered = {
  person: PersonRow
  /** Since when they should be at work and are not, epoch ms. */
  since: number
  /** Open work due today that nobody here can do; never empty. */
  tasks: ShownTask[]
}

/** Since when somebody is missing from their shift; null: they are here, or should not be, or it is too short. */
function missingSince({ person, shift, here }: Lane, now: number): number | null {
  if (here || !shift) return null
  const span = workingSpans(shift, shift.from).find(({ from, to }) => from <= now && now < to)
  if (!span) return null
  const since = Math.max(span.from, Date.parse(person.presenceSince))
  return now - since > AWAY_MINUTES * 60_000 ? since : null
}

/** @param open what is shown and open; @param dueBy the end of the day */
export function uncoveredBy(
  lanes: readonly Lane[],
  open: Iterable<ShownTask>,
  abilities: Abilities,
  now: number,
  dueBy: number,
): Uncovered[] {
  const here = lanes.filter((lane) => lane.here)
  const alone = [...open].filter(
    (task) =>
      (task.status === 'queued' || task.status === 'assigned') &&
      task.dueAt !== null &&
      Date.parse(task.dueAt) <= dueBy &&
      !here.some(({ person }) => isSkilled(abilities, person, task)),
  )
  return lanes.flatMap((lane) => {
    const since = missingSince(lane, now)
    if (since === null) return []
    const tasks = alone.filter((task) => isSkilled(abilities, lane.person, task))
    return tasks.length > 0 ? [{ person: lane.person, since, tasks }] : []
  })
}
