/** Drawing one day of a person, and the weeks that their work repeats. */
import type { PatternRow, ShiftRow } from '../contract/desk-rows.js'
import type { WriteName } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { isOwnOrLed, keepWords, showPattern, showShift } from '../domain/day-reasons.js'
import { shortDay } from '../domain/day-words.js'
import { addDays, KEPT_DAYS, plannedDay, shiftId } from '../domain/timetable.js'
import { workDayProblems } from '../domain/work-day.js'
import { personOf } from './person-presence.js'
import { mayConcern, mayUse } from './policy.js'
import {
  dayProblems,
  mondayProblems,
  reasonFor,
  reasonKept,
  timetableIn,
  todayIn,
} from './timetable-rows.js'
import { clearDrawn } from './training-booking.js'
import { keepDays } from './undo.js'
import { remember } from './undo-days.js'

/** @throws Refusal where the actor does not plan for that person */
function planned(rows: Unit, name: WriteName, id: string, ctx: Ctx): PersonRow {
  mayUse(name, ctx.actor)
  const person = personOf(rows, id)
  mayConcern(name, ctx.actor, person)
  return person
}

function mustWorkHere(person: PersonRow): void {
  if (!person.active) refuse('wrong_state', `${person.name} does not work here any more.`)
}

/** What of a day's reason stays or is said anew. */
function reasonOf(
  rows: Unit,
  person: PersonRow,
  day: string,
  reason: string | null | undefined,
  ctx: Ctx,
): Pick<ShiftRow, 'reason' | 'toSupervisors'> {
  if (reason === undefined) return reasonKept(rows.get('shift', shiftId(person.id, day)))
  return reason === null ? {} : reasonFor(rows, person, reason, ctx)
}

export const shiftSave: CommandOf<'shift.save'> = {
  decide(rows, { person: id, day, work, note, reason }, ctx) {
    const person = planned(rows, 'shift.save', id, ctx)
    mustWorkHere(person)
    const problems = [
      ...dayProblems(day, 'day', todayIn(ctx)),
      ...(work ? workDayProblems(work, 'work') : []),
    ]
    if (problems.length > 0) refuseInput(problems)
    const key = shiftId(id, day)
    const before = remember(rows, [['shift', key]])
    const kept = note === undefined ? (rows.get('shift', key)?.note ?? null) : note
    const there = plannedDay(timetableIn(rows, ctx.office), id, day).work
    const shift: ShiftRow = {
      id: key,
      person: id,
      team: person.team,
      day,
      work: isOwnOrLed(ctx.actor, rowOf(person)) ? work : keepWords(work, there),
      note: kept,
      by: ctx.actor.id,
      ...reasonOf(rows, person, day, reason, ctx),
    }
    rows.put('shift', shift)
    const undo = keepDays(rows, `${person.name}, ${shortDay(day)}`, before, ctx)
    return { shift: showShift(ctx.actor, shift), undo }
  },
}

const rowOf = ({ id: person, team }: PersonRow) => ({ person, team })

export const shiftClear: CommandOf<'shift.clear'> = {
  decide(rows, { person: id, day, to = day }, ctx) {
    const person = planned(rows, 'shift.clear', id, ctx)
    const problems = [
      ...dayProblems(day, 'day', todayIn(ctx)),
      ...dayProblems(to, 'to', todayIn(ctx)),
      ...(to < day ? [{ path: 'to', message: `must not be before ${day}` }] : []),
    ]
    if (problems.length > 0) refuseInput(problems)
    const drawn = [...rows.all('shift')].filter(
      (row) => row.person === id && day <= row.day && row.day <= to,
    )
    const before = remember(
      rows,
      drawn.map((row) => ['shift', row.id] as const),
    )
    for (const row of drawn) clearDrawn(rows, id, row.day, ctx)
    const days = to === day ? shortDay(day) : `${shortDay(day)} to ${shortDay(to)}`
    return { undo: keepDays(rows, `${person.name}, ${days}`, before, ctx) }
  },
}

export const patternSave: CommandOf<'pattern.save'> = {
  decide(rows, { person: id, from, weeks, clear = [] }, ctx) {
    const person = planned(rows, 'pattern.save', id, ctx)
    mustWorkHere(person)
    const today = todayIn(ctx)
    const problems = [
      ...mondayProblems(from, 'from'),
      ...dayProblems(from, 'from', today),
      ...weeks.flatMap((week, at) =>
        week.flatMap((work, on) => (work ? workDayProblems(work, `weeks.${at}.${on}`) : [])),
      ),
      ...clear.flatMap((day, at) => dayProblems(day, `clear.${at}`, today)),
    ]
    if (problems.length > 0) refuseInput(problems)
    const old = rows.get('pattern', id)
    const drawn = clear.map((day) => ['shift', shiftId(id, day)] as const)
    const before = remember(rows, [['pattern', id], ...drawn])
    const pattern: PatternRow = {
      id,
      person: id,
      team: person.team,
      from,
      weeks: isOwnOrLed(ctx.actor, rowOf(person)) ? weeks : withWords(weeks, old),
      before: beforeOf(old, from, addDays(today, -KEPT_DAYS)),
    }
    rows.put('pattern', pattern)
    for (const day of clear) clearDrawn(rows, id, day, ctx)
    const undo = keepDays(rows, `The weeks of ${person.name}`, before, ctx)
    return { pattern: showPattern(ctx.actor, pattern), undo }
  },
}

const withWords = (weeks: PatternRow['weeks'], old: PatternRow | null): PatternRow['weeks'] =>
  weeks.map((week, at) =>
    week.map((work, on) => keepWords(work, old?.weeks[at % old.weeks.length]?.[on] ?? null)),
  )

/** What holds until new weeks begin, as far back as anybody looks: a plan for next month changes nothing today. */
function beforeOf(
  old: PatternRow | null,
  from: string,
  oldest: string,
): NonNullable<PatternRow['before']> {
  const held = old ? [{ from: old.from, weeks: old.weeks }, ...(old.before ?? [])] : []
  const earlier = held.filter((one) => one.from < from)
  const reaching = earlier.findIndex((one) => one.from <= oldest)
  const kept = reaching < 0 ? earlier : earlier.slice(0, reaching + 1)
  if (kept.length > 0) return kept
  // The first weeks, or some that begin before all others: the oldest reach back.
  return [held.at(-1) ?? { from: addDays(from, -7), weeks: null }]
}

export const patternClear: CommandOf<'pattern.clear'> = {
  decide(rows, { person: id }, ctx) {
    const { name } = planned(rows, 'pattern.clear', id, ctx)
    const before = remember(rows, [['pattern', id]])
    rows.drop('pattern', id)
    return { undo: keepDays(rows, `The weeks of ${name}`, before, ctx) }
  },
}
