/** A job breakdown while it is written: key points and reasons are lines of text. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { SheetRow } from '../../server/contract/training-rows.js'

export type SheetStepDraft = { key: number; step: string; keyPoints: string; reasons: string }

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

let keys = 0
export const emptyStep = (): SheetStepDraft => ({
  key: ++keys,
  step: '',
  keyPoints: '',
  reasons: '',
})

export const stepsOf = (sheet: Pick<SheetRow, 'steps'> | null): SheetStepDraft[] =>
  sheet === null || sheet.steps.length === 0
    ? [emptyStep()]
    : sheet.steps.map(({ step, keyPoints, reasons }) => ({
        key: ++keys,
        step,
        keyPoints: keyPoints.join('\n'),
        reasons: reasons.join('\n'),
      }))

const isBlank = ({ step, keyPoints, reasons }: SheetStepDraft) =>
  step.trim() === '' && keyPoints.trim() === '' && reasons.trim() === ''

/** Empty steps are left out. @returns the input, and which drafts its steps come from */
export function sheetInput(
  type: string,
  drafts: readonly SheetStepDraft[],
): { input: RawInput<'sheet.save'>; from: number[] } {
  const kept = drafts.flatMap((draft, at) => (isBlank(draft) ? [] : [{ draft, at }]))
  return {
    input: {
      type,
      steps: kept.map(({ draft }) => ({
        step: draft.step.trim(),
        keyPoints: lines(draft.keyPoints),
        reasons: lines(draft.reasons),
      })),
    },
    from: kept.map(({ at }) => at),
  }
}

/** What is wrong by index of the draft; a step with key points and without words has no name to teach. */
export const sheetProblems = (drafts: readonly SheetStepDraft[]): Map<number, string> =>
  new Map(
    drafts.flatMap((draft, at) =>
      !isBlank(draft) && draft.step.trim() === '' ? [[at, 'Say what the step is'] as const] : [],
    ),
  )
