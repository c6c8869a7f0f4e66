/** The form of a task type: what is typed, what is wrong with it, what is sent. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { DueRule } from '../../server/contract/clock-rows.js'
import type { FieldKind, Grade, Level, Priority, TaskTypeRow } from '../../server/contract/rows.js'
import { sameRule } from '../../server/domain/standard.js'
import { amountWords } from '../../server/domain/due-words.js'
import { dueDraft, dueProblems, dueRuleOf, noDue, numberOf, type DueDraft } from './due-form.js'
import {
  checkDraft,
  checkOf,
  countsProblems,
  formulaDraft,
  formulaOf,
  idsOf,
  newCheck as emptyCheck,
  newFormula,
  type CheckDraft,
  type FormulaDraft,
} from './type-counts.js'

/** `key` stays while an item is moved or renamed; `id` is the server's, absent in a new one. */
/** A step with a `due` has a clock of its own. */
export type StepDraft = { key: number; id?: string; name: string; due: DueDraft | null }
export type FieldDraft = {
  key: number
  id?: string
  label: string
  kind: FieldKind
  required: boolean
  unit: string
  /** One a line. */
  choices: string
  /** How a computed field is counted. */
  formula?: FormulaDraft
}
export type TypeDraft = {
  name: string
  minutes: string
  team: string
  priority: Priority
  requiredLevel: Level
  /** The lowest grade that may do it; empty: any. */
  requiredGrade: Grade | ''
  due: DueDraft
  /** Per cent of finished work that is drawn to be checked, as it is typed. */
  checked: string
  /** Where its work can be done only; empty: anywhere. */
  location: string
  steps: StepDraft[]
  fields: FieldDraft[]
  checks: CheckDraft[]
  active: boolean
  /** Why a due rule is another one now; asked where one is. */
  reason: string
}

export const typeLabels = {
  reason: 'Why the due rule changes',
  name: 'Name',
  standardMinutes: 'Standard minutes',
  team: 'Team',
  priority: 'Priority',
  requiredLevel: 'Skill needed',
  requiredGrade: 'Grade needed',
  due: 'Due',
  'due.citation': 'Source',
  'due.extension': 'Extension',
  steps: 'Step',
  fields: 'Field',
  checks: 'Check',
  reviewRate: 'Share checked',
  location: 'Only at',
}

export const kindWords: Record<FieldKind, string> = {
  text: 'Text',
  number: 'Number',
  money: 'Dollars',
  count: 'Count',
  date: 'Date',
  datetime: 'Date and time',
  choice: 'Choice',
  check: 'Yes or no',
  computed: 'Computed',
}
/** "5 business days", "1 hour". */
export const dueWords = (due: DueRule | null) => (due === null ? '' : amountWords(due))

let lastKey = 0
const nextKey = () => ++lastKey

export const newStep = (name = ''): StepDraft => ({ key: nextKey(), name, due: null })
export const newField = (): FieldDraft => ({
  key: nextKey(),
  label: '',
  kind: 'text',
  required: false,
  unit: '',
  choices: '',
})

export const newCheck = () => emptyCheck(nextKey())

export const newType = (team: string): TypeDraft => ({
  name: '',
  minutes: '',
  team,
  priority: 'normal',
  requiredLevel: 0,
  requiredGrade: '',
  due: noDue,
  checked: '0',
  location: '',
  steps: [],
  fields: [],
  checks: [],
  active: true,
  reason: '',
})

export const typeDraft = (type: TaskTypeRow): TypeDraft => ({
  ...countsDraft(type),
  name: type.name,
  minutes: String(type.standardMinutes),
  team: type.team ?? '',
  priority: type.priority,
  requiredLevel: type.requiredLevel,
  requiredGrade: type.requiredGrade ?? '',
  due: dueDraft(type.due),
  checked: String(Number((type.reviewRate * 100).toFixed(4))),
  location: type.location ?? '',
  steps: type.steps.map(({ id, name, due }) => ({
    id,
    name,
    key: nextKey(),
    due: due ? dueDraft(due) : null,
  })),
  active: type.active,
  reason: '',
})

/** Whether saving makes a new version of when its work is due, as the server tells one. */
export function changesDue(draft: TypeDraft, type: TaskTypeRow | null): boolean {
  if (!type) return false
  if (!sameRule(dueRuleOf(draft.due), type.due)) return true
  const now = draft.steps.flatMap(({ name, due }) => {
    const rule = due && dueRuleOf(due)
    return rule ? [{ name: name.trim(), rule }] : []
  })
  const was = type.steps.flatMap(({ name, due }) => (due ? [{ name, rule: due }] : []))
  return (
    now.length !== was.length ||
    now.some(({ name, rule }, at) => name !== was[at]?.name || !sameRule(rule, was[at].rule))
  )
}

