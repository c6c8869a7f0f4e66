/** The embedded database for tests: migrated once a run, then loaded from that copy in 0.4 s. */
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { connect, type Connection } from '../../db/connect.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** File with a dump of a migrated, empty embedded database. */
    pgliteTemplate: string
  }
}

/** An in-memory database with all migrations done; the caller closes it. */
export async function openPglite(): Promise<Connection> {
  const dump = await readFile(inject('pgliteTemplate'))
  const pglite = await PGlite.create({ loadDataDir: new Blob([new Uint8Array(dump)]) })
  return connect({ pglite })
}
