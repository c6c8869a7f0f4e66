/**
 * What may be told to those who may see no single person's figures. Two figures can be subtracted from each
 * other, so it is not enough that each is of some people. Told are whole weeks that are over, and of these only
 * the types of work in which enough people were checked in that week: whatever is told, and whatever is left when
 * one subtracts, is then made up of such parts.
 */
import { addDays, mondayOf } from '../timetable.js'
import { peopleIn } from './yield.js'

/** First and last office day, both included. */
export type Days = { from: string; to: string }

/** The weeks, Monday to Sunday, that these days touch and that are over; null: there are none. */
export function wholeWeeks({ from, to }: Days, today: string): Days | null {
  const over = addDays(mondayOf(today), -1)
  const last = addDays(mondayOf(to), 6)
  const weeks = { from: mondayOf(from), to: last < over ? last : over }
  return weeks.from < weeks.to ? weeks : null
}

type Done = { type: string; person: string; finishedAt: string }

/**
 * @param people of how many at least each type of a week must be; 0: of any number
 * @param dayOf the office day of an instant
 * @returns whether a piece of work is told of, and the types of which some weeks are not
 */
export function tellable(
  done: readonly Done[],
  people: number,
  dayOf: (instant: string) => string,
): { isTold: (one: Done) => boolean; leftOut: string[] } {
  if (people <= 0) return { isTold: () => true, leftOut: [] }
  const partOf = ({ type, finishedAt }: Done) => `${mondayOf(dayOf(finishedAt))}/${type}`
  const parts = new Map<string, Done[]>()
  for (const one of done) {
    const part = partOf(one)
    const known = parts.get(part)
    if (known) known.push(one)
    else parts.set(part, [one])
  }
  const few = [...parts].filter(([, part]) => peopleIn(part) < people)
  const hidden = new Set(few.map(([part]) => part))
  const leftOut = [...new Set(few.flatMap(([, part]) => part.map(({ type }) => type)))].sort()
  return { isTold: (one) => parts.has(partOf(one)) && !hidden.has(partOf(one)), leftOut }
}
