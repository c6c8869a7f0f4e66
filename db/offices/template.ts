/** What a ready-made office is: everything that set-up writes, as data and without code of its own. */
import type { PatternRow } from '../../server/contract/desk-rows.js'
import type { CheckRule, Formula } from '../../server/contract/counting.js'
import type { DueRule, ExtensionRule, FederalId } from '../../server/contract/clock-rows.js'
import type {
  FieldKind,
  FieldRule,
  Grade,
  Level,
  Priority,
  Role,
  StepRule,
  TaskTypeRow,
  TeamRow,
} from '../../server/contract/rows.js'

export type TemplatePerson = {
  username: string
  name: string
  role: Role
  grade: Grade | null
  team: string | null
  /** Ids of the teams led. */
  leads: string[]
  /** Level by task type; a type that is left out is level 0. */
  skills: Record<string, Level>
  /** The weeks that their work repeats; without them the office's hours. */
  pattern?: PatternRow['weeks']
}

export type OfficeTemplate = {
  id: string
  name: string
  /** One sentence for the set-up page. */
  describes: string
  timeZone: string
  /** Working days, ISO numbers: 1 Monday to 7 Sunday. */
  days: number[]
  /** Wall-clock `HH:MM`. */
  opens: string
  closes: string
  teams: TeamRow[]
  types: TaskTypeRow[]
  /** Who works there in a demo; set-up of a real office adds nobody. */
  people: TemplatePerson[]
  /** Why tasks are sent back, most usual first. */
  returnReasons: string[]
  /** Federal holidays on which it works: where the law of its state does not keep one, clocks do not stand on it. */
  worked?: FederalId[]
  /** Which holidays the office keeps, in words. */
  holidays: string
}

/** The sentence beside every clock that comes from a law. */
export const notAdvice =
  'Clocks are defaults with their source, not legal advice; set the ones your counsel confirms.'

export const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** The reasons with the ids that checks name them by. */
export const namedReasons = (reasons: readonly string[]): { id: string; name: string }[] =>
  [...reasons, 'Other'].map((name) => ({ id: slug(name), name }))

export const steps = (...names: string[]): StepRule[] =>
  names.map((name) => ({ id: slug(name), name }))

type FieldMore = { unit?: string; choices?: string[]; required?: boolean; formula?: Formula }

export const field = (label: string, kind: FieldKind, more: FieldMore = {}): FieldRule => ({
  id: slug(label),
  label,
  kind,
  required: more.required ?? false,
  unit: more.unit ?? null,
  choices: more.choices ?? [],
  ...(more.formula && { formula: more.formula }),
})

/** A field that counts itself from others, named by their ids. */
export const computed = (label: string, formula: Formula, more: FieldMore = {}): FieldRule =>
  field(label, 'computed', { ...more, formula })

/** Two fields, by id, that must agree or be explained in a third. */
export const check = (
  label: string,
  left: string,
  right: string,
  explain: string | null = null,
): CheckRule => ({ id: slug(label), label, left, right, explain })

export const due = (
  count: number,
  unit: DueRule['unit'],
  citation: string | null = null,
): DueRule => ({ count, unit, citation })

/** A clock that a law sets. */
export const law = (count: number, citation: string, more: Partial<DueRule> = {}): DueRule => ({
  ...due(count, 'businessDays', citation),
  law: true,
  ...more,
})

/** More time by a rule: `count` null where it is as much as the reason needs. */
export const longer = (count: number | null, more: Partial<ExtensionRule> = {}): ExtensionRule => ({
  count,
  unit: 'businessDays',
  times: 1,
  reason: true,
  notice: false,
  earliest: count === null,
  ...more,
})

/** Steps of which one has a clock of its own. */
export const withClock = (list: StepRule[], step: string, rule: DueRule): StepRule[] =>
  list.map((one) => (one.name === step ? { ...one, due: rule } : one))

type TypeMore = {
  team: string
  steps: StepRule[]
  fields?: FieldRule[]
  checks?: CheckRule[]
  due?: DueRule
  priority?: Priority
  /** Share of finished tasks to be checked, 0 to 1. */
  reviewRate?: number
  /** True where a person must be trained for it first. */
  skilled?: boolean
  /** The lowest grade that may do it. */
  grade?: Grade
}

/**
 * `minutes` is a plausible default and no published standard (none that could be verified exists);
 * each office sets its own.
 */
export const taskType = (
  id: string,
  name: string,
  minutes: number,
  more: TypeMore,
): TaskTypeRow => ({
  id,
  name,
  standardMinutes: minutes,
  steps: more.steps,
  fields: more.fields ?? [],
  reviewRate: more.reviewRate ?? 0.05,
  requiredLevel: more.skilled ? 1 : 0,
  team: more.team,
  priority: more.priority ?? 'normal',
  due: more.due ?? null,
  active: true,
  ...(more.checks && { checks: more.checks }),
  ...(more.grade && { requiredGrade: more.grade }),
})

/** Skills in short: `levels('permit:3 mail:4')`. */
export function levels(text: string): Record<string, Level> {
  const skills: Record<string, Level> = {}
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [type = '', level = ''] = word.split(':')
    if (!isLevel(Number(level)) || level === '') throw new RangeError(`not a skill: ${word}`)
    skills[type] = Number(level) as Level
  }
  return skills
}

const isLevel = (value: number): value is Level =>
  Number.isInteger(value) && value >= 0 && value <= 4

type PersonMore = { grade?: Grade; team?: string; leads?: string[]; skills?: string }

export const person = (
  username: string,
  name: string,
  role: Role,
  more: PersonMore = {},
): TemplatePerson => ({
  username,
  name,
  role,
  grade: more.grade ?? null,
  team: more.team ?? null,
  leads: more.leads ?? [],
  skills: levels(more.skills ?? ''),
})
