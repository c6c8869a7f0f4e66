import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openWireNode } from '../support/wire-node.js'

/** Opens a connection, sends this and nothing more. */
async function sending(address: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  // Its end is what the test is about.
  socket.on('error', () => {}).resume()
  await new Promise<void>((done) => socket.once('connect', done))
  if (text) await new Promise((done) => socket.write(text, done))
  return socket
}

const upgrade =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'

describe('a server that ends', () => {
  it.each([
    ['has said nothing yet', ''],
    ['is in the middle of a request', 'POST /api/task.create HTTP/1.1\r\nHost: localhost\r\n'],
    ['is in the middle of becoming a screen', upgrade],
    [
      'has become a socket and says nothing',
      `${upgrade}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ],
  ])('lets go whoever %s', { timeout: 15_000 }, async (_, text) => {
    const wire = await openWireNode()
    const socket = await sending(wire.address, text)
    const gone = new Promise<void>((done) => socket.once('close', () => done()))
    // What was sent is with the server by then.
    await fetch(`${wire.address}/readyz`)
    await wire.close()
    await gone
    expect(wire.node.app.server.listening).toBe(false)
  })
})
