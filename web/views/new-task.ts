import type { RawInput } from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type { Channel, FieldValue, Priority, TaskTypeRow } from '../../server/contract/rows.js'
import { parseField, type FieldClock } from '../lib/field-values.js'
import { parseWhen } from '../lib/when.js'

/** The form as it is typed: all text, so that nothing typed is ever lost. */
export type NewTaskDraft = {
  type: string
  title: string
  /** '' takes the type's own priority, team and due rule. */
  priority: Priority | ''
  due: string
  team: string
  requester: string
  reference: string
  channel: Channel | ''
  confidential: boolean
  /** Text by field id; a yes or no is "yes" or "". */
  fields: Record<string, string>
  note: string
}

export const emptyDraft = (): NewTaskDraft => ({
  type: '',
  title: '',
  priority: '',
  due: '',
  team: '',
  requester: '',
  reference: '',
  channel: '',
  confidential: false,
  fields: {},
  note: '',
})

/** What stays when one creates another: the kind of work and how it comes in. */
export const nextDraft = (draft: NewTaskDraft): NewTaskDraft => ({
  ...emptyDraft(),
  type: draft.type,
  priority: draft.priority,
  team: draft.team,
  channel: draft.channel,
})

export const isTouched = (draft: NewTaskDraft) =>
  [
    draft.title,
    draft.due,
    draft.requester,
    draft.reference,
    draft.note,
    ...Object.values(draft.fields),
  ].some((text) => text.trim() !== '')

/** A message by field: `title`, `due`, `fields.<id>`, …; '' holds what belongs to none. */
export type Problems = Record<string, string>

export type Ready = { ok: true; input: RawInput<'task.create'> } | { ok: false; problems: Problems }

type Clock = FieldClock & {
  /** When a day without a time is due, wall-clock `HH:MM`. */
  closes: string
}

/** Reads the form for the command; what is wrong is said at each field. */
export function readDraft(draft: NewTaskDraft, type: TaskTypeRow | undefined, clock: Clock): Ready {
  const problems: Problems = {}
  if (!type) problems.type = draft.type ? 'There is no such type' : 'Choose what kind of work it is'
  if (draft.title.trim() === '') problems.title = 'Say in a few words what is to be done'
  else if (draft.title.length > 200) problems.title = 'At most 200 characters'
  const dueAt =
    draft.due.trim() === '' ? undefined : parseWhen(draft.due, clock.now, clock.times, clock.closes)
  if (dueAt === null) problems.due = 'A time, like 13:00, fri or 5 dec 9:00'
  const fields = type ? readFields(draft, type, clock, problems) : {}
  if (!type || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, input: inputOf(draft, type.id, dueAt ?? undefined, fields) }
}

function readFields(draft: NewTaskDraft, type: TaskTypeRow, clock: FieldClock, problems: Problems) {
  const values: Record<string, FieldValue> = {}
  for (const rule of type.fields) {
    const text = draft.fields[rule.id] ?? ''
    if (text.trim() === '') continue
    const parsed = parseField(rule, text, clock)
    if (parsed.ok) values[rule.id] = parsed.value
    else problems[`fields.${rule.id}`] = parsed.message
  }
  return values
}

function inputOf(
  draft: NewTaskDraft,
  type: string,
  dueAt: string | undefined,
  fields: Record<string, FieldValue>,
): RawInput<'task.create'> {
  const text = (value: string) => value.trim() || undefined
  return {
    type,
    title: draft.title,
    priority: draft.priority || undefined,
    dueAt,
    team: draft.team || undefined,
    channel: draft.channel || undefined,
    reference: text(draft.reference),
    requester: text(draft.requester),
    confidential: draft.confidential || undefined,
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    note: text(draft.note),
  }
}

const shown = new Set([
  'type',
  'title',
  'priority',
  'team',
  'requester',
  'reference',
  'channel',
  'note',
])

/** A refusal of the server, at the fields that it names. */
export function refusalProblems(failure: Failure): Problems {
  const problems: Problems = {}
  for (const { path, message } of failure.problems ?? []) {
    const key = path === 'dueAt' ? 'due' : path
    const place = shown.has(key) || key === 'due' || key.startsWith('fields.') ? key : ''
    problems[place] = problems[place] ? `${problems[place]}; ${message}` : message
  }
  if (Object.keys(problems).length === 0) problems[''] = failure.message
  return problems
}

/** How well a type fits what was typed: lower is better, null not at all. */
function fit(name: string, said: string): number | null {
  const lower = name.toLowerCase()
  if (lower.startsWith(said)) return 0
  if (lower.split(/[^a-z0-9]+/).some((word) => word.startsWith(said))) return 1
  if (lower.includes(said)) return 2
  let at = -1
  for (const letter of said.replace(/\s/g, '')) {
    at = lower.indexOf(letter, at + 1)
    if (at < 0) return null
  }
  return 3
}

/** Active types that fit what was typed, the best first; with nothing typed all, by name. */
export function matchTypes(types: Iterable<TaskTypeRow>, text: string): TaskTypeRow[] {
  const said = text.trim().toLowerCase()
  return [...types]
    .flatMap((type) => {
      const score = type.active ? fit(type.name, said) : null
      return score === null ? [] : [{ type, score }]
    })
    .sort((a, b) => a.score - b.score || a.type.name.localeCompare(b.type.name))
    .map(({ type }) => type)
}
