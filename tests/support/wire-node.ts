/** A node that listens on a real port, with people who can sign in, for tests of its doors. */
import type { AddressInfo } from 'node:net'
import type { Socket } from 'socket.io-client'
import { hash } from '../../server/auth/passwords.js'
import { found } from '../../server/core/found.js'
import { plan } from './floor.js'
import { openNode, type Node } from './nodes.js'
import { PASSWORD } from './office-load.js'
import { openPglite } from './pglite.js'
import { connectScreen, type WireScreen } from './wire-screen.js'

export type WireNode = {
  node: Node
  address: string
  /** A screen whose socket is let go with the node; without an origin none is sent. */
  connect(cookie: string | null, auth?: object, origin?: string | null): WireScreen
  /** Another node on the same database, in place of this one. */
  reopen(more: Parameters<typeof openNode>[1]): Promise<WireNode>
  close(): Promise<void>
}

// Making it costs more than all the rest of a test.
let same: Promise<string> | undefined

export async function openWireNode(): Promise<WireNode> {
  same ??= hash(PASSWORD)
  const db = await openPglite()
  const office = plan()
  const hashed = await same
  await found(db.db, {
    ...office,
    people: office.people.map((person) => ({ ...person, hash: hashed })),
  })
  return listening(db)
}

async function listening(
  db: Node['db'],
  more: Parameters<typeof openNode>[1] = {},
): Promise<WireNode> {
  const node = await openNode(db, { clock: () => new Date(), ...more })
  await new Promise<void>((done) => node.app.server.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${(node.app.server.address() as AddressInfo).port}`
  const sockets: Socket[] = []
  return {
    node,
    address,
    connect(cookie, auth = {}, origin = address) {
      const screen = connectScreen(address, { cookie, auth, origin })
      sockets.push(screen.socket)
      return screen
    },
    async reopen(next) {
      for (const socket of sockets) socket.disconnect()
      await node.app.close()
      return listening(db, next)
    },
    async close() {
      for (const socket of sockets) socket.disconnect()
      await node.close()
    },
  }
}
