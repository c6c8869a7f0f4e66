/** A screen's end of the wire: a real socket, and every frame that came over it. */
import { io, type Socket } from 'socket.io-client'
import { expect } from 'vitest'
import type { Answer, Envelope, Head, Snapshot } from '../../server/contract/wire.js'
import { nextId } from './floor.js'

type Frame = { event: string; payload: Snapshot & Envelope & Head }

export type WireScreen = {
  socket: Socket
  frames: Frame[]
  next(event: string): Promise<Frame['payload']>
  closed: Promise<void>
  refused: Promise<string>
}

type Place = { cookie: string | null; auth?: object; origin?: string | null }

export function connectScreen(address: string, { cookie, auth = {}, origin = address }: Place): WireScreen {
  const extraHeaders = { ...(cookie ? { cookie } : {}), ...(origin ? { origin } : {}) }
  const socket = io(address, {
    transports: ['websocket'],
    extraHeaders,
    auth,
    reconnection: false,
    forceNew: true,
  })
  const frames: Frame[] = []
  let read = 0
  socket.onAny((event: string, payload: Frame['payload']) => frames.push({ event, payload }))
  const next = async (event: string) => {
    await expect
      .poll(() => frames.slice(read).some((frame) => frame.event === event), { timeout: 10_000 })
      .toBe(true)
    read = frames.findIndex((frame, at) => at >= read && frame.event === event) + 1
    return (frames[read - 1] as Frame).payload
  }
  const closed = new Promise<void>((done) => socket.once('disconnect', () => done()))
  const refused = new Promise<string>((done) =>
    socket.once('connect_error', ({ message }) => done(message)),
  )
  return { socket, frames, next, closed, refused }
}

type Line = { transport: { ws: { _socket: { pause(): void; resume(): void } } } }
const lineOf = ({ socket }: WireScreen) => (socket.io.engine as unknown as Line).transport.ws._socket

/** Reads nothing of what comes, as a client does that hangs or means ill. */
export const stopReading = (screen: WireScreen): void => lineOf(screen).pause()
export const readOn = (screen: WireScreen): void => lineOf(screen).resume()

export const send = ({ socket }: WireScreen, name: string, input: object, id = nextId()): Promise<Answer> =>
  socket.timeout(10_000).emitWithAck('command', { id, name, input }) as Promise<Answer>
