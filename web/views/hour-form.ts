/** What is typed beside an hour, and what of it is sent. */
import type { HourNoteRow } from '../../server/contract/desk-rows.js'
import type { RawInput } from '../../server/contract/commands.js'

export type HourDraft = { cause: string; text: string; countermeasure: string; reason: string }

export const draftOf = (note: HourNoteRow | null): HourDraft => ({
  cause: note?.cause ?? '',
  text: note?.text ?? '',
  countermeasure: note?.countermeasure ?? '',
  reason: '',
})

type At = { team: string; day: string; hour: number }

/** Only what differs from the note; null where nothing does. */
export function noteInput(
  at: At,
  note: HourNoteRow | null,
  draft: HourDraft,
): RawInput<'hour.note'> | null {
  const changes: Partial<Pick<RawInput<'hour.note'>, 'cause' | 'text' | 'countermeasure'>> = {}
  for (const part of ['cause', 'text', 'countermeasure'] as const) {
    const typed = draft[part].trim() || null
    if (typed !== (note?.[part] ?? null)) changes[part] = typed
  }
  if (Object.keys(changes).length === 0) return null
  const reason = draft.reason.trim()
  return { ...at, ...changes, ...(reason ? { reason } : {}) }
}
