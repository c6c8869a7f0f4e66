/** How leads run their desks, as `office.save` takes it; what is left out stays. */
import { z } from 'zod'
import { id, line } from './text.js'

/** Items of a list keep their ids, since the record names them; a new one gets its id from its name. */
const named = z.strictObject({ id: id.optional(), name: line(80) })

const measure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('levels'),
    count: z.number().int().min(1).max(100),
    level: z.number().int().min(1).max(4),
  }),
  z.strictObject({
    kind: z.literal('yield'),
    share: z.number().min(0).max(1),
    days: z.number().int().min(1).max(730),
  }),
  z.strictObject({ kind: z.literal('trained'), count: z.number().int().min(1).max(100) }),
])

export const deskInput = z.strictObject({
  leaveBy: z.enum(['lead', 'supervisor']).optional(),
  utilisation: z.number().min(0.3).max(1).optional(),
  causes: z.array(named).min(1).max(40).optional(),
  /** Why work is returned from its check; all of them. */
  returnReasons: z.array(named).min(1).max(40).optional(),
  /** Business hours in which a return may be disputed. */
  disputeHours: z.number().min(1).max(400).optional(),
  /** Share of checks that two checkers do blind. */
  blindShare: z.number().min(0).max(1).optional(),
  /** Of a lead’s own work no less is checked, whatever they themselves set. */
  leadShare: z.number().min(0).max(1).optional(),
  /** Below so many cases a share of one person is withheld. */
  minimumCount: z.number().int().min(1).max(1000).optional(),
  /** False: no minutes are derived, kept or shown per person; what was learnt of them is forgotten. */
  individualTiming: z.boolean().optional(),
  /** What is asked for a grade; all of it. */
  gradeCriteria: z
    .array(
      z.strictObject({
        id: id.optional(),
        grade: z.enum(['II', 'III']),
        text: line(200),
        measure: measure.nullable(),
      }),
    )
    .max(40)
    .optional(),
})
