/** Rows of what is told about people: notes upward, who looked at whom, and what everyone was told. */
import { z } from 'zod'
import { officeDate } from './desk-rows.js'

export const noteStates = ['draft', 'signed', 'answered', 'sent'] as const

/** A figure of a note as it was when the note was signed, in words that can stand alone. */
export const noteFigure = z.object({
  id: z.string(),
  name: z.string(),
  /** As it is read, with unit and interval: "92 % [85 to 96 %]". */
  value: z.string(),
  /** What it counts: "118 tasks". */
  count: z.string(),
})

/** A production and training note: drafted and signed by a lead, answered by the person, sent upward. */
export const noteRow = z.object({
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  /** First and last day, both included. */
  from: officeDate,
  to: officeDate,
  state: z.enum(noteStates),
  figures: z.array(noteFigure),
  /** The lead's words: on production, on training, on what comes next. */
  production: z.string(),
  training: z.string(),
  next: z.string(),
  by: z.string(),
  at: z.string(),
  signedAt: z.string().nullable(),
  /** When the person opened it, and what they answered; text null: nothing to add. */
  seenAt: z.string().nullable(),
  answer: z.object({ at: z.string(), text: z.string().nullable() }).nullable(),
  sentAt: z.string().nullable(),
  /** Who read it after it was sent. */
  readBy: z.array(z.object({ by: z.string(), at: z.string() })),
})
export type NoteRow = z.infer<typeof noteRow>

/** That somebody looked at a person's history: the person's to see. */
export const lookRow = z.object({
  id: z.string(),
  person: z.string(),
  by: z.string(),
  at: z.string(),
  /** What was looked at, in words. */
  what: z.string(),
  reason: z.string().nullable(),
})
export type LookRow = z.infer<typeof lookRow>

/** That somebody has read and acknowledged the notice of what is recorded. */
export const acknowledgementRow = z.object({
  /** The person's id. */
  id: z.string(),
  team: z.string().nullable(),
  version: z.number().int().min(1),
  at: z.string(),
})
export type AcknowledgementRow = z.infer<typeof acknowledgementRow>

/** That a lead says whether somebody meets something asked for a grade that no figure measures. */
export const gradeTickRow = z.object({
  /** `<person>/<criterion>` */
  id: z.string(),
  person: z.string(),
  team: z.string().nullable(),
  /** Id of one of the office's grade criteria. */
  criterion: z.string(),
  met: z.boolean(),
  text: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})
export type GradeTickRow = z.infer<typeof gradeTickRow>

/** The electronic-monitoring notice of an office. */
export type MonitoringNotice = {
  version: number
  at: string
  /** What is recorded, where, who sees it, and for what. */
  recorded: string
  where: string
  seenBy: string
  purpose: string
}
