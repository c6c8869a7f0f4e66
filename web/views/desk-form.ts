/** How leads run their desks, as an office's settings ask for it. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { deskRules } from '../../server/domain/desk-rules.js'

export type CauseDraft = {
  /** Null: not saved yet. */
  id: string | null
  name: string
}
export type DeskDraft = {
  leaveBy: string
  /** Per cent, as it is typed. */
  utilisation: string
  causes: readonly CauseDraft[]
}

export const deskLabels = {
  'desk.leaveBy': 'Who answers leave',
  'desk.utilisation': 'Utilisation',
  'desk.causes': 'Cause',
}

export const leaveByOptions = [
  { value: 'lead', label: 'A lead of the team' },
  { value: 'supervisor', label: 'A supervisor, with the lead’s word' },
] as const

export function deskDraft(office: OfficeRow): DeskDraft {
  const { leaveBy, utilisation, causes } = deskRules(office)
  return { leaveBy, utilisation: String(Math.round(utilisation * 100)), causes }
}

const share = ({ utilisation }: DeskDraft) => Number(utilisation.trim().replace(/\s*%$/, '')) / 100

export function deskProblems(draft: DeskDraft): Problem[] {
  const problems: Problem[] = []
  const utilisation = share(draft)
  if (draft.utilisation.trim() === '' || !(utilisation >= 0.3 && utilisation <= 1))
    problems.push({ path: 'desk.utilisation', message: 'must be between 30 and 100' })
  if (draft.causes.length === 0)
    problems.push({ path: 'desk.causes', message: 'Keep at least one cause.' })
  draft.causes.forEach(({ name }, at) => {
    const path = `desk.causes.${at}.name`
    const same = (one: CauseDraft) => one.name.trim().toLowerCase() === name.trim().toLowerCase()
    if (name.trim() === '')
      problems.push({ path, message: 'Give the cause a name, or take it off the list.' })
    else if (draft.causes.findIndex(same) !== at) problems.push({ path, message: 'is there twice' })
  })
  return problems
}

/** Only what differs; undefined: nothing does. */
export function deskChanges(before: OfficeRow, draft: DeskDraft): RawInput<'office.save'>['desk'] {
  const old = deskDraft(before)
  const utilisation = share(draft)
  const changes = {
    ...(draft.leaveBy === old.leaveBy
      ? {}
      : { leaveBy: draft.leaveBy === 'supervisor' ? ('supervisor' as const) : ('lead' as const) }),
    ...(draft.utilisation.trim() === old.utilisation ? {} : { utilisation }),
    ...(JSON.stringify(draft.causes) === JSON.stringify(old.causes)
      ? {}
      : { causes: draft.causes.map(({ id, name }) => (id === null ? { name } : { id, name })) }),
  }
  return Object.keys(changes).length > 0 ? changes : undefined
}
