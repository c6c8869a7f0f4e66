import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds in which a client may end by itself when the server stops. */
const PARTING_MS = 1_000

/**
 * Ends a server for good, whoever is connected. Upgraded sockets are in none of Node's own lists, and
 * one that is only being admitted is in none of Socket.IO's, so every connection is counted here.
 * @returns `refuse` takes no more connections; `finish` resolves when all are gone
 */
export function createParting(server: Server): { refuse(): void; finish(): Promise<void> } {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  let ended: Promise<void> = Promise.resolve()
  return {
    refuse() {
      if (server.listening) ended = new Promise((done) => server.close(() => done()))
    },
    async finish() {
      server.closeIdleConnections()
      const timer = setTimeout(() => open.forEach((socket) => socket.destroy()), PARTING_MS)
      await ended
      clearTimeout(timer)
    },
  }
}
