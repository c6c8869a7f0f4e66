/** The time of a training in the timetables of those who take part. */
import type { ClockSpan } from '../contract/desk-rows.js'
import type { PersonRow } from '../contract/rows.js'
import type { TrainingSessionRow } from '../contract/training-rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { isOwnOrLed } from '../domain/day-reasons.js'
import { shortClock, shortDay } from '../domain/day-words.js'
import { personDay, plannedDay, shiftId, usualDay } from '../domain/timetable.js'
import { sameWork } from '../domain/work-day.js'
import { timetableIn } from './timetable-rows.js'

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
