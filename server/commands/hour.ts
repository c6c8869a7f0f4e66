/** What the lead writes beside an hour of the board, and the signature under it. */
import type { HourNoteRow } from '../contract/desk-rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { deskRules } from '../domain/desk-rules.js'
import { officeDay } from '../domain/due.js'
import { hourSpan } from '../domain/plan.js'
import { addDays, KEPT_DAYS } from '../domain/timetable.js'
import { led } from './plan.js'

type TeamHour = { team: string; day: string; hour: number }

export const hourNote: CommandOf<'hour.note'> = {
  decide(rows, { team, day, hour, cause, text, countermeasure, reason }, ctx) {
    const old = openHour('hour.note', rows, { team, day, hour }, ctx)
    const causes = deskRules(ctx.office).causes
    if (cause && cause !== old.cause && !causes.some(({ id }) => id === cause))
      refuseInput([{ path: 'cause', message: `there is no cause ${cause}` }])
    const note = {
      ...old,
      cause: cause === undefined ? old.cause : cause,
      text: text === undefined ? old.text : text,
      countermeasure: countermeasure === undefined ? old.countermeasure : countermeasure,
    }
    const changes = (['cause', 'text', 'countermeasure'] as const).some(
      (part) => note[part] !== old[part],
    )
    if (!changes && rows.get('hourNote', old.id)) return { note: old }
    if (old.signed && !reason)
      refuseInput([{ path: 'reason', message: 'the hour is signed off; say why it changes' }])
    const open = { ...note, signed: null }
    rows.put('hourNote', open)
    return { note: open }
  },
}

export const hourSign: CommandOf<'hour.sign'> = {
  decide(rows, at, ctx) {
    const old = openHour('hour.sign', rows, at, ctx)
    // Who signs what is signed gets the first signature.
    if (old.signed) return { note: old }
    const note = { ...old, signed: { by: ctx.actor.id, at: ctx.now } }
    rows.put('hourNote', note)
    return { note }
  },
}

/**
 * The note of an hour of one's own team that is over and still on the board, empty where there is none.
 * @throws Refusal
 */
function openHour(
  name: 'hour.note' | 'hour.sign',
  rows: Unit,
  { team, day, hour }: TeamHour,
  ctx: Ctx,
): HourNoteRow {
  led(name, rows, team, ctx)
  const { timeZone } = ctx.office
  if (day < addDays(officeDay(ctx.now, timeZone).day, -KEPT_DAYS))
    refuse('wrong_state', `That day is more than ${KEPT_DAYS} days ago; its board is closed.`)
  const { to } = hourSpan(day, hour, timeZone)
  if (to > Date.parse(ctx.now)) refuse('wrong_state', `The hour from ${hour}:00 is not over yet.`)
  const id = `${team}/${day}/${hour}`
  const none = { id, team, day, hour, cause: null, text: null, countermeasure: null, signed: null }
  return rows.get('hourNote', id) ?? none
}
