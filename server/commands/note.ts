/** A production and training note: drafted and signed by a lead, read and answered by the person, sent to supervisors. */
import type { WriteName } from '../contract/commands.js'
import type { NoteRow } from '../contract/fairness-rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { lookId } from '../core/look.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { audienceOf, leadsTeam, sees } from '../domain/audience.js'
import { shortDay } from '../domain/day-words.js'
import { LONGEST_DAYS, maySend, SEND_AFTER_DAYS } from '../domain/fairness/note.js'
import type { NoteFigure } from '../domain/fairness/figures.js'
import { addDays } from '../domain/timetable.js'
import { personOf } from './person-presence.js'
import { mayConcern, mayUse } from './policy.js'
import { todayIn } from './timetable-rows.js'

/** @throws Refusal `not_found`, also for a note that is not the actor's to see */
function noteOf(rows: Unit, name: WriteName, id: string, ctx: Ctx): NoteRow {
  const note = rows.get('note', id)
  if (!note || !sees(ctx.actor, audienceOf('note', note)))
    return refuse('not_found', `There is no note ${id}.`)
  mayUse(name, ctx.actor)
  return note
}

/** @throws Refusal for anyone but a lead of the person's team */
function ledNote(rows: Unit, name: WriteName, id: string, ctx: Ctx): NoteRow {
  const note = noteOf(rows, name, id, ctx)
  if (note.person === ctx.actor.id)
    refuse('not_allowed', 'Nobody writes the note about themselves; another lead does.')
  if (note.team === null || !leadsTeam(ctx.actor, note.team))
    refuse('not_allowed', 'Only a lead of the person’s team can do that.')
  return note
}

const stateWords = {
  draft: 'is a draft still',
  signed: 'is signed already',
  answered: 'is answered already',
  sent: 'was sent already',
}

function mustBeDraft({ state }: NoteRow): void {
  if (state !== 'draft') refuse('wrong_state', `The note ${stateWords[state]}; it stays as it is.`)
}

function mustBePeriod(from: string, to: string, ctx: Ctx): void {
  const problems = []
  if (to < from) problems.push({ path: 'to', message: `must not be before ${from}` })
  if (to >= todayIn(ctx))
    problems.push({ path: 'to', message: 'must be a day that is over, at the latest yesterday' })
  if (addDays(from, LONGEST_DAYS) <= to)
    problems.push({
      path: 'from',
      message: `must be at most ${LONGEST_DAYS} days before the last day`,
    })
  if (problems.length > 0) refuseInput(problems)
}

/** "Mon 2 Nov to Fri 27 Nov" */
const periodWords = ({ from, to }: Pick<NoteRow, 'from' | 'to'>) =>
  from === to ? shortDay(from) : `${shortDay(from)} to ${shortDay(to)}`

/** The person sees that somebody looked, once an hour for one subject. */
function look(rows: Unit, person: string, what: string, ctx: Ctx): void {
  const id = lookId(person, ctx.actor.id, what, ctx.now.slice(0, 13))
  if (!rows.get('look', id))
    rows.put('look', { id, person, by: ctx.actor.id, at: ctx.now, what, reason: null })
}

const sameFigures = (one: readonly NoteFigure[], other: readonly NoteFigure[]) =>
  JSON.stringify(one.map(({ id, value, count }) => [id, value, count])) ===
  JSON.stringify(other.map(({ id, value, count }) => [id, value, count]))

export const noteDraft: CommandOf<'note.draft', NoteFigure[]> = {
  prepare: ({ input, office }, tools) => tools.figures(office, input),
  decide(rows, { person: id, from, to }, ctx, figures) {
    const person = personOf(rows, id)
    mayConcern('note.draft', ctx.actor, person)
    if (id === ctx.actor.id)
      refuse('not_allowed', 'Nobody writes the note about themselves; another lead does.')
    mustBePeriod(from, to, ctx)
    const same = [...rows.all('note')].find(
      (one) => one.person === id && one.from === from && one.to === to,
    )
    if (same) mustBeDraft(same)
    const note: NoteRow = same
      ? { ...same, figures, team: person.team, by: ctx.actor.id, at: ctx.now }
      : {
          id: ctx.newId(),
          person: id,
          team: person.team,
          from,
          to,
          state: 'draft',
          figures,
          production: '',
          training: '',
          next: '',
          by: ctx.actor.id,
          at: ctx.now,
          signedAt: null,
          seenAt: null,
          answer: null,
          sentAt: null,
          readBy: [],
        }
    rows.put('note', note)
    look(rows, id, `Figures for a note, ${periodWords(note)}`, ctx)
    return { note }
  },
}

