/** What a task's computed fields come to. The same on server and screen. */
import type { Formula, ResultKind } from '../contract/counting.js'
import type { FieldRule, FieldValue, TaskTypeRow } from '../contract/rows.js'
import { decimalOf, minus, numberOf, plus, rounded, sign, times, type Decimal } from './decimal.js'

export type FieldValues = Readonly<Record<string, FieldValue | undefined>>

export const isEmpty = (value: FieldValue | undefined) =>
  value === undefined || value === null || value === ''

/** Fields that can be counted with. */
export const isCounting = ({ kind }: Pick<FieldRule, 'kind'>) =>
  kind === 'money' || kind === 'count' || kind === 'number' || kind === 'computed'

/**
 * Fields that a day has a total of: a plain number may be a rate or a weight, which adds up to nothing, and
 * dollars that are multiplied by a count are the price of one.
 */
export const addsUp = (rule: FieldRule, fields: readonly FieldRule[]) =>
  isCounting(rule) && rule.kind !== 'number' && !isPrice(rule, fields)

function isPrice(rule: FieldRule, fields: readonly FieldRule[]): boolean {
  if (resultOf(rule, fields) !== 'money') return false
  const isCount = (part: string | number) =>
    typeof part === 'string' &&
    resultOf(
      fields.find(({ id }) => id === part),
      fields,
    ) === 'count'
  return fields.some(
    ({ formula }) =>
      formula?.op === 'product' && formula.of.includes(rule.id) && formula.of.some(isCount),
  )
}

const PLACES: Record<ResultKind, number> = { money: 2, count: 0, number: 6 }

/** What a field counts in; null where it does not count, or only goes round in a circle. */
export function resultOf(
  rule: FieldRule | undefined,
  fields: readonly FieldRule[],
  inside: readonly string[] = [],
): ResultKind | null {
  if (!rule || inside.includes(rule.id)) return null
  if (rule.kind === 'money' || rule.kind === 'count' || rule.kind === 'number') return rule.kind
  if (rule.kind !== 'computed' || !rule.formula) return null
  return rule.formula.result ?? impliedResult(rule.formula, fields, [...inside, rule.id])
}

/** What a formula comes to by its parts: a single sort of them decides. */
function impliedResult(
  { op, of }: Formula,
  fields: readonly FieldRule[],
  inside: readonly string[],
): ResultKind {
  if (op === 'steps') return 'money'
  const sorts = of.map((part) =>
    typeof part === 'number'
      ? Number.isInteger(part)
        ? 'count'
        : 'number'
      : (resultOf(
          fields.find(({ id }) => id === part),
          fields,
          inside,
        ) ?? 'number'),
  )
  if (sorts.includes('money')) return 'money'
  return sorts.every((sort) => sort === 'count') ? 'count' : 'number'
}

/** The computed fields' values; one that lacks a part, or is too large for its kind, has none. */
export function evaluate(
  fields: readonly FieldRule[],
  values: FieldValues,
): Record<string, number> {
  const counted = new Counted(fields, values)
  const results: Record<string, number> = {}
  for (const rule of fields) {
    const value = rule.kind === 'computed' ? counted.valueOf(rule.id) : null
    if (value) results[rule.id] = numberOf(value)
  }
  return results
}

/** Values with every computed field as it follows from the others, whatever stood there. */
export function withCounts(
  type: Pick<TaskTypeRow, 'fields'>,
  values: Record<string, FieldValue>,
): Record<string, FieldValue> {
  const computed = new Set(type.fields.flatMap(({ id, kind }) => (kind === 'computed' ? id : [])))
  if (computed.size === 0) return values
  const typed = Object.entries(values).filter(([id]) => !computed.has(id))
  return { ...Object.fromEntries(typed), ...evaluate(type.fields, values) }
}

/** The largest amount whose cents a number holds exactly. */
const MOST_CENTS = BigInt(Number.MAX_SAFE_INTEGER)

/** The values of fields, exactly: as they were typed, or as they are counted. */
export class Counted {
  readonly #rules: ReadonlyMap<string, FieldRule>
  readonly #known = new Map<string, Decimal | null>()

  constructor(
    readonly fields: readonly FieldRule[],
    readonly values: FieldValues,
  ) {
    this.#rules = new Map(fields.map((rule) => [rule.id, rule]))
  }

  /** Null: empty, or not to be counted. */
  valueOf(id: string): Decimal | null {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    // Whoever asks again before there is an answer goes round in a circle.
    this.#known.set(id, null)
    const value = this.#count(this.#rules.get(id))
    this.#known.set(id, value)
    return value
  }

  #count(rule: FieldRule | undefined): Decimal | null {
    if (!rule || !isCounting(rule)) return null
    const kind = resultOf(rule, this.fields) ?? 'number'
    const value =
      rule.kind === 'computed' ? this.#formula(rule.formula) : asDecimal(this.values[rule.id])
    // What was typed is rounded only where it is money, which has no more than cents.
    return value && (rule.kind === 'computed' || kind === 'money')
      ? fitting(rounded(value, PLACES[kind]), kind)
      : value
  }

  #formula(rule: Formula | undefined): Decimal | null {
    if (!rule) return null
    const parts = rule.of.map((part) =>
      typeof part === 'number' ? decimalOf(part) : this.valueOf(part),
    )
    switch (rule.op) {
      case 'sum':
        return sumOf(rule.of, parts)
      case 'difference':
        return whole(parts) ? parts.reduce(minus) : null
      case 'product':
        return whole(parts) ? parts.reduce(times) : null
      case 'steps':
        return stepOf(rule, parts[0] ?? null)
    }
  }
}

const asDecimal = (value: FieldValue | undefined) =>
  typeof value === 'number' ? decimalOf(value) : null

const whole = (parts: (Decimal | null)[]): parts is Decimal[] =>
  parts.length > 0 && parts.every((part) => part !== null)

function fitting(value: Decimal, kind: ResultKind): Decimal | null {
  if (kind === 'money')
    return value.digits <= MOST_CENTS && value.digits >= -MOST_CENTS ? value : null
  return Number.isFinite(numberOf(value)) ? value : null
}

/** Adds what is filled; of nothing filled there is no sum. */
function sumOf(of: Formula['of'], parts: (Decimal | null)[]): Decimal | null {
  if (!of.some((part, at) => typeof part === 'string' && parts[at])) return null
  return parts.filter((part) => part !== null).reduce(plus)
}

function stepOf({ steps = [] }: Formula, value: Decimal | null): Decimal | null {
  if (!value || sign(value) < 0) return null
  const step = steps.find(({ upTo }) => upTo === null || isUpTo(value, upTo))
  return step ? decimalOf(step.amount) : null
}

function isUpTo(value: Decimal, upTo: number): boolean {
  const edge = decimalOf(upTo)
  return edge !== null && sign(minus(edge, value)) >= 0
}
