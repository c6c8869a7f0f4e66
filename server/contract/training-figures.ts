/** What reads of training answer with: suggestions, levels against targets, cover, and who has read. */
import { z } from 'zod'
import { evidence, needPriorities } from './training-rows.js'

/** Why the record suggests a training. */
export const suggestionKinds = ['returns', 'slow', 'cover', 'unread', 'unused'] as const

export const suggestion = z.object({
  key: z.string(),
  kind: z.enum(suggestionKinds),
  team: z.string(),
  /** Null: the team. */
  person: z.string().nullable(),
  type: z.string().nullable(),
  topic: z.string().nullable(),
  /** In words, with its figures. */
  reason: z.string(),
  /** The stated chance that this is nothing but luck, 0 to 1; null where nothing was tested. */
  falseAlarm: z.number().nullable(),
  evidence: z.array(evidence),
  /** How much it rests on: returns, tasks, hours, people or months, as its kind counts. */
  weight: z.number(),
  /** What accepting it records, unless the lead says otherwise. */
  accept: z.object({ seen: z.string(), priority: z.enum(needPriorities) }),
})
export type Suggestion = z.infer<typeof suggestion>

export const matrixTarget = z.object({
  level: z.number().int(),
  needed: z.number().int(),
  /** People of the team at that level or above. */
  have: z.number().int(),
  by: z.string().nullable(),
  who: z.array(z.string()),
  /** "none", "2 short", "2 short, due 11 Dec". */
  gap: z.string(),
})

export const hole = z.object({
  type: z.string(),
  day: z.string(),
  /** Hours of the office's clock, `to` not included. */
  from: z.number().int(),
  to: z.number().int(),
  /** Those who can do it alone for the whole of the time: nobody, or the only one. */
  who: z.array(z.string()),
  /** "Thursday 26 Nov 15:00 to 16:00: nobody can take Vital records alone". */
  words: z.string(),
})

/** Who must read a procedure and has, or has not. */
export const unreadOf = z.object({
  procedure: z.string(),
  version: z.number().int(),
  /** People whom it is for, of those that the asker may know of. */
  people: z.number().int(),
  read: z.number().int(),
  unread: z.array(z.string()),
})