/** Fields get their keys first, since formulas and checks name them by these. */
function countsDraft(type: TaskTypeRow): Pick<TypeDraft, 'fields' | 'checks'> {
  const keyed = type.fields.map((field) => ({ ...field, key: nextKey() }))
  return {
    fields: keyed.map(({ formula, ...field }) => ({
      ...field,
      unit: field.unit ?? '',
      choices: field.choices.join('\n'),
      ...(formula && { formula: formulaDraft(formula, keyed) }),
    })),
    checks: (type.checks ?? []).map((check) => checkDraft(check, keyed, nextKey())),
  }
}

export const choicesOf = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean),
  ),
]

/** @param type as it is saved; null: a new one */
export function typeProblems(draft: TypeDraft, type: TaskTypeRow | null = null): Problem[] {
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path, message })
  if (draft.name.trim() === '') add('name', 'Give the type a name, such as Permit application.')
  const minutes = numberOf(draft.minutes)
  if (!(minutes > 0 && minutes <= 10_000))
    add(
      'standardMinutes',
      'Give the minutes that one such task should take, more than 0 and at most 10,000.',
    )
  if (shareOf(draft) === null)
    add(
      'reviewRate',
      'Give the share of finished work to check, 0 to 100 %; at 0 only those in training are checked.',
    )
  problems.push(...dueProblems(draft.due, 'due'))
  draft.steps.forEach((step, at) => {
    if (step.name.trim() === '') add(`steps.${at}.name`, `Name step ${at + 1} or remove it.`)
    if (step.due) problems.push(...dueProblems(step.due, `steps.${at}.due`, true))
  })
  draft.fields.forEach((field, at) => {
    if (field.label.trim() === '') add(`fields.${at}.label`, `Name field ${at + 1} or remove it.`)
    if (field.kind === 'choice' && choicesOf(field.choices).length === 0)
      add(`fields.${at}.choices`, 'Give at least one choice, one a line.')
  })
  problems.push(...countsProblems(draft.fields, draft.checks))
  if (problems.length === 0 && changesDue(draft, type) && draft.reason.trim() === '')
    add('reason', 'Say why, for whoever asks next year.')
  return problems
}

/** 0 to 1; null: what is typed is no share. */
function shareOf({ checked }: Pick<TypeDraft, 'checked'>): number | null {
  const typed = checked.replace('%', '').trim()
  const percent = numberOf(typed)
  return typed !== '' && percent >= 0 && percent <= 100 ? Number((percent / 100).toFixed(6)) : null
}

export const typeInput = (draft: TypeDraft, id?: string): RawInput<'type.save'> => ({
  ...(id === undefined ? {} : { id }),
  ...countsInput(draft),
  name: draft.name,
  standardMinutes: numberOf(draft.minutes),
  steps: draft.steps.map(({ id: own, name, due }) => ({
    ...(own === undefined ? {} : { id: own }),
    name,
    due: due && dueRuleOf(due),
  })),
  requiredLevel: draft.requiredLevel,
  requiredGrade: draft.requiredGrade === '' ? null : draft.requiredGrade,
  team: draft.team === '' ? null : draft.team,
  priority: draft.priority,
  due: dueRuleOf(draft.due),
  reviewRate: shareOf(draft) ?? 0,
  active: draft.active,
  location: draft.location.trim() === '' ? null : draft.location,
  ...(draft.reason.trim() === '' ? {} : { reason: draft.reason }),
})

function countsInput({
  fields,
  checks,
}: TypeDraft): Pick<RawInput<'type.save'>, 'fields' | 'checks'> {
  const ids = idsOf(fields)
  return {
    fields: fields.map((field) => ({
      id: ids.get(field.key) ?? field.id,
      label: field.label,
      kind: field.kind,
      required: field.required && field.kind !== 'computed',
      unit: field.unit.trim() === '' || !hasUnit(field.kind) ? null : field.unit,
      choices: field.kind === 'choice' ? choicesOf(field.choices) : [],
      ...(field.kind === 'computed' && { formula: formulaOf(field.formula ?? newFormula(), ids) }),
    })),
    checks: checks.map((check) => checkOf(check, ids)),
  }
}

export const hasUnit = (kind: FieldKind) => kind === 'number' || kind === 'count' || kind === 'text'

/** The list with the item at `from` put at `to`; unchanged when either is outside. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items]
  if (from < 0 || from >= next.length || to < 0 || to >= next.length) return next
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(to, 0, item)
  return next
}

/** Types in use first, by name. */
export const sortTypes = (types: Iterable<TaskTypeRow>) =>
  [...types].sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
