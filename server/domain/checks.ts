/** Checks between fields: what must agree before a task is finished, or be explained. */
import type { CheckRule, ResultKind } from '../contract/counting.js'
import type { Problem } from '../contract/errors.js'
import type { FieldRule, TaskTypeRow } from '../contract/rows.js'
import { decimalOf, minus, negated, numberOf, sign, type Decimal } from './decimal.js'
import { Counted, resultOf, type FieldValues } from './fields.js'

export type CheckResult = {
  check: CheckRule
  left: FieldRule
  right: FieldRule
  kind: ResultKind
  /** Null: left empty. */
  from: number | null
  to: number | null
  /** What the right side has more than the left; an empty side counts as nothing. */
  difference: number
  /** The difference is more than the check bears. */
  differs: boolean
  explained: boolean
}

/** Each check with what stands on its two sides; one with nothing on either side says nothing yet. */
export function checksOf(
  type: Pick<TaskTypeRow, 'fields' | 'checks'>,
  values: FieldValues,
): CheckResult[] {
  if (!type.checks?.length) return []
  const counted = new Counted(type.fields, values)
  return type.checks.flatMap((check) => {
    const side = (id: string) => type.fields.find((rule) => rule.id === id)
    const [left, right] = [side(check.left), side(check.right)]
    if (!left || !right) return []
    const [from, to] = [counted.valueOf(left.id), counted.valueOf(right.id)]
    if (!from && !to) return []
    return [
      compared(
        check,
        { left, right, from, to, kind: resultOf(right, type.fields) ?? 'number' },
        values,
      ),
    ]
  })
}

const finite = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))

type Sides = {
  left: FieldRule
  right: FieldRule
  from: Decimal | null
  to: Decimal | null
  kind: ResultKind
}
const ZERO: Decimal = { digits: 0n, scale: 0 }

function compared(
  check: CheckRule,
  { left, right, from, to, kind }: Sides,
  values: FieldValues,
): CheckResult {
  const difference = minus(to ?? ZERO, from ?? ZERO)
  const size = sign(difference) < 0 ? negated(difference) : difference
  const bears = decimalOf(check.tolerance ?? 0) ?? ZERO
  // A side that is empty although the other is not was never compared, however small the other is.
  const differs = from === null || to === null || sign(minus(size, bears)) > 0
  const said = check.explain === null ? null : values[check.explain]
  return {
    check,
    left,
    right,
    kind,
    differs,
    from: from && numberOf(from),
    to: to && numberOf(to),
    difference: finite(numberOf(difference)),
    explained: typeof said === 'string' && said.trim() !== '',
  }
}

/** An amount in words: "$1,204.50", "−3". */
export function valueWords(value: number, kind: ResultKind): string {
  const places = kind === 'money' ? 2 : 0
  const digits = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places || 6,
  })
  return `${value < 0 ? '−' : ''}${kind === 'money' ? '$' : ''}${digits}`
}

/** "Expected count is 41, Entered count is 40, the difference is −1"; of an empty side there is none. */
export function differenceWords({ left, right, kind, from, to, difference }: CheckResult): string {
  const is = (rule: FieldRule, value: number | null) =>
    `${rule.label} is ${value === null ? 'empty' : valueWords(value, kind)}`
  if (from === null || to === null) return `${is(left, from)}, ${is(right, to)}`
  return `${is(left, from)}, ${is(right, to)}, the difference is ${valueWords(difference, kind)}`
}

/**
 * Differences that nobody has explained, each at the field where that is mended.
 * @param isAtFault whether a field is missing or wrong itself, so that it cannot be compared yet
 */
export function unexplained(
  type: Pick<TaskTypeRow, 'fields' | 'checks'>,
  values: FieldValues,
  isAtFault: (field: string) => boolean = () => false,
): Problem[] {
  return checksOf(type, values).flatMap((result) => {
    if (!result.differs || result.explained) return []
    if ([result.left, result.right].some(({ id }) => isAtFault(id))) return []
    const field = type.fields.find(({ id }) => id === result.check.explain)
    const path = `fields.${field?.id ?? result.right.id}`
    const mend = field ? `explain it in ${field.label}` : 'the two must agree'
    return [{ path, message: `${result.check.label}: ${differenceWords(result)}; ${mend}` }]
  })
}

/** What stays on record of the checks: every difference, also a small or an explained one. */
export function differencesOf(
  type: Pick<TaskTypeRow, 'fields' | 'checks'>,
  values: FieldValues,
): Record<string, number> | undefined {
  const found = checksOf(type, values).filter(({ difference }) => difference !== 0)
  return found.length > 0
    ? Object.fromEntries(found.map(({ check, difference }) => [check.id, difference]))
    : undefined
}
