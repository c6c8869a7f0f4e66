import type { Kysely } from 'kysely'
import { readReferences } from '../../../db/queries/board.js'
import type { Database } from '../../../db/schema.js'

/** Which of these references some task of the office already has. */
export const knownReferences = (db: Kysely<Database>, office: string) => (references: string[]) =>
  readReferences(db, office, references)
