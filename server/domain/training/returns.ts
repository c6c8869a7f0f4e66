/** Returns of one person for one cause, above the rate of the rest of the office on the same kind of work. */
import type { Suggestion } from '../../contract/training-figures.js'
import { fisherUpper, leastPossible, looksThatCount } from './exact.js'
import { groupedBy } from './grouped.js'
import { suggestionKey } from './suggestion.js'

/** Among all that a team's leads are shown at one look, a false alarm has at most this chance. */
export const ALPHA = 0.05
/** Fewer returns are an accident, whatever the chance of it. */
export const FEWEST_RETURNS = 3

/** One finished check of work as it was first finished. */
export type Checked = {
  review: string
  task: number
  person: string
  type: string
  /** Office day of the check. */
  day: string
  /** Causes for which it was returned; none: it passed. */
  causes: readonly string[]
}

export type ReturnsOf = {
  team: string
  /** People of the team. */
  people: ReadonlySet<string>
  typeName(id: string): string
  causeName(id: string): string
  /** Checks of this person for this type and cause that are not looked at again, in office days; null: none. */
  answeredUntil(key: string): string | null
}

type Pair = {
  key: string
  person: string
  type: string
  cause: string
  own: Checked[]
  hits: Checked[]
  others: Checked[]
}

/** What is looked at: each person of the team with each cause for which such work was returned at all. */
function pairsOf(checks: readonly Checked[], of: ReturnsOf): Pair[] {
  const byType = groupedBy(checks, ({ type }) => type)
  return [...byType].flatMap(([type, all]) => {
    const causes = [...new Set(all.flatMap((one) => one.causes))].sort()
    const people = [...new Set(all.map(({ person }) => person))].filter((id) => of.people.has(id))
    return people.sort().flatMap((person) =>
      causes.map((cause) => {
        const key = suggestionKey('returns', of.team, person, type, cause)
        const since = of.answeredUntil(key)
        const own = all.filter(
          (one) => one.person === person && (since === null || one.day > since),
        )
        const hits = own.filter((one) => one.causes.includes(cause))
        const others = all.filter((one) => one.person !== person)
        return { key, person, type, cause, own, hits, others }
      }),
    )
  })
}

/** @param checks of the whole office, so that the rest of it can be compared with */
export function returnSuggestions(
  checks: readonly Checked[],
  of: ReturnsOf,
): { suggestions: Suggestion[]; looked: number } {
  const pairs = pairsOf(checks, of).map((pair) => ({ ...pair, table: tableOf(pair) }))
  const looks = looksThatCount(
    pairs.map(({ table }) => leastPossible(table)),
    ALPHA,
  )
  const suggestions = pairs.flatMap((pair) => {
    const falseAlarm = fisherUpper(pair.table) * looks
    const alarms = falseAlarm <= ALPHA && pair.hits.length >= FEWEST_RETURNS
    return alarms ? [suggestionOf(pair, falseAlarm, of)] : []
  })
  return { suggestions, looked: pairs.length }
}

const tableOf = ({ own, hits, others, cause }: Pair) => ({
  own: own.length,
  hits: hits.length,
  others: others.length,
  otherHits: others.filter((one) => one.causes.includes(cause)).length,
})

/** "2 %", "under 0.1 %"; the number keeps its sign where a line breaks. */
export const chanceWords = (chance: number): string => {
  const share = chance * 100
  if (share < 0.1) return 'under 0.1\u00a0%'
  return share < 1 ? `${share.toFixed(1)}\u00a0%` : `${Math.round(share)}\u00a0%`
}

function suggestionOf(
  pair: Pair & { table: ReturnType<typeof tableOf> },
  falseAlarm: number,
  of: ReturnsOf,
): Suggestion {
  const { key, person, type, cause, table } = pair
  const { own, hits, others, otherHits } = table
  const [typeName, causeName] = [of.typeName(type), of.causeName(cause)]
  const rate = otherHits === 0 ? `none of ${others}` : chanceWords(otherHits / others)
  const seen = `${hits} of ${own} checked came back: ${causeName}. In the rest of the office ${rate}.`
  return {
    key,
    kind: 'returns',
    team: of.team,
    person,
    type,
    topic: causeName,
    reason: `${seen} Chance of a false alarm: ${chanceWords(falseAlarm)}.`,
    falseAlarm,
    evidence: [...pair.hits]
      .sort((a, b) => b.day.localeCompare(a.day))
      .slice(0, 40)
      .map((one) => ({
        kind: 'review',
        ref: one.review,
        text: `${typeName} #${one.task}: ${causeName}`,
      })),
    weight: hits,
    accept: { seen: `${typeName}: ${seen}`, priority: 'normal' },
  }
}
