/** Whether a type's formulas and checks can be counted at all; each fault is named by its path. */
import type { CheckRule, Formula, ResultKind } from '../contract/counting.js'
import type { Problem } from '../contract/errors.js'
import type { FieldRule } from '../contract/rows.js'
import { isCounting, resultOf } from './fields.js'

export function countingProblems(
  fields: readonly FieldRule[],
  checks: readonly CheckRule[],
): Problem[] {
  return [
    ...fields.flatMap((rule, at) => fieldProblems(rule, `fields.${at}`, fields)),
    ...checks.flatMap((check, at) => checkProblems(check, `checks.${at}`, fields)),
  ]
}

function fieldProblems(rule: FieldRule, path: string, fields: readonly FieldRule[]): Problem[] {
  if (rule.kind !== 'computed')
    return rule.formula
      ? [{ path: `${path}.formula`, message: 'is for computed fields only; leave it out' }]
      : []
  if (!rule.formula)
    return [
      { path: `${path}.formula`, message: `is needed: say what ${rule.label} is counted from` },
    ]
  const problems: Problem[] = []
  if (rule.required)
    problems.push({
      path: `${path}.required`,
      message: `cannot be set: ${rule.label} is never typed in; require the fields it is counted from`,
    })
  const here = `${path}.formula`
  const parts = partProblems(rule, rule.formula, here, fields)
  return [
    ...problems,
    ...shapeProblems(rule.formula, here),
    ...parts,
    ...(parts.length > 0 ? [] : sortProblems(rule.formula, here, fields)),
  ]
}

function shapeProblems({ op, of, steps }: Formula, path: string): Problem[] {
  const problems: Problem[] = []
  const add = (below: string, message: string) =>
    problems.push({ path: `${path}.${below}`, message })
  if (op === 'difference' && of.length !== 2)
    add('of', 'must have two parts: what is taken from, and what is taken away')
  if (op === 'product' && of.length < 2) add('of', 'must have two parts or more')
  if (op === 'steps' && of.length !== 1)
    add('of', 'must have one part, which is looked up in the steps')
  if (!of.some((part) => typeof part === 'string')) add('of', 'must have at least one field')
  if (op !== 'steps') {
    if (steps) add('steps', 'are for the operation steps only; leave them out')
    return problems
  }
  if (!steps) add('steps', 'are needed: up to how much, and the amount')
  let last = Number.NEGATIVE_INFINITY
  steps?.forEach(({ upTo }, at) => {
    if (upTo === null && at < steps.length - 1)
      add(`steps.${at}.upTo`, 'must be a number, except in the last step')
    if (upTo !== null && upTo <= last)
      add(`steps.${at}.upTo`, `must be more than ${last}, the step before it`)
    last = upTo ?? last
  })
  return problems
}

function partProblems(
  rule: FieldRule,
  { of }: Formula,
  path: string,
  fields: readonly FieldRule[],
): Problem[] {
  return of.flatMap((part, at) => {
    if (typeof part === 'number') return []
    const field = fields.find(({ id }) => id === part)
    const say = (message: string) => [{ path: `${path}.of.${at}`, message }]
    if (!field) return say(`there is no field ${part} in this type`)
    if (!isCounting(field))
      return say(
        `${field.label} is a ${field.kind} field; only numbers, money and counts can be counted`,
      )
    const round = circle(rule, field, fields)
    return round ? say(`goes round in a circle: ${round.join(', ')}`) : []
  })
}

/** The labels of a way from a part back to the field that is counted from it; null: there is none. */
function circle(rule: FieldRule, part: FieldRule, fields: readonly FieldRule[]): string[] | null {
  const seen = new Set<string>()
  const back = (field: FieldRule): string[] | null => {
    if (field.id === rule.id) return [field.label]
    if (seen.has(field.id)) return null
    seen.add(field.id)
    for (const id of field.formula?.of ?? []) {
      const next = fields.find((one) => one.id === id)
      const way = next && back(next)
      if (way) return [field.label, ...way]
    }
    return null
  }
  const way = back(part)
  return way && [rule.label, ...way]
}

/** Dollars are added to dollars only, and multiplied by what are none. */
function sortProblems(
  { op, of, result }: Formula,
  path: string,
  fields: readonly FieldRule[],
): Problem[] {
  const problems: Problem[] = []
  const sortOf = (id: string): ResultKind | null =>
    resultOf(
      fields.find((rule) => rule.id === id),
      fields,
    )
  const money = of.flatMap((part, at) =>
    typeof part === 'string' && sortOf(part) === 'money' ? [at] : [],
  )
  const others = of.flatMap((part, at) =>
    typeof part === 'string' && sortOf(part) !== 'money' ? [at] : [],
  )
  const add = (below: string, message: string) =>
    problems.push({ path: `${path}.${below}`, message })
  if (op === 'steps') return []
  if (op === 'product') {
    if (money.length > 1)
      add(`of.${money[1]}`, 'is money, and so is another part; dollars times dollars are nothing')
  } else if (money.length > 0 && others.length > 0)
    add(`of.${others[0]}`, 'is not money, but another part is; dollars and counts do not add up')
  if (money.length > 0 && result && result !== 'money')
    add('result', 'must be money, since it is counted from money')
  if (op !== 'product' && money.length === 0 && result === 'money')
    add('result', 'must not be money, since no part of it is')
  return problems
}

function checkProblems(check: CheckRule, path: string, fields: readonly FieldRule[]): Problem[] {
  const problems: Problem[] = []
  const add = (below: string, message: string) =>
    problems.push({ path: `${path}.${below}`, message })
  const find = (id: string) => fields.find((rule) => rule.id === id)
  for (const side of ['left', 'right'] as const) {
    const field = find(check[side])
    if (!field) add(side, `there is no field ${check[side]} in this type`)
    else if (!isCounting(field))
      add(
        side,
        `${field.label} is a ${field.kind} field; only numbers, money and counts can be compared`,
      )
  }
  if (check.left === check.right) add('right', 'must be another field than the left')
  const isMoney = (id: string) => resultOf(find(id), fields) === 'money'
  if (problems.length === 0 && isMoney(check.left) !== isMoney(check.right))
    add('right', 'must be money where the left is, and not where it is not')
  const explain = check.explain === null ? null : find(check.explain)
  if (explain === undefined) add('explain', `there is no field ${check.explain} in this type`)
  else if (explain && explain.kind !== 'text' && explain.kind !== 'choice')
    add('explain', `${explain.label} must be a text or a choice to explain with`)
  return problems
}
