/** Presence against the shift on one day: of a lead's team, or of oneself. */
import { readPresence } from '../../db/queries/presence.js'
import type { Input, Output } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import { actorOf } from '../core/batch.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { adherence } from '../domain/adherence.js'
import { leadsTeam } from '../domain/audience.js'
import { shortDay } from '../domain/day-words.js'
import { deskRules } from '../domain/desk-rules.js'
import { dayBounds, officeDay } from '../domain/office-day.js'
import { LEAVE_BACK_DAYS } from '../domain/leave.js'
import { notTimed } from './pace.js'
import { presenceChanges, presenceSpans, type PresenceChange } from '../domain/presence-history.js'
import {
  addDays,
  personDay,
  personShift,
  timetableOver,
  type Timetable,
} from '../domain/timetable.js'

type Day = Output<'adherence.day'>
type Of = {
  timetable: Timetable
  day: string
  ends: number
  now: number
  nameOf: (id: string) => string
}

/** Older shifts have left the board. */
const KEPT_DAYS = LEAVE_BACK_DAYS

const LOOK_BACK_MS = 24 * 3_600_000

export const adherenceDay = async (input: Input<'adherence.day'>, ctx: ReadCtx): Promise<Day> => {
  const { board } = ctx.line
  const asker = board?.tables.person.get(ctx.caller.person)
  if (!board || !asker?.active)
    return refuse('not_signed_in', 'You are no longer signed in; sign in again.')
  const office = board.tables.office.get(board.office)
  if (!office || !board.tables.team.has(input.team))
    return refuse('not_found', `There is no team ${input.team} in this office.`)
  if (!deskRules(office).individualTiming) refuse('wrong_state', notTimed)
  const people = shownTo(asker, input.team, board.tables.person.values())
  const today = officeDay(ctx.now, office.timeZone).day
  const day = input.day ?? today
  if (day > today) refuseInput([{ path: 'day', message: 'must not be after today' }])
  if (day < addDays(today, -KEPT_DAYS))
    refuseInput([{ path: 'day', message: `must be at most ${KEPT_DAYS} days ago` }])
  await ctx.look(
    people.map(({ id }) => id),
    `Your presence on ${shortDay(day)}`,
  )
  const { from, to } = dayBounds(day, office.timeZone)
  const since = new Date(Date.parse(from) - LOOK_BACK_MS).toISOString()
  const changes = presenceChanges(await readPresence(ctx.db, board.office, since, to))
  const { person } = board.tables
  const of: Of = {
    timetable: timetableOver(office, board.tables),
    day,
    ends: Date.parse(to),
    now: Date.parse(ctx.now),
    nameOf: (id) => person.get(id)?.name ?? 'Somebody',
  }
  return { day, people: people.map((one) => dayOf(one, changes.get(one.id) ?? [], of)) }
}

/** A lead sees who works in the team; everybody else themselves. */
function shownTo(asker: PersonRow, team: string, people: Iterable<PersonRow>): PersonRow[] {
  const works = (one: PersonRow) =>
    one.active && one.team === team && (one.role === 'clerk' || one.role === 'lead')
  const all = [...people].filter(works)
  if (leadsTeam(actorOf(asker), team)) return all.sort((a, b) => a.name.localeCompare(b.name))
  const own = all.filter(({ id }) => id === asker.id)
  return own.length > 0
    ? own
    : refuse('not_allowed', 'Only a lead of the team sees that, and each person their own.')
}

const iso = (at: number) => new Date(at).toISOString()

function dayOf(
  person: PersonRow,
  changes: readonly PresenceChange[],
  of: Of,
): Day['people'][number] {
  const shift = personShift(of.timetable, person.id, of.day)
  const { cause } = personDay(of.timetable, person.id, of.day)
  const until = Math.min(of.now, of.ends)
  const found = shift && adherence(shift, presenceSpans(changes, until), until)
  const spans = <Span extends { from: number; to: number }>(all: readonly Span[]) =>
    all.map((span) => ({ ...span, from: iso(span.from), to: iso(span.to) }))
  return {
    person: person.id,
    shift: shift && { from: iso(shift.from), to: iso(shift.to), pauses: spans(shift.breaks) },
    cause,
    stretches: spans(found?.stretches ?? []),
    atWork: found?.atWork ?? 0,
    outOfPlace: found?.outOfPlace ?? 0,
    lateStart: found?.lateStart ?? 0,
    earlyLeave: found?.earlyLeave ?? 0,
    events: eventsOf(changes, of),
  }
}

const places = {
  available: 'at the desk',
  break: 'on a break',
  training: 'in training',
  away: 'away',
  off: 'off',
}

function sentence({ command, actor, presence }: PresenceChange, { nameOf }: Of): string {
  switch (command) {
    case 'session.begin':
      return 'Signed in'
    case 'session.end':
      return 'Signed out'
    case 'session.endAll':
      return 'Signed out everywhere'
    case 'password.reset':
      return `${nameOf(actor)} gave a new passphrase, which signed them out`
    case 'person.edit':
      return `${nameOf(actor)} ended their access`
    default:
      return `Said: ${places[presence]}`
  }
}

function eventsOf(changes: readonly PresenceChange[], of: Of): Day['people'][number]['events'] {
  const { day, timetable } = of
  return changes
    .filter(({ at }) => officeDay(at, timetable.calendar.timeZone).day === day)
    .map((change) => ({
      seq: change.seq,
      at: change.at,
      presence: change.presence,
      sentence: sentence(change, of),
    }))
}
