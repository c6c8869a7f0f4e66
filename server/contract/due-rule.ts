/** Due rules and local days as they come in. */
import { z } from 'zod'
import { dayEnds, dueUnits, type DueRule } from './clock-rows.js'
import { type LocalDay } from './rows.js'
import { line } from './text.js'

const amount = z.number().positive().max(3650)
const unit = z.enum(dueUnits)

const extensionRule = z.strictObject({
  count: amount.nullable(),
  unit,
  times: z.number().int().min(1).max(99).nullable().default(1),
  reason: z.boolean().default(true),
  notice: z.boolean().default(false),
  earliest: z.boolean().default(false),
})

export const dueRule = z.strictObject({
  count: amount,
  unit,
  citation: line(300).nullable().default(null),
  law: z.boolean().optional(),
  firstDay: z.boolean().optional(),
  ends: z.enum(dayEnds).optional(),
  pauses: z.boolean().optional(),
  extension: extensionRule.nullable().optional(),
}) satisfies z.ZodType<DueRule>

export const clockText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:30')

/** A day that an office keeps: off, or open at other hours. */
export const localDay = z.strictObject({
  day: z.iso.date('must be a date like 2026-11-27'),
  name: line(80),
  hours: z
    .strictObject({ opens: clockText, closes: clockText })
    .refine(({ opens, closes }) => opens < closes, 'must close after it opens')
    .nullable()
    .default(null),
}) satisfies z.ZodType<LocalDay>
