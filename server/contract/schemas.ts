/** zod twins of the rows that answers carry, for the OpenAPI document and for clients that validate. */
import { z } from 'zod'
import { dueRule } from './due-rule.js'
import { returnedFor } from './quality-rows.js'
import {
  channels,
  grades,
  presences,
  priorities,
  roles,
  statuses,
  type PersonRow,
  type ShownTask,
} from './rows.js'

export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

const count = z.object({ rule: dueRule, dueAt: z.string() })
const taskClock = z.object({
  from: z.string(),
  end: count.nullable(),
  waits: z.array(z.object({ from: z.string(), to: z.string() })),
  extensions: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      reason: z.string().nullable(),
      dueAt: z.string(),
      named: z.boolean(),
      notice: z.boolean(),
    }),
  ),
})

const stepState = z.object({
  id: z.string(),
  name: z.string(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
  due: count.optional(),
})

export const position = z.object({
  priority: z.enum(priorities),
  dueAt: z.string().nullable(),
  no: z.number().int(),
})

export const shownTask = z.object({
  no: z.number().int(),
  type: z.string(),
  team: z.string(),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  holder: z.string().nullable(),
  dueAt: z.string().nullable(),
  standsSince: z.string().nullable().optional(),
  createdAt: z.string(),
  claimedAt: z.string().nullable(),
  followUpAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  standardMinutes: z.number(),
  confidential: z.boolean(),
  seq: z.number().int(),
  title: z.string().optional(),
  channel: z.enum(channels).optional(),
  reference: z.string().nullable().optional(),
  requester: z.string().nullable().optional(),
  fields: z.record(z.string(), fieldValue).optional(),
  steps: z.array(stepState).optional(),
  notes: z.number().int().optional(),
  createdBy: z.string().optional(),
  assignedBy: z.string().nullable().optional(),
  assignedAt: z.string().nullable().optional(),
  waitingFor: z.string().nullable().optional(),
  outcome: z.string().nullable().optional(),
  finishedBy: z.string().nullable().optional(),
  activeSince: z.string().nullable().optional(),
  handleMinutes: z.number().optional(),
  pinned: z.boolean().optional(),
  place: z.number().int().nullable().optional(),
  clock: taskClock.optional(),
  differences: z.record(z.string(), z.number()).optional(),
  why: z.string().nullable().optional(),
  round: z.number().int().optional(),
  review: z.string().nullable().optional(),
  checkAsked: z.string().nullable().optional(),
  returned: z
    .object({
      at: z.string(),
      by: z.string(),
      reasons: z.array(returnedFor),
      note: z.string().nullable(),
    })
    .nullable()
    .optional(),
  unchecked: z.enum(['drawn', 'grade', 'skill', 'asked', 'returned']).optional(),
}) satisfies z.ZodType<ShownTask>

export const personRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  grade: z.enum(grades).nullable(),
  team: z.string().nullable(),
  leads: z.array(z.string()),
  active: z.boolean(),
  presence: z.enum(presences),
  presenceSince: z.string(),
  help: z
    .object({ since: z.string(), task: z.number().int().nullable(), text: z.string().nullable() })
    .nullable(),
  checks: z.array(z.string()).optional(),
  freeSince: z.string().optional(),
}) satisfies z.ZodType<PersonRow>

/** One line of a task's history: an event of the log, told as facts. */
export const historyEvent = z.object({
  seq: z.number().int(),
  at: z.string(),
  /** A person's id, or `system`. */
  actor: z.string(),
  command: z.string(),
  status: z.enum(statuses),
  holder: z.string().nullable(),
  /** The whole event as one plain sentence, without its time. */
  sentence: z.string(),
  /** The text of a note; absent where the reader may not see it. */
  note: z.string().optional(),
  /** Of a balance, for the team's leads: where what was proved is kept. */
  record: z.string().optional(),
})
export type HistoryEvent = z.infer<typeof historyEvent>
