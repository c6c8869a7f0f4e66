/** Procedures that not everyone has read who must. */
import type { Suggestion } from '../../contract/training-figures.js'
import type { ProcedureRow } from '../../contract/training-rows.js'
import { suggestionKey } from './suggestion.js'

/** For so many days a new version may lie unread before anybody is reminded of it. */
export const UNREAD_DAYS = 7
const DAY_MS = 86_400_000

export type Readers = {
  procedure: ProcedureRow
  /** People of the team whom it is for, and those of them who have still to read it. */
  people: number
  unread: readonly { id: string; name: string }[]
}

/** @param now epoch milliseconds */
export function unreadSuggestions(
  team: string,
  all: readonly Readers[],
  now: number,
): Suggestion[] {
  return all.flatMap(({ procedure, people, unread }) => {
    const { id, name, version, versions } = procedure
    const since = versions.findLast((one) => one.version === version)?.at
    const days = since === undefined ? 0 : Math.floor((now - Date.parse(since)) / DAY_MS)
    if (unread.length === 0 || days < UNREAD_DAYS) return []
    const names = unread.map((person) => person.name).join(', ')
    const reason = `Version ${version} was read by ${people - unread.length} of ${people} in ${days} days. Not yet: ${names}.`
    const evidence = [{ kind: 'procedure' as const, ref: id, text: reason.slice(0, 300) }]
    return [
      {
        key: suggestionKey('unread', team, id, version),
        kind: 'unread' as const,
        team,
        person: null,
        type: null,
        topic: name,
        reason,
        falseAlarm: null,
        evidence,
        weight: unread.length,
        accept: { seen: reason, priority: 'normal' as const },
      },
    ]
  })
}
