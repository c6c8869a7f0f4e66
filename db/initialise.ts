import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where in the data folder the embedded database keeps its files. */
export function embeddedFolder(dataDir: string): string {
  return join(dataDir, 'database')
}

// In a process of its own, because initdb leaves half a gigabyte of memory behind.
const SCRIPT = `
const { PGlite } = require(process.argv[1])
PGlite.create(process.argv[2]).then((database) => database.close())
`

/** Makes an empty embedded database in the folder unless it has one. Whole or not at all. */
export async function initialise(dataDir: string): Promise<void> {
  const target = embeddedFolder(dataDir)
  if (existsSync(target)) return
  const unfinished = `${target}.new`
  await rm(unfinished, { recursive: true, force: true })
  const library = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  await promisify(execFile)(process.execPath, ['-e', SCRIPT, library, unfinished])
  await rename(unfinished, target)
}
