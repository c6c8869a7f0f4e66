/** Wires everything together; never listens. */
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino, type Logger } from 'pino'
import type { Router } from 'express'
import type { Connection } from '../db/connect.js'
import { byPerson } from '../db/queries/credentials.js'
import { readMeta } from '../db/queries/log.js'
import { derivedPassphrase, fingerprint, hash, problemsOf, verify } from './auth/passwords.js'
import { createSessions, type Session } from './auth/sessions.js'
import { createBalancing, type Settle } from './balancing/reads.js'
import { permissionsOf } from './commands/policy.js'
import { decisions } from './commands/registry.js'
import { rules } from './commands/rules.js'
import type { Input, Output } from './contract/commands.js'
import type { Role } from './contract/rows.js'
import type { Answer } from './contract/wire.js'
import type { Chance } from './core/batch.js'
import type { Window } from './core/board.js'
import type { AnyDecision, Tools } from './core/command.js'
import { createExecute, type ReadCtx, type ReadHandler } from './core/execute.js'
import type { Act } from './core/look.js'
import { refuse } from './core/refusal.js'
import { ruleId } from './core/rule-id.js'
import { createAccess, type SessionEvent } from './doors/access.js'
import { boardOf, type House } from './doors/house.js'
import { createHttpDoor } from './doors/http.js'
import { createCommandLimit, usualLimits, type Limits } from './doors/limits.js'
import { createMetrics } from './doors/metrics.js'
import { createOrigins } from './doors/origin.js'
import { createParting } from './doors/parting.js'
import { createSocketDoor } from './doors/socket.js'
import { prune } from './feed/prune.js'
import type { FanOut } from './feed/publisher.js'
import { createDays } from './days.js'
import { Offices } from './offices.js'
import { Pushing } from './pushing.js'
import { arrivalsUsual, coverageBeyond } from './reads/arrivals.js'
import { measure, standardProposal, totalsDay } from './reads/standards.js'
import { adherenceDay } from './reads/adherence.js'
import { leaveCoverage } from './reads/leave-coverage.js'
import { hourActuals, hourTasks } from './reads/hours.js'
import { ForecastHistory } from './reads/forecast-history.js'
import { paceForecast } from './reads/forecasts.js'
import { createReckoner, type Reckoner } from './threads/reckoner.js'
import { paceDay, paceTasks } from './reads/pace.js'
import { personChecks, reviewGet, reviewQueue } from './reads/reviews.js'
import { qualityAgreement, qualityReasons, qualityReviews, qualityYield } from './reads/quality.js'
import { qualityRates } from './reads/quality-rates.js'
import { trainingEffect } from './reads/training-effect.js'
import { procedureUnread, trainingRecord } from './reads/training.js'
import { trainingMatrix } from './reads/training-matrix.js'
import { suggestionBy, trainingSuggestions } from './reads/training-suggestions.js'
import { readKeptByIds } from '../db/queries/person.js'
import { createFigures } from './reads/person-figures.js'
import { personRecord, personWork } from './reads/person-record.js'
import { queuePage, taskGet, taskSearch } from './reads/tasks.js'

export type AppOptions = {
  db: Connection
  clock?: () => Date
  ids?: () => string
  log?: Logger
  /** What chance says of a label; else it follows from the installation's secret. */
  draw?: (label: string) => number
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
  /** How much of each queue memory and screens keep. */
  window?: Window
  /** Wraps how frames are written, for whoever listens in without a socket. */
  fanOut?: (own: FanOut) => FanOut
  /** Looks at the log, the clock and ended sessions by itself; tests may do that by hand. */
  watch?: boolean
  /** Routers under `/api` that need the finished house, such as import and set-up. */
  routers?: (house: House) => Router[]
  onSession?: (event: SessionEvent) => void
}

export type App = Awaited<ReturnType<typeof createApp>>

const LOOK_MS = 2_000
const HEAD_MS = 5_000
const SWEEP_MS = 30_000
const PRUNE_MS = 3_600_000

