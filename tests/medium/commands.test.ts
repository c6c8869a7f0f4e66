import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WriteName } from '../../server/contract/commands.js'
import { cases, type Case } from '../support/command-cases.js'
import { checkCommand } from '../support/command-checks.js'
import { nextId } from '../support/floor.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let shared: Node
let node: Node
beforeAll(async () => {
  shared = await openNode(await openPglite())
})
afterAll(() => shared.close())
beforeEach(async () => {
  const office = `office-${nextId()}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
})

describe('each command, on the embedded database', () => {
  it.each(Object.entries(cases) as [WriteName, Case][])('%s', (name, one) =>
    checkCommand(node, name, one),
  )
})

it('is not asked for help about what is finished', async () => {
  const { no } = (await node.do('ana', 'task.create', { type: 'mail', title: 'Letter' })).task
  await node.do('ana', 'task.claim', { task: no })
  await node.do('ana', 'task.finish', { task: no })
  expect(await node.run('ana', 'help.ask', { task: no })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state' },
  })
})
