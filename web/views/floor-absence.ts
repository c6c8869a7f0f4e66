/** Leave that leaves hours to come to fewer people than their work asks for. */
import type { PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
import { headsFor, hourSpan, type Demand, type HourRun } from '../../server/domain/coverage.js'
import { workingSpans, type Span } from '../../server/domain/load.js'
import { canBeDoneAt } from '../../server/domain/places.js'
import type { PersonShift } from '../../server/domain/timetable.js'

/** Somebody on one day: as it was planned, and as it is with their leave. */
export type Worker = {
  person: PersonRow
  place: string | null
  planned: PersonShift | null
  left: PersonShift | null
}

export type AbsenceDay = {
  day: string
  /** When the office is open. */
  open: Span
  /** The hours that are asked about: none that are over. */
  hours: HourRun
  workers: readonly Worker[]
}

export type AbsenceQuestion = {
  days: readonly AbsenceDay[]
  timeZone: string
  types: readonly TaskTypeRow[]
  /** Whether somebody can do it without anybody beside them. */
  alone(person: PersonRow, type: TaskTypeRow): boolean
  demand: Demand
}

/** One for the same people, however many types and hours they leave open. */
export type AbsenceGap = {
  /** On leave then; each could have taken it. */
  people: PersonRow[]
  day: string
  from: number
  to: number
  /** What they leave open in these hours. */
  types: TaskTypeRow[]
  /** How many are left who can, and how many it asks for, where it is most. */
  left: number
  need: number
  /** Further stretches that they leave open, of these or other types. */
  more: number
  /** Who learns beside a trainer is not among those left. */
  alone: boolean
}

type Stretch = Omit<AbsenceGap, 'types' | 'more' | 'alone'> & { type: TaskTypeRow; key: string }

const meets = (shift: PersonShift | null, asked: Span) =>
  shift !== null &&
  workingSpans(shift, shift.from).some(({ from, to }) => from < asked.to && asked.from < to)

function stretchesOf(question: AbsenceQuestion, of: AbsenceDay, type: TaskTypeRow): Stretch[] {
  const { day, open, hours } = of
  const able = of.workers.filter(
    ({ person, place }) => question.alone(person, type) && canBeDoneAt(type, place),
  )
  // Where nobody who can do it is on leave, whatever is short is not for want of them.
  if (able.every(({ planned, left }) => planned === null || left === planned)) return []
  const stretches: Stretch[] = []
  for (let hour = hours.from; hour < hours.to; hour++) {
    const need = headsFor(question.demand(type.id, day, hour) ?? 0)
    const whole = hourSpan(day, hour, question.timeZone)
    const asked = { from: Math.max(whole.from, open.from), to: Math.min(whole.to, open.to) }
    const left = able.filter((one) => meets(one.left, asked)).length
    const gone = able.filter((one) => meets(one.planned, asked) && !meets(one.left, asked))
    if (gone.length === 0 || left >= need) continue
    const people = gone.map(({ person }) => person)
    const key = people.map(({ id }) => id).join(',')
    const last = stretches.at(-1)
    if (last?.to === hour && last.key === key && last.left === left)
      Object.assign(last, { to: hour + 1, need: Math.max(last.need, need) })
    else stretches.push({ key, people, type, day, from: hour, to: hour + 1, left, need })
  }
  return stretches
}

const byTime = (a: Stretch, b: Stretch) => a.day.localeCompare(b.day) || a.from - b.from

export const absenceGaps = (question: AbsenceQuestion): AbsenceGap[] =>
  gapsOf(
    question.days.flatMap((day) =>
      question.types.flatMap((type) => stretchesOf(question, day, type)),
    ),
    true,
  )

/** What the server tells of each hour without somebody: by type how many are left, and are needed. */
export type ToldHour = {
  day: string
  hour: number
  types: readonly { type: string; left: number; need: number | null }[]
}

/**
 * The same for who is not told what people can do, from what the server counts.
 * @param hours those that are asked about: none that are over
 */
export function gapsTold(
  absences: readonly { person: PersonRow; hours: readonly ToldHour[] }[],
  typeOf: (id: string) => TaskTypeRow | undefined,
): AbsenceGap[] {
  const stretches = new Map<string, Stretch[]>()
  for (const { person, hours } of absences) {
    for (const { day, hour, types } of hours) {
      for (const { type: id, left, need } of types) {
        const type = typeOf(id)
        if (!type || need === null || left >= need) continue
        const own = stretches.get(`${person.id}/${id}`) ?? []
        stretches.set(`${person.id}/${id}`, own)
        const last = own.at(-1)
        if (last?.day === day && last.to === hour && last.left === left)
          Object.assign(last, { to: hour + 1, need: Math.max(last.need, need) })
        else
          own.push({
            key: person.id,
            people: [person],
            type,
            day,
            from: hour,
            to: hour + 1,
            left,
            need,
          })
      }
    }
  }
  return gapsOf([...stretches.values()].flat(), false)
}

function gapsOf(all: Stretch[], alone: boolean): AbsenceGap[] {
  const groups = new Map<string, Stretch[]>()
  for (const one of all.sort(byTime)) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  return [...groups.values()].flatMap((stretches) => {
    const [first] = stretches
    if (!first) return []
    const { type: _type, key: _key, ...gap } = first
    const same = stretches.filter(
      ({ day, from, to, left }) =>
        day === gap.day && from === gap.from && to === gap.to && left === gap.left,
    )
    const told = gap.left === 0 ? same : [first]
    return [
      { ...gap, alone, types: told.map(({ type }) => type), more: stretches.length - told.length },
    ]
  })
}
