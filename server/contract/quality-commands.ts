/** Checks of finished work: what is looked at, how often, by whom, and what becomes of it. */
import { z } from 'zod'
import { orNull } from './plain-words.js'
import {
  checklistItem,
  checklistRow,
  dispute,
  itemAnswers,
  rateRow,
  returnedFor,
  reviewResults,
  reviewRow,
} from './quality-rows.js'
import { grades } from './rows.js'
import { historyEvent, personRow, shownTask } from './schemas.js'
import { command, read, taskOut } from './spec.js'
import { id, instant, line, prose, taskNo } from './text.js'

const reviewOut = z.object({ review: reviewRow })

/** An open check as whoever may do it sees it: the work and who did it, nothing of how it was drawn. */
export const openCheck = z.object({
  id: z.string(),
  task: z.number().int(),
  round: z.number().int(),
  type: z.string(),
  team: z.string(),
  person: z.string(),
  finishedAt: z.string(),
  /** It was returned before and comes back corrected. */
  corrected: z.boolean(),
  /** Who has it open; null: nobody. */
  checker: z.string().nullable(),
})
export type OpenCheck = z.infer<typeof openCheck>

/** A check as whoever decided it gets it back: nothing of how the work was drawn, and of no other check of it. */
export const decidedCheck = reviewRow.omit({
  cause: true,
  share: true,
  grade: true,
  level: true,
  twin: true,
})
export type DecidedCheck = z.infer<typeof decidedCheck>

/** A check that is done, as far as the next checker of the same work needs it. */
export const pastCheck = z.object({
  id: z.string(),
  round: z.number().int(),
  person: z.string(),
  checker: z.string().nullable(),
  checkedAt: z.string(),
  result: z.enum(reviewResults),
  answers: z.record(z.string(), z.enum(itemAnswers)),
  reasons: z.array(returnedFor),
  note: z.string().nullable(),
  dispute: dispute.nullable(),
})
export type PastCheck = z.infer<typeof pastCheck>

const reads = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'] as const

export const qualityCommands = {
  'checklist.save': command(
    'Say what a checker looks at in a type of work; an empty list: nothing in particular',
    z.strictObject({
      type: id,
      items: z
        .array(
          z.strictObject({
            id: id.optional(),
            text: line(200),
            weight: checklistItem.shape.weight.default(1),
            critical: z.boolean().default(false),
            /** A step's id; null: the whole. */
            step: id.nullable().default(null),
          }),
        )
        .max(30),
    }),
    z.object({ checklist: checklistRow }),
  ),
  'rate.set': command(
    'Say how much of somebody’s, of a grade’s or of all work of a type is checked; null: as before',
    z.strictObject({
      type: id,
      grade: z.enum(grades).optional(),
      person: id.optional(),
      share: z.number(orNull).min(0).max(1).nullable(),
      reason: line(300).optional(),
    }),
    z.object({ rate: rateRow.nullable() }),
  ),
  'checker.set': command(
    'Say which types of work a person may check without leading the team',
    z.strictObject({ person: id, types: z.array(id).max(200) }),
    z.object({ person: personRow }),
  ),
  'review.ask': command(
    'Have a task checked: while it is open, or on the day on which it was finished; `asked: false` takes back one’s own asking while it is open, or while no checker has begun on what was asked for once finished',
    z.strictObject({ task: taskNo, reason: line(300).optional(), asked: z.boolean().optional() }),
    taskOut,
  ),
  'review.take': command(
    'Open the check of a task, so that nobody else does it too',
    z.strictObject({ task: taskNo }),
    z.object({ check: openCheck }),
  ),
  'review.leave': command(
    'Leave an opened check to others',
    z.strictObject({ task: taskNo }),
    z.object({ check: openCheck }),
  ),
  'review.decide': command(
    'Pass a task, pass it with a note, or return it for correction',
    z.strictObject({
      task: taskNo,
      result: z.enum(reviewResults),
      /** By checklist item; all of them where the type has a checklist. */
      answers: z.record(z.string().max(80), z.enum(itemAnswers)).optional(),
      reasons: z
        .array(
          z.strictObject({
            reason: id,
            step: id.nullable().default(null),
            text: line(300).nullable().default(null),
          }),
        )
        .max(20)
        .optional(),
      note: prose(2000).optional(),
    }),
    z.object({
      task: shownTask,
      /** `result` is null while another checker looks at the same work on their own. */
      review: decidedCheck,
    }),
  ),
  'review.acknowledge': command(
    'Say that I have read a check of my work',
    z.strictObject({ review: id }),
    reviewOut,
  ),
  'review.dispute': command(
    'Dispute a return, once; a second checker decides',
    z.strictObject({ review: id, text: prose(2000) }),
    reviewOut,
  ),
  'review.settle': command(
    'Decide a dispute as a second checker; `upheld`: the work was right',
    z.strictObject({ review: id, upheld: z.boolean(), text: prose(2000) }),
    z.object({ review: decidedCheck }),
  ),
  'review.queue': read(
    'What waits to be checked, and disputes that wait to be decided, by me',
    z.strictObject({ team: id.optional() }),
    z.object({
      /** In the order in which they should be taken: corrected work first, then as the queue is. */
      checks: z.array(z.object({ check: openCheck, task: shownTask })),
      disputes: z.array(z.object({ review: pastCheck, task: shownTask })),
    }),
    reads,
  ),
  'review.get': read(
    'A task as its checker needs it: history, checklist, and what was said before',
    z.strictObject({ task: taskNo }),
    z.object({
      task: shownTask,
      history: z.array(historyEvent),
      /** Null: the type has none. */
      checklist: checklistRow.nullable(),
      /** Null: nothing waits to be checked, only a dispute. */
      check: openCheck.nullable(),
      /** The return that is disputed and not decided; null: none. */
      disputed: pastCheck.nullable(),
      /** Earlier rounds, the latest first. */
      earlier: z.array(pastCheck),
    }),
    reads,
  ),
  'person.checks': read(
    'The checks of a person’s work: for themselves and their leads',
    z.strictObject({ person: id, from: instant.optional(), to: instant.optional() }),
    z.object({ reviews: z.array(reviewRow) }),
    reads,
  ),
}
