import { z } from 'zod'
import { hourNoteRow, officeDate, planHour, planRow } from './desk-rows.js'
import { shownTask } from './schemas.js'
import { command, read } from './spec.js'
import { id, line } from './text.js'

const hour = z.number().int().min(0).max(23)
const hours = z.array(z.strictObject(planHour.shape)).min(1).max(24)
const teamDay = { team: id, day: officeDate }
const known = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'] as const

/** Planned output, and the board that holds each hour against it. */
export const planCommands = {
  'plan.save': command('Keep a draft of what a team should bring in each hour of a day', z.strictObject({
    ...teamDay, hours,
  }), z.object({ plan: planRow })),
  'plan.publish': command('Put a plan in force; the draft where no hours are given, and from the second time on with a reason', z.strictObject({
    ...teamDay, hours: hours.optional(), reason: line(300).optional(),
  }), z.object({ plan: planRow })),
  'hour.note': command('Say why an hour that is over fell short, and what is done about it; signed, it needs a reason', z.strictObject({
    ...teamDay,
    hour,
    cause: id.nullable().optional(),
    text: line(300).nullable().optional(),
    countermeasure: line(300).nullable().optional(),
    reason: line(300).optional(),
  }).refine(({ cause, text, countermeasure }) => cause !== undefined || text !== undefined || countermeasure !== undefined, {
    message: 'must say what to note: cause, text or countermeasure',
  }), z.object({ note: hourNoteRow })),
  'hour.sign': command('Sign off an hour that is over', z.strictObject({ ...teamDay, hour }), z.object({ note: hourNoteRow })),

  'hour.tasks': read('Tasks that a team finished in one hour, the first finished first', z.strictObject({
    ...teamDay, hour,
  }), z.object({ tasks: z.array(shownTask), more: z.boolean() }), known),
  'hour.actuals': read('What a team finished in each hour of a day; hours without are absent', z.strictObject(teamDay), z.object({
    hours: z.array(z.object({ hour, tasks: z.number().int(), standardMinutes: z.number() })),
  }), known),
}
