/** Hours adjusted for a day: somebody comes late or leaves early, or two exchange their days. */
import type { ShiftRow, WorkDay } from '../contract/desk-rows.js'
import type { WriteName } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { showShift, withoutWords } from '../domain/day-reasons.js'
import { shortDay } from '../domain/day-words.js'
import { LEAVE_AHEAD_DAYS, LEAVE_BACK_DAYS } from '../domain/leave.js'
import { addDays, personDay, shiftId, type PersonDay } from '../domain/timetable.js'
import { stretched } from '../domain/work-day.js'
import { personOf } from './person-presence.js'
import { mayConcern } from './policy.js'
import { reasonFor, timetableIn, todayIn } from './timetable-rows.js'
import { keepDays } from './undo.js'
import { remember } from './undo-days.js'

function led(rows: Unit, name: WriteName, id: string, ctx: Ctx): PersonRow {
  const person = personOf(rows, id)
  mayConcern(name, ctx.actor, person)
  if (!person.active) refuse('wrong_state', `${person.name} does not work here any more.`)
  return person
}

function mustBeNear(day: string, path: string, ctx: Ctx): void {
  const today = todayIn(ctx)
  if (day < addDays(today, -LEAVE_BACK_DAYS))
    refuseInput([{ path, message: `must be at most ${LEAVE_BACK_DAYS} days ago` }])
  if (day > addDays(today, LEAVE_AHEAD_DAYS))
    refuseInput([{ path, message: `must be at most ${LEAVE_AHEAD_DAYS} days ahead` }])
}

const dayOf = (rows: Unit, person: PersonRow, day: string, ctx: Ctx): PersonDay =>
  personDay(timetableIn(rows, ctx.office), person.id, day)

type Said = { note: string | null; reason: string }

function draw(
  rows: Unit,
  person: PersonRow,
  day: string,
  work: WorkDay | null,
  { note, reason }: Said,
  ctx: Ctx,
): ShiftRow {
  const { id, team } = person
  const shift: ShiftRow = {
    id: shiftId(id, day),
    person: id,
    team,
    day,
    work,
    note,
    by: ctx.actor.id,
    ...reasonFor(rows, person, reason, ctx),
  }
  rows.put('shift', shift)
  return showShift(ctx.actor, shift)
}

const notAtWork = ({ name }: PersonRow, day: string, { cause }: PersonDay) =>
  `${name} is ${cause === 'leave' ? 'on leave' : 'not at work'} on ${shortDay(day)}.`

export const dayAdjust: CommandOf<'day.adjust'> = {
  decide(rows, { person: id, day, from, to, reason }, ctx) {
    const person = led(rows, 'day.adjust', id, ctx)
    if (from === undefined && to === undefined) {
      refuseInput([{ path: 'from', message: 'say when they begin or end that day' }])
    }
    mustBeNear(day, 'day', ctx)
    const present = dayOf(rows, person, day, ctx)
    const { work } = present
    if (!work) return refuse('wrong_state', notAtWork(person, day, present))
    const begins = from ?? work.from
    const ends = to ?? work.to
    if (begins >= ends) {
      refuseInput([
        to === undefined
          ? { path: 'from', message: `must be before ${ends}, when the shift ends` }
          : { path: 'to', message: `must be after ${begins}` },
      ])
    }
    const before = remember(rows, [['shift', shiftId(id, day)]])
    const note = rows.get('shift', shiftId(id, day))?.note ?? null
    const shift = draw(rows, person, day, stretched(work, begins, ends), { note, reason }, ctx)
    return { shift, undo: keepDays(rows, `${person.name}, ${shortDay(day)}`, before, ctx) }
  },
}

/**
 * Each works the other's day. On one day they exchange their hours; on two, who takes a day must be
 * free on it, since nobody works twice.
 */
export const daySwap: CommandOf<'day.swap'> = {
  decide(rows, { a: idA, dayA, b: idB, dayB }, ctx) {
    const a = led(rows, 'day.swap', idA, ctx)
    const b = led(rows, 'day.swap', idB, ctx)
    if (a.id === b.id) refuseInput([{ path: 'b', message: 'must be somebody else' }])
    if (a.team !== b.team) refuseInput([{ path: 'b', message: `${b.name} works in another team` }])
    mustBeNear(dayA, 'dayA', ctx)
    mustBeNear(dayB, 'dayB', ctx)
    const days = [...new Set([dayA, dayB])]
    const keys = days.flatMap((day) => [shiftId(idA, day), shiftId(idB, day)])
    const before = remember(
      rows,
      keys.map((key) => ['shift', key] as const),
    )
    const shifts =
      dayA === dayB ? exchange(rows, a, b, dayA, ctx) : trade(rows, [a, dayA], [b, dayB], ctx)
    const when = days.map(shortDay).join(' and ')
    return { shifts, undo: keepDays(rows, `${a.name} and ${b.name}, ${when}`, before, ctx) }
  },
}

/**
 * A day whose work somebody can give away or take: leave cannot be moved with it. What its blocks are about
 * was told to one of them and is not passed along.
 */
function open(rows: Unit, person: PersonRow, day: string, ctx: Ctx): WorkDay | null {
  const present = dayOf(rows, person, day, ctx)
  if (present.cause === 'leave' || present.leave.length > 0) {
    refuse('wrong_state', `${person.name} is on leave on ${shortDay(day)}; cancel it first.`)
  }
  return withoutWords(present.work)
}

function exchange(rows: Unit, a: PersonRow, b: PersonRow, day: string, ctx: Ctx): ShiftRow[] {
  const ofA = open(rows, a, day, ctx)
  const ofB = open(rows, b, day, ctx)
  const exchanged = ({ name }: PersonRow): Said => ({
    note: null,
    reason: `Hours exchanged with ${name}`,
  })
  if (!ofA && !ofB)
    refuse('wrong_state', `Neither ${a.name} nor ${b.name} is at work on ${shortDay(day)}.`)
  return [draw(rows, a, day, ofB, exchanged(b), ctx), draw(rows, b, day, ofA, exchanged(a), ctx)]
}

type Side = readonly [person: PersonRow, day: string]

function trade(rows: Unit, [a, dayA]: Side, [b, dayB]: Side, ctx: Ctx): ShiftRow[] {
  const work = (person: PersonRow, day: string) =>
    open(rows, person, day, ctx) ??
    refuse('wrong_state', `${person.name} is not at work on ${shortDay(day)}.`)
  const mustBeFree = (person: PersonRow, day: string) => {
    if (open(rows, person, day, ctx))
      refuse('wrong_state', `${person.name} is at work on ${shortDay(day)} already.`)
  }
  const ofA = work(a, dayA)
  const ofB = work(b, dayB)
  mustBeFree(b, dayA)
  mustBeFree(a, dayB)
  const swapped = ({ name }: PersonRow): Said => ({
    note: null,
    reason: `Swapped with ${name}: ${shortDay(dayA)} and ${shortDay(dayB)}`,
  })
  return [
    draw(rows, a, dayA, null, swapped(b), ctx),
    draw(rows, b, dayA, ofA, swapped(a), ctx),
    draw(rows, b, dayB, null, swapped(a), ctx),
    draw(rows, a, dayB, ofB, swapped(b), ctx),
  ]
}
