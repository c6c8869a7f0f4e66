import { readOnlyOfficeName } from '../../db/queries/board.js'
import type { Db } from '../../db/schema.js'

/**
 * What may be told to whoever has not signed in: where people of one office alone sign in, its name; where
 * several share an installation, nothing of any of them; and where there is none yet, that it has to be set up.
 */
export async function onlyOfficeName(db: Db): Promise<{ name: string | null; setUp?: false }> {
  const name = await readOnlyOfficeName(db)
  return name === undefined ? { name: null, setUp: false } : { name }
}
