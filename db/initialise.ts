import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runApart } from './apart.js'
import { fail } from './settings.js'

/** Where in the data folder the embedded database keeps its files. */
export function embeddedFolder(dataDir: string): string {
  return join(dataDir, 'database')
}

/** A restored database that is complete but not yet in its place. */
export function restoredFolder(dataDir: string): string {
  return join(dataDir, 'database.restored')
}

/** How the names of copies begin that a backup is made from; nobody else's file may match. */
export const COPY = '.copy-for-backup-'

const CREATE = `
const { PGlite } = require(process.argv[1])
PGlite.create(process.argv[2]).then((database) => database.close())
`

/**
 * Makes an empty embedded database in the folder unless it has one, whole or not at all, and
 * clears away what a killed process left behind. The folder must be locked.
 * @throws OperatorError when something else is where the database belongs
 */
export async function initialise(dataDir: string): Promise<void> {
  const left = (await readdir(dataDir)).filter((name) => name.startsWith(COPY))
  for (const name of left) await rm(join(dataDir, name), { recursive: true, force: true })
  const target = embeddedFolder(dataDir)
  if (existsSync(target)) {
    if (existsSync(join(target, 'PG_VERSION'))) return
    throw fail(
      `${target} is there, but holds no database; an empty one in its place would hide what is lost. ` +
        'Move it away to begin anew, or bring a backup back with: npm run restore -- FILE.',
    )
  }
  const restored = restoredFolder(dataDir)
  // A restore that was interrupted between its last two steps; an empty database here would hide it.
  if (existsSync(restored)) return rename(restored, target)
  const unfinished = `${target}.new`
  await rm(unfinished, { recursive: true, force: true })
  await runApart(CREATE, [unfinished])
  await rename(unfinished, target)
}
