/** How much of whose work is checked: who can be chosen, what is set, and what is sent. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { RateRow } from '../../server/contract/quality-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'

/** `*` all work of a type, `II` or `III` a grade's, else a person's id. */
export type Whose = string
type Grade = 'II' | 'III'

const isGrade = (whose: Whose): whose is Grade => whose === 'II' || whose === 'III'

export const whoseOf = ({ grade, person }: Pick<RateRow, 'grade' | 'person'>): Whose =>
  person ?? grade ?? '*'

/** Everything of grade I is checked whatever is set; of their own work another lead says it. */
export function whoseOptions(
  people: Iterable<Pick<PersonRow, 'id' | 'name' | 'team' | 'active'>>,
  { team, viewer }: { team: string; viewer: string },
): { value: Whose; label: string }[] {
  const named = [...people]
    .filter((one) => one.active && one.team === team && one.id !== viewer)
    .sort((a, b) => a.name.localeCompare(b.name))
  return [
    { value: '*', label: 'All work of this type' },
    { value: 'II', label: 'Grade II' },
    { value: 'III', label: 'Grade III' },
    ...named.map(({ id, name }) => ({ value: id, label: name })),
  ]
}

/** A share as people type it, in per cent; null: none. */
export function readShare(text: string): number | null {
  const typed = text.replace('%', '').trim().replace(',', '.')
  const share = typed === '' ? Number.NaN : Number(typed) / 100
  return share >= 0 && share <= 1 ? share : null
}

/** What is set beside the type's own share: the type's, then grades, then people by name. */
export function ratesOfType(
  type: string,
  rates: Iterable<RateRow>,
  nameOf: (person: string) => string,
): RateRow[] {
  const key = ({ grade, person }: RateRow) =>
    person === null ? `0${grade ?? ''}` : `1${nameOf(person)}`
  return [...rates].filter((one) => one.type === type).sort((a, b) => key(a).localeCompare(key(b)))
}

/** "set by Lee Lead: a new form" */
export const setWords = (
  { by, reason, floor }: Pick<RateRow, 'by' | 'reason' | 'floor'>,
  nameOf: (person: string) => string,
): string =>
  floor
    ? 'at least as before they changed what is checked of others; another lead may say otherwise'
    : `set by ${nameOf(by)}${reason ? `: ${reason}` : ''}`

/** @param share null: as before */
export const rateInput = (
  type: string,
  whose: Whose,
  { share, reason }: { share: number | null; reason: string },
): RawInput<'rate.set'> => ({
  type,
  ...(isGrade(whose) ? { grade: whose } : whose === '*' ? {} : { person: whose }),
  share,
  ...(reason === '' ? {} : { reason }),
})
