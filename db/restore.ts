import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { connect } from './connect.js'
import { embeddedFolder, restoredFolder } from './initialise.js'
import { lockFolder } from './lock.js'
import { migrate } from './migrate.js'
import { expireSessions, renewEpoch } from './queries/restored.js'
import { fail, OperatorError } from './settings.js'

/**
 * Puts a backup in the place of the folder's database, which is kept beside it. Everybody has to
 * sign in again, and every screen reloads.
 * @returns where the former database is kept; null when there was none
 * @throws OperatorError when the folder is in use or the file is no backup that this version reads
 */
export async function restore(dataDir: string, file: string, now: Date): Promise<string | null> {
  const at = now.toISOString()
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const restored = restoredFolder(lock.folder)
    const unfinished = `${restored}.unfinished`
    await rm(unfinished, { recursive: true, force: true })
    try {
      await unpack(file, unfinished, at)
      await rm(restored, { recursive: true, force: true })
      await rename(unfinished, restored)
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
    return await swap(lock.folder, at)
  } finally {
    await lock.release()
  }
}

async function unpack(file: string, target: string, at: string): Promise<void> {
  const packed = await readFile(file).catch((error: unknown) => {
    throw fail(`Cannot read the backup ${file}: ${String(error)}`)
  })
  const noBackup = fail(`${file} is not a backup of Tallyboard.`)
  // Unpacked here, because PGlite lets the process end over a broken one.
  const tar = await promisify(gunzip)(packed).catch(() => {
    throw noBackup
  })
  const loadDataDir = new Blob([new Uint8Array(tar)])
  const pglite = await PGlite.create(target, { loadDataDir }).catch(() => {
    throw noBackup
  })
  const connection = await connect({ pglite })
  try {
    const tables = await connection.db.introspection.getTables()
    if (!tables.some(({ name }) => name === 'migration')) throw noBackup
    await migrate(connection.db)
    await connection.db.transaction().execute(async (tx) => {
      await renewEpoch(tx)
      // Sessions that were ended since the backup must not come back.
      await expireSessions(tx, at)
    })
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new Error(`The backup ${file} cannot be used`, { cause: error })
  } finally {
    await connection.close()
  }
}

async function swap(folder: string, at: string): Promise<string | null> {
  const present = embeddedFolder(folder)
  let aside: string | null = null
  if (existsSync(present)) {
    aside = join(folder, `database.before-${at.replace(/[:.]/g, '-')}`)
    await rename(present, aside)
  }
  await rename(restoredFolder(folder), present)
  return aside
}
