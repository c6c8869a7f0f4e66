/** Remembers on this device which import did not end, so that the same file can go on. */
import { mappingSchema } from '../../server/contract/import.js'
import type { Keep, Unfinished } from './import-work.svelte.js'

/** Only what localStorage has, so that a test can bring its own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Each person's own, since another's import cannot be gone on with. */
export function keepOn(shelf: Shelf, person: string): Keep {
  const place = `tallyboard.import.${person}`
  return {
    read: () => unfinishedOf(shelf.getItem(place)),
    write(unfinished) {
      try {
        if (unfinished) shelf.setItem(place, JSON.stringify(unfinished))
        else shelf.removeItem(place)
      } catch {
        // A full or forbidden store costs only the offer to go on after a reload.
      }
    },
  }
}

function unfinishedOf(text: string | null): Unfinished | null {
  if (text === null) return null
  try {
    const { key, importId, mapping } = JSON.parse(text) as Record<string, unknown>
    const read = mappingSchema.safeParse(mapping)
    if (typeof key !== 'string' || typeof importId !== 'string' || !read.success) return null
    return { key, importId, mapping: read.data }
  } catch {
    return null
  }
}
