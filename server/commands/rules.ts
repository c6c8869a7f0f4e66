/** Decisions by `system`: sessions that begin and end, days that close. No door offers them. */
import type { Ctx, Decision } from '../core/command.js'
import { lookId } from '../core/look.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { addDays, KEPT_DAYS } from '../domain/timetable.js'
import { isOutcome, type KeptForecast, type Outcome } from '../domain/forecast/kept.js'
import { present } from './person-presence.js'
import { teamPush } from './team-push.js'
import { freeChecks, reviewUnseal } from './review.js'
import { taskReturn } from './team-rules.js'
import { archiveTraining } from './training-past.js'

type SessionInput = { person: string; session: string }

/** Signing in makes a person available, unless they have said where they are. */
export const sessionBegin: Decision<SessionInput, object> = {
  decide(rows, { person }, ctx) {
    if (rows.get('person', person)?.presence === 'off') present(rows, person, 'available', ctx)
    return {}
  },
}

export type SessionEnd = SessionInput & { last: boolean }

/** Ends one session for good; with the last one the person is off. */
export const sessionEnd: Decision<SessionEnd, object> = {
  decide(rows, { person, session, last }, ctx) {
    rows.put('ended', { id: session, person, at: ctx.now, except: null })
    if (last && rows.get('person', person)) present(rows, person, 'off', ctx)
    return {}
  },
}

/** Longer than any session lives, so that forgetting it lets nobody back in. */
const KEEP_ENDED_MS = 24 * 3_600_000

/** Takes yesterday's tallies and long ended sessions off the board. */
export const dayClose: Decision<{ day: string }, object> = {
  decide(rows, _input, ctx) {
    const { day } = officeDay(ctx.now, ctx.office.timeZone)
    for (const tally of [...rows.all('tally')]) if (tally.day !== day) rows.drop('tally', tally.id)
    archivePast(rows, day)
    freeChecks(rows)
    archiveReviews(rows, ctx)
    archiveTraining(rows, ctx)
    for (const undo of [...rows.all('undo')]) if (undo.until < ctx.now) rows.drop('undo', undo.id)
    dropEnded(rows, ctx)
    return {}
  },
}

/** Days for which a board holds who looked at whom; older looks are read from the archive. */
const LOOK_DAYS = 60

/** What is over leaves the board, so that it stays as small as it is, and is kept to be read. */
function archivePast(rows: Unit, today: string): void {
  const oldest = addDays(today, -KEPT_DAYS)
  for (const table of ['shift', 'plan', 'hourNote'] as const) {
    for (const { id, day } of [...rows.all(table)]) if (day < oldest) rows.archive(table, id, day)
  }
  const looksFrom = addDays(today, -LOOK_DAYS)
  for (const { id, at } of [...rows.all('look')])
    if (at < looksFrom) rows.archive('look', id, at.slice(0, 10))
  for (const { id, to } of [...rows.all('leave')]) if (to < oldest) rows.archive('leave', id, to)
}

/** Days for which a check that is done stays on the board; then it is read from where it is kept. */
export const REVIEW_DAYS = 30

function archiveReviews(rows: Unit, { now, office }: Ctx): void {
  const oldest = addDays(officeDay(now, office.timeZone).day, -REVIEW_DAYS)
  for (const { id, checkedAt, dispute } of [...rows.all('review')]) {
    // A dispute that waits for its second checker keeps the check at hand.
    if (checkedAt === null || (dispute && !dispute.decision)) continue
    const { day } = officeDay(checkedAt, office.timeZone)
    if (day < oldest) rows.archive('review', id, day)
  }
}

function dropEnded(rows: Unit, ctx: Ctx): void {
  const before = Date.parse(ctx.now) - KEEP_ENDED_MS
  for (const ended of [...rows.all('ended')]) {
    if (Date.parse(ended.at) < before) rows.drop('ended', ended.id)
  }
}

/** Keeps what was forecast when an hour began, and what became of days that are over. */
export const forecastKeep: Decision<{ rows: (KeptForecast | Outcome)[] }, object> = {
  decide(rows, input) {
    for (const row of input.rows) {
      const which = isOutcome(row) ? 'outcome' : String(row.hour).padStart(2, '0')
      rows.keep('forecast', `${row.team}/${row.day}/${which}`, row.day, row)
    }
    return {}
  },
}

export type Looked = { people: string[]; by: string; what: string; hour: string }

/** Keeps who looked at whose figures, for those people to see. */
export const lookNote: Decision<Looked, object> = {
  decide(rows, { people, by, what, hour }, ctx) {
    for (const person of people) {
      const id = lookId(person, by, what, hour)
      if (rows.get('look', id)) continue
      rows.put('look', { id, person, by, at: ctx.now, what, reason: null })
    }
    return {}
  },
}

export const rules = {
  'look.note': lookNote,
  'session.begin': sessionBegin,
  'session.end': sessionEnd,
  'day.close': dayClose,
  'forecast.keep': forecastKeep,
  'task.return': taskReturn,
  'team.push': teamPush,
  'review.unseal': reviewUnseal,
}
