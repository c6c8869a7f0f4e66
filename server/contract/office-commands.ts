/** Commands of the office itself: its people, teams, task types, mappings and sessions. */
import { z } from 'zod'
import { checkInput, formula } from './counting.js'
import { deskInput } from './desk-input.js'
import { clockText, dueRule, localDay } from './due-rule.js'
import { federalIds } from './clock-rows.js'
import { fieldKinds, grades, presences, priorities, roles } from './rows.js'
import { personRow } from './schemas.js'
import { command, nothing, read, type Spec } from './spec.js'
import { id, line, taskNo } from './text.js'
import { allEvidence } from './training-commands.js'

const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
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

export const officeCommands = {
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
      /** Federal holidays that are worked nevertheless; all of them: what is left out is a day off again. */
      workedHolidays: z.array(z.enum(federalIds)).max(federalIds.length).optional(),
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
    z.strictObject({}),
    z.object({ idleUntil: z.string(), until: z.string() }),
    ['not_signed_in'],
  ),
} satisfies Record<string, Spec>
