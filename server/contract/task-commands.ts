/** Commands and reads of tasks and the queue. */
import { z } from 'zod'
import { MOST_TASKS } from './limits.js'
import { channels, priorities } from './rows.js'
import { fieldValue, historyEvent, position, shownTask } from './schemas.js'
import { command, held, read, taskOut, type Spec } from './spec.js'
import { id, idOrNull, instant, line, prose, taskNo } from './text.js'

const fields = z.record(
  z.string().max(60),
  fieldValue.refine(
    (value) =>
      typeof value !== 'string' ||
      (value.length <= 4000 && !value.includes('\u0000') && value.isWellFormed()),
    'must have at most 4000 storable characters',
  ),
)

/** One row to import, already mapped; `line` is its line in the file, for the report. */
export const importRow = z.strictObject({
  line: z.number().int().positive(),
  type: id,
  title: line(200),
  priority: z.enum(priorities).optional(),
  team: id.optional(),
  dueAt: instant.nullable().optional(),
  createdAt: instant.optional(),
  finishedAt: instant.nullable().optional(),
  outcome: line(200).nullable().optional(),
  channel: z.enum(channels).optional(),
  reference: line(120).nullable().optional(),
  requester: line(120).nullable().optional(),
  fields: fields.optional(),
  note: prose(4000).optional(),
})

export const taskCommands = {
  'task.create': command(
    'Put a new task into the queue',
    z.strictObject({
      type: id,
      title: line(200),
      priority: z.enum(priorities).optional(),
      dueAt: instant.nullable().optional(),
      team: id.optional(),
      channel: z.enum(channels).optional(),
      reference: line(120).nullable().optional(),
      requester: line(120).nullable().optional(),
      confidential: z.boolean().optional(),
      fields: fields.optional(),
      note: prose(4000).optional(),
    }),
    taskOut,
  ),
  'task.claim': command('Take a task into hand', z.strictObject({ task: taskNo }), taskOut, [
    ...held,
    'task_taken',
    'not_qualified',
  ]),
  'task.claimNext': command(
    'Take the next task that I may do',
    z.strictObject({
      types: z.array(id).max(200).optional(),
      team: id.optional(),
    }),
    z.object({ task: shownTask.nullable() }),
  ),
  'task.release': command(
    'Return a task to the queue',
    z.strictObject({ task: taskNo, reason: line(500).optional() }),
    taskOut,
  ),
  'task.finish': command(
    'Finish a task',
    z.strictObject({
      task: taskNo,
      outcome: line(200).optional(),
      fields: fields.optional(),
    }),
    taskOut,
  ),
  'task.hold': command(
    'Set a task aside while it waits on someone outside',
    z.strictObject({
      task: taskNo,
      reason: line(500),
      followUpAt: instant.nullable().optional(),
    }),
    taskOut,
  ),
  'task.resume': command(
    'Take a waiting task into hand again',
    z.strictObject({ task: taskNo }),
    taskOut,
  ),
  'task.step': command(
    'Tick or untick a step; `step` is its id or name',
    z.strictObject({
      task: taskNo,
      step: z.union([line(120), z.number().int().min(0)]),
      done: z.boolean(),
    }),
    taskOut,
  ),
  'task.note': command('Add a note', z.strictObject({ task: taskNo, text: prose(4000) }), taskOut),
  'task.edit': command(
    'Correct a task; with `seq`, only if it has not changed since',
    z.strictObject({
      task: taskNo,
      seq: z.number().int().nonnegative().optional(),
      title: line(200).optional(),
      type: id.optional(),
      team: id.optional(),
      priority: z.enum(priorities).optional(),
      dueAt: instant.nullable().optional(),
      channel: z.enum(channels).optional(),
      reference: line(120).nullable().optional(),
      requester: line(120).nullable().optional(),
      confidential: z.boolean().optional(),
      fields: fields.optional(),
    }),
    taskOut,
    [...held, 'stale'],
  ),
  'task.extend': command(
    'Extend the due time as its rule allows; `dueAt` names the new one, else the rule counts it',
    z.strictObject({
      task: taskNo,
      reason: line(500).optional(),
      dueAt: instant.optional(),
      /** Written notice of it went to the requester. */
      notice: z.boolean().optional(),
    }),
    taskOut,
  ),
  'task.cancel': command(
    'Cancel a task',
    z.strictObject({ task: taskNo, reason: line(500) }),
    taskOut,
  ),
  'task.reopen': command(
    'Put a finished or cancelled task back into the queue',
    z.strictObject({ task: taskNo, reason: line(500) }),
    taskOut,
  ),
  'task.assign': command(
    'Give tasks to a person, or back to the queue with `to: null`; all or none',
    z.strictObject({
      tasks: z.array(taskNo).min(1).max(MOST_TASKS),
      to: idOrNull,
    }),
    z.object({ tasks: z.array(shownTask), undo: z.string() }),
    [...held, 'not_qualified'],
  ),
  'task.import': command(
    'Create up to 200 tasks from a file',
    z.strictObject({
      rows: z.array(importRow).min(1).max(200),
    }),
    z.object({
      created: z.number().int(),
      /** Lines whose reference is already here. */
      skipped: z.array(z.number().int()),
      refused: z.array(
        z.object({ line: z.number().int(), column: z.string(), reason: z.string() }),
      ),
    }),
  ),
} satisfies Record<string, Spec>

export const taskReads = {
  'task.get': read(
    'A task with its history',
    z.strictObject({ task: taskNo }),
    z.object({ task: shownTask, history: z.array(historyEvent) }),
  ),
  'task.search': read(
    'Find tasks by number, title, requester or reference',
    z.strictObject({
      text: line(200),
      limit: z.number().int().min(1).max(100).optional(),
    }),
    z.object({ tasks: z.array(shownTask) }),
  ),
  'queue.page': read(
    'More of the queue, in queue order',
    z.strictObject({
      team: id.optional(),
      after: position.nullable().optional(),
      types: z.array(id).max(200).optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    z.object({ seq: z.number().int(), tasks: z.array(shownTask), until: position.nullable() }),
  ),
} satisfies Record<string, Spec>
