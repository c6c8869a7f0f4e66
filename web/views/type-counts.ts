/** Computed fields and checks in the form of a task type. Fields are told apart by `key`, since new ones have no id. */
import {
  operations,
  type CheckRule,
  type Formula,
  type Operation,
  type ResultKind,
} from '../../server/contract/counting.js'
import type { Problem } from '../../server/contract/errors.js'
import type { FieldKind } from '../../server/contract/rows.js'
import { countingProblems } from '../../server/domain/field-rules.js'
import { uniqueSlug } from '../../server/domain/slug.js'

/** A field, or (null) the number that is typed. */
export type PartDraft = { field: number | null; number: string }
export type FormulaDraft = {
  op: Operation
  /** '': as its parts are. */
  result: ResultKind | ''
  of: PartDraft[]
  /** One a line: up to, amount. */
  steps: string
}
export type CheckDraft = {
  key: number
  id?: string
  label: string
  left: number | null
  right: number | null
  tolerance: string
  /** Null: it cannot be explained. */
  explain: number | null
}
type Field = { key: number; id?: string; label: string }

export const emptyPart = (): PartDraft => ({ field: null, number: '' })
export const newFormula = (): FormulaDraft => ({
  op: 'sum',
  result: '',
  of: [emptyPart(), emptyPart()],
  steps: '',
})

/** As many parts as the operation takes; what is there stays. */
export function withOperation(formula: FormulaDraft, op: string): FormulaDraft {
  const known = operations.find((one) => one === op) ?? formula.op
  const wanted = known === 'steps' ? 1 : known === 'difference' ? 2 : Math.max(2, formula.of.length)
  const of = Array.from({ length: wanted }, (_, at) => formula.of[at] ?? emptyPart())
  return { ...formula, op: known, of }
}

const keyOf = (fields: readonly Field[], id: string | null) =>
  fields.find((field) => field.id === id)?.key ?? null

export const formulaDraft = (formula: Formula, fields: readonly Field[]): FormulaDraft => ({
  op: formula.op,
  result: formula.result ?? '',
  of: formula.of.map((part) =>
    typeof part === 'number'
      ? { field: null, number: String(part) }
      : { field: keyOf(fields, part), number: '' },
  ),
  steps: (formula.steps ?? [])
    .map(({ upTo, amount }) => `${upTo === null ? 'more' : upTo}: ${amount}`)
    .join('\n'),
})

export const checkDraft = (
  check: CheckRule,
  fields: readonly Field[],
  key: number,
): CheckDraft => ({
  key,
  id: check.id,
  label: check.label,
  left: keyOf(fields, check.left),
  right: keyOf(fields, check.right),
  tolerance: check.tolerance ? String(check.tolerance) : '',
  explain: check.explain === null ? null : keyOf(fields, check.explain),
})

export const newCheck = (key: number): CheckDraft => ({
  key,
  label: '',
  left: null,
  right: null,
  tolerance: '',
  explain: null,
})

const number = (text: string) =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(/^\$/, '').replace(',', '.'))

type Step = { upTo: number | null; amount: number }

/** "3.5: 1.65" and "more: 5", one a line; null where a line is neither. */
export function readSteps(text: string): Step[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const steps = lines.map((line) => {
    const [upTo = '', amount = '', ...rest] = line.trim().split(/\s*[:;=\t]\s*|\s+/)
    const step = { upTo: upTo === 'more' ? null : number(upTo), amount: number(amount) }
    const good = !Number.isNaN(step.upTo) && !Number.isNaN(step.amount) && rest.length === 0
    return good ? step : null
  })
  return steps.length > 0 && steps.every((step) => step !== null) ? steps : null
}

/** What is wrong with a formula as it is typed; what it would count wrongly the server's own rules say. */
export function formulaProblems(draft: FormulaDraft, path: string): Problem[] {
  const problems: Problem[] = []
  const missing = draft.of.some(
    ({ field, number: text }) => field === null && Number.isNaN(number(text)),
  )
  if (missing) problems.push({ path, message: 'Choose a field or type a number for each part.' })
  if (draft.op === 'steps' && readSteps(draft.steps) === null)
    problems.push({
      path: `${path}.steps`,
      message: 'Give a step a line: up to how much, a colon, and the amount, such as 3.5: 1.65.',
    })
  return problems
}

