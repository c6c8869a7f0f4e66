import { afterAll, expect, it } from 'vitest'
import { connect } from '../../db/connect.js'
import { createCluster } from '../support/cluster.js'
import { freshDatabase } from '../support/postgres.js'

const fresh = await freshDatabase()
afterAll(() => fresh.drop())

it('gives each test file a migrated database of its own', async () => {
  const other = await freshDatabase()
  const connections = await Promise.all(
    [fresh, other].map(({ url }) => connect({ databaseUrl: url })),
  )
  for (const { db } of connections) {
    await db.insertInto('meta').values({ key: 'mine', value: '{}' }).execute()
    expect(await db.selectFrom('session').selectAll().execute()).toEqual([])
  }
  await other.drop()
  await Promise.all(connections.map((connection) => connection.close()))
})

it('can kill PostgreSQL and start it again', async () => {
  const cluster = await createCluster()
  const connection = await connect({ databaseUrl: cluster.url('postgres') })
  await connection.db.schema.createTable('kept').addColumn('n', 'integer').execute()
  await cluster.kill()
  const ask = () => connection.db.selectNoFrom((is) => is.val(1).as('n')).execute()
  // The process behind a connection outlives the killed parent by a moment, and may answer once more.
  await expect.poll(() => ask().then(() => 'answered', () => 'refused')).toBe('refused')
  await cluster.start()
  const tables = await connection.db.introspection.getTables()
  expect(tables.map(({ name }) => name)).toContain('kept')
  await connection.close()
  await cluster.remove()
})
