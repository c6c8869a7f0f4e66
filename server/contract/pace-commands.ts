/** Reads of the pace of the day: what each hour brought and finished, and what the rest of it will. */
import { z } from 'zod'
import { officeDate } from './desk-rows.js'
import { statuses } from './rows.js'
import { shownTask } from './schemas.js'
import { read } from './spec.js'
import { id } from './text.js'

/** Tasks and their standard minutes. */
const amount = z.object({ tasks: z.number(), standardMinutes: z.number() })
export type Amount = z.infer<typeof amount>

/** One in ten is below `low`, half are below `mid`, nine in ten are below `high`. */
const band = z.object({ low: z.number(), mid: z.number(), high: z.number() })
export type Band = z.infer<typeof band>

const paceHour = z.object({
  /** Hour of the office day, 0 to 23; `from` and `to` its instants. */
  hour: z.number().int(),
  from: z.string(),
  to: z.string(),
  finished: amount,
  /** Null where one person is asked for: work comes to the team. */
  arrived: amount.nullable(),
  /** Queued and waiting when the hour began; null for a person and for hours to come. */
  backlog: amount.nullable(),
  /** Null without a plan in force, and for one type or person: the plan is the team's. */
  planned: amount.nullable(),
  /** Due in this hour, finished or not; `left` is not finished yet. */
  due: amount,
  left: amount,
})
export type PaceHour = z.infer<typeof paceHour>

const hitRate = z.object({ share: z.number(), days: z.number().int(), forecasts: z.number().int() })

const filters = { type: id.optional(), person: id.optional() }
const errors = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state'] as const

export const paceCommands = {
  'pace.day': read('What each hour of a team’s day brought, finished and planned', z.strictObject({
    team: id, ...filters, day: officeDate.optional(),
  }), z.object({
    day: z.string(),
    /** The answer's own time. */
    at: z.string(),
    opens: z.string(),
    closes: z.string(),
    hours: z.array(paceHour),
    plan: z.object({ version: z.number().int(), at: z.string(), by: z.string() }).nullable(),
  }), errors),
  'pace.tasks': read('The tasks behind one hour of a day', z.strictObject({
    team: id, day: officeDate, hour: z.number().int().min(0).max(23),
    /** `backlog`: open when the hour began; none for an hour that has not. */
    what: z.enum(['finished', 'arrived', 'due', 'backlog']), ...filters,
  }), z.object({
    /** As they are now. */
    tasks: z.array(shownTask),
    /** There are more than these. */
    more: z.boolean(),
    /** Of a backlog: how each stood when the hour began; those queued or waiting were the backlog, the others in progress. */
    then: z.array(z.object({ no: z.number().int(), status: z.enum(statuses) })).optional(),
  }), errors),
  'pace.forecast': read('What a team’s day will still bring, and when its queue is clear', z.strictObject({
    team: id,
    /** Of one task type, or of what one person will finish, for the leads of their team; not of both at once. */
    ...filters,
  }), z.object({
    day: z.string(),
    at: z.string(),
    /** Office days of history that it was learnt from, at most 80; of a person those on which they finished anything. */
    days: z.number().int(),
    /**
     * Why there is none: fewer than five days of history, of a person than ten; the office is closed; the person
     * does not work today.
     */
    none: z.enum(['short', 'closed', 'away']).nullable(),
    forecast: z.object({
      /** Tasks still to come until closing; null of a person, as are all that follow but what they finish. */
      arrivals: band.nullable(),
      /** Tasks finished today by closing. */
      finished: band,
      /** By each full hour until closing: finished since the day began, and the queue. */
      hours: z.array(z.object({ at: z.string(), finished: band, queue: band.nullable() })),
      /** Standard minutes of an average task that is finished here. */
      minutesATask: z.number(),
      /** When the queue is first empty; null: not today. */
      clear: z.object({ low: z.string().nullable(), mid: z.string().nullable(), high: z.string().nullable() }).nullable(),
      clearByClose: z.number().nullable(),
      /** Open tasks that are due today or late, and the chance that all are done by closing. `waiting` of them wait on someone outside and are not in the chance. */
      due: z.object({ tasks: z.number().int(), waiting: z.number().int(), chance: z.number().nullable() }).nullable(),
    }).nullable(),
    /**
     * How often what came true lay in the 80 % bands of the last 60 days; null before five days are scored. Of a
     * part of the work: would have lain, as its forecasts are not kept.
     */
    held: hitRate.nullable(),
    /** The same of the time at which the queue was clear. */
    heldClear: hitRate.nullable().optional(),
  }), [...errors, 'too_many', 'unavailable']),
}
