/** Planning, changing and cancelling a training; its time is booked by the same command. */

import type { Problem } from '../contract/errors.js'
import type { PersonRow, TaskTypeRow } from '../contract/rows.js'
import type { AttendanceRow, TrainingSessionRow } from '../contract/training-rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { leadsTeam } from '../domain/audience.js'
import { personOf } from './person-presence.js'
import { mayConcern, mayShape, mayUse } from './policy.js'
import { typeOf } from './tasks.js'
import { dayProblems, todayIn } from './timetable-rows.js'
import { book, clashOf, unbook } from './training-booking.js'
import {
  attendanceFor,
  attendanceOf,
  mustBePlanned,
  sessionOf,
  settleNeed,
  telling,
} from './training-rows.js'

type Attendee = { person: string; need?: string | null | undefined }
type Draft = Pick<TrainingSessionRow, 'type' | 'topic' | 'trainer' | 'day' | 'from' | 'to'>

const isTaught = ({ role }: PersonRow) => role === 'clerk' || role === 'lead'

export const trainingPlan: CommandOf<'training.plan'> = {
  decide(rows, input, ctx) {
    mayUse('training.plan', ctx.actor)
    const people = trainees(rows, 'training.plan', input.attendees, ctx)
    const draft = { ...input, type: input.type ?? null }
    const team = people[0]?.team ?? ''
    const session: TrainingSessionRow = {
      id: ctx.newId(),
      team,
      kind: input.kind,
      topic: input.topic,
      type: draft.type,
      trainer: input.trainer,
      day: input.day,
      from: input.from,
      to: input.to,
      place: input.place ?? null,
      links: input.links ?? [],
      state: 'planned',
      at: ctx.now,
      by: ctx.actor.id,
      signed: null,
    }
    refuseBad(planProblems(rows, session, input.attendees, people, ctx))
    return write(rows, session, input.attendees, people, ctx)
  },
}

export const trainingChange: CommandOf<'training.change'> = {
  decide(rows, { session: id, attendees, ...change }, ctx) {
    const old = ledSession(rows, 'training.change', id, ctx)
    mustBePlanned(old)
    const before = attendanceOf(rows, id)
    const wanted: Attendee[] =
      attendees?.map((one) => ({ need: needBefore(before, one.person), ...one })) ??
      before.map(({ person, need }) => ({ person, need }))
    const people = trainees(rows, 'training.change', wanted, ctx)
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    )
    const session: TrainingSessionRow = { ...old, ...given }
    for (const person of [old.trainer, ...before.map((one) => one.person)])
      unbook(rows, person, old, ctx)
    refuseBad(planProblems(rows, session, wanted, people, ctx))
    for (const row of before)
      if (!wanted.some(({ person }) => person === row.person)) rows.drop('attendance', row.id)
    const out = write(rows, session, wanted, people, ctx)
    for (const { need } of before) if (need) settleNeed(rows, need)
    return out
  },
}

export const trainingCancel: CommandOf<'training.cancel'> = {
  decide(rows, { session: id, reason }, ctx) {
    const old = ledSession(rows, 'training.cancel', id, ctx)
    mustBePlanned(old)
    const before = attendanceOf(rows, id)
    for (const person of [old.trainer, ...before.map((one) => one.person)])
      unbook(rows, person, old, ctx)
    const session: TrainingSessionRow = {
      ...old,
      state: 'cancelled',
      cancelled: { by: ctx.actor.id, at: ctx.now, reason },
    }
    rows.put('trainingSession', session)
    for (const row of before) rows.drop('attendance', row.id)
    for (const { need } of before) if (need) settleNeed(rows, need)
    return { session }
  },
}

const needBefore = (before: readonly AttendanceRow[], person: string) =>
  before.find((row) => row.person === person)?.need ?? null

function refuseBad(problems: Problem[]): void {
  if (problems.length > 0) refuseInput(problems)
}

function ledSession(
  rows: Unit,
  name: 'training.change' | 'training.cancel',
  id: string,
  ctx: Ctx,
): TrainingSessionRow {
  const session = sessionOf(rows, id)
  mayShape(name, ctx.actor, session.team)
  return session
}

/** @throws Refusal where one of them is not of a team that the actor leads */
function trainees(
  rows: Unit,
  name: 'training.plan' | 'training.change',
  attendees: readonly Attendee[],
  ctx: Ctx,
): PersonRow[] {
  return attendees.map(({ person: id }) => {
    const person = personOf(rows, id)
    mayConcern(name, ctx.actor, person)
    return person
  })
}

