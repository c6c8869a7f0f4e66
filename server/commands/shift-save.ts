/** Drawing one day of a person, and the weeks that their work repeats. */
import type { PatternRow, ShiftRow } from '../contract/desk-rows.js'
import type { WriteName } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { addDays, KEPT_DAYS, shiftId } from '../domain/timetable.js'
import { workDayProblems } from '../domain/work-day.js'
import { personOf } from './person-presence.js'
import { mayConcern, mayUse } from './policy.js'
import { dayProblems, mondayProblems, todayIn } from './timetable-rows.js'

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

export const shiftSave: CommandOf<'shift.save'> = {
  decide(rows, { person: id, day, work, note }, ctx) {
    const person = planned(rows, 'shift.save', id, ctx)
    mustWorkHere(person)
    const problems = [
      ...dayProblems(day, 'day', todayIn(ctx)),
      ...(work ? workDayProblems(work, 'work') : []),
    ]
    if (problems.length > 0) refuseInput(problems)
    const key = shiftId(id, day)
    const kept = note === undefined ? (rows.get('shift', key)?.note ?? null) : note
    const shift: ShiftRow = {
      id: key,
      person: id,
      team: person.team,
      day,
      work,
      note: kept,
      by: ctx.actor.id,
    }
    rows.put('shift', shift)
    return { shift }
  },
}

export const shiftClear: CommandOf<'shift.clear'> = {
  decide(rows, { person: id, day }, ctx) {
    planned(rows, 'shift.clear', id, ctx)
    const problems = dayProblems(day, 'day', todayIn(ctx))
    if (problems.length > 0) refuseInput(problems)
    rows.drop('shift', shiftId(id, day))
    return {}
  },
}

export const patternSave: CommandOf<'pattern.save'> = {
  decide(rows, { person: id, from, weeks }, ctx) {
    const person = planned(rows, 'pattern.save', id, ctx)
    mustWorkHere(person)
    const today = todayIn(ctx)
    const problems = [
      ...mondayProblems(from, 'from'),
      ...dayProblems(from, 'from', today),
      ...weeks.flatMap((week, at) =>
        week.flatMap((work, on) => (work ? workDayProblems(work, `weeks.${at}.${on}`) : [])),
      ),
    ]
    if (problems.length > 0) refuseInput(problems)
    const before = beforeOf(rows.get('pattern', id), from, addDays(today, -KEPT_DAYS))
    const pattern: PatternRow = { id, person: id, team: person.team, from, weeks, before }
    rows.put('pattern', pattern)
    return { pattern }
  },
}

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
  decide(rows, { person }, ctx) {
    planned(rows, 'pattern.clear', person, ctx)
    rows.drop('pattern', person)
    return {}
  },
}
