/** zod twins of what the wire carries beside commands; a shape that drifts from its type does not compile. */
import { z } from 'zod'
import { federalIds } from '../contract/clock-rows.js'
import { checkInput, formula } from '../contract/counting.js'
import {
  hourNoteRow,
  leaveRow,
  patternRow,
  planRow,
  shiftRow,
  standardRow,
  undoRow,
  usualRow,
} from '../contract/desk-rows.js'
import { dueRule, localDay } from '../contract/due-rule.js'
import { acknowledgementRow, gradeTickRow, lookRow, noteRow } from '../contract/fairness-rows.js'
import { checklistRow, rateRow, reviewRow } from '../contract/quality-rows.js'
import {
  attendanceRow,
  dismissalRow,
  evidence,
  procedureRow,
  readingRow,
  sheetRow,
  targetRow,
  trainingNeedRow,
  trainingSessionRow,
} from '../contract/training-rows.js'
import { errorStatus, type ErrorCode, type Failure } from '../contract/errors.js'
import { fieldKinds, grades, priorities, type Level, type WireRows } from '../contract/rows.js'
import { personRow, position, shownTask } from '../contract/schemas.js'
import type { Envelope, Me, Snapshot } from '../contract/wire.js'

const text = z.string()
const orNull = <T extends z.ZodType>(schema: T) => schema.nullable()
const level = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
]) satisfies z.ZodType<Level>

export const failure = z.object({
  code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
  message: text,
  problems: z.array(z.object({ path: text, message: text })).optional(),
  by: text.optional(),
  since: text.optional(),
  retryAfterMs: z.number().optional(),
  incident: text.optional(),
}) satisfies z.ZodType<Failure>

export const refused = z.object({ ok: z.literal(false), error: failure })

export const officeRow = z.object({
  id: text,
  name: text,
  timeZone: text,
  days: z.array(z.number().int()),
  opens: text,
  closes: text,
  federalHolidays: z.boolean().optional(),
  workedHolidays: z.array(z.enum(federalIds)).optional(),
  holidays: z.array(localDay).optional(),
  demo: orNull(z.object({ notice: text, source: text })),
  desk: z
    .object({
      leaveBy: z.enum(['lead', 'supervisor']),
      utilisation: z.number(),
      causes: z.array(z.object({ id: text, name: text })),
      returnReasons: z.array(z.object({ id: text, name: text })),
      disputeHours: z.number(),
      blindShare: z.number(),
      leadShare: z.number(),
      minimumCount: z.number(),
      individualTiming: z.boolean(),
      gradeCriteria: z.array(
        z.object({
          id: text,
          grade: z.enum(['II', 'III']),
          text,
          measure: orNull(
            z.discriminatedUnion('kind', [
              z.object({ kind: z.literal('levels'), count: z.number(), level: z.number() }),
              z.object({ kind: z.literal('yield'), share: z.number(), days: z.number() }),
              z.object({ kind: z.literal('trained'), count: z.number() }),
            ]),
          ),
        }),
      ),
    })
    .partial()
    .optional(),
  notice: z
    .object({
      version: z.number().int(),
      at: text,
      recorded: text,
      where: text,
      seenBy: text,
      purpose: text,
    })
    .optional(),
}) satisfies z.ZodType<WireRows['office']>

export const taskTypeRow = z.object({
  id: text,
  name: text,
  standardMinutes: z.number(),
  steps: z.array(z.object({ id: text, name: text, due: orNull(dueRule).optional() })),
  fields: z.array(
    z.object({
      id: text,
      label: text,
      kind: z.enum(fieldKinds),
      required: z.boolean(),
      unit: orNull(text),
      choices: z.array(text),
      formula: formula.optional(),
    }),
  ),
  reviewRate: z.number(),
  reviewRateBy: text.optional(),
  requiredLevel: level,
  requiredGrade: orNull(z.enum(grades)).optional(),
  team: orNull(text),
  priority: z.enum(priorities),
  due: orNull(dueRule),
  active: z.boolean(),
  teams: z
    .record(
      text,
      z.object({
        standardMinutes: z.number(),
        dailyCount: z.number().nullable().optional(),
        due: dueRule.nullable().optional(),
      }),
    )
    .optional(),
  location: text.nullable().optional(),
  checks: z.array(checkInput.extend({ id: text, label: text })).optional(),
}) satisfies z.ZodType<WireRows['taskType']>

const minutes = { tasks: z.number().int(), standardMinutes: z.number() }

/** One row shape a table. */
export const tables = {
  office: officeRow,
  team: z.object({
    id: text,
    name: text,
    location: orNull(text),
    rules: z
      .object({
        push: z.boolean(),
        reserveMinutes: orNull(z.number()),
        limit: orNull(z.number()),
        returnAfter: orNull(z.number()),
      })
      .partial()
      .optional(),
  }),
  person: personRow,
  account: z.object({ id: text, username: text, temporary: z.boolean() }),
  skill: z.object({
    id: text,
    person: text,
    team: orNull(text),
    type: text,
    level,
    since: text.optional(),
    by: text.optional(),
    evidence: z.array(evidence).optional(),
    trainer: orNull(text).optional(),
  }),
  taskType: taskTypeRow,
  task: shownTask,
  backlog: z.object({ id: text, team: text, type: text, priority: z.enum(priorities), ...minutes }),
  tally: z.object({
    id: text,
    day: text,
    hour: z.number().int(),
    person: orNull(text),
    team: text,
    type: text,
    ...minutes,
    handleMinutes: z
      .number()
      .describe('0 also where nobody is timed, and of a team for whoever does not lead it'),
  }),
  mapping: z.object({ id: text, name: text, by: text, at: text, mapping: z.unknown() }),
  pattern: patternRow,
  shift: shiftRow,
  leave: leaveRow,
  plan: planRow,
  hourNote: hourNoteRow,
  standard: standardRow,
  usual: usualRow,
  undo: undoRow,
  checklist: checklistRow,
  rate: rateRow,
  review: reviewRow,
  target: targetRow,
  trainingNeed: trainingNeedRow,
  dismissal: dismissalRow,
  trainingSession: trainingSessionRow,
  attendance: attendanceRow,
  sheet: sheetRow,
  procedure: procedureRow,
  reading: readingRow,
  note: noteRow,
  look: lookRow,
  acknowledgement: acknowledgementRow,
  gradeTick: gradeTickRow,
} satisfies { [T in keyof WireRows]: z.ZodType<WireRows[T]> }

type Tables = typeof tables
const each = <T>(make: (row: Tables[keyof Tables]) => T) =>
  Object.fromEntries(Object.entries(tables).map(([name, row]) => [name, make(row)])) as {
    [N in keyof Tables]: T
  }

export const me = personRow.extend({
  username: text,
  mustChangePassword: z.boolean(),
  permissions: z.array(text),
}) satisfies z.ZodType<Me>

export const envelope = z.object({
  office: text,
  epoch: text,
  from: z.number().int(),
  to: z.number().int(),
  at: text,
  puts: z.object(each((row) => z.array(row).optional())),
  drops: z.object(each(() => z.array(z.union([text, z.number()])).optional())),
}) as unknown as z.ZodType<Envelope>

export const snapshot = z.object({
  contract: z.number().int(),
  epoch: text,
  seq: z.number().int(),
  at: text,
  office: officeRow,
  me,
  until: z.record(text, orNull(position)),
  tables: z.object(each((row) => z.array(row))),
}) as unknown as z.ZodType<Snapshot>

export const template = z.object({
  id: text,
  name: text,
  describes: text,
  timeZone: text,
  days: z.array(z.number().int()),
  opens: text,
  closes: text,
})
