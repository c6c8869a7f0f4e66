/** Work standards and what a day's fields add up to. */
import { z } from 'zod'
import { results } from './counting.js'
import { officeDate, standardRow } from './desk-rows.js'
import { dueRule } from './due-rule.js'
import { orNull } from './plain-words.js'
import { command, read } from './spec.js'
import { id, line } from './text.js'

const measured = z.object({
  median: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
})

export const standardsCommands = {
  'standard.set': command(
    'Set what a task of a type should take and when it is due, for all or for one team, with the reason',
    z.strictObject({
      type: id,
      /** For the tasks of this team alone; left out: for all that have no standard of their own. */
      team: id.optional(),
      /** Null, with a team: from now on the team has what the type has. */
      standardMinutes: z.number(orNull).positive().max(10_000).nullable(),
      /** Tasks that a day should bring; null: no count; 'type', with a team: as the type has it; left out: as it was. */
      dailyCount: z.union([z.number().min(0).max(100_000), z.literal('type')]).nullable().optional(),
      /** When a new task is due; null: at no time; 'type', with a team: as the type has it; left out: as it was. */
      due: z.union([dueRule, z.literal('type')]).nullable().optional(),
      reason: line(500),
    }),
    z.object({
      taskType: z.looseObject({ id: z.string(), name: z.string(), standardMinutes: z.number() }),
      standard: standardRow,
    }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'],
  ),

  'standard.proposal': read(
    'What tasks of a type took lately, beside their standard',
    z.strictObject({ type: id, team: id.optional() }),
    z.object({
      type: z.string(),
      /** Whose tasks and standard these are; absent: all teams', and the type's. */
      team: z.string().optional(),
      standardMinutes: z.number(),
      dailyCount: z.number().nullable(),
      /** Tasks that were finished since then. */
      since: z.string(),
      days: z.number().int(),
      /** Of these, the ones whose minutes are known. */
      n: z.number().int(),
      /** Left out: finished without any minutes in hand. */
      noTiming: z.number().int(),
      /** The median, and the range of the middle 80 %; null: withheld. */
      measured: measured.nullable(),
      /** Why nothing is measured; null: it is. */
      withheld: z.string().nullable(),
    }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'],
  ),

  'totals.day': read(
    'What a team finished on a day: tasks, standard minutes and sums of its fields',
    z.strictObject({
      team: id,
      day: officeDate.optional(),
    }),
    z.object({
      team: z.string(),
      day: z.string(),
      tasks: z.number().int(),
      standardMinutes: z.number(),
      types: z.array(
        z.object({
          type: z.string(),
          name: z.string(),
          tasks: z.number().int(),
          standardMinutes: z.number(),
          /** Fields that count, in the type's order. */
          fields: z.array(
            z.object({
              field: z.string(),
              label: z.string(),
              kind: z.enum(results),
              unit: z.string().nullable(),
              /** Tasks in which it was filled. */
              tasks: z.number().int(),
              sum: z.number(),
            }),
          ),
        }),
      ),
    }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'],
  ),
}
