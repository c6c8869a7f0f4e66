/** Where people are, and what can be done there. */
import type { TaskTypeRow, TeamRow } from '../contract/rows.js'

const plain = (place: string) => place.trim().replace(/\s+/g, ' ').toLowerCase()

/** Where somebody works that day: where their shift says, else where their team is; null: nobody said. */
export const placeOf = (
  shift: { location: string | null } | null,
  team: Pick<TeamRow, 'location'> | null | undefined,
): string | null => shift?.location ?? team?.location ?? null

/** Whether work of a type can be done at a place: what is bound to none can be done anywhere. */
export const canBeDoneAt = (
  { location }: Pick<TaskTypeRow, 'location'>,
  place: string | null,
): boolean => location == null || (place !== null && plain(location) === plain(place))
