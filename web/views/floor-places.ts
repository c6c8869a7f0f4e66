/** Where people are today. */
import type { PersonRow, TeamRow } from '../../server/contract/rows.js'
import { placeOf } from '../../server/domain/places.js'

export type Places = ReadonlyMap<string, string | null>

/** By person; null: nobody said. */
export const placesToday = (
  people: readonly PersonRow[],
  teams: ReadonlyMap<string, TeamRow>,
  shiftOf: (person: PersonRow) => { location: string | null } | null,
): Places =>
  new Map(
    people.map((person) => [
      person.id,
      placeOf(shiftOf(person), person.team === null ? null : teams.get(person.team)),
    ]),
  )
