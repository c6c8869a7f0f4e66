/** How a computed field is counted, in the words of the office's own labels. */
import type { Formula, Operation, ResultKind } from '../../server/contract/counting.js'
import type { FieldKind, FieldRule } from '../../server/contract/rows.js'

export const operationWords: Record<Operation, string> = {
  sum: 'Sum',
  difference: 'Difference',
  product: 'Product',
  steps: 'By steps',
}
export const resultWords: Record<ResultKind, string> = {
  money: 'Dollars',
  count: 'Count',
  number: 'Number',
}

const between: Record<Exclude<Operation, 'steps'>, string> = {
  sum: ' + ',
  difference: ' − ',
  product: ' × ',
}

/** "Rate a day × Days late", "by Weight of each". */
export function formulaWords({ op, of }: Formula, rules: readonly FieldRule[]): string {
  const parts = of.map((part) =>
    typeof part === 'number'
      ? String(part).replace('-', '−')
      : (rules.find(({ id }) => id === part)?.label ?? part),
  )
  return op === 'steps' ? `by ${parts[0] ?? ''}` : parts.join(between[op])
}

/** A field of this kind can be counted from. */
export const countsKind = (kind: FieldKind) =>
  kind === 'money' || kind === 'count' || kind === 'number' || kind === 'computed'
