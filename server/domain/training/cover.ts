/**
 * Hours of the timetable in which nobody, or only one, can do a type of work alone. A person covers an
 * hour who works in some part of it where that work can be done. Instants in epoch milliseconds.
 */
import type { Output } from '../../contract/commands.js'
import type { Suggestion } from '../../contract/training-figures.js'
import type { Level, PersonRow, SkillRow, TaskTypeRow, TeamRow } from '../../contract/rows.js'
import { hourSpan } from '../coverage.js'
import { shortDay } from '../day-words.js'
import { workingSpans, type Span } from '../load.js'
import { instantAt } from '../office-day.js'
import { canBeDoneAt, placeOf } from '../places.js'
import { hasGrade } from '../skill.js'
import { addDays, personShift, type Timetable } from '../timetable.js'
import { suggestionKey } from './suggestion.js'

export type Hole = Output<'training.matrix'>['holes'][number]

/** Can do it without anybody looking. */
export const ALONE: Level = 3
export const COVER_DAYS = 7

export type CoverOf = {
  timetable: Timetable
  team: TeamRow
  /** Those of the team who work at a desk. */
  people: readonly PersonRow[]
  types: readonly TaskTypeRow[]
  skill(id: string): Pick<SkillRow, 'level'> | null | undefined
  /** The first of `COVER_DAYS` days. */
  from: string
  now: number
}

type Working = { person: PersonRow; place: string | null; spans: Span[] }

export function holesOf(of: CoverOf): Hole[] {
  const holes: Hole[] = []
  for (let at = 0; at < COVER_DAYS; at++) {
    const day = addDays(of.from, at)
    const open = of.timetable.calendar.on(day)
    if (!open.open) continue
    const { timeZone } = of.timetable.calendar
    const bounds = {
      from: Date.parse(instantAt(day, open.opens, timeZone)),
      to: Date.parse(instantAt(day, open.closes, timeZone)),
    }
    const working = workingOn(of, day)
    // A day on which nobody of the team works is closed for it.
    if (working.length === 0) continue
    for (const type of of.types) holes.push(...holesOfDay(of, type, day, bounds, working))
  }
  return holes
}

function workingOn({ timetable, people, team }: CoverOf, day: string): Working[] {
  return people.flatMap((person) => {
    const shift = personShift(timetable, person.id, day)
    return shift
      ? [{ person, place: placeOf(shift, team), spans: workingSpans(shift, shift.from) }]
      : []
  })
}

const meets = (a: Span, b: Span) => a.from < b.to && b.from < a.to

function holesOfDay(
  of: CoverOf,
  type: TaskTypeRow,
  day: string,
  open: Span,
  working: readonly Working[],
): Hole[] {
  const able = working.filter(
    ({ person, place }) =>
      (of.skill(`${person.id}/${type.id}`)?.level ?? 0) >= ALONE &&
      hasGrade(person.grade, type) &&
      canBeDoneAt(type, place),
  )
  const holes: Hole[] = []
  for (let hour = 0; hour < 24; hour++) {
    const span = hourSpan(day, hour, of.timetable.calendar.timeZone)
    const asked = { from: Math.max(span.from, open.from, of.now), to: Math.min(span.to, open.to) }
    if (asked.from >= asked.to) continue
    const there = able.filter(({ spans }) => spans.some((one) => meets(one, asked)))
    if (there.length > 1) continue
    const who = there.map(({ person }) => person.id)
    const last = holes.at(-1)
    if (last?.to === hour && last.who.join() === who.join()) last.to = hour + 1
    else holes.push({ type: type.id, day, from: hour, to: hour + 1, who, words: '' })
  }
  return holes.map((hole) => ({ ...hole, words: wordsOf(hole, type, of) }))
}

const hours = ({ from, to }: Pick<Hole, 'from' | 'to'>) => `${from}:00 to ${to}:00`

function wordsOf(hole: Hole, { name }: TaskTypeRow, { people }: CoverOf): string {
  const [only] = hole.who
  const at = `${shortDay(hole.day)} ${hours(hole)}`
  if (only === undefined) return `${at}: nobody can take ${name} alone`
  const person = people.find(({ id }) => id === only)
  return `${at}: only ${person?.name ?? only} can take ${name} alone`
}

/** Types that somebody should learn, because hours of the coming days have nobody who can do them alone. */
export function coverSuggestions(holes: readonly Hole[], of: CoverOf): Suggestion[] {
  return of.types.flatMap((type) => {
    const own = holes.filter((hole) => hole.type === type.id && hole.who.length === 0)
    const [first] = own
    if (!first) return []
    const weight = own.reduce((sum, { from, to }) => sum + to - from, 0)
    const more =
      own.length > 1 ? ` and ${own.length - 1} more ${own.length === 2 ? 'time' : 'times'}` : ''
    const span = `${shortDay(first.day)} ${hours(first)}`
    const reason = `Nobody can take ${type.name} alone on ${span}${more} in the next ${COVER_DAYS} days, ${weight} ${weight === 1 ? 'hour' : 'hours'} in all. ${nearest(type, of)}`
    const evidence = own
      .slice(0, 20)
      .map(({ words }) => ({ kind: 'figure' as const, ref: null, text: words }))
    return [
      {
        key: suggestionKey('cover', of.team.id, type.id),
        kind: 'cover' as const,
        team: of.team.id,
        person: null,
        type: type.id,
        topic: null,
        reason,
        falseAlarm: null,
        evidence,
        weight,
        accept: { seen: reason, priority: 'normal' as const },
      },
    ]
  })
}

/** Who has least to learn. */
function nearest(type: TaskTypeRow, { people, skill }: CoverOf): string {
  const level = ({ id }: PersonRow) => skill(`${id}/${type.id}`)?.level ?? 0
  const below = people.filter((person) => level(person) > 0 && level(person) < ALONE)
  const best = Math.max(0, ...below.map(level))
  const names = below.filter((person) => level(person) === best).map(({ name }) => name)
  return names.length > 0
    ? `Nearest to it, at level ${best}: ${names.join(', ')}.`
    : 'Nobody of the team has begun to learn it.'
}