function planProblems(
  rows: Unit,
  session: TrainingSessionRow,
  attendees: readonly Attendee[],
  people: readonly PersonRow[],
  ctx: Ctx,
): Problem[] {
  const problems = dayProblems(session.day, 'day', todayIn(ctx))
  if (session.from >= session.to)
    problems.push({ path: 'to', message: `must be after ${session.from}` })
  const type = session.type === null ? null : typeOf(rows, session.type)
  const trainer = rows.get('person', session.trainer)
  const bad = trainer ? misfitTrainer(rows, trainer, type, ctx) : 'there is no such person'
  if (bad) problems.push({ path: 'trainer', message: bad })
  for (const [at, person] of people.entries()) {
    const message = misfitTrainee(person, session, people.slice(0, at))
    if (message) problems.push({ path: `attendees.${at}.person`, message })
    const need = attendees[at]?.need
    const wrong = need ? misfitNeed(rows, need, person, ctx) : null
    if (wrong) problems.push({ path: `attendees.${at}.need`, message: wrong })
  }
  return problems.length > 0 || !trainer ? problems : clashes(rows, session, trainer, people, ctx)
}

function misfitTrainer(
  rows: Unit,
  trainer: PersonRow,
  type: TaskTypeRow | null,
  { actor }: Ctx,
): string | null {
  if (!trainer.active || !isTaught(trainer)) return `${trainer.name} does not work at a desk here`
  const own = trainer.id === actor.id || trainer.leads.some((team) => leadsTeam(actor, team))
  if (!own && (trainer.team === null || !leadsTeam(actor, trainer.team)))
    return `${trainer.name} works in a team that you do not lead; ask their lead to plan it`
  if (!type || rows.get('skill', `${trainer.id}/${type.id}`)?.level === 4) return null
  return `${trainer.name} is not at level 4 in ${type.name}, so cannot train others in it`
}

function misfitTrainee(
  person: PersonRow,
  { trainer }: Draft,
  others: readonly PersonRow[],
): string | null {
  if (!person.active) return `${person.name} does not work here any more`
  if (!isTaught(person)) return `${person.name} does not work at a desk here`
  if (person.id === trainer) return `${person.name} is the trainer`
  return others.some(({ id }) => id === person.id) ? `${person.name} is named twice` : null
}

function misfitNeed(rows: Unit, id: string, person: PersonRow, { actor }: Ctx): string | null {
  const need = rows.get('trainingNeed', id)
  if (!need || need.team === null || !leadsTeam(actor, need.team))
    return `there is no training need ${id}`
  if (need.closed) return `this need was ${need.state === 'met' ? 'met' : 'dropped'} already`
  if (need.person !== null && need.person !== person.id) return 'is somebody else’s need'
  return need.person === null && need.team !== person.team
    ? `${person.name} is of another team than this need`
    : null
}

function clashes(
  rows: Unit,
  session: TrainingSessionRow,
  trainer: PersonRow,
  people: readonly PersonRow[],
  ctx: Ctx,
): Problem[] {
  const asked = [
    { path: 'trainer', person: trainer },
    ...people.map((person, at) => ({ path: `attendees.${at}.person`, person })),
  ]
  return asked.flatMap(({ path, person }) => {
    const message = clashOf(rows, person, session, ctx)
    return message ? [{ path, message }] : []
  })
}

function write(
  rows: Unit,
  session: TrainingSessionRow,
  attendees: readonly Attendee[],
  people: readonly PersonRow[],
  ctx: Ctx,
) {
  book(rows, personOf(rows, session.trainer), session, ctx)
  for (const [at, person] of people.entries()) {
    const id = `${session.id}/${person.id}`
    const old = rows.get('attendance', id)
    const { type } = session
    rows.put('attendance', {
      id,
      session: session.id,
      person: person.id,
      team: person.team,
      trainer: session.trainer,
      need: attendees[at]?.need ?? null,
      attended: old?.attended ?? null,
      signedAt: null,
      levelBefore:
        type === null ? null : (rows.get('skill', `${person.id}/${type}`)?.level ?? null),
      levelAfter: null,
    })
    book(rows, person, session, ctx)
  }
  const told = telling(rows, session)
  rows.put('trainingSession', told)
  for (const { need } of attendees) if (need) settleNeed(rows, need)
  return { session: told, attendance: attendanceFor(rows, session.id, ctx.actor) }
}
