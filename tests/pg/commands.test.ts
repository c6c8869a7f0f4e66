import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import type { WriteName } from '../../server/contract/commands.js'
import { cases, type Case } from '../support/command-cases.js'
import { checkCommand } from '../support/command-checks.js'
import { nextId } from '../support/floor.js'
import { foundOffice, inOffice, openPostgresNode, type Node } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let shared: Node
let node: Node
beforeAll(async () => {
  database = await freshDatabase()
  shared = await openPostgresNode(database.url)
})
afterAll(async () => {
  await shared.close()
  await database.drop()
})
beforeEach(async () => {
  const office = `office-${nextId()}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
})

describe('each command, on PostgreSQL', () => {
  it.each(Object.entries(cases) as [WriteName, Case][])('%s', (name, one) =>
    checkCommand(node, name, one),
  )
})
