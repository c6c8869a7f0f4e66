/**
 * Rows of the lead's desk: who works when, what is planned, and what a day was like. Days are office
 * days (`YYYY-MM-DD`), times of day are wall clock (`HH:MM`) in the office's zone, `to` is not included.
 */
import { z } from 'zod'
import { dueRule } from './due-rule.js'

export const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:30')
export const officeDate = z.iso.date('must be a day like 2026-11-23')

export const blockKinds = ['training', 'meeting', 'other'] as const
export const leaveKinds = ['vacation', 'sick', 'family', 'training', 'other'] as const
export const leaveStates = ['asked', 'approved', 'refused', 'cancelled'] as const

export const clockSpan = z.strictObject({ from: wallClock, to: wallClock })
export type ClockSpan = z.infer<typeof clockSpan>

/** Time of a shift that is not for the queue. */
export const workBlock = clockSpan.extend({
  kind: z.enum(blockKinds),
  /** What it is about, for the person and their leads; null to all others. */
  text: z.string().max(120).nullable().default(null),
})
export type WorkBlock = z.infer<typeof workBlock>

/** One day's work; breaks and blocks lie inside it. `location` null: where the team is. */
export const workDay = clockSpan.extend({
  breaks: z.array(clockSpan).max(8).default([]),
  blocks: z.array(workBlock).max(12).default([]),
  location: z.string().max(80).nullable().default(null),
})
export type WorkDay = z.infer<typeof workDay>

/** A person's repeating weeks. `weeks[0][0]` is the Monday `from`, then they follow each other for ever. */
export const patternRow = z.object({
  /** The person's id. */
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  from: officeDate,
  /** One to four weeks of seven days from Monday; null: not at work. */
  weeks: z.array(z.array(workDay.nullable()).length(7)).min(1).max(4),
  /**
   * What held before `from`, latest first, as long as a screen may ask for it; `weeks` null: the
   * office's hours. Absent: these weeks reach back as well.
   */
  before: z
    .array(
      z.object({
        from: officeDate,
        weeks: z.array(z.array(workDay.nullable()).length(7)).nullable(),
      }),
    )
    .optional(),
})
export type PatternRow = z.infer<typeof patternRow>

/** A day that is not as the pattern says. */
export const shiftRow = z.object({
  /** `<person>/<day>` */
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  day: officeDate,
  /** Null: not at work. */
  work: workDay.nullable(),
  /** For everybody who sees the timetable. */
  note: z.string().nullable(),
  by: z.string(),
  /** Why it is so, for the person and their leads; absent: nobody said, or it is not told to the viewer. */
  reason: z.string().optional(),
  /** True: when it was given, supervisors decided this person's leave, so they are told it as well. */
  toSupervisors: z.boolean().optional(),
})
export type ShiftRow = z.infer<typeof shiftRow>

const word = z.object({ by: z.string(), at: z.string(), text: z.string().nullable() })

export const leaveRow = z.object({
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  /** First and last day, both included. */
  from: officeDate,
  to: officeDate,
  /** Only these hours of each day; null: whole days. */
  part: clockSpan.nullable(),
  kind: z.enum(leaveKinds),
  reason: z.string().nullable(),
  state: z.enum(leaveStates),
  askedAt: z.string(),
  askedBy: z.string(),
  /** The lead's word, where a supervisor decides. */
  word: word.extend({ favours: z.boolean() }).nullable(),
  answer: word.nullable(),
  /** The last day that was taken before it was cancelled; absent or null: none was. */
  until: officeDate.nullable().optional(),
})
export type LeaveRow = z.infer<typeof leaveRow>

/** What is planned for one hour of a day (0 to 23): tasks to finish, and their standard minutes. */
export const planHour = z.object({
  hour: z.number().int().min(0).max(23),
  tasks: z.number().min(0).max(100_000),
  standardMinutes: z.number().min(0).max(10_000_000),
})
export type PlanHour = z.infer<typeof planHour>

/** A team's planned output of a day, with what was published before. */
export const planRow = z.object({
  /** `<team>/<day>` */
  id: z.string(),
  team: z.string(),
  day: officeDate,
  hours: z.array(planHour),
  /** 0: a draft; else the version that is in force, counted from 1. */
  version: z.number().int().min(0),
  versions: z.array(
    z.object({
      version: z.number().int(),
      at: z.string(),
      by: z.string(),
      /** Null for the first. */
      reason: z.string().nullable(),
      hours: z.array(planHour),
    }),
  ),
})
export type PlanRow = z.infer<typeof planRow>

/** What a lead wrote beside one hour of the board. */
export const hourNoteRow = z.object({
  /** `<team>/<day>/<hour>` */
  id: z.string(),
  team: z.string(),
  day: officeDate,
  hour: z.number().int().min(0).max(23),
  /** Id of one of the office's causes. */
  cause: z.string().nullable(),
  text: z.string().nullable(),
  countermeasure: z.string().nullable(),
  signed: z.object({ by: z.string(), at: z.string() }).nullable(),
})
export type HourNoteRow = z.infer<typeof hourNoteRow>

