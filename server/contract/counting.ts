/** Fields that count themselves and checks between fields: data of a task type, never code of its own. */
import { z } from 'zod'
import { id, line } from './text.js'

export const operations = ['sum', 'difference', 'product', 'steps'] as const
export const results = ['money', 'count', 'number'] as const
export type Operation = (typeof operations)[number]
export type ResultKind = (typeof results)[number]

/**
 * How a computed field is counted. The parts are ids of fields of the same type, computed ones too, or
 * plain numbers; what is nested is a field of its own, so that each figure has a name.
 */
export const formula = z.strictObject({
  op: z.enum(operations),
  of: z
    .array(z.union([id, z.number()]))
    .min(1)
    .max(20),
  /** What comes out, rounded half up: dollars to cents, a count to whole ones. Left out: as its parts are. */
  result: z.enum(results).optional(),
  /** With `steps`: the amount for what is at most `upTo`; `upTo` null, in the last: for all above. */
  steps: z
    .array(z.strictObject({ upTo: z.number().nullable(), amount: z.number() }))
    .min(1)
    .max(100)
    .optional(),
})
export type Formula = z.output<typeof formula>

/** Two fields that must agree before a task can be finished, or be explained. */
export const checkInput = z.strictObject({
  id: id.optional(),
  label: line(80),
  /** Ids of fields: what is expected, and what came of it. */
  left: id,
  right: id,
  /** A difference up to this needs no explanation. */
  tolerance: z.number().min(0).max(1_000_000_000).optional(),
  /** The field in which a difference is explained; null: it cannot be, the two must agree. */
  explain: id.nullable().default(null),
})
export type CheckRule = z.output<typeof checkInput> & { id: string }
