/** Asking for leave, a lead's word on it, the answer, and taking it back. */
import type { LeaveRow } from '../contract/desk-rows.js'
import type { WriteName } from '../contract/commands.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { audienceOf, leadsTeam, sees } from '../domain/audience.js'
import { shortDay, spanWords } from '../domain/day-words.js'
import { deskRules } from '../domain/desk-rules.js'
import {
  answersLeave,
  cancelsOwn,
  givesWord,
  leaveProblems,
  overlaps,
  stands,
} from '../domain/leave.js'
import { addDays } from '../domain/timetable.js'
import { personOf } from './person-presence.js'
import { mayConcern, mayUse } from './policy.js'
import { todayIn } from './timetable-rows.js'

/** @throws Refusal `not_found`, also for leave that is not the actor's to see */
function leaveOf(rows: Unit, name: WriteName, id: string, ctx: Ctx): LeaveRow {
  const leave = rows.get('leave', id)
  if (!leave || !sees(ctx.actor, audienceOf('leave', leave)))
    return refuse('not_found', `There is no leave ${id}.`)
  mayUse(name, ctx.actor)
  return leave
}

const stateWords = {
  asked: 'is asked for',
  approved: 'is approved',
  refused: 'was refused',
  cancelled: 'was cancelled',
}

function mustBeAsked({ state }: LeaveRow): void {
  if (state !== 'asked') refuse('wrong_state', `This leave ${stateWords[state]} already.`)
}

export const leaveAsk: CommandOf<'leave.ask'> = {
  decide(rows, { person: id, from, to, part = null, kind, reason = null }, ctx) {
    const person = personOf(rows, id ?? ctx.actor.id)
    mayConcern('leave.ask', ctx.actor, person)
    if (!person.active) refuse('wrong_state', `${person.name} does not work here any more.`)
    const days = { from, to, part }
    const problems = leaveProblems(days, todayIn(ctx), person.id === ctx.actor.id)
    if (problems.length > 0) refuseInput(problems)
    for (const other of rows.all('leave')) {
      if (other.person !== person.id || !stands(other) || !overlaps(other, days)) continue
      refuse(
        'wrong_state',
        `${person.name} already has leave ${spanWords(other)}, which ${stateWords[other.state]}.`,
      )
    }
    const leave: LeaveRow = {
      id: ctx.newId(),
      person: person.id,
      team: person.team,
      ...days,
      kind,
      reason,
      state: 'asked',
      askedAt: ctx.now,
      askedBy: ctx.actor.id,
      word: null,
      answer: null,
    }
    rows.put('leave', leave)
    return { leave }
  },
}

export const leaveWord: CommandOf<'leave.word'> = {
  decide(rows, { leave: id, favours, text = null }, ctx) {
    const leave = leaveOf(rows, 'leave.word', id, ctx)
    if (leave.person === ctx.actor.id)
      refuse('not_allowed', 'Another lead or a supervisor looks at your own leave.')
    if (leave.team === null || !leadsTeam(ctx.actor, leave.team))
      refuse('not_allowed', 'Only a lead of the team can do that.')
    if (!givesWord(ctx.actor, leave, ctx.office))
      refuse(
        'wrong_state',
        'In this office the lead answers leave; there is nobody to say a word to.',
      )
    mustBeAsked(leave)
    const next = { ...leave, word: { by: ctx.actor.id, at: ctx.now, text, favours } }
    rows.put('leave', next)
    return { leave: next }
  },
}

function whoAnswers(ctx: Ctx): string {
  return deskRules(ctx.office).leaveBy === 'supervisor'
    ? 'In this office a supervisor answers leave; say your word instead.'
    : 'A lead of the team answers it; a supervisor answers a lead’s.'
}

export const leaveAnswer: CommandOf<'leave.answer'> = {
  decide(rows, { leave: id, approve, reason = null }, ctx) {
    if (!approve && !reason) refuseInput([{ path: 'reason', message: 'say why it is refused' }])
    const leave = leaveOf(rows, 'leave.answer', id, ctx)
    if (leave.person === ctx.actor.id)
      refuse('not_allowed', 'Nobody answers their own leave; another lead or a supervisor does.')
    if (!answersLeave(ctx.actor, leave, ctx.office, rows.all('person')))
      refuse('not_allowed', whoAnswers(ctx))
    mustBeAsked(leave)
    const next: LeaveRow = {
      ...leave,
      state: approve ? 'approved' : 'refused',
      answer: { by: ctx.actor.id, at: ctx.now, text: reason },
    }
    rows.put('leave', next)
    return { leave: next }
  },
}

export const leaveCancel: CommandOf<'leave.cancel'> = {
  decide(rows, { leave: id, reason = null }, ctx) {
    const leave = leaveOf(rows, 'leave.cancel', id, ctx)
    if (!cancelsOwn(ctx.actor, leave, todayIn(ctx))) {
      mayCancelForOthers(rows, leave, ctx)
      if (!reason) refuseInput([{ path: 'reason', message: 'say why it is cancelled' }])
    }
    const next: LeaveRow = {
      ...leave,
      state: 'cancelled',
      answer: { by: ctx.actor.id, at: ctx.now, text: reason },
      ...takenOf(leave, todayIn(ctx)),
    }
    rows.put('leave', next)
    return { leave: next }
  },
}

/** Somebody comes back early: the days before stay leave. What is over is cancelled whole, as an error. */
const takenOf = ({ state, from, to }: LeaveRow, today: string): Pick<LeaveRow, 'until'> =>
  state === 'approved' && from < today && today <= to ? { until: addDays(today, -1) } : {}

/** @throws Refusal where it is not theirs to cancel, or nothing is left of it */
function mayCancelForOthers(rows: Unit, leave: LeaveRow, ctx: Ctx): void {
  const own = leave.person === ctx.actor.id
  const leads = leave.team !== null && leadsTeam(ctx.actor, leave.team)
  if (!own && !leads && !answersLeave(ctx.actor, leave, ctx.office, rows.all('person'))) {
    refuse('not_allowed', 'Only the person and a lead of the team can do that.')
  }
  if (!stands(leave)) refuse('wrong_state', `This leave ${stateWords[leave.state]} already.`)
  if (own) refuse('wrong_state', `It began on ${shortDay(leave.from)}; ask your lead to cancel it.`)
}
