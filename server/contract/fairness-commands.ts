/** What is told about people: notes upward, who looked at whom, the notice, and all that is held about one. */
import { z } from 'zod'
import { leaveRow, officeDate, patternRow, shiftRow, usualRow } from './desk-rows.js'
import { acknowledgementRow, gradeTickRow, lookRow, noteFigure, noteRow } from './fairness-rows.js'
import { orNull } from './plain-words.js'
import { rateRow, reviewRow } from './quality-rows.js'
import { personRow, shownTask } from './schemas.js'
import { command, read } from './spec.js'
import { id, line, prose } from './text.js'
import {
  attendanceRow,
  readingRow,
  skillRow,
  trainingNeedRow,
  trainingSessionRow,
} from './training-rows.js'

const noteOut = z.object({ note: noteRow })
const aboutPerson = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'] as const

/** One thing asked for the next grade, and whether it is met. */
const gradeStep = z.object({
  criterion: z.string(),
  text: z.string(),
  /** Null: not known, with too little on the record or before a lead has said so. */
  met: z.boolean().nullable(),
  /** What the record says, or who ticked it. */
  evidence: z.string(),
  /** False: the record decides; true: a lead ticks it. */
  ticked: z.boolean(),
})
export type GradeStep = z.infer<typeof gradeStep>

/** What one person finished of one type on one day. */
const producedRow = z.object({
  day: officeDate,
  type: z.string(),
  tasks: z.number().int(),
  standardMinutes: z.number(),
  /** Null: the office times nobody, or a supervisor asks. */
  handleMinutes: z.number().nullable(),
})

/** Where a list of finished work goes on: the last task that was given. */
const workAfter = z.strictObject({ finishedAt: z.string().max(40), no: z.number().int() })

export const fairnessCommands = {
  'note.draft': command(
    'Begin a note on a person and period, or fill in the figures of its draft anew',
    z.strictObject({ person: id, from: officeDate, to: officeDate }),
    noteOut,
  ),
  'note.write': command(
    'Write a lead’s words into a draft; what is left out stays',
    z.strictObject({
      note: id,
      production: z.union([prose(4000), z.literal('')]).optional(),
      training: z.union([prose(4000), z.literal('')]).optional(),
      next: z.union([prose(4000), z.literal('')]).optional(),
    }),
    noteOut,
  ),
  'note.sign': command(
    'Sign a note: its figures and words stay as they are, and the person may read it',
    z.strictObject({ note: id }),
    noteOut,
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'stale'],
  ),
  'note.see': command(
    'Say that I have opened the note about me',
    z.strictObject({ note: id }),
    noteOut,
  ),
  'note.answer': command(
    'Answer the note about me; null: nothing to add',
    z.strictObject({ note: id, text: prose(4000, orNull).nullable() }),
    noteOut,
  ),
  'note.send': command(
    'Send a note to the supervisors, once the person has answered it',
    z.strictObject({ note: id }),
    noteOut,
  ),
  'note.open': command(
    'Read a note that was sent; who read it is kept with it',
    z.strictObject({ note: id }),
    noteOut,
  ),
  'person.look': command(
    'Give the reason for which a supervisor looks at a person’s record; the person sees it',
    z.strictObject({ person: id, reason: line(300) }),
    z.object({
      look: lookRow,
      /** Until when `person.record` may be read. */
      until: z.string(),
    }),
  ),
  'notice.save': command(
    'Change what people are told is recorded; everyone is asked to acknowledge it again',
    z.strictObject({
      recorded: prose(4000),
      where: prose(4000),
      seenBy: prose(4000),
      purpose: prose(4000),
    }),
    z.object({
      notice: z.object({
        version: z.number().int(),
        at: z.string(),
        recorded: z.string(),
        where: z.string(),
        seenBy: z.string(),
        purpose: z.string(),
      }),
    }),
  ),
  'notice.acknowledge': command(
    'Say that I have read the notice of what is recorded',
    z.strictObject({ version: z.number().int().min(1) }),
    z.object({ acknowledgement: acknowledgementRow }),
  ),
  'grade.tick': command(
    'Say whether a person meets what is asked for a grade and no figure measures',
    z.strictObject({
      person: id,
      criterion: id,
      met: z.boolean(),
      text: line(300).nullable().optional(),
    }),
    z.object({ tick: gradeTickRow }),
  ),

  'person.record': read(
    'What is held about a person: their own, or by a lead or a supervisor with a reason, which is logged',
    z.strictObject({ person: id.optional() }),
    z.object({
      at: z.string(),
      person: personRow,
      /** False: the office times nobody, so no minutes are shown. */
      timed: z.boolean(),
      /** The days that `figures` are about. */
      from: z.string(),
      to: z.string(),
      figures: z.array(noteFigure),
      /** All that they ever finished here, by type, most first. */
      finished: z.array(
        z.object({ type: z.string(), tasks: z.number().int(), standardMinutes: z.number() }),
      ),
      /** What they finished on each day from `from` until now, the latest first. */
      production: z.array(producedRow),
      /** What their work usually takes, as it was learnt; none where nobody is timed, nor for supervisors. */
      usual: z.array(usualRow),
      /** Checks that are decided, the latest first. */
      checks: z.array(reviewRow),
      /** How much of their work is checked, where a lead has said so of them by name; none for supervisors. */
      rates: z.array(rateRow),
      skills: z.array(skillRow),
      /** Also those that are closed, and of long ago. */
      needs: z.array(trainingNeedRow),
      trainings: z.array(
        attendanceRow.extend({ topic: z.string().nullable(), day: z.string().nullable() }),
      ),
      /** Trainings that they gave or are to give. */
      given: z.array(trainingSessionRow),
      readings: z.array(readingRow),
      /** Their repeating weeks; null: the office's hours. */
      pattern: patternRow.nullable(),
      /** Days that are not as those weeks say, of all times, the latest first. */
      shifts: z.array(shiftRow),
      leave: z.array(leaveRow),
      notes: z.array(noteRow),
      /** Empty for who is not the person: who looked is theirs to see. */
      looks: z.array(lookRow),
      acknowledgement: acknowledgementRow.nullable(),
      /** The next grade and what is asked for it; null: none is above. */
      next: z.object({ grade: z.enum(['II', 'III']), steps: z.array(gradeStep) }).nullable(),
    }),
    aboutPerson,
  ),
  'person.work': read(
    'What a person finished, the latest first, page by page',
    z.strictObject({
      person: id.optional(),
      after: workAfter.nullable().optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    z.object({ tasks: z.array(shownTask), after: workAfter.nullable() }),
    aboutPerson,
  ),
}
