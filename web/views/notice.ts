/** The notice of what is recorded, as its page asks for it. Pure. */
import type { Problem } from '../../server/contract/errors.js'
import type { AcknowledgementRow } from '../../server/contract/fairness-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'

export const noticeLabels = {
  recorded: 'What is recorded',
  where: 'Where: every place whose people or rooms are recorded',
  seenBy: 'Who sees it',
  purpose: 'For what',
} as const

type Text = { [K in keyof typeof noticeLabels]: string }

export const noticeProblems = (text: Text): Problem[] =>
  (Object.keys(noticeLabels) as (keyof Text)[])
    .filter((key) => text[key].trim() === '')
    .map((path) => ({ path, message: 'Say it in at least a sentence.' }))

export type ReaderLine = { id: string; name: string; at: string | null }

type Rows = {
  people: Iterable<PersonRow>
  acknowledgements: ReadonlyMap<string, AcknowledgementRow>
}

/** Who of those that a viewer answers for has acknowledged a version: an admin's everyone, a lead's people. */
export function readers(
  version: number,
  { role, leads }: Pick<Me, 'role' | 'leads'>,
  { people, acknowledgements }: Rows,
): ReaderLine[] {
  const concerns = ({ team, active }: PersonRow) =>
    active && (role === 'admin' || (role === 'lead' && team !== null && leads.includes(team)))
  return [...people]
    .filter(concerns)
    .map(({ id, name }) => {
      const read = acknowledgements.get(id)
      return { id, name, at: read?.version === version ? read.at : null }
    })
    .sort((a, b) => Number(a.at !== null) - Number(b.at !== null) || a.name.localeCompare(b.name))
}

/** Whether somebody has still to read the version in force. */
export const mustRead = (version: number | undefined, mine: AcknowledgementRow | undefined) =>
  version !== undefined && mine?.version !== version
