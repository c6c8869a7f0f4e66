/** Who works when: single days, repeating weeks, and copying a week. */
import { z } from 'zod'
import { blockKinds, clockSpan, officeDate, patternRow, shiftRow } from './desk-rows.js'
import { position } from './schemas.js'
import { command, read } from './spec.js'
import { id, line, prose } from './text.js'

/** A day's work as somebody types it: texts are checked as everywhere. */
const workInput = clockSpan.extend({
  breaks: z.array(clockSpan).max(8).default([]),
  blocks: z
    .array(
      clockSpan.extend({
        kind: z.enum(blockKinds),
        text: line(120).nullable().default(null),
      }),
    )
    .max(12)
    .default([]),
  /** Null: where the team is. */
  location: line(80).nullable().default(null),
})

/** For `undo.apply`, within ten minutes; null: nothing is otherwise than before. */
const undo = z.string().nullable()

export const timetableCommands = {
  'shift.save': command(
    'Draw or change one day of a person; `work: null` means not at work',
    z.strictObject({
      person: id,
      day: officeDate,
      work: workInput.nullable(),
      /** For everybody who sees the timetable; left out: as it was. */
      note: prose(300).nullable().optional(),
      /** For the person and their leads; left out: as it was. */
      reason: line(300).nullable().optional(),
    }),
    z.object({ shift: shiftRow, undo }),
  ),
  'shift.clear': command(
    'Take back what was drawn for a day, or for all days until `to`: the pattern holds again',
    z.strictObject({ person: id, day: officeDate, to: officeDate.optional() }),
    z.object({ undo }),
  ),
  'pattern.save': command(
    'Set the weeks that a person’s work repeats, from a Monday on',
    z.strictObject({
      person: id,
      from: officeDate,
      weeks: z.array(z.array(workInput.nullable()).length(7)).min(1).max(4),
      /** Days on which what was drawn gives way to these weeks. */
      clear: z.array(officeDate).max(31).optional(),
    }),
    z.object({ pattern: patternRow, undo }),
  ),
  'pattern.clear': command(
    'Forget a person’s repeating weeks: the office’s hours hold again',
    z.strictObject({ person: id }),
    z.object({ undo }),
  ),
  'shift.copyWeek': command(
    'Copy who works when from one week of a team to another; all or nothing',
    z.strictObject({
      team: id,
      from: officeDate,
      to: officeDate,
      /** Only these people of the team. */
      people: z.array(id).min(1).max(500).optional(),
    }),
    /** Days that are otherwise now. */
    z.object({ changed: z.number().int(), undo }),
  ),
  'arrivals.usual': read(
    'What usually comes in to a team, by weekday and hour: the average of the last weeks',
    z.strictObject({ team: id, weeks: z.number().int().min(1).max(12).default(4) }),
    z.object({
      /** Weeks behind the average; 0: nothing came in. */
      weeks: z.number().int(),
      arrivals: z.array(
        z.object({
          type: z.string(),
          /** ISO weekday, 1 Monday to 7 Sunday. */
          weekday: z.number().int(),
          hour: z.number().int(),
          standardMinutes: z.number(),
        }),
      ),
    }),
  ),
  'coverage.beyond': read(
    'What is queued past a position of a team’s queue and due by the end of a day: what coverage asks for beyond the part of the queue that a screen holds',
    z.strictObject({ team: id, after: position, until: officeDate }),
    z.object({
      /** Summed by type and day of the office, what is late as one, each with its first due time; of at most 20,000 tasks. */
      due: z.array(z.object({ type: z.string(), dueAt: z.string(), standardMinutes: z.number() })),
    }),
  ),
}
