/** The checklist of a task type while it is written. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { ChecklistRow } from '../../server/contract/quality-rows.js'

/** `key` stays while an item is moved or reworded; `id` is the server's, absent in a new one. */
export type ItemDraft = {
  key: number
  id?: string
  text: string
  /** As it is typed: 0 to 100. */
  weight: string
  critical: boolean
  /** A step's id; '' for the whole work. */
  step: string
}

export const MOST_ITEMS = 30

export const itemLabels = { text: 'The question', weight: 'Weight', step: 'Step' }

let keys = 0
export const newItem = (): ItemDraft => ({
  key: ++keys,
  text: '',
  weight: '1',
  critical: false,
  step: '',
})

export const itemsOf = (checklist: Pick<ChecklistRow, 'items'> | undefined): ItemDraft[] =>
  (checklist?.items ?? []).map(({ id, text, weight, critical, step }) => ({
    key: ++keys,
    id,
    text,
    weight: String(weight),
    critical,
    step: step ?? '',
  }))

const weightOf = ({ weight }: ItemDraft) => Number(weight.trim().replace(',', '.'))

/** Paths are those of the drafts: `items.<index>.text`. */
export function itemProblems(drafts: readonly ItemDraft[]): Problem[] {
  return drafts.flatMap((draft, at) => {
    const found: Problem[] = []
    if (draft.text.trim() === '')
      found.push({ path: `items.${at}.text`, message: 'needs words; write it or remove it' })
    const weight = weightOf(draft)
    if (draft.weight.trim() === '' || !(weight >= 0 && weight <= 100))
      found.push({ path: `items.${at}.weight`, message: 'must be a number from 0 to 100' })
    return found
  })
}

/** Whether saving would change anything; keys are the screen's own. */
export const sameItems = (one: readonly ItemDraft[], other: readonly ItemDraft[]): boolean =>
  JSON.stringify(one.map((item) => ({ ...item, key: 0 }))) ===
  JSON.stringify(other.map((item) => ({ ...item, key: 0 })))

export const checklistInput = (
  type: string,
  drafts: readonly ItemDraft[],
): RawInput<'checklist.save'> => ({
  type,
  items: drafts.map((draft) => ({
    ...(draft.id === undefined ? {} : { id: draft.id }),
    text: draft.text.trim(),
    weight: weightOf(draft),
    critical: draft.critical,
    step: draft.step === '' ? null : draft.step,
  })),
})

/** Labels by the paths that the server names: `items.2.weight` is "Weight". */
export const labelsOf = (drafts: readonly ItemDraft[]): Record<string, string> =>
  Object.fromEntries(
    drafts.flatMap((_, at) =>
      Object.entries(itemLabels).map(([field, label]) => [`items.${at}.${field}`, label]),
    ),
  )
