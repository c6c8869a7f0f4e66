import { afterEach, beforeEach, expect, it } from 'vitest'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
beforeEach(async () => {
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db)
})
afterEach(() => node.close())

it('lets sockets and timers have their turn while commands follow each other without a pause', async () => {
  let turns = 0
  let running = true
  const turn = () => {
    turns++
    if (running) setImmediate(turn)
  }
  setImmediate(turn)
  // Refused, so that each is a batch that writes nothing: the quickest there is.
  for (let n = 0; n < 50; n++) await node.run('ana', 'task.claim', { task: 99 })
  running = false
  expect(turns).toBeGreaterThanOrEqual(50)
})
