import type { Input } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { shortDay } from '../domain/day-words.js'
import { addDays, plannedDay, shiftId, usualDay, type Timetable } from '../domain/timetable.js'
import { sameWork } from '../domain/work-day.js'
import { mayShape } from './policy.js'
import { dayProblems, mondayProblems, timetableIn, todayIn } from './timetable-rows.js'
import { keepDays } from './undo.js'
import { bookingsOf, withBookings } from './training-booking.js'
import { remember } from './undo-days.js'

/**
 * Copies what was drawn, and what the pattern gives where that differs in the other week; not why it was
 * so, nor a training booked for a day, which were matters of that week. A training booked in the other week
 * stays there. Left as they are: a day without room for such a training, and one on which the office is closed.
 */
export const shiftCopyWeek: CommandOf<'shift.copyWeek'> = {
  decide(rows, input, ctx) {
    mayShape('shift.copyWeek', ctx.actor, input.team)
    if (!rows.get('team', input.team))
      refuse('not_found', `There is no team ${input.team} in this office.`)
    const problems = [
      ...mondayProblems(input.from, 'from'),
      ...mondayProblems(input.to, 'to'),
      ...dayProblems(input.from, 'from', todayIn(ctx)),
      ...dayProblems(input.to, 'to', todayIn(ctx)),
      ...(input.from === input.to ? [{ path: 'to', message: 'must be another week' }] : []),
    ]
    if (problems.length > 0) refuseInput(problems)
    const people = peopleOf(rows, input)
    const table = timetableIn(rows, ctx.office)
    const week = [0, 1, 2, 3, 4, 5, 6].map((at) => addDays(input.to, at))
    const keys = people.flatMap(({ id }) => week.map((day) => ['shift', shiftId(id, day)] as const))
    const before = remember(rows, keys)
    let changed = 0
    for (const person of people) {
      for (let at = 0; at < 7; at++) {
        const days = { from: addDays(input.from, at), to: addDays(input.to, at) }
        if (copyDay(rows, table, person, days, ctx)) changed++
      }
    }
    const undo = keepDays(rows, `The week of ${shortDay(input.to)}`, before, ctx)
    return { changed, undo }
  },
}

function peopleOf(rows: Unit, { team, people }: Input<'shift.copyWeek'>): PersonRow[] {
  if (!people)
    return [...rows.all('person')].filter((person) => person.active && person.team === team)
  const found = [...new Set(people)].map((id) => rows.get('person', id))
  const problems = found.flatMap((person, at) =>
    person?.active && person.team === team
      ? []
      : [
          {
            path: `people.${at}`,
            message: `${person?.name ?? people[at]} does not work in this team`,
          },
        ],
  )
  if (problems.length > 0) refuseInput(problems)
  return found.filter((person) => person !== null)
}

/** What was drawn for a day of work is not meant for one on which the office is closed. */
function isHoliday({ calendar }: Timetable, day: string): boolean {
  const on = calendar.on(day)
  return !on.open && on.off !== null
}

/** A holiday, or a day with other hours than usual: nobody meant to copy those, nor to plan over them. */
function isSpecial(table: Timetable, day: string): boolean {
  const { calendar } = table
  if (isHoliday(table, day)) return true
  const on = calendar.on(day)
  return on.open && (on.opens !== calendar.opens || on.closes !== calendar.closes)
}

function copyDay(
  rows: Unit,
  table: Timetable,
  person: PersonRow,
  { from, to }: { from: string; to: string },
  ctx: Ctx,
): boolean {
  const source = plannedDay(table, person.id, from)
  if (isHoliday(table, to)) return false
  if (source.cause !== 'drawn' && (isSpecial(table, from) || isSpecial(table, to))) return false
  const own = bookingsOf(rows, person.id, from, ctx)
  const booked = bookingsOf(rows, person.id, to, ctx)
  const copied = source.work && {
    ...source.work,
    blocks: source.work.blocks.filter((block) => !own.includes(block)),
  }
  const work = withBookings(copied, booked)
  if (booked.length > 0 && work === null) return false
  const note = rows.get('shift', shiftId(person.id, from))?.note ?? null
  const id = shiftId(person.id, to)
  const there = rows.get('shift', id)
  if (sameWork(work, plannedDay(table, person.id, to).work) && note === (there?.note ?? null))
    return false
  if (note === null && sameWork(work, usualDay(table, person.id, to).work)) rows.drop('shift', id)
  else
    rows.put('shift', {
      id,
      person: person.id,
      team: person.team,
      day: to,
      work,
      note,
      by: ctx.actor.id,
    })
  return true
}