export const noteWrite: CommandOf<'note.write'> = {
  decide(rows, { note: id, production, training, next }, ctx) {
    const note = ledNote(rows, 'note.write', id, ctx)
    mustBeDraft(note)
    const written: NoteRow = {
      ...note,
      production: production ?? note.production,
      training: training ?? note.training,
      next: next ?? note.next,
      by: ctx.actor.id,
      at: ctx.now,
    }
    rows.put('note', written)
    return { note: written }
  },
}

export const noteSign: CommandOf<'note.sign', NoteFigure[] | null> = {
  prepare: ({ input, office }, tools) => tools.figuresOfNote(office, input.note),
  decide(rows, { note: id }, ctx, figures) {
    const note = ledNote(rows, 'note.sign', id, ctx)
    mustBeDraft(note)
    const missing = (['production', 'training', 'next'] as const).filter((key) => note[key] === '')
    if (missing.length > 0)
      refuseInput(
        missing.map((path) => ({ path, message: 'write at least a sentence before you sign' })),
      )
    if (!figures || !sameFigures(figures, note.figures))
      refuse(
        'stale',
        'The record has changed since the figures were filled in. Fill them in anew, look at them, then sign.',
      )
    const signed: NoteRow = { ...note, state: 'signed', by: ctx.actor.id, signedAt: ctx.now }
    rows.put('note', signed)
    return { note: signed }
  },
}

/** @throws Refusal for anyone but the person whom the note is about */
function ownNote(rows: Unit, name: WriteName, id: string, ctx: Ctx): NoteRow {
  const note = noteOf(rows, name, id, ctx)
  if (note.person !== ctx.actor.id)
    refuse('not_allowed', 'Only the person whom the note is about can do that.')
  return note
}

export const noteSee: CommandOf<'note.see'> = {
  decide(rows, { note: id }, ctx) {
    const note = ownNote(rows, 'note.see', id, ctx)
    if (note.seenAt !== null) return { note }
    const seen = { ...note, seenAt: ctx.now }
    rows.put('note', seen)
    return { note: seen }
  },
}

export const noteAnswer: CommandOf<'note.answer'> = {
  decide(rows, { note: id, text }, ctx) {
    const note = ownNote(rows, 'note.answer', id, ctx)
    if (note.answer) refuse('wrong_state', 'You have answered this note; an answer stays as it is.')
    const answered: NoteRow = {
      ...note,
      // A note that went up without an answer stays sent, and the answer goes with it.
      state: note.state === 'sent' ? 'sent' : 'answered',
      seenAt: note.seenAt ?? ctx.now,
      answer: { at: ctx.now, text },
    }
    rows.put('note', answered)
    return { note: answered }
  },
}

export const noteSend: CommandOf<'note.send'> = {
  decide(rows, { note: id }, ctx) {
    const note = ledNote(rows, 'note.send', id, ctx)
    if (note.state === 'draft') refuse('wrong_state', 'The note is a draft still; sign it first.')
    if (note.state === 'sent') refuse('wrong_state', `The note ${stateWords.sent}.`)
    const { name, active } = personOf(rows, note.person)
    if (!maySend(note, { active, now: ctx.now }))
      refuse(
        'wrong_state',
        `${name} has not answered it yet. Without an answer it can be sent ${SEND_AFTER_DAYS} days after it was signed.`,
      )
    const sent: NoteRow = { ...note, state: 'sent', sentAt: ctx.now }
    rows.put('note', sent)
    return { note: sent }
  },
}

export const noteOpen: CommandOf<'note.open'> = {
  decide(rows, { note: id }, ctx) {
    const note = noteOf(rows, 'note.open', id, ctx)
    const hour = ctx.now.slice(0, 13)
    if (note.readBy.some(({ by, at }) => by === ctx.actor.id && at.slice(0, 13) === hour))
      return { note }
    const read = { ...note, readBy: [...note.readBy, { by: ctx.actor.id, at: ctx.now }] }
    rows.put('note', read)
    look(rows, note.person, `Your note of ${periodWords(note)}`, ctx)
    return { note: read }
  },
}
