import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { embeddedFolder, initialise } from './initialise.js'
import { lockFolder, type FolderLock } from './lock.js'
import { listenOn, notifier } from './notify.js'
import { preparing } from './prepared.js'
import type { Database } from './schema.js'
import { connectionSettings, fail, OLDEST_POSTGRES, typeParsers } from './settings.js'

/** An open database, the same to its users whichever of the two kinds it is. */
export interface Connection {
  kind: 'pglite' | 'postgres'
  db: Kysely<Database>
  /** The embedded database itself; null on PostgreSQL. Queries go through `db`. */
  pglite: PGlite | null
  /** Real path of the locked data folder; null in memory and on PostgreSQL. */
  folder: string | null
  /**
   * Hears what other nodes notify. The connection is its own and comes back by itself, after
   * which `onReconnect` says that notifications may have been missed. Embedded: never calls.
   * @returns ends the listening
   */
  listen(onNotify: (payload: string) => void, onReconnect: () => void): Promise<() => Promise<void>>
  /** Tells other nodes; at most 7,999 bytes. A hint: rejects when it could not be sent. */
  notify(payload: string): Promise<void>
  close(): Promise<void>
}

export interface ConnectOptions {
  /** PostgreSQL 15 or later. Absent: the embedded database. */
  databaseUrl?: string
  /** Folder of the installation, locked until `close()`. Absent: in memory, for tests. */
  dataDir?: string
  /** An embedded database that is already open; `close()` closes it. */
  pglite?: PGlite
  /** Connections in PostgreSQL's pool, besides those of listen and notify. */
  poolSize?: number
  /** Hears of connections lost in the background; each is replaced by itself. */
  onError?: (error: Error) => void
}

/** @throws Error with a sentence for the operator when the database cannot be used. */
export function connect(options: ConnectOptions): Promise<Connection> {
  if (options.databaseUrl) return connectPostgres(options.databaseUrl, options)
  if (options.pglite) return embedded(options.pglite)
  if (options.dataDir !== undefined) return connectFolder(options.dataDir)
  return PGlite.create().then((pglite) => embedded(pglite))
}

async function connectFolder(dataDir: string): Promise<Connection> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw fail(`DATA_DIR is ${dataDir}, which cannot be used as a folder: ${error.message}`)
  })
  const folder = await realpath(dataDir)
  const lock = await lockFolder(folder)
  try {
    await initialise(folder)
    return await embedded(await openFolder(folder), lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** What the database itself says of damage is a trace of its innards. */
async function openFolder(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(embeddedFolder(folder))
  } catch (error) {
    const [said] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    throw fail(
      `The database in ${embeddedFolder(folder)} cannot be opened; it may be damaged (${said}). ` +
        `Bring a backup back with: npm run restore -- FILE. The daily ones are in ${join(folder, 'backups')}.`,
    )
  }
}

async function embedded(pglite: PGlite, lock?: FolderLock): Promise<Connection> {
  await pglite.waitReady
  // The embedded database has one session: a second connection would share its transaction.
  const config = {
    ...createPgConfig(pglite),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    types: typeParsers,
  }
  await pglite.exec(`set timezone to 'UTC'`)
  const db = kysely(new pg.Pool(config))
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await db.destroy()
    if (!pglite.closed) await pglite.close()
    await lock?.release()
  }
  return {
    kind: 'pglite',
    db,
    pglite,
    folder: lock?.folder ?? null,
    listen: async () => async () => {},
    notify: async () => {},
    close: () => (closed ??= close()),
  }
}

async function connectPostgres(url: string, options: ConnectOptions): Promise<Connection> {
  const onError = options.onError ?? (() => {})
  const settings = connectionSettings(url)
  const pool = new pg.Pool({ ...settings, max: options.poolSize ?? 10 })
  // An unheard 'error' of any client ends the process; pg drops and replaces the client itself.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  try {
    await checkVersion(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = kysely(preparing(pool))
  const sender = notifier(settings, onError)
  const listeners = new Set<() => Promise<void>>()
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await Promise.all([...listeners].map((end) => end()))
    await sender.close()
    await db.destroy()
  }
  return {
    kind: 'postgres',
    db,
    pglite: null,
    folder: null,
    listen: async (onNotify, onReconnect) => {
      const end = await listenOn(settings, { onNotify, onReconnect, onError })
      listeners.add(end)
      return async () => {
        listeners.delete(end)
        await end()
      }
    },
    notify: (payload) => sender.notify(payload),
    close: () => (closed ??= close()),
  }
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const found = await pool
    .query<{ number: string; name: string }>(
      `select current_setting('server_version_num') number, current_setting('server_version') name`,
    )
    .catch((error: unknown) => {
      const why = error instanceof AggregateError ? error.errors[0] : error
      throw fail(`Cannot reach the database in DATABASE_URL: ${String(why).replace(/^\w*: /, '')}`)
    })
  const row = found.rows[0]
  if (row && Number(row.number) >= OLDEST_POSTGRES * 10_000) return
  throw fail(
    `The database in DATABASE_URL is PostgreSQL ${row?.name ?? '?'}; ` +
      `Tallyboard needs ${OLDEST_POSTGRES} or later.`,
  )
}

function kysely(pool: PostgresPool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
