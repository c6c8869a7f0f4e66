/** Decisions by `system`: sessions that begin and end, days that close. No door offers them. */
import type { Ctx, Decision } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { addDays, KEPT_DAYS } from '../domain/timetable.js'
import { isOutcome, type KeptForecast, type Outcome } from '../domain/forecast/kept.js'
import { present } from './person-presence.js'
import { teamPush } from './team-push.js'
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
    archiveTraining(rows, ctx)
    for (const undo of [...rows.all('undo')]) if (undo.until < ctx.now) rows.drop('undo', undo.id)
    dropEnded(rows, ctx)
    return {}
  },
}

/** What is over leaves the board, so that it stays as small as it is, and is kept to be read. */
function archivePast(rows: Unit, today: string): void {
  const oldest = addDays(today, -KEPT_DAYS)
  for (const table of ['shift', 'plan', 'hourNote'] as const) {
    for (const { id, day } of [...rows.all(table)]) if (day < oldest) rows.archive(table, id, day)
  }
  for (const { id, to } of [...rows.all('leave')]) if (to < oldest) rows.archive('leave', id, to)
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

export const rules = {
  'session.begin': sessionBegin,
  'session.end': sessionEnd,
  'day.close': dayClose,
  'forecast.keep': forecastKeep,
  'task.return': taskReturn,
  'team.push': teamPush,
}
