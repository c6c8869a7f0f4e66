/** Rows of training: who needs what, who was taught what, and what there is to read. Days are office days. */
import { z } from 'zod'
import { officeDate, wallClock } from './desk-rows.js'

export const needPriorities = ['high', 'normal', 'low'] as const
export const needStates = ['open', 'booked', 'met', 'dropped'] as const
export const evidenceKinds = [
  'task',
  'review',
  'level',
  'figure',
  'procedure',
  'session',
  'text',
] as const
export const sessionKinds = ['session', 'sideBySide'] as const
export const sessionStates = ['planned', 'held', 'cancelled'] as const

/** What something rests on: a task's number, a review's or session's id, or a figure in words. */
export const evidence = z.object({
  kind: z.enum(evidenceKinds),
  ref: z.string().max(80).nullable(),
  text: z.string().max(300),
})
export type Evidence = z.infer<typeof evidence>

/** A level that somebody had before the present one. */
const earlierLevel = z.object({
  level: z.number().int().min(0).max(4),
  /** Null: as the person was added. */
  since: z.string().nullable(),
  until: z.string(),
})
export type EarlierLevel = z.infer<typeof earlierLevel>

/** What somebody can do of one task type, with what the level rests on. */
export const skillRow = z.object({
  /** `<person>/<type>` */
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  type: z.string(),
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  since: z.string().optional(),
  by: z.string().optional(),
  evidence: z.array(evidence).optional(),
  trainer: z.string().nullable().optional(),
  earlier: z.array(earlierLevel).optional(),
})

/** How many people of a team should be at a level (or above) in a skill, by when. */
export const targetRow = z.object({
  /** `<team>/<type>/<level>` */
  id: z.string(),
  team: z.string(),
  type: z.string(),
  level: z.number().int().min(1).max(4),
  headcount: z.number().int().min(0).max(1000),
  by: officeDate.nullable(),
  /** Who is to get there. */
  who: z.array(z.string()),
  at: z.string(),
  setBy: z.string(),
})
export type TargetRow = z.infer<typeof targetRow>

export const trainingNeedRow = z.object({
  id: z.string(),
  /** Null: everyone of the team. */
  person: z.string().nullable(),
  team: z.string().nullable(),
  /** The skill, by task type; null: a topic beside the skills. */
  type: z.string().nullable(),
  topic: z.string().nullable(),
  /** What was seen. */
  seen: z.string(),
  by: officeDate.nullable(),
  priority: z.enum(needPriorities),
  evidence: z.array(evidence),
  /** The suggestion that it was accepted from; null: a lead's own. */
  suggestion: z.string().nullable(),
  state: z.enum(needStates),
  recordedBy: z.string(),
  at: z.string(),
  /** The session that it is booked into. */
  session: z.string().nullable(),
  closed: z.object({ by: z.string(), at: z.string(), text: z.string().nullable() }).nullable(),
})
export type TrainingNeedRow = z.infer<typeof trainingNeedRow>

/** A suggestion that a lead put aside. Leads' eyes only. */
export const dismissalRow = z.object({
  /** The suggestion's key. */
  id: z.string(),
  team: z.string().nullable(),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  /** How much the suggestion rested on then; it comes back when there is clearly more. */
  weight: z.number(),
})
export type DismissalRow = z.infer<typeof dismissalRow>

export const materialLink = z.object({ name: z.string().max(120), url: z.string().max(500) })

/**
 * That there is a training everyone may see; what it is about (`topic`, `type`, `links`, why it was
 * cancelled) only those who take part or give it, and their leads. Who attends is in `attendance`.
 */
export const trainingSessionRow = z.object({
  id: z.string(),
  team: z.string(),
  kind: z.enum(sessionKinds),
  topic: z.string(),
  /** The skill that it trains; null: a topic beside the skills. */
  type: z.string().nullable(),
  trainer: z.string(),
  day: officeDate,
  from: wallClock,
  to: wallClock,
  place: z.string().nullable(),
  links: z.array(materialLink),
  state: z.enum(sessionStates),
  at: z.string(),
  by: z.string(),
  /** The trainer's sign-off; null: not yet. */
  signed: z.object({ by: z.string(), at: z.string() }).nullable(),
  /** Present where it was cancelled. */
  cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
  /** Who is told what it is about; kept here, and sent to nobody. */
  told: z.object({ people: z.array(z.string()), teams: z.array(z.string()) }).optional(),
})
export type TrainingSessionRow = z.infer<typeof trainingSessionRow>

/** One person at one training: theirs, their leads' and the trainer's to see. */
export const attendanceRow = z.object({
  /** `<session>/<person>` */
  id: z.string(),
  session: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  trainer: z.string(),
  /** The need that it answers. */
  need: z.string().nullable(),
  /** Null: not yet said. */
  attended: z.boolean().nullable(),
  /** When the trainee signed that they were taught. */
  signedAt: z.string().nullable(),
  levelBefore: z.number().int().min(0).max(4).nullable(),
  /** Where the trainer saw them afterwards; null: not said. */
  levelAfter: z.number().int().min(0).max(4).nullable(),
})
export type AttendanceRow = z.infer<typeof attendanceRow>

/** A job breakdown: the important steps of a skill, what is key in each, and why. */
export const sheetRow = z.object({
  /** The task type's id. */
  id: z.string(),
  team: z.string().nullable(),
  version: z.number().int().min(1),
  at: z.string(),
  by: z.string(),
  steps: z.array(
    z.object({ step: z.string(), keyPoints: z.array(z.string()), reasons: z.array(z.string()) }),
  ),
})
export type SheetRow = z.infer<typeof sheetRow>

/** A procedure or standard that people work by, with its versions. */
export const procedureRow = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: for the whole office. */
  team: z.string().nullable(),
  /** The task types that it is about. */
  types: z.array(z.string()),
  text: z.string(),
  link: z.string().nullable(),
  /** True: everyone whom it is for must have read the present version. */
  mustRead: z.boolean(),
  version: z.number().int().min(1),
  versions: z.array(
    z.object({ version: z.number().int(), at: z.string(), by: z.string(), change: z.string() }),
  ),
  active: z.boolean(),
})
export type ProcedureRow = z.infer<typeof procedureRow>

/** That somebody has read a version of a procedure. */
export const readingRow = z.object({
  /** `<procedure>/<person>` */
  id: z.string(),
  procedure: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  version: z.number().int().min(1),
  at: z.string(),
})
export type ReadingRow = z.infer<typeof readingRow>
