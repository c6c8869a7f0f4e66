/** Leave, hours that differ for a day, and presence against the shift. */
import { z } from 'zod'
import { clockSpan, leaveKinds, leaveRow, officeDate, shiftRow, wallClock } from './desk-rows.js'
import { command, read } from './spec.js'
import { id, line } from './text.js'

const leaveOut = z.object({ leave: leaveRow })
/** For `undo.apply`, within ten minutes; null: nothing is otherwise than before. */
const undo = z.string().nullable().optional()
const instantSpan = z.object({ from: z.string(), to: z.string() })

/** `here`, or why not: a planned break or block, leave of some hours, a break beyond what is planned, off or away. */
export const stretchKinds = ['here', 'break', 'block', 'leave', 'longBreak', 'out'] as const

const stretch = instantSpan.extend({ kind: z.enum(stretchKinds) })

const presenceEvent = z.object({
  seq: z.number().int(),
  at: z.string(),
  /** Where they were from then on. */
  presence: z.string(),
  sentence: z.string(),
})

const presenceDay = z.object({
  person: z.string(),
  /** Null: not at work that day. */
  shift: instantSpan.extend({ pauses: z.array(instantSpan) }).nullable(),
  /** Why the day is as it is: `leave`, `drawn`, `pattern`, `holiday`, `office`. */
  cause: z.string(),
  stretches: z.array(stretch),
  /** Minutes of the shift until now. */
  atWork: z.number(),
  outOfPlace: z.number(),
  lateStart: z.number(),
  earlyLeave: z.number(),
  events: z.array(presenceEvent),
})

export const leaveCommands = {
  'leave.ask': command(
    'Ask for leave; a lead may enter it for a person of their team',
    z.strictObject({
      person: id.optional(),
      from: officeDate,
      to: officeDate,
      /** Only these hours of each day. */
      part: clockSpan.nullable().optional(),
      kind: z.enum(leaveKinds),
      reason: line(300).nullable().optional(),
    }),
    leaveOut,
  ),
  'leave.word': command(
    'Say as a lead what speaks for or against it, where a supervisor decides',
    z.strictObject({ leave: id, favours: z.boolean(), text: line(300).nullable().optional() }),
    leaveOut,
  ),
  'leave.answer': command(
    'Approve leave, or refuse it with a reason',
    z.strictObject({ leave: id, approve: z.boolean(), reason: line(300).nullable().optional() }),
    leaveOut,
  ),
  'leave.cancel': command(
    'Cancel leave: one’s own before it begins, or as a lead with a reason',
    z.strictObject({ leave: id, reason: line(300).nullable().optional() }),
    leaveOut,
  ),
  'day.adjust': command(
    'Let a person begin or end at another time on one day',
    z.strictObject({
      person: id,
      day: officeDate,
      from: wallClock.optional(),
      to: wallClock.optional(),
      reason: line(300),
    }),
    z.object({ shift: shiftRow, undo }),
  ),
  'day.swap': command(
    'Let two people of one team exchange their work of two days',
    z.strictObject({ a: id, dayA: officeDate, b: id, dayB: officeDate }),
    z.object({ shifts: z.array(shiftRow), undo }),
  ),
  'leave.coverage': read(
    'What is left of the team if leave that is asked for is approved, against what each hour asks for; for whoever sees it beside the person',
    z.strictObject({ leave: id }),
    z.object({
      /** Hours of the office's clock in which the person would be missing. */
      hours: z.array(
        z.object({
          day: z.string(),
          hour: z.number().int(),
          /** Fewest at work at any moment of it, of so many in the team. */
          here: z.number().int(),
          of: z.number().int(),
          /** People whom all its work asks for; null: nothing is known. */
          need: z.number().int().nullable(),
          /** Types that the person can take: how many are left who can, and how many it asks for. */
          types: z.array(
            z.object({
              type: z.string(),
              left: z.number().int(),
              need: z.number().int().nullable(),
            }),
          ),
        }),
      ),
    }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'],
  ),
  'adherence.day': read(
    'Presence against the shift: a lead about a team, anyone about themselves',
    z.strictObject({ team: id, day: officeDate.optional() }),
    z.object({ day: z.string(), people: z.array(presenceDay) }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state'],
  ),
}
