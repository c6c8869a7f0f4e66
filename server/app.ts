/** Wires everything together; never listens. */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino, type Logger } from 'pino'
import type { Router } from 'express'
import type { Connection } from '../db/connect.js'
import { byPerson } from '../db/queries/credentials.js'
import { readHeads, readMeta } from '../db/queries/log.js'
import { derivedPassphrase, hash, problemsOf, verify } from './auth/passwords.js'
import { createSessions, type Session } from './auth/sessions.js'
import { permissionsOf } from './commands/policy.js'
import { decisions } from './commands/registry.js'
import { rules } from './commands/rules.js'
import type { Input, Output } from './contract/commands.js'
import type { Role } from './contract/rows.js'
import type { Answer } from './contract/wire.js'
import type { AnyDecision, Tools } from './core/command.js'
import { createExecute, type ReadCtx, type ReadHandler } from './core/execute.js'
import { Line, type Hears } from './core/line.js'
import { refuse } from './core/refusal.js'
import { ruleId } from './core/rule-id.js'
import { officeDay } from './domain/due.js'
import { createAccess, type SessionEvent } from './doors/access.js'
import { boardOf, type House } from './doors/house.js'
import { createHttpDoor } from './doors/http.js'
import { createCommandLimit, usualLimits, type Limits } from './doors/limits.js'
import { createMetrics } from './doors/metrics.js'
import { createOrigins } from './doors/origin.js'
import { createSocketDoor } from './doors/socket.js'
import { Publisher } from './feed/publisher.js'
import { prune } from './feed/prune.js'
import { queuePage, taskGet, taskSearch } from './reads/tasks.js'

export type AppOptions = {
  db: Connection
  clock?: () => Date
  ids?: () => string
  log?: Logger
  /** Allowed origins; empty: the server's own address. */
  origins?: readonly string[]
  /** Folder of the built page. */
  webDir?: string | null
  secure?: boolean
  idleMinutes?: number
  limits?: Limits
  metricsToken?: string | null
  /** Most commands a batch. */
  most?: number
  /** Milliseconds for which an unknown outcome is looked into before `unavailable` is answered. */
  patience?: number
  /** Looks at the log, the clock and ended sessions by itself; tests may do that by hand. */
  watch?: boolean
  /** Routers under `/api` that need the finished house, such as import and set-up. */
  routers?: (house: House) => Router[]
  onSession?: (event: SessionEvent) => void
}

export type App = Awaited<ReturnType<typeof createApp>>

const HEAD_MS = 5_000
const WATCH_MS = 2_000
const SWEEP_MS = 30_000
const PRUNE_MS = 3_600_000
/** On the embedded database a batch of 64 holds the event loop for about 2 ms, on PostgreSQL it does not. */
const MOST = { pglite: 64, postgres: 256 }

