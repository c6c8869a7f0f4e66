/** When a note may go to the supervisors. */
import type { NoteRow } from '../../contract/fairness-rows.js'

/** Who does not answer cannot hold up the report for ever; that they did not answer stays on it. */
export const SEND_AFTER_DAYS = 10

/** Days of the longest period that a note is about. */
export const LONGEST_DAYS = 366

const DAY_MS = 86_400_000

/** @param active false: the person has left, and nobody is there to answer */
export function maySend(
  { state, signedAt }: Pick<NoteRow, 'state' | 'signedAt'>,
  { active, now }: { active: boolean; now: string },
): boolean {
  if (state === 'answered') return true
  if (state !== 'signed' || signedAt === null) return false
  return !active || Date.parse(now) - Date.parse(signedAt) >= SEND_AFTER_DAYS * DAY_MS
}

/** A note as a supervisor has it on the board: that there is one. What it says is read by `note.open`, which is logged. */
export const veilNote = (note: NoteRow): NoteRow => ({
  ...note,
  figures: [],
  production: '',
  training: '',
  next: '',
  answer: note.answer && { at: note.answer.at, text: null },
})