export async function createApp(options: AppOptions) {
  const { db } = options.db
  const clock = options.clock ?? (() => new Date())
  const log = options.log ?? pino({ level: 'silent' })
  const newId = options.ids ?? randomUUID
  const secret = (await readMeta(db, 'secret')) ?? ''
  const server = createServer()
  const parting = createParting(server)
  const life = { ready: true }
  let house: House | null = null
  const socketDoor = createSocketDoor(server, () => house ?? unwired())
  const base = { clock, now: () => clock().toISOString(), newId, log, chance: { ...createChance(newId, log, secret), ...(options.draw ? { draw: options.draw } : {}) } }
  const offices: Offices = new Offices({
    ...base, ...options, ...wiring(options, socketDoor.fanOut), onEndedAll: (...all) => void access.forget(...all), onReset: (office) => histories.news.heard(office, null),
    onCommitted: (board, entries, own) => (histories.news.heard(board.office, entries), pushing.committed(board, entries, own)),
  })
  const sessions = createSessions({ db, clock, secure: options.secure ?? false, ...(options.idleMinutes ? { idleMinutes: options.idleMinutes } : {}) })
  const histories = new ForecastHistory()
  const reckoner = createReckoner({ log })
  const balancing = createBalancing({ newId, log, reckoner })
  const { execute, act } = createExecute({
    ...base, db, secret, decisions, lineOf: offices.lineOf, tools: createTools(options.db, secret, base.now, offices.lineOf, balancing.settle),
    rules: rules as unknown as Record<string, AnyDecision>,
    reads: { ...readsOf(sessions.touch, histories, reckoner), ...balancing.reads },
  })
  const pushing = new Pushing({ ...base, act })
  const access = createAccess({ ...base, db, sessions, act, lineOf: offices.lineOf, onSession: options.onSession ?? (() => {}) })
  house = {
    ...base, db, access, execute, lineOf: offices.lineOf, publisherOf: offices.publisherOf,
    origins: createOrigins(options.origins ?? [], () => addressOf(server)),
    limit: createCommandLimit(options.limits ?? usualLimits),
    permissionsOf: (role) => permissionsOf(role as Role), isReady: () => life.ready,
  }
  server.on('request', httpDoor(options, house, offices))
  const turnDays = createDays({ histories, reckoner, offices, act, now: base.now, log })
  // Forecasts take their time: nobody waits for them to be given their next task.
  const sweep = async () => (await sweepAll(sessions, access, offices, act), pushing.turn(offices.boards), await turnDays(db))
  const stopWatching = await watch(options, log, [
    [LOOK_MS, offices.lookAround], [SWEEP_MS, sweep], [HEAD_MS, offices.heads], [PRUNE_MS, () => prune(db, clock())],
  ], offices)
  return {
    /** `act` runs a decision of the system, for what makes an office's past. */
    server, house, act,
    lineOf: offices.lineOf,
    lookAround: offices.lookAround, heads: offices.heads,
    sweep,
    prune: () => prune(db, clock()),
    /** Resolves when every team that pushes its work has given out what it can. */
    pushed: () => pushing.settled(),
    /** Makes ready what the first proposal would have to wait for; takes a second of another thread. */
    warm: () => balancing.warm(),
    boardOf: (office: string) => boardOf(house ?? unwired(), office),
    /** Runs a command for somebody without asking for a session: for callers inside the process. */
    execute: (office: string, person: string, name: string, input: unknown, id: string = newId()): Promise<Answer> =>
      execute({ office, person, session: null }, { id, name, input }),
    /** Refuses new work, finishes what waits, lets every screen go. The database stays open. */
    async close(): Promise<void> {
      life.ready = false
      parting.refuse()
      await stopWatching()
      await Promise.all([pushing.close(), balancing.close(), reckoner.close()])
      await offices.close()
      // The door of sockets waits for every connection of the server, so the limit has to run meanwhile.
      await Promise.all([socketDoor.close(), parting.finish()])
    },
  }
}

const httpDoor = (options: AppOptions, house: House, offices: Offices) =>
  createHttpDoor(house, {
    webDir: options.webDir ?? null,
    secure: options.secure ?? false,
    extra: options.routers?.(house) ?? [],
    metrics: createMetrics(options.metricsToken ?? null, () => ({ sockets: offices.sockets, offices: offices.count })),
  })

/** What is due by the clock: sessions that are over, days to close, assignments that nobody began. */
async function sweepAll(sessions: Sessions, access: Access, offices: Offices, act: Act): Promise<void> {
  for (const session of await sessions.expired()) await access.expire(session)
  // By the minute: what was just begun when it was to go back may go back another time.
  for (const { office, minute, ...one } of offices.untouched())
    await act(office, 'task.return', one, ruleId('task.return', office, String(one.task), one.assignedAt, minute))
  for (const { office, ...one } of offices.unpaired())
    await act(office, 'review.unseal', one, ruleId('review.unseal', office, one.review))
}

const wiring = ({ db, fanOut }: AppOptions, own: FanOut) => ({ connection: db, fanOut: fanOut?.(own) ?? own })

