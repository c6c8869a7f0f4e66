import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { found } from '../../server/core/found.js'
import { plan } from '../support/floor.js'
import { foundOffice, openNode } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

it('tells a stranger the name of the only office here, and of several nothing, and of none that it is not set up', async () => {
  const db = await openPglite()
  const node = await openNode(db)
  await new Promise<void>((done) => node.app.server.listen(0, '127.0.0.1', done))
  const { port } = node.app.server.address() as AddressInfo
  const told = async () => (await fetch(`http://127.0.0.1:${port}/api/office`)).json()
  expect(await told()).toEqual({ ok: true, name: null, setUp: false })
  await foundOffice(db)
  expect(await told()).toEqual({ ok: true, name: 'Springfield City Clerk' })
  await found(db.db, plan('shelbyville'))
  expect(await told()).toEqual({ ok: true, name: null })
  await node.close()
})
