import { readOnlyOfficeName } from '../../db/queries/board.js'
import type { Db } from '../../db/schema.js'

/**
 * What may be told to whoever has not signed in: where people of one office alone sign in, its
 * name; where several share an installation, nothing of any of them.
 */
export const onlyOfficeName = (db: Db): Promise<string | null> => readOnlyOfficeName(db)
