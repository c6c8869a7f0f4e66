/** Copies a whole embedded database to PostgreSQL, and proves that it is the same. */
import type { Kysely, Transaction } from 'kysely'
import { migrate } from './migrate.js'
import * as tables from './queries/tables.js'
import { renewEpoch } from './queries/restored.js'
import type { Database } from './schema.js'
import { fail } from './settings.js'

export type Copied = { table: string; rows: number; hash: string }

const STEP = 1_000
/** Written by migrating the target. */
const OWN = 'migration'

/**
 * Copies in one transaction; the source is only read. The copy gets an epoch of its own, because
 * the source may go on: a screen that changes over fetches everything anew.
 * @returns each table's count and content hash, equal on both sides
 * @throws OperatorError when the target is not empty or came out different; then nothing is copied
 */
export async function copyAll(from: Kysely<Database>, to: Kysely<Database>): Promise<Copied[]> {
  await mustBeOurs(to)
  await migrate(to)
  await mustBeAlike(from, to)
  return from
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((source) => to.transaction().execute((target) => copyTables(source, target)))
}

type Tx = Transaction<Database>

async function copyTables(from: Tx, to: Tx): Promise<Copied[]> {
  await tables.liftLimits(to)
  const names = (await tables.readTables(from)).filter((name) => name !== OWN)
  // A server that is started on the target meanwhile would write into it.
  await tables.lock(to, names)
  await mustBeEmpty(to, names)
  await tables.empty(to, 'meta')
  const copied: Copied[] = []
  for (const table of names) {
    await copyTable(from, to, table)
    const [here, there] = [await tables.digest(from, table), await tables.digest(to, table)]
    if (here.rows !== there.rows || here.hash !== there.hash) {
      throw fail(
        `Table ${table} came out different (${here.rows} rows here, ${there.rows} there); ` +
          `nothing was copied.`,
      )
    }
    copied.push({ table, ...here })
  }
  await renewEpoch(to)
  return copied
}

async function copyTable(from: Tx, to: Tx, table: string): Promise<void> {
  const columns = await tables.readColumns(from, table)
  const cursor = await tables.openCursor(from, table, columns)
  for (;;) {
    const rows = await cursor.next(STEP)
    if (rows.length === 0) break
    await tables.insertRows(to, table, columns, rows)
  }
  await cursor.close()
}

async function mustBeOurs(to: Kysely<Database>): Promise<void> {
  const names = await tables.readTables(to)
  if (names.length === 0 || names.includes(OWN)) return
  throw fail('The target database has tables of another program in it; give an empty one.')
}

async function mustBeEmpty(to: Tx, names: string[]): Promise<void> {
  for (const name of names) {
    // A server that was started there once has written its epoch and a set-up link.
    if (name === 'meta' || !(await tables.hasRows(to, name))) continue
    throw fail(
      `The target database already has Tallyboard's data in it (table ${name}); give an empty one.`,
    )
  }
}

async function mustBeAlike(from: Kysely<Database>, to: Kysely<Database>): Promise<void> {
  const [here, there] = [await tables.readMigrations(from), await tables.readMigrations(to)]
  if (here.join() === there.join()) return
  throw fail(
    'The embedded database is of another version. Start this version on it once, then move.',
  )
}
