/** Skills that somebody has, and has not used for months although there was such work. */
import type { Suggestion } from '../../contract/training-figures.js'
import type { PersonRow, SkillRow } from '../../contract/rows.js'
import { suggestionKey } from './suggestion.js'

export const UNUSED_DAYS = 90
const DAY_MS = 86_400_000
const MONTH_MS = 30.44 * DAY_MS

export type LastUse = { person: string; type: string; at: string }

export type UnusedOf = {
  team: string
  people: readonly PersonRow[]
  skills: Iterable<SkillRow>
  typeName(id: string): string | null
  /** When each last finished work of a type, over the last year. */
  uses: readonly LastUse[]
  now: number
}

/** A level from when somebody was added says little until they have used it; one that was given says it then. */
export function unusedSuggestions(of: UnusedOf): Suggestion[] {
  const last = new Map(of.uses.map(({ person, type, at }) => [`${person}/${type}`, Date.parse(at)]))
  const worked = new Set(
    of.uses
      .filter(({ at }) => of.now - Date.parse(at) < UNUSED_DAYS * DAY_MS)
      .map(({ type }) => type),
  )
  const people = new Map(of.people.map((person) => [person.id, person]))
  return [...of.skills].flatMap((skill) => {
    const person = people.get(skill.person)
    const name = of.typeName(skill.type)
    if (!person || name === null || skill.level < 2 || !worked.has(skill.type)) return []
    const used = last.get(skill.id)
    const since = Math.max(used ?? 0, skill.since ? Date.parse(skill.since) : 0)
    if (since === 0 || of.now - since < UNUSED_DAYS * DAY_MS) return []
    const months = Math.floor((of.now - since) / MONTH_MS)
    const reason = `${person.name} is at level ${skill.level} in ${name} and has not finished any for ${months} months; others have.`
    return [
      {
        key: suggestionKey('unused', of.team, person.id, skill.type),
        kind: 'unused' as const,
        team: of.team,
        person: person.id,
        type: skill.type,
        topic: null,
        reason,
        falseAlarm: null,
        evidence: [{ kind: 'figure' as const, ref: null, text: reason.slice(0, 300) }],
        weight: months,
        accept: { seen: reason, priority: 'low' as const },
      },
    ]
  })
}
