/** Work that takes one person clearly longer than the others, on the same kind of work. */
import type { Suggestion } from '../../contract/training-figures.js'
import { median, medianInterval, rankUpper } from './exact.js'
import { ALPHA, chanceWords } from './returns.js'
import { groupedBy } from './grouped.js'
import { suggestionKey } from './suggestion.js'

export const FEWEST_TASKS = 10
export const FEWEST_PEERS = 3
/** What is certain may still be too little to speak of. */
export const LEAST_RATIO = 1.25

/** One finished task with the minutes that it took. */
export type Timed = {
  no: number
  person: string
  type: string
  minutes: number
  standardMinutes: number
  /** Office day on which it was finished. */
  day: string
}

export type SlowOf = {
  team: string
  people: ReadonlySet<string>
  typeName(id: string): string
  answeredUntil(key: string): string | null
}

const ratio = ({ minutes, standardMinutes }: Timed) => minutes / standardMinutes
const round = (minutes: number) =>
  minutes < 10 ? Math.round(minutes * 10) / 10 : Math.round(minutes)

type Look = {
  key: string
  person: string
  type: string
  own: Timed[]
  peers: Timed[]
  highest: number
}

function looksOf(tasks: readonly Timed[], of: SlowOf): Look[] {
  return [...groupedBy(tasks, ({ type }) => type)].flatMap(([type, all]) => {
    const enough = [...groupedBy(all, ({ person }) => person)].filter(
      ([, own]) => own.length >= FEWEST_TASKS,
    )
    return enough.flatMap(([person, every]) => {
      if (!of.people.has(person)) return []
      const key = suggestionKey('slow', of.team, person, type)
      const since = of.answeredUntil(key)
      const own = since === null ? every : every.filter(({ day }) => day > since)
      const peers = enough.filter(([id]) => id !== person)
      if (own.length < FEWEST_TASKS || peers.length < FEWEST_PEERS) return []
      const highest = Math.max(...peers.map(([, theirs]) => median(theirs.map(ratio))))
      return [{ key, person, type, own, peers: peers.flatMap(([, theirs]) => theirs), highest }]
    })
  })
}

/**
 * Minutes are compared as ratios to each task's standard, so that large and small tasks of a type compare.
 * Handle times have heavy tails, so ranks and medians are used, never means. Said only of who is above the
 * medians of all peers and at least `LEAST_RATIO` times the peers' own. The chance of a false alarm is that
 * of the rank test times the number of people and types looked at (Bonferroni): it says how often somebody
 * who works like the others would be named, not how often slowness has a good reason.
 */
export function slowSuggestions(
  tasks: readonly Timed[],
  of: SlowOf,
): { suggestions: Suggestion[]; looked: number } {
  const looks = looksOf(
    tasks.filter((one) => one.minutes > 0 && one.standardMinutes > 0),
    of,
  )
  const suggestions = looks.flatMap((look) => {
    const own = median(look.own.map(ratio))
    const peers = median(look.peers.map(ratio))
    if (own < peers * LEAST_RATIO || own <= look.highest) return []
    const falseAlarm = rankUpper(look.own.map(ratio), look.peers.map(ratio)) * looks.length
    return falseAlarm <= ALPHA ? [suggestionOf(look, falseAlarm, of)] : []
  })
  return { suggestions, looked: looks.length }
}

function suggestionOf(
  { key, person, type, own, peers }: Look,
  falseAlarm: number,
  of: SlowOf,
): Suggestion {
  // Peers' ratios are told as minutes of a task like this person's own.
  const standard = median(own.map(({ standardMinutes }) => standardMinutes))
  const minutes = (ratios: number) => round(ratios * standard)
  const theirs = peers.map(ratio)
  const [low, high] = medianInterval(theirs)
  const reasonOf = `Median ${minutes(median(own.map(ratio)))} min on ${own.length} tasks, others ${minutes(median(theirs))} min [${minutes(low)} to ${minutes(high)}] on like tasks.`
  return {
    key,
    kind: 'slow',
    team: of.team,
    person,
    type,
    topic: null,
    reason: `${reasonOf} Chance of a false alarm: ${chanceWords(falseAlarm)}.`,
    falseAlarm,
    evidence: [...own]
      .sort((a, b) => ratio(b) - ratio(a))
      .slice(0, 20)
      .map((one) => ({
        kind: 'task',
        ref: String(one.no),
        text: `#${one.no}: ${round(one.minutes)} min, standard ${round(one.standardMinutes)} min`,
      })),
    weight: own.length,
    accept: { seen: `${of.typeName(type)}: ${reasonOf}`, priority: 'normal' },
  }
}
