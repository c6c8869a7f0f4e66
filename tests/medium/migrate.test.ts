import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect, type Connection } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { migrations, type Migration } from '../../db/migrations/all.js'

let connection: Connection
beforeAll(async () => {
  connection = await connect({})
})
beforeEach(async () => {
  await connection.pglite?.exec('drop schema public cascade; create schema public')
})
afterAll(() => connection.close())

const creates = (table: string): Migration => ({
  up: async (db) => {
    await db.schema.createTable(table).addColumn('n', 'integer').execute()
  },
})
const tables = async () =>
  (await connection.db.introspection.getTables()).map(({ name }) => name).sort()

it('runs what is missing, in the order of the names, once', async () => {
  const two = { '002-b': creates('b'), '001-a': creates('a') }
  expect(await migrate(connection.db, two)).toEqual(['001-a', '002-b'])
  expect(await migrate(connection.db, two)).toEqual([])
  expect(await migrate(connection.db, { ...two, '003-c': creates('c') })).toEqual(['003-c'])
  expect(await tables()).toEqual(['a', 'b', 'c', 'migration'])
})

it('keeps nothing of a migration that fails, and goes on from there', async () => {
  const breaks: Migration = {
    up: async (db) => {
      await creates('b').up(db)
      await sql`select 1 / 0`.execute(db)
    },
  }
  const broken = { '001-a': creates('a'), '002-b': breaks }
  await expect(migrate(connection.db, broken)).rejects.toThrow('division by zero')
  expect(await tables()).toEqual(['a', 'migration'])
  expect(await migrate(connection.db, { ...broken, '002-b': creates('b') })).toEqual(['002-b'])
})

it('refuses a database that a newer program has used', async () => {
  await migrate(connection.db, { '001-a': creates('a'), '002-new': creates('b') })
  await expect(migrate(connection.db, { '001-a': creates('a') })).rejects.toThrow(
    'The database was used by a newer Tallyboard (it has had the change "002-new"). ' +
      'Start that version or a later one, or restore a backup made by this one.',
  )
})

it('refuses a migration that was slipped in before one already done', async () => {
  await migrate(connection.db, { '002-b': creates('b') })
  const slipped = migrate(connection.db, { '001-a': creates('a'), '002-b': creates('b') })
  await expect(slipped).rejects.toThrow('out of order')
})

it('brings an empty database up to this program', async () => {
  expect(await migrate(connection.db)).toEqual(Object.keys(migrations).sort())
  expect(await tables()).toEqual(expect.arrayContaining(['log', 'meta', 'session', 'task']))
})

it('gives counts as numbers and dates as text, in UTC', async () => {
  const found = await sql`
    select 9007199254740991::int8 as big, date '2026-03-08' as day,
      timestamptz '2026-03-08 01:30:00-07' as at, '{"a": [1]}'::jsonb as doc`.execute(connection.db)
  expect(found.rows).toEqual([
    {
      big: 9_007_199_254_740_991,
      day: '2026-03-08',
      at: '2026-03-08 08:30:00+00',
      doc: { a: [1] },
    },
  ])
})
