/** What a form's fields come to while they are typed: computed fields, and checks between fields. */
import type { FieldRule, FieldValue, TaskTypeRow } from '../../server/contract/rows.js'
import {
  valueWords,
  checksOf,
  differenceWords,
  type CheckResult,
} from '../../server/domain/checks.js'
import { evaluate, type FieldValues } from '../../server/domain/fields.js'
import { parseField, showField, type FieldClock } from '../lib/field-values.js'

/** Saved values, and over them what is typed and can be read; what cannot is empty. */
export function valuesSoFar(
  rules: readonly FieldRule[],
  saved: FieldValues,
  typed: Readonly<Record<string, string | undefined>>,
  clock: FieldClock,
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {}
  for (const rule of rules) {
    const text = typed[rule.id]
    const parsed = text === undefined ? null : parseField(rule, text, clock)
    values[rule.id] = parsed ? (parsed.ok ? parsed.value : null) : (saved[rule.id] ?? null)
  }
  return values
}

/** The text of each computed field; "" where it cannot be counted yet. */
export function countedTexts(
  rules: readonly FieldRule[],
  values: FieldValues,
  clock: FieldClock,
): Record<string, string> {
  const counted = evaluate(rules, values)
  const computed = rules.filter(({ kind }) => kind === 'computed')
  return Object.fromEntries(
    computed.map((rule) => [rule.id, showField(rule, counted[rule.id], clock)]),
  )
}

export type CheckLine = {
  id: string
  label: string
  /** "Expected count is 41, Entered count is 40, the difference is −1" */
  words: string
  /** `half`: one side is still empty. */
  state: 'agrees' | 'explained' | 'half' | 'open'
  /** The field that settles it; null: the two must agree. */
  explain: string | null
}
function stateOf({ differs, explained, from, to }: CheckResult): CheckLine['state'] {
  if (!differs) return 'agrees'
  if (explained) return 'explained'
  return from === null || to === null ? 'half' : 'open'
}

type Checked = Pick<TaskTypeRow, 'fields' | 'checks'>

/** Each check that has something to compare. */
export const checkLines = (type: Checked | undefined, values: FieldValues): CheckLine[] =>
  (type ? checksOf(type, values) : []).map((result) => ({
    id: result.check.id,
    label: result.check.label,
    words: differenceWords(result),
    state: stateOf(result),
    explain: type?.fields.find(({ id }) => id === result.check.explain)?.label ?? null,
  }))

/**
 * What keeps a task from being finished, by the field that settles it. It is short: the figures stand
 * in the lines of the checks.
 */
export function openDifferences(
  type: Checked | undefined,
  values: FieldValues,
): Record<string, string> {
  const open = (type ? checksOf(type, values) : []).filter(
    ({ differs, explained }) => differs && !explained,
  )
  const byField: Record<string, CheckResult[]> = {}
  for (const result of open) (byField[result.check.explain ?? result.right.id] ??= []).push(result)
  return Object.fromEntries(
    Object.entries(byField).map(([id, results]) => [id, unsettled(results)]),
  )
}

function unsettled(results: readonly CheckResult[]): string {
  const parts = results.map(
    ({ check, difference, kind }) => `${check.label} differs by ${valueWords(difference, kind)}`,
  )
  const mends = results.every(({ check }) => check.explain !== null)
  return `${parts.join(' and ')}. ${mends ? 'Say why, or mend the figures.' : 'The two must agree.'}`
}
