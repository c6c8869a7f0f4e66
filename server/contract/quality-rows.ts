/** Rows of quality: what is checked and how often, the checks, and what became of them. */
import { z } from 'zod'

/** Why a finished task is checked: its draw, everything of a grade or of a new skill, asked for, or corrected work. */
export const reviewCauses = ['drawn', 'grade', 'skill', 'asked', 'returned'] as const
export const reviewResults = ['pass', 'note', 'return'] as const
export const itemAnswers = ['yes', 'no', 'na'] as const
const grade = z.enum(['I', 'II', 'III'])
export type ReviewResult = (typeof reviewResults)[number]
export type ItemAnswer = (typeof itemAnswers)[number]

export const checklistItem = z.object({
  id: z.string(),
  text: z.string(),
  /** How much it counts in the score; 0: only for the record. */
  weight: z.number().min(0).max(100),
  /** "No" fails the whole. */
  critical: z.boolean(),
  /** The step that it looks at; null: the whole. */
  step: z.string().nullable(),
})
export type ChecklistItem = z.infer<typeof checklistItem>

/** What a checker looks at in one type of work; no items: nothing in particular. */
export const checklistRow = z.object({
  /** The task type's id. */
  id: z.string(),
  team: z.string().nullable(),
  version: z.number().int().min(1),
  at: z.string(),
  by: z.string(),
  items: z.array(checklistItem),
})
export type ChecklistRow = z.infer<typeof checklistRow>

/** How much of somebody's finished work is checked, where it is not as the type says. Leads' eyes; one's own also in one's record. */
export const rateRow = z.object({
  /** `<type>/<grade or *>/<person or *>` */
  id: z.string(),
  type: z.string(),
  team: z.string().nullable(),
  grade: grade.nullable(),
  person: z.string().nullable(),
  /** 0 to 1. */
  share: z.number().min(0).max(1),
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  /** A lead's own: at least so much, also where what covers them says less. */
  floor: z.literal(true).optional(),
})
export type RateRow = z.infer<typeof rateRow>

export const returnedFor = z.object({
  /** Id of one of the office's return reasons. */
  reason: z.string(),
  /** The step at fault; null: none in particular. */
  step: z.string().nullable(),
  text: z.string().nullable(),
})
export type ReturnedFor = z.infer<typeof returnedFor>

export const dispute = z.object({
  at: z.string(),
  text: z.string(),
  /** By whom it was decided, and how; null: still open. */
  decision: z
    .object({ by: z.string(), at: z.string(), upheld: z.boolean(), text: z.string() })
    .nullable(),
})

/** One check of one finished piece of work: open until a checker has looked. */
export const reviewRow = z.object({
  /** `<task>.<round>`, and of its twin `<task>.<round>.2` */
  id: z.string(),
  task: z.number().int(),
  /** How often the task has been finished, counted from 1; only round 1 counts for first-pass yield. */
  round: z.number().int().min(1),
  type: z.string(),
  team: z.string(),
  /** Who did the work; never who checks it. */
  person: z.string(),
  grade: grade.nullable(),
  /** Their level in the type when it was finished; null: none recorded. */
  level: z.number().int().min(0).max(4).nullable(),
  finishedAt: z.string(),
  cause: z.enum(reviewCauses),
  /** The share of such work that was checked, from which it was drawn. */
  share: z.number(),
  /** Who has it open or has done it. */
  checker: z.string().nullable(),
  checkedAt: z.string().nullable(),
  result: z.enum(reviewResults).nullable(),
  /** Version of the checklist that was answered; null: the type had none. */
  checklist: z.number().int().nullable(),
  answers: z.record(z.string(), z.enum(itemAnswers)),
  /** Weighted share of what applied and was right, 0 to 1; null: nothing was weighed. */
  score: z.number().nullable(),
  reasons: z.array(returnedFor),
  note: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  dispute: dispute.nullable(),
  /** The other check of the same work, where two checkers look blind; its id. Both are known at one moment. */
  twin: z.string().nullable(),
})
export type ReviewRow = z.infer<typeof reviewRow>

/** A blind check that waits for its twin. Never leaves the server. */
export type SealedRow = {
  /** The review's id. */
  id: string
  checker: string
  at: string
  result: ReviewResult
  checklist: number | null
  answers: Record<string, ItemAnswer>
  score: number | null
  reasons: ReturnedFor[]
  note: string | null
}
