import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connect, type Connection } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { migrations } from '../../db/migrations/all.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let one: Connection
let two: Connection
let lost: Error[]
beforeEach(async () => {
  database = await freshDatabase({ migrated: false })
  lost = []
  const options = { databaseUrl: database.url, onError: (error: Error) => void lost.push(error) }
  one = await connect(options)
  two = await connect(options)
})
afterEach(async () => {
  await Promise.all([one.close(), two.close()])
  await database.drop()
})

const killOthers = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(one.db)

it('migrates once when two nodes start at the same time', async () => {
  const ran = await Promise.all([migrate(one.db), migrate(two.db)])
  expect(ran.flat().sort()).toEqual(Object.keys(migrations).sort())
})

it('tells the other node, and listens again after its connections were killed', async () => {
  const heard: string[] = []
  const onReconnect = vi.fn()
  const end = await two.listen((payload) => void heard.push(payload), onReconnect)
  await one.notify('a b')
  await vi.waitFor(() => expect(heard).toEqual(['a b']))

  await killOthers()
  await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledOnce(), 5_000)
  // A hint may be lost with its connection; the next one makes another.
  await vi.waitFor(() => one.notify('c'), 5_000)
  await vi.waitFor(() => expect(heard).toEqual(['a b', 'c']))
  await end()
  await one.notify('d')
  expect(heard).toEqual(['a b', 'c'])
})

it('survives the loss of every connection of its pool', async () => {
  await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.05)`.execute(two.db)))
  await killOthers()
  // The pool hears of each loss by itself, so a connection that is gone may be handed out once more.
  await vi.waitFor(() => expect(lost.length).toBeGreaterThan(0))
  const ask = () => sql<{ n: number }>`select 1::bigint as n`.execute(two.db)
  const again = await vi.waitFor(ask, 2_000)
  expect(again.rows).toEqual([{ n: 1 }])
})

it('ends what holds a transaction open without doing anything', async () => {
  const idle = two.db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await sql`select 1`.execute(tx)
  })
  await expect(idle).rejects.toThrow()
})

it('says in a sentence why a database cannot be used', async () => {
  const url = new URL(database.url)
  url.pathname = '/nowhere'
  await expect(connect({ databaseUrl: url.href })).rejects.toThrow(
    'Cannot reach the database in DATABASE_URL: database "nowhere" does not exist',
  )
  await expect(connect({ databaseUrl: 'postgres://127.0.0.1:1/x' })).rejects.toThrow(
    'Cannot reach the database in DATABASE_URL: connect ECONNREFUSED 127.0.0.1:1',
  )
})