export async function createApp(options: AppOptions) {
  const connection = options.db
  const { db } = connection
  const clock = options.clock ?? (() => new Date())
  const now = () => clock().toISOString()
  const newId = options.ids ?? randomUUID
  const log = options.log ?? pino({ level: 'silent' })
  const secret = (await readMeta(db, 'secret')) ?? ''
  const tools = createTools(connection, secret)
  const server = createServer()
  let ready = true
  let house: House | null = null
  const mine = (): House => house ?? unwired()

  const socketDoor = createSocketDoor(server, mine)
  const lines = new Map<string, Line>()
  const publishers = new Map<string, Publisher>()
  const changed = new Set<string>()
  const publisherOf = (office: string) => {
    let publisher = publishers.get(office)
    if (!publisher) {
      const asked = { fanOut: socketDoor.fanOut, permissionsOf, now }
      publishers.set(office, (publisher = new Publisher(asked)))
    }
    return publisher
  }
  const announce = createAnnouncer(connection, changed, log)
  const chance = {
    newId,
    incident: (error: unknown) => {
      const incident = newId().slice(0, 8)
      log.error({ err: error, incident }, 'a command failed')
      return incident
    },
  }
  const lineOf = (office: string) => {
    let line = lines.get(office)
    if (!line) {
      const hears: Hears = {
        committed: (board, entries, own) => {
          publisherOf(office).committed(board, entries)
          if (own) announce(office)
        },
        reset: (board) => publisherOf(office).reset(board),
      }
      const most = options.most ?? MOST[connection.kind]
      lines.set(office, (line = new Line({ db, office, now, chance, hears, most, ...(options.patience === undefined ? {} : { patience: options.patience }) })))
    }
    return line
  }
  const sessions = createSessions({
    db, clock, secure: options.secure ?? false,
    ...(options.idleMinutes === undefined ? {} : { idleMinutes: options.idleMinutes }),
  })
  const { execute, act } = createExecute({
    db, lineOf, decisions, rules: rules as unknown as Record<string, AnyDecision>, tools, secret, chance, now,
    reads: {
      'task.get': taskGet, 'task.search': taskSearch, 'queue.page': queuePage,
      'session.extend': extendSession(sessions.touch) as unknown as ReadHandler,
    } as unknown as Record<string, ReadHandler>,
  })
  const access = createAccess({ db, sessions, act, lineOf, clock, onSession: options.onSession ?? (() => {}) })
  const own = () => {
    const address = server.address() as AddressInfo | string | null
    return address && typeof address === 'object' ? { host: address.address, port: address.port } : null
  }
  house = {
    db, log, now, newId, access, execute, lineOf, publisherOf,
    origins: createOrigins(options.origins ?? [], own),
    limit: createCommandLimit(options.limits ?? usualLimits),
    permissionsOf: (role) => permissionsOf(role as Role),
    isReady: () => ready,
  }
  const metrics = createMetrics(options.metricsToken ?? null, () => ({
    sockets: [...publishers.values()].reduce((sum, { size }) => sum + size, 0),
    offices: lines.size,
  }))
  const extra = options.routers?.(house) ?? []
  server.on('request', createHttpDoor(house, { webDir: options.webDir ?? null, secure: options.secure ?? false, extra, metrics }))

  /** Reads on where other nodes have written; one query for all offices. */
  const lookAround = async () => {
    const began = performance.now()
    const { epoch, seqs } = await readHeads(db, [...lines.keys()])
    for (const [office, seq] of seqs) {
      const line = lines.get(office)
      if (!line?.board) continue
      if (line.board.epoch !== epoch || line.board.seq !== seq) await line.refresh()
      else line.provedAt = Math.max(line.provedAt, began)
    }
  }
  const sweep = async () => {
    for (const session of await sessions.expired()) await access.expire(session)
    for (const [office, line] of lines) {
      const row = line.board?.tables.office.get(office)
      if (!line.board || !row) continue
      const { day } = officeDay(now(), row.timeZone)
      const old = [...line.board.tables.tally.values()].some((tally) => tally.day !== day)
      if (old) await act(office, 'day.close', { day }, ruleId('day.close', office, day))
    }
  }
  const heads = () => {
    for (const [office, publisher] of publishers) {
      const line = lines.get(office)
      // A node that has not read the log lately cannot know that it is the newest.
      if (line?.board && performance.now() - line.provedAt < HEAD_MS) publisher.head(line.board)
    }
  }
  const stopListening = await connection.listen(
    (payload) => {
      for (const office of payload.split(' ')) void lines.get(office)?.refresh()
    },
    () => void lookAround().catch(() => undefined),
  )
  const timers = (options.watch ?? true)
    ? [every(WATCH_MS, lookAround, log), every(SWEEP_MS, sweep, log), every(HEAD_MS, heads, log), every(PRUNE_MS, () => prune(db, clock()), log)]
    : []

  return {
    server,
    house,
    execute: (office: string, person: string, name: string, input: unknown, id: string = newId()): Promise<Answer> =>
      execute({ office, person, session: null }, { id, name, input }),
    lineOf,
    publisherOf,
    boardOf: (office: string) => boardOf(mine(), office),
    lookAround,
    sweep,
    heads,
    prune: () => prune(db, clock()),
    /** Refuses new work, finishes what waits, lets every screen go. The database stays open. */
    async close() {
      ready = false
      for (const timer of timers) clearInterval(timer)
      await stopListening()
      await Promise.all([...lines.values()].map((line) => line.close()))
      for (const publisher of publishers.values()) publisher.flush()
      await socketDoor.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
    },
  }
}

const unwired = (): never => {
  throw new Error('a door was opened before the house stood')
}

function every(ms: number, run: () => unknown, log: Logger): NodeJS.Timeout {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    Promise.resolve()
      .then(run)
      .catch((error: unknown) => log.warn({ err: error }, 'looking around failed; trying again'))
      .finally(() => (busy = false))
  }, ms)
  timer.unref()
  return timer
}

/** Tells other nodes which offices changed: after the commit, many in one payload. */
function createAnnouncer(connection: Connection, changed: Set<string>, log: Logger): (office: string) => void {
  let sending = false
  const send = async () => {
    sending = true
    while (changed.size > 0) {
      const payload = [...changed].slice(0, 100)
      for (const office of payload) changed.delete(office)
      await connection.notify(payload.join(' ')).catch((error: unknown) => log.warn({ err: error }, 'notify failed'))
    }
    sending = false
  }
  return (office) => {
    if (connection.kind !== 'postgres') return
    changed.add(office)
    if (!sending) void send()
  }
}

function createTools(connection: Connection, secret: string): Tools {
  return {
    hash, verify, problemsOf,
    passphraseFor: (label) => derivedPassphrase(secret, label),
    credentialOf: (office, person) => byPerson(connection.db, office, person),
  }
}

type Touch = (hash: string) => Promise<Session | null>

const extendSession =
  (touch: Touch) =>
  async (_input: Input<'session.extend'>, ctx: ReadCtx): Promise<Output<'session.extend'>> => {
    const session = ctx.caller.session && (await touch(ctx.caller.session.hash))
    if (!session) return refuse('not_signed_in', 'Your session is over; sign in again.')
    return { idleUntil: session.idleUntil, until: session.until }
  }
