/** Every command and read by name: what goes in, what comes out. Doors, OpenAPI and the typed client come from it. */
import { z } from 'zod'
import { balanceCommands } from './balance-commands.js'
import { checkInput, formula } from './counting.js'
import { deskInput } from './desk-input.js'
import { clockText, dueRule, localDay } from './due-rule.js'
import { fairnessCommands } from './fairness-commands.js'
import { insightCommands } from './insight-commands.js'
import { leaveCommands } from './leave-commands.js'
import { MOST_TASKS } from './limits.js'
import { manyCommands } from './many-commands.js'
import { planCommands } from './plan-commands.js'
import { channels, fieldKinds, grades, presences, priorities, roles } from './rows.js'
import { paceCommands } from './pace-commands.js'
import { qualityCommands } from './quality-commands.js'
import { fieldValue, historyEvent, personRow, position, shownTask } from './schemas.js'
import { command, held, nothing, read, taskOut, type Spec } from './spec.js'
import { standardsCommands } from './standards-commands.js'
import { id, instant, line, prose, taskNo } from './text.js'
import { timetableCommands } from './timetable-commands.js'
import { allEvidence, trainingCommands } from './training-commands.js'

const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const fields = z.record(
  z.string().max(60),
  fieldValue.refine(
    (value) =>
      typeof value !== 'string' ||
      (value.length <= 4000 && !value.includes('\u0000') && value.isWellFormed()),
    'must have at most 4000 storable characters',
  ),
)
const password = z.string().max(256)

const personInput = {
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{0,59}$/, 'must be 1 to 60 of a-z, 0-9, dot, dash, underscore, @'),
  name: line(80),
  role: z.enum(roles),
  grade: z.enum(grades).nullable().optional(),
  team: id.nullable().optional(),
  leads: z.array(id).max(100).optional(),
  /**
   * Level by task type. Left out when adding a person: able to do every type alone (3), so that only a share of
   * their work is checked. A type that is not named counts as new: all of it is checked.
   */
  skills: z.record(id, level).optional(),
}

const stepInput = z.union([
  line(120),
  z.strictObject({ id: id.optional(), name: line(120), due: dueRule.nullable().optional() }),
])
const fieldInput = z.strictObject({
  id: id.optional(),
  label: line(80),
  kind: z.enum(fieldKinds).default('text'),
  required: z.boolean().default(false),
  unit: line(20).nullable().default(null),
  choices: z.array(line(80)).max(50).default([]),
  /** For a computed field: how it is counted. */
  formula: formula.optional(),
})

const none = z.strictObject({})

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

