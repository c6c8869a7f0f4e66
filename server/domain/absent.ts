/** Who should be at work by their shift, and is not by their presence. */
import type { PersonRow } from '../contract/rows.js'
import type { Shift } from './load.js'

/** So long after the beginning of their shift somebody who has not signed in is taken to be late. */
export const ABSENT_AFTER_MS = 60 * 60_000

/** @returns `off`: not here yet; `away`: gone for now; null: here, or not to be expected now */
export function absence(
  { presence }: Pick<PersonRow, 'presence'>,
  shift: Pick<Shift, 'from' | 'to'> | null,
  now: number,
): 'off' | 'away' | null {
  if (!shift || now < shift.from || now >= shift.to) return null
  if (presence === 'away') return 'away'
  return presence === 'off' && now - shift.from > ABSENT_AFTER_MS ? 'off' : null
}
