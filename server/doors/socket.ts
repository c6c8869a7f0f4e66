/** The Socket.IO door: the board goes out, commands come in. */
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { ErrorCode } from '../contract/errors.js'
import { commandId } from '../contract/text.js'
import type { Answer } from '../contract/wire.js'
import { invalid } from '../core/invalid.js'
import type { FanOut, Subscriber } from '../feed/publisher.js'
import { viewerOf } from '../feed/envelope.js'
import { boardOf, type House, type SessionInfo } from './house.js'
import { sessionOr } from './reply.js'
import { Slowness } from './slowness.js'

export type SocketDoor = { io: Server; fanOut: FanOut; close(): Promise<void> }

/** `house` is asked for late, since the house's publishers need this door's fan-out first. */
export function createSocketDoor(http: HttpServer, house: () => House): SocketDoor {
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    perMessageDeflate: false,
    httpCompression: false,
  })
  io.use((socket, next) => {
    admit(house(), socket).then(
      () => next(),
      (error: unknown) => next(error instanceof Error ? error : new Error('unavailable')),
    )
  })
  io.on('connection', (socket) => welcome(house(), socket))
  const fanOut: FanOut = (to, event, payload) => {
    for (const { id } of to) letGoIfSlow(io.sockets.sockets.get(id))
    io.local.to(to.map(({ id }) => id)).emit(event, payload)
  }
  return { io, fanOut, close: () => io.close() }
}

type Data = { session: SessionInfo; slowness: Slowness }
const dataOf = (socket: Socket) => socket.data as Data

async function admit(house: House, socket: Socket): Promise<void> {
  const { origin, cookie } = socket.handshake.headers
  if (!origin || !house.origins(origin)) throw refusal('not_allowed')
  const session = await sessionOr(house, cookie)
  if (session === 'unknown') throw refusal('unavailable')
  if (!session) throw refusal('not_signed_in')
  const board = await boardOf(house, session.office).catch(() => {
    throw refusal('unavailable')
  })
  if (!board.tables.person.get(session.person)?.active) throw refusal('not_signed_in')
  socket.data = { session, slowness: new Slowness() } satisfies Data
}

const refusal = (code: ErrorCode) => new Error(code)

const resumePoint = z.object({ epoch: z.string().max(80), seq: z.number().int().nonnegative() })

function welcome(house: House, socket: Socket): void {
  const { session, slowness } = dataOf(socket)
  const publisher = house.publisherOf(session.office)
  const board = house.lineOf(session.office).board
  const person = board?.tables.person.get(session.person)
  if (!board || !person) return void socket.disconnect(true)
  // What was missed may be as large as a board.
  let catchingUp = true
  const subscriber: Subscriber = {
    id: socket.id,
    viewer: viewerOf(person),
    session,
    send: (event, payload) => {
      letGoIfSlow(socket)
      socket.emit(event, payload)
      if (event === 'snapshot' || catchingUp) slowness.grant(waitingFor(socket), performance.now())
    },
    end: () => {
      publisher.unsubscribe(socket.id)
      // After what is being written, so that the answer to the ending command still arrives.
      setImmediate(() => socket.disconnect(true))
    },
  }
  socket.on('disconnect', () => publisher.unsubscribe(socket.id))
  socket.on('command', (message: unknown, ack: unknown) => void take(house, socket, message, ack))
  const resume = resumePoint.safeParse(socket.handshake.auth)
  publisher.subscribe(board, subscriber, resume.success ? resume.data : undefined)
  catchingUp = false
}

const commandMessage = z.strictObject({
  id: commandId,
  name: z.string().max(80),
  input: z.unknown().optional(),
})

async function take(house: House, socket: Socket, message: unknown, ack: unknown): Promise<void> {
  const answer = typeof ack === 'function' ? (ack as (answer: Answer) => void) : () => undefined
  const parsed = commandMessage.safeParse(message)
  if (!parsed.success) return answer({ ok: false, error: invalid(parsed.error.issues) })
  const { session } = dataOf(socket)
  const { id, name, input } = parsed.data
  const limited = await house.limit(`${session.office}/${session.person}`)
  if (limited) return answer({ ok: false, error: limited })
  void house.access.touch(session.hash).catch(() => undefined)
  answer(await house.execute({ office: session.office, person: session.person, session }, { id, name, input }))
}

type Raw = { bufferedAmount?: number; terminate?(): void }
type Conn = { writeBuffer: { data?: unknown }[]; transport: { socket?: Raw } }
const connOf = (socket: Socket) => socket.conn as unknown as Conn

/** What was sent to a client and has not left this process; text counts by its letters, as the socket counts it. */
function waitingFor(socket: Socket): number {
  const { writeBuffer, transport } = connOf(socket)
  let waiting = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) waiting += typeof data === 'string' ? data.length : 0
  return waiting
}

/** A client that answers pings but never reads would otherwise hold all that it was ever sent. */
function letGoIfSlow(socket: Socket | undefined): void {
  if (!socket) return
  const waiting = waitingFor(socket)
  // Not closed in form: who does not read does not answer either, and would stay for half a minute.
  if (dataOf(socket).slowness.isTooMuch(waiting, performance.now())) connOf(socket).transport.socket?.terminate?.()
}