const unwired = (): never => {
  throw new Error('a door was opened before the house stood')
}

function addressOf(server: Server): { host: string; port: number } | null {
  const address = server.address() as AddressInfo | string | null
  return address && typeof address === 'object' ? { host: address.address, port: address.port } : null
}

/** Listens to other nodes and does what is due again and again. @returns ends both */
async function watch(
  options: AppOptions,
  log: Logger,
  rounds: [ms: number, run: () => unknown][],
  offices: Offices,
): Promise<() => Promise<void>> {
  const stopListening = await options.db.listen(offices.heard, () => void offices.lookAround().catch(() => undefined))
  let over = false
  // What is cut short by the end is no fault.
  const failed = (error: unknown) => over || log.warn({ err: error }, 'looking around failed; trying again')
  const timers = (options.watch ?? true) ? rounds.map(([ms, run]) => every(ms, run, failed)) : []
  return async () => {
    over = true
    for (const timer of timers) clearInterval(timer)
    await stopListening()
  }
}

function every(ms: number, run: () => unknown, failed: (error: unknown) => void): NodeJS.Timeout {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    Promise.resolve()
      .then(run)
      .catch(failed)
      .finally(() => (busy = false))
  }, ms)
  timer.unref()
  return timer
}

const createChance = (newId: () => string, log: Logger, secret: string): Chance => ({
  newId,
  // The first 48 bits of a keyed hash: exact in a double, and as good as random to who lacks the key.
  draw: (label) => createHmac('sha256', secret).update(`draw ${label}`).digest().readUIntBE(0, 6) / 2 ** 48,
  incident: (error) => {
    const incident = newId().slice(0, 8)
    log.error({ err: error, incident }, 'a command failed')
    return incident
  },
})

const createTools = ({ db }: Connection, secret: string, now: () => string, lineOf: Offices['lineOf'], settle: Settle): Tools => ({
  ...createFigures(db, lineOf),
  keptChecks: (office, ids) => readKeptByIds(db, office, 'review', ids),
  hash,
  verify,
  problemsOf,
  fingerprint: (label, text) => fingerprint(secret, label, text),
  passphraseFor: (label) => derivedPassphrase(secret, label),
  credentialOf: (office, person) => byPerson(db, office, person),
  measure: (office, type, team) => measure(db, office, { type, team }, now()),
  suggestion: async (office, key) => {
    const { board } = lineOf(office)
    return board && suggestionBy(db, board, key, now())
  },
  known: (id, asked) => {
    const timeZone = lineOf(id).board?.tables.office.get(id)?.timeZone ?? 'UTC'
    return settle({ id, timeZone }, asked)
  },
})

type Sessions = ReturnType<typeof createSessions>
type Access = ReturnType<typeof createAccess>
type Touch = (hash: string) => Promise<Session | null>

const readsOf = (touch: Touch, histories: ForecastHistory, reckoner: Reckoner) =>
  ({
    'task.get': taskGet,
    'task.search': taskSearch,
    'arrivals.usual': arrivalsUsual,
    'coverage.beyond': coverageBeyond,
    'queue.page': queuePage,
    'review.queue': reviewQueue,
    'review.get': reviewGet,
    'person.checks': personChecks,
    'standard.proposal': standardProposal,
    'totals.day': totalsDay,
    'adherence.day': adherenceDay,
    'leave.coverage': leaveCoverage,
    'hour.tasks': hourTasks,
    'hour.actuals': hourActuals,
    'person.record': personRecord,
    'person.work': personWork,
    'pace.day': paceDay,
    'pace.tasks': paceTasks,
    'pace.forecast': paceForecast(histories, reckoner),
    'quality.yield': qualityYield,
    'quality.reasons': qualityReasons,
    'quality.agreement': qualityAgreement,
    'quality.rates': qualityRates,
    'quality.reviews': qualityReviews,
    'training.effect': trainingEffect,
    'training.suggestions': trainingSuggestions,
    'training.matrix': trainingMatrix,
    'training.record': trainingRecord,
    'procedure.unread': procedureUnread,
    'session.extend': extendSession(touch),
  }) as unknown as Record<string, ReadHandler>

const extendSession =
  (touch: Touch) =>
  async (_input: Input<'session.extend'>, ctx: ReadCtx): Promise<Output<'session.extend'>> => {
    const session = ctx.caller.session && (await touch(ctx.caller.session.hash))
    if (!session) return refuse('not_signed_in', 'Your session is over; sign in again.')
    return { idleUntil: session.idleUntil, until: session.until }
  }
