import { afterEach, beforeEach, describe, it } from 'vitest'
import type { WriteName } from '../../server/contract/commands.js'
import { cases, type Case } from '../support/command-cases.js'
import { checkCommand } from '../support/command-checks.js'
import { connect } from '../../db/connect.js'
import { foundOffice, openPostgresNode, type Node } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let node: Node
beforeEach(async () => {
  database = await freshDatabase()
  const db = await connect({ databaseUrl: database.url, poolSize: 1 })
  await foundOffice(db)
  await db.close()
  node = await openPostgresNode(database.url)
})
afterEach(async () => {
  await node.close()
  await database.drop()
})

describe('each command, on PostgreSQL', () => {
  it.each(Object.entries(cases) as [WriteName, Case][])('%s', (name, one) =>
    checkCommand(node, name, one),
  )
})