export function checkProblems(draft: CheckDraft, path: string): Problem[] {
  const problems: Problem[] = []
  const add = (below: string, message: string) =>
    problems.push({ path: `${path}.${below}`, message })
  if (draft.label.trim() === '') add('label', 'Name the check, such as Dollars.')
  if (draft.left === null || draft.right === null)
    add('left', 'Choose the two fields that must agree.')
  if (draft.tolerance.trim() !== '' && !(number(draft.tolerance) >= 0))
    add('tolerance', 'Give a number of 0 or more, or leave it empty.')
  return problems
}

/** A form without one of its fields: what was counted or compared with it has an empty place now. */
export function withoutField<T extends { key: number; formula?: FormulaDraft }>(
  { fields, checks }: { fields: readonly T[]; checks: readonly CheckDraft[] },
  key: number,
): { fields: T[]; checks: CheckDraft[] } {
  const left = (one: number | null) => (one === key ? null : one)
  return {
    fields: fields
      .filter((field) => field.key !== key)
      .map((field) =>
        field.formula
          ? {
              ...field,
              formula: {
                ...field.formula,
                of: field.formula.of.map((part) => ({ ...part, field: left(part.field) })),
              },
            }
          : field,
      ),
    checks: checks.map((check) => ({
      ...check,
      left: left(check.left),
      right: left(check.right),
      explain: left(check.explain),
    })),
  }
}

type Counting = Field & { kind: FieldKind; formula?: FormulaDraft }

/** What is wrong with all formulas and checks: first what is not filled, then what cannot be counted. */
export function countsProblems(
  fields: readonly Counting[],
  checks: readonly CheckDraft[],
): Problem[] {
  const typed = [
    ...fields.flatMap(({ kind, formula }, at) =>
      kind === 'computed' ? formulaProblems(formula ?? newFormula(), `fields.${at}.formula`) : [],
    ),
    ...checks.flatMap((check, at) => checkProblems(check, `checks.${at}`)),
  ]
  if (typed.length > 0) return typed
  const ids = idsOf(fields)
  const rules = fields.map(({ key, label, kind, formula }, at) => ({
    id: ids.get(key) ?? '',
    label: label || `field ${at + 1}`,
    kind,
    required: false,
    unit: null,
    choices: [],
    ...(kind === 'computed' && formula && { formula: formulaOf(formula, ids) }),
  }))
  const rows = checks.map((check, at) => ({ ...checkOf(check, ids), id: String(at) }))
  return countingProblems(rules, rows)
}

/** Ids of fields by key. New ones get the id now that their label gives them, so that others can name them. */
export function idsOf(fields: readonly Field[]): Map<number, string> {
  const taken = new Set(fields.flatMap(({ id }) => id ?? []))
  return new Map(
    fields.map(({ key, id, label }) => {
      const own = id ?? uniqueSlug(label, (one) => taken.has(one))
      taken.add(own)
      return [key, own]
    }),
  )
}

export const formulaOf = (draft: FormulaDraft, ids: ReadonlyMap<number, string>): Formula => ({
  op: draft.op,
  of: draft.of.map(({ field, number: text }) =>
    field === null ? number(text) : (ids.get(field) ?? ''),
  ),
  ...(draft.result === '' ? {} : { result: draft.result }),
  ...(draft.op === 'steps' ? { steps: readSteps(draft.steps) ?? [] } : {}),
})

export const checkOf = (draft: CheckDraft, ids: ReadonlyMap<number, string>) => ({
  ...(draft.id === undefined ? {} : { id: draft.id }),
  label: draft.label,
  left: ids.get(draft.left ?? -1) ?? '',
  right: ids.get(draft.right ?? -1) ?? '',
  ...(draft.tolerance.trim() === '' ? {} : { tolerance: number(draft.tolerance) }),
  explain: draft.explain === null ? null : (ids.get(draft.explain) ?? null),
})
