import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connect, type Connection } from '../../db/connect.js'
import { copyAll } from '../../db/move-to-postgres.js'
import { migrate } from '../../db/migrate.js'
import { readEntries, readEpoch } from '../../db/queries/log.js'
import { digest, readTables } from '../../db/queries/tables.js'
import { OFFICE } from '../support/floor.js'
import { foundOffice, openNode, openPostgresNode } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let source: Connection
let target: Connection
let database: FreshDatabase
beforeEach(async () => {
  source = await connect({})
  await migrate(source.db)
  await foundOffice(source)
  database = await freshDatabase({ migrated: false })
  target = await connect({ databaseUrl: database.url })
})
afterEach(async () => {
  await Promise.all([source.close(), target.close()])
  await database.drop()
})

const digests = async (connection: Connection) => {
  const found: Record<string, unknown> = {}
  for (const table of await readTables(connection.db)) {
    if (table !== 'migration' && table !== 'meta') found[table] = await digest(connection.db, table)
  }
  return found
}

it('copies every table, and people go on where they were', async () => {
  const node = await openNode(source)
  const title = `Quote "ö" \\ 'x' ${'…'.repeat(100)}`
  for (let n = 0; n < 3; n += 1) await node.do('ana', 'task.create', { type: 'mail', title })
  await node.do('ana', 'task.claimNext', {})
  await node.app.close()
  // More rows than one step copies.
  await sql`insert into event (office, no, seq, status)
    select 'other', n, n, 'queued' from generate_series(1, 2345) n`.execute(source.db)
  const before = await digests(source)

  const copied = await copyAll(source.db, target.db)
  expect(copied.find(({ table }) => table === 'event')?.rows).toBe(2345 + 4)
  expect(copied.map(({ table }) => table)).toEqual(
    (await readTables(source.db)).filter((name) => name !== 'migration'),
  )
  expect(await digests(target)).toEqual(before)
  expect(await digests(source)).toEqual(before)
  expect(await readEpoch(target.db)).not.toBe(await readEpoch(source.db))
  expect(await readEntries(target.db, OFFICE, 0, 99)).toEqual(
    await readEntries(source.db, OFFICE, 0, 99),
  )

  const moved = await openPostgresNode(database.url)
  const { task } = await moved.do('ana', 'task.create', { type: 'mail', title: 'After the move' })
  expect(task.no).toBe(4)
  await moved.close()
})

it('refuses a target that has an office, and one of another program', async () => {
  await migrate(target.db)
  await foundOffice(target)
  await expect(copyAll(source.db, target.db)).rejects.toThrow(
    `already has Tallyboard's data in it (table account); give an empty one.`,
  )
  const foreign = await freshDatabase({ migrated: false })
  const other = await connect({ databaseUrl: foreign.url })
  await sql`create table invoices (n int)`.execute(other.db)
  await expect(copyAll(source.db, other.db)).rejects.toThrow(
    'The target database has tables of another program in it; give an empty one.',
  )
  expect(await readTables(other.db)).toEqual(['invoices'])
  await other.close()
  await foreign.drop()
})

it('refuses a source of another version', async () => {
  await sql`delete from migration where name = '002-access'`.execute(source.db)
  await expect(copyAll(source.db, target.db)).rejects.toThrow('of another version')
})

it('copies nothing when a table comes out different', async () => {
  await migrate(target.db)
  // Stands for whatever might change a value on its way.
  await sql`create function spoil() returns trigger language plpgsql as
    $$ begin new.row := new.row || '{"name": "?"}'; return new; end $$`.execute(target.db)
  await sql`create trigger spoil before insert on team
    for each row execute function spoil()`.execute(target.db)
  await expect(copyAll(source.db, target.db)).rejects.toThrow('Table team came out different')
  expect(await digest(target.db, 'log')).toMatchObject({ rows: 0 })
})
