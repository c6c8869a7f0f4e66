/** The cable between screens and server, which a test holds in its hand: it can be held up, made deaf and cut. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Cable = {
  /** What people type into the address bar. */
  address: string
  /** Leads to the server on this port from now on. */
  plug(port: number): void
  /** Nothing that screens send arrives, until `letGo`: then all of it at once. */
  hold(): void
  letGo(): void
  /** What screens send arrives; nothing that is sent to them does. Only a cut ends it. */
  deafen(): void
  /** Ends every connection, and every new one as soon as it is made. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

type Line = { screen: Socket; server: Socket }

export async function layCable(): Promise<Cable> {
  const lines = new Set<Line>()
  let port = 0
  let state: 'through' | 'held' | 'deaf' | 'cut' = 'through'

  const join = (screen: Socket) => {
    // What a cut does to a socket is no error here.
    screen.on('error', () => {})
    if (state === 'cut') return void screen.destroy()
    const server = connect({ port, host: '127.0.0.1' })
    server.on('error', () => {})
    const line = { screen, server }
    lines.add(line)
    for (const end of [screen, server]) {
      end.setNoDelay()
      end.on('close', () => {
        lines.delete(line)
        screen.destroy()
        server.destroy()
      })
    }
    screen.on('data', (bytes) => server.write(bytes))
    server.on('data', (bytes) => void (state === 'deaf' || screen.write(bytes)))
    if (state === 'held') screen.pause()
  }
  const end = () => {
    for (const { screen, server } of lines) {
      screen.destroy()
      server.destroy()
    }
  }

  const box = createServer(join)
  await new Promise<void>((done) => box.listen(0, '127.0.0.1', done))
  return {
    address: `http://localhost:${(box.address() as AddressInfo).port}`,
    plug: (to) => void (port = to),
    hold() {
      state = 'held'
      for (const { screen } of lines) screen.pause()
    },
    letGo() {
      state = 'through'
      for (const { screen } of lines) screen.resume()
    },
    deafen: () => void (state = 'deaf'),
    cut() {
      state = 'cut'
      end()
    },
    mend() {
      // A line that has lost bytes would only garble what follows.
      end()
      state = 'through'
    },
    close() {
      end()
      return new Promise((done) => box.close(() => done()))
    },
  }
}