export const commands = {
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
      to: id.nullable(),
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
  'person.presence': command(
    'Say where I am',
    z.strictObject({ status: z.enum(presences) }),
    z.object({ person: personRow }),
  ),
  'help.ask': command(
    'Ask the lead for help',
    z.strictObject({ task: taskNo.optional(), text: line(500).optional() }),
    z.object({ person: personRow }),
  ),
  'help.answer': command(
    'Answer a call for help',
    z.strictObject({ person: id }),
    z.object({ person: personRow }),
  ),
  'person.add': command(
    'Add a person; answers a temporary passphrase. Without skills they count as able to do every type alone',
    z.strictObject(personInput),
    z.object({ person: personRow, password: z.string() }),
  ),
  'person.edit': command(
    'Change a person; `active: false` returns their tasks to the queue',
    z.strictObject({
      person: id,
      username: personInput.username.optional(),
      name: personInput.name.optional(),
      role: personInput.role.optional(),
      grade: personInput.grade,
      team: personInput.team,
      leads: personInput.leads,
      skills: personInput.skills,
      /** What the levels rest on; needed where one on record changes, once the person has begun here. */
      evidence: allEvidence.optional(),
      active: z.boolean().optional(),
    }),
    z.object({ person: personRow }),
  ),
  'team.save': command(
    'Add or change a team',
    z.strictObject({
      id: id.optional(),
      name: line(80),
      location: line(120).nullable().optional(),
    }),
    z.object({
      team: z.object({ id: z.string(), name: z.string(), location: z.string().nullable() }),
    }),
  ),
  'type.save': command(
    'Add or change a task type',
    z.strictObject({
      id: id.optional(),
      name: line(80),
      standardMinutes: z.number().positive().max(10_000),
      steps: z.array(stepInput).max(40).default([]),
      fields: z.array(fieldInput).max(40).default([]),
      reviewRate: z.number().min(0).max(1).optional(),
      requiredLevel: level.optional(),
      /** The lowest grade that may do it; null: any. */
      requiredGrade: z.enum(grades).nullable().optional(),
      team: id.nullable().optional(),
      priority: z.enum(priorities).optional(),
      due: dueRule.nullable().optional(),
      active: z.boolean().optional(),
      /** Where its work can be done only; null: anywhere. */
      location: line(80).nullable().optional(),
      /** Pairs of fields that must agree; left out: as they were. */
      checks: z.array(checkInput).max(20).optional(),
      /** Why the standard minutes or a due rule change; left out: "Changed in set-up". */
      reason: line(500).optional(),
    }),
    z.object({
      taskType: z.looseObject({ id: z.string(), name: z.string(), standardMinutes: z.number() }),
    }),
  ),
  'office.save': command(
    'Change the office itself',
    z.strictObject({
      name: line(120).optional(),
      timeZone: z.string().max(60).optional(),
      days: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
      opens: clockText.optional(),
      closes: clockText.optional(),
      federalHolidays: z.boolean().optional(),
      /** All of them: what is left out is forgotten. */
      holidays: z.array(localDay).max(400).optional(),
      desk: deskInput.optional(),
    }),
    z.object({ office: z.looseObject({ id: z.string(), name: z.string(), timeZone: z.string() }) }),
  ),
  'mapping.save': command(
    'Keep an import mapping for the next file',
    z.strictObject({
      id: id.optional(),
      name: line(80),
      mapping: z.record(z.string(), z.json()),
    }),
    z.object({ mapping: z.looseObject({ id: z.string(), name: z.string() }) }),
  ),
  'mapping.remove': command('Forget an import mapping', z.strictObject({ id }), nothing),
  'password.change': command(
    'Change my passphrase',
    z.strictObject({ current: password, next: password }),
    nothing,
    ['invalid_input', 'not_signed_in'],
    ['current', 'next'],
  ),
  'password.reset': command(
    'Give a person a new temporary passphrase',
    z.strictObject({ person: id }),
    z.object({ password: z.string() }),
  ),
  'session.endAll': command(
    'Sign out everywhere',
    z.strictObject({ person: id.optional() }),
    nothing,
  ),

  'session.extend': read(
    'Say that somebody is at the screen',
    none,
    z.object({ idleUntil: z.string(), until: z.string() }),
    ['not_signed_in'],
  ),
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
  ...manyCommands,
  ...timetableCommands,
  ...standardsCommands,
  ...leaveCommands,
  ...planCommands,
  ...paceCommands,
  ...balanceCommands,
  ...qualityCommands,
  ...trainingCommands,
  ...fairnessCommands,
  ...insightCommands,
} satisfies Record<string, Spec>

export type Commands = typeof commands
export type CommandName = keyof Commands
export type WriteName = {
  [N in CommandName]: Commands[N]['kind'] extends 'command' ? N : never
}[CommandName]
export type ReadName = Exclude<CommandName, WriteName>
export type Input<N extends CommandName> = z.output<Commands[N]['input']>
export type RawInput<N extends CommandName> = z.input<Commands[N]['input']>
export type Output<N extends CommandName> = z.output<Commands[N]['output']>

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name)
export const isWrite = (name: CommandName): name is WriteName => commands[name].kind === 'command'
