/** Checks in plain words. */
import type { ReturnedFor, ReviewResult } from '../../server/contract/quality-rows.js'
import type { StepState } from '../../server/contract/rows.js'

export const resultWords: Record<ReviewResult, string> = {
  pass: 'Passed',
  note: 'Passed with a note',
  return: 'Returned for correction',
}

/** "Signature missing, at Filed: page 2" */
export function reasonLine(
  { reason, step, text }: ReturnedFor,
  reasons: readonly { id: string; name: string }[],
  steps: readonly Pick<StepState, 'id' | 'name'>[],
): string {
  const name = reasons.find(({ id }) => id === reason)?.name ?? reason
  const at = step === null ? '' : `, at “${steps.find(({ id }) => id === step)?.name ?? step}”`
  return `${name}${at}${text ? `: ${text}` : ''}`
}
