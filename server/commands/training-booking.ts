/** The time of a training in the timetables of those who take part. */
import type { ClockSpan, WorkDay } from '../contract/desk-rows.js'
import type { PersonRow } from '../contract/rows.js'
import type { TrainingSessionRow } from '../contract/training-rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { isOwnOrLed } from '../domain/day-reasons.js'
import { shortClock, shortDay } from '../domain/day-words.js'
import { personDay, plannedDay, shiftId, usualDay } from '../domain/timetable.js'
import { sameWork, workDayProblems } from '../domain/work-day.js'
import { timetableIn } from './timetable-rows.js'
import { attendanceOf } from './training-rows.js'

type When = Pick<TrainingSessionRow, 'day' | 'from' | 'to' | 'topic'>

const MOST_BLOCKS = 12

const overlaps = (a: ClockSpan, b: ClockSpan) => a.from < b.to && b.from < a.to
const spanWords = ({ from, to }: ClockSpan) => `${shortClock(from)}–${shortClock(to)}`
const blockWords = { training: 'a training', meeting: 'a meeting', other: 'something else planned' }

/** Why somebody cannot take part then, in words; null: they can. */
export function clashOf(rows: Unit, person: PersonRow, when: When, ctx: Ctx): string | null {
  const { name } = person
  const { cause, work, leave } = personDay(timetableIn(rows, ctx.office), person.id, when.day)
  const on = shortDay(when.day)
  if (!work) return `${name} is ${cause === 'leave' ? 'on leave' : 'not at work'} on ${on}`
  if (when.from < work.from || when.to > work.to)
    return `${name} works ${spanWords(work)} on ${on}; the training must lie within the shift`
  const away = leave.find((span) => overlaps(span, when))
  if (away) return `${name} is on leave ${spanWords(away)} on ${on}`
  const pause = work.breaks.find((span) => overlaps(span, when))
  if (pause) return `${name} has a break ${spanWords(pause)} on ${on}`
  const block = work.blocks.find((span) => overlaps(span, when))
  if (block) {
    const told = isOwnOrLed(ctx.actor, { person: person.id, team: person.team })
    const what = told && block.text ? ` (${block.text})` : ''
    return `${name} has ${blockWords[block.kind]}${what} ${spanWords(block)} on ${on}`
  }
  return work.blocks.length < MOST_BLOCKS
    ? null
    : `${name} already has ${MOST_BLOCKS} blocks on ${on}`
}

/** Draws the training into somebody's day, which must have room for it. */
export function book(rows: Unit, person: PersonRow, when: When, ctx: Ctx): void {
  const { day, from, to, topic } = when
  const { work } = plannedDay(timetableIn(rows, ctx.office), person.id, day)
  if (!work) return
  const id = shiftId(person.id, day)
  const blocks = [...work.blocks, { from, to, kind: 'training' as const, text: topic }]
  const { team } = person
  rows.put('shift', {
    note: null,
    ...rows.get('shift', id),
    id,
    person: person.id,
    team,
    day,
    work: { ...work, blocks },
    by: ctx.actor.id,
  })
}

/** Takes the training out of somebody's day again; what a lead has drawn otherwise meanwhile stays. */
export function unbook(rows: Unit, person: string, when: When, ctx: Ctx): void {
  const { day, from, to, topic } = when
  const id = shiftId(person, day)
  const shift = rows.get('shift', id)
  if (!shift?.work) return
  const own = shift.work.blocks.filter(({ kind, text }) => kind === 'training' && text === topic)
  const exact = own.find((block) => block.from === from && block.to === to)
  const gone = exact ?? own.find((block) => overlaps(block, when))
  if (!gone) return
  const work = { ...shift.work, blocks: shift.work.blocks.filter((block) => block !== gone) }
  const usual = usualDay(timetableIn(rows, ctx.office), person, day).work
  const said = shift.note !== null || shift.reason !== undefined
  if (!said && sameWork(work, usual)) rows.drop('shift', id)
  else rows.put('shift', { ...shift, work, by: ctx.actor.id })
}

/** The trainings booked into somebody's day that still stand there, as blocks of it. */
export function bookingsOf(rows: Unit, person: string, day: string, ctx: Ctx): WorkDay['blocks'] {
  const sessions = [...rows.all('trainingSession')].filter(
    (one) => one.day === day && one.state === 'planned' && takesPart(rows, person, one),
  )
  if (sessions.length === 0) return []
  const { work } = plannedDay(timetableIn(rows, ctx.office), person, day)
  return (work?.blocks ?? []).filter(
    ({ kind, text, from, to }) =>
      kind === 'training' &&
      sessions.some((one) => one.topic === text && one.from === from && one.to === to),
  )
}

const takesPart = (rows: Unit, person: string, { id, trainer }: TrainingSessionRow): boolean =>
  trainer === person || attendanceOf(rows, id).some((row) => row.person === person)

/** Other work for a day with the trainings that are booked into it; null: it has no room for them. */
export function withBookings(work: WorkDay | null, booked: WorkDay['blocks']): WorkDay | null {
  if (booked.length === 0) return work
  const blocks = [...(work?.blocks ?? []), ...booked].sort((a, b) => a.from.localeCompare(b.from))
  const whole = work && { ...work, blocks }
  const fits = whole && blocks.length <= MOST_BLOCKS && workDayProblems(whole, '').length === 0
  return fits ? whole : null
}

/** Takes back what was drawn for a day, but for the trainings booked into it; a day that lacks room for them stays. */
export function clearDrawn(rows: Unit, person: string, day: string, ctx: Ctx): void {
  const id = shiftId(person, day)
  const drawn = rows.get('shift', id)
  const booked = bookingsOf(rows, person, day, ctx)
  if (!drawn || booked.length === 0) return rows.drop('shift', id)
  const work = withBookings(usualDay(timetableIn(rows, ctx.office), person, day).work, booked)
  const { reason: _gone, toSupervisors: _with, ...rest } = drawn
  if (work) rows.put('shift', { ...rest, note: null, work, by: ctx.actor.id })
}
