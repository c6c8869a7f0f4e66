/** The versions of a type's work standard. */
import type { StandardRow } from '../contract/desk-rows.js'

/** The version in force; null: none was ever set, and the type's own minutes are all there is. */
export function currentStandard(rows: Iterable<StandardRow>, type: string): StandardRow | null {
  let newest: StandardRow | null = null
  for (const row of rows)
    if (row.type === type && row.version > (newest?.version ?? 0)) newest = row
  return newest
}
