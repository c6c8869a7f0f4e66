import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { sql } from 'kysely'
import { runApart } from './apart.js'
import type { Connection } from './connect.js'
import { COPY, embeddedFolder } from './initialise.js'
import { fail } from './settings.js'

const COPIES_AT_ONCE = 8

// Opening what is packed also proves that it opens. Flushed, because a backup is for the day on
// which the power fails.
const PACK = `
const fs = require('node:fs')
const [library, folder, file] = process.argv.slice(1)
const { PGlite } = require(library)
async function pack() {
  const database = await PGlite.create(folder)
  await database.query("select value from meta where key = 'epoch'")
  await database.exec('checkpoint')
  const packed = Buffer.from(await (await database.dumpDataDir('gzip')).arrayBuffer())
  await database.close()
  const handle = fs.openSync(file, 'w', 0o600)
  fs.writeSync(handle, packed)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}
pack().catch((error) => { console.error(error); process.exit(1) })
`

/**
 * Packs an embedded database that this process has open. Its users wait only while the files are
 * copied (about 0.1 s for 60 MB); the packing is done apart, from the copy.
 * @param file written whole or not at all, readable by its owner only
 */
export async function backUp(
  connection: Connection,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  const { folder } = connection
  if (folder === null) throw new Error('Only an embedded database in a folder is backed up here')
  const place = await mkdtemp(join(folder, COPY))
  try {
    const copy = embeddedFolder(place)
    // There is one connection: holding it keeps every writer out.
    await connection.db.connection().execute(async (db) => {
      await sql`checkpoint`.execute(db)
      await copyTree(embeddedFolder(folder), copy)
    })
    await pack(copy, file, signal)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/**
 * Packs the database of a folder that is locked by this process and that nobody has open.
 * @throws OperatorError when it has none
 */
export async function backUpFolder(folder: string, file: string): Promise<void> {
  if (!existsSync(embeddedFolder(folder))) throw fail(`There is no database in ${folder}.`)
  await pack(embeddedFolder(folder), file)
}

async function pack(database: string, file: string, signal?: AbortSignal): Promise<void> {
  const unfinished = `${file}.unfinished`
  try {
    await runApart(PACK, [database, unfinished], signal)
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  await mkdir(to, { mode: 0o700 })
  const files: string[] = []
  for (const entry of entries) {
    const path = relative(from, join(entry.parentPath, entry.name))
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true })
    else files.push(path)
  }
  const copyNext = async (): Promise<void> => {
    for (let path = files.pop(); path !== undefined; path = files.pop()) {
      const target = join(to, path)
      await mkdir(dirname(target), { recursive: true })
      await copyFile(join(from, path), target, constants.COPYFILE_FICLONE)
    }
  }
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, copyNext))
}