/**
 * A version of a type's work standard, or of what one team has in place of it. Of each the one with the
 * highest version is in force.
 */
export const standardRow = z.object({
  /** `<type>/<version>`; of a team `<type>@<team>/<version>` */
  id: z.string(),
  type: z.string(),
  /** It is of this team's tasks alone; absent: of all others. */
  forTeam: z.string().optional(),
  /** From here on the team has no standard of its own. */
  lifted: z.boolean().optional(),
  team: z.string().nullable(),
  version: z.number().int().min(1),
  from: z.string(),
  by: z.string(),
  reason: z.string(),
  standardMinutes: z.number(),
  /** The minutes in force before it; absent: unknown. */
  was: z.number().optional(),
  /** Tasks that a day should bring; null: no count is set. */
  dailyCount: z.number().nullable(),
  /** The due rule in force with it; null: none; absent: not recorded, or of a team: that of the type. */
  due: dueRule.nullable().optional(),
  /** The rule before, where it changed. */
  dueWas: dueRule.nullable().optional(),
  /** Rules of steps with clocks of their own, where one of them changed. */
  steps: z.array(z.object({ name: z.string(), due: dueRule })).optional(),
  /** What was measured when it was set; null where nothing was, and of few people but for who leads all of them. */
  measured: z
    .object({
      median: z.number(),
      low: z.number(),
      high: z.number(),
      n: z.number().int(),
      /** Of how many people's work; absent: not counted. */
      people: z.number().int().optional(),
      /** Of n, the tasks of the person who did the most; absent: not counted. Told to nobody. */
      most: z.number().int().optional(),
      /** The teams whose tasks these n were; absent: not known. Told to nobody. */
      teams: z.array(z.string()).optional(),
    })
    .nullable(),
  /** It was measured, and is not told, since it rests on few people. */
  withheld: z.literal(true).optional(),
})
export type StandardRow = z.infer<typeof standardRow>

/** What tasks of a type take one person, learnt from what they finished. */
export const usualRow = z.object({
  /** `<person>/<type>` */
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  type: z.string(),
  /** Finished tasks behind it. */
  tasks: z.number().int(),
  /** Their minutes divided by their standard minutes, each cut at 4, summed. */
  ratios: z.number(),
})
export type UsualRow = z.infer<typeof usualRow>

/** What one command on many tasks can still be taken back to, until a time. */
export const undoRow = z.object({
  /** The id of the entry's command. */
  id: z.string(),
  by: z.string(),
  what: z.string(),
  at: z.string(),
  until: z.string(),
  /** How each task was before, and the seq that it must still have. */
  tasks: z.array(
    z.object({
      no: z.number().int(),
      seq: z.number().int(),
      before: z.record(z.string(), z.json()),
    }),
  ),
  /** How rows of the timetable were before and after, null: not there. Kept here, and sent to nobody. */
  timetable: z
    .array(
      z.object({
        table: z.enum(['shift', 'pattern']),
        key: z.string(),
        before: z.record(z.string(), z.json()).nullable(),
        after: z.record(z.string(), z.json()).nullable(),
      }),
    )
    .optional(),
})
export type UndoRow = z.infer<typeof undoRow>

export type DeskRules = {
  /** Who answers when leave is asked. */
  leaveBy: 'lead' | 'supervisor'
  /** Share of a shift that is expected to bring finished work, 0 to 1: plans are proposed with it. */
  utilisation: number
  /** Why an hour may fall short, for the hour-by-hour board. */
  causes: { id: string; name: string }[]
  /** Why work is returned from its check. */
  returnReasons: { id: string; name: string }[]
  /** Business hours in which the clerk may dispute a return. */
  disputeHours: number
  /** Share of checks that two checkers do blind, 0 to 1. */
  blindShare: number
  /** Of a lead’s own work no less is checked, whatever they themselves set; 0 to 1. */
  leadShare: number
  /** Below so many checked tasks a figure is withheld. */
  minimumCount: number
  /** False: no durations are derived, kept or shown per person. */
  individualTiming: boolean
  /** What is asked of somebody before they move to a grade. */
  gradeCriteria: GradeCriterion[]
}

/** One thing that is asked for a grade; the measured kinds are ticked from the record. */
export type GradeCriterion = {
  id: string
  grade: 'II' | 'III'
  text: string
  /**
   * `levels`: so many skills at `level` or above; `yield`: first-pass yield of at least `share` over the
   * last `days`; `trained`: so many trainings signed; null: a lead ticks it.
   */
  measure:
    | { kind: 'levels'; count: number; level: number }
    | { kind: 'yield'; share: number; days: number }
    | { kind: 'trained'; count: number }
    | null
}

/** What happens by itself in a team; a lead switches each on. Absent or null: off. */
export type StandingRules = {
  /** Push the next task to whoever has room for it today. */
  push?: boolean
  /** Minutes of each person's day that neither a push nor a proposal fills, for what is urgent. */
  reserveMinutes?: number | null
  /** Most tasks that one person may hold that are assigned or active. */
  limit?: number | null
  /** After so many minutes an assignment that nobody began goes back to the queue. */
  returnAfter?: number | null
}
