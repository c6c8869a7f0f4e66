/** The HTTP door: sessions, commands, snapshot, envelopes, and the page itself. */
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import express, { type Express, type Request, type RequestHandler, type Response, type Router } from 'express'
import helmet from 'helmet'
import { z } from 'zod'
import { isCommandName } from '../contract/commands.js'
import type { Failure } from '../contract/errors.js'
import { commandId } from '../contract/text.js'
import { problemsIn } from '../core/invalid.js'
import { envelopesSince } from '../feed/resume.js'
import { meOf, snapshotFor } from '../feed/snapshot.js'
import { viewerOf } from '../feed/envelope.js'
import { onlyOfficeName } from '../reads/office-name.js'
import { boardOf, type House, type SessionInfo } from './house.js'
import { fail, guardOrigin, lastResort, notSignedIn, reply, signedIn, withinLimit } from './reply.js'

export type HttpOptions = {
  /** Folder of the built page; absent in tests that need none. */
  webDir: string | null
  secure: boolean
  /** Routers of their own, mounted under `/api` before the commands. */
  extra: Router[]
  metrics: RequestHandler
}

export function createHttpDoor(house: House, options: HttpOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback')
  app.use(security(options.secure))
  app.get('/healthz', (_req, res) => void res.json({ ok: true }))
  app.get('/readyz', (_req, res) => void res.status(house.isReady() ? 200 : 503).json({ ok: house.isReady() }))
  app.get('/metrics', options.metrics)
  app.use('/api', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    next()
  })
  app.use('/api', guardOrigin(house))
  for (const router of options.extra) app.use('/api', router)
  app.get('/api/office', async (_req, res) => void res.json({ ok: true, ...(await onlyOfficeName(house.db)) }))
  sessionRoutes(app, house)
  boardRoutes(app, house)
  commandRoute(app, house)
  app.use('/api', (req, res) => fail(res, { code: 'not_found', message: `There is nothing at ${req.path}.` }))
  if (options.webDir) page(app, options.webDir)
  app.use(lastResort(house))
  return app
}

function security(secure: boolean): RequestHandler {
  const self = ["'self'"]
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self, scriptSrc: self, styleSrc: self, fontSrc: self, connectSrc: self,
        imgSrc: [...self, 'data:'], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: self,
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  })
}

const parseJson = express.json({ limit: '256kb', strict: true })

const readBody = (req: Request, res: Response) =>
  new Promise<void>((done, failed) => {
    parseJson(req, res, (error: unknown) => (error instanceof Error ? failed(error) : done()))
  })

function wrongType(req: Request): Failure | null {
  const hasBody = Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined
  if (!hasBody || req.is('application/json')) return null
  const message = 'The content type must be application/json.'
  return { code: 'invalid_input', message, problems: [{ path: 'content-type', message }] }
}

const signInInput = z.strictObject({ username: z.string().min(1).max(256), password: z.string().min(1).max(1024) })

function sessionRoutes(app: Express, house: House): void {
  app.post('/api/session', async (req, res) => {
    const wrong = wrongType(req)
    if (wrong) return fail(res, wrong)
    await readBody(req, res)
    const given = signInInput.safeParse(req.body)
    if (!given.success) {
      return fail(res, { code: 'invalid_input', message: 'Give a username and a passphrase.', problems: problemsIn(given.error.issues) })
    }
    const result = await house.access.signIn({ ...given.data, address: req.ip ?? '' })
    if (!result.ok) return fail(res, result.error)
    res.setHeader('Set-Cookie', result.cookie)
    res.json({ ok: true, me: await meFor(house, result.session) })
  })
  app.get('/api/session', signedIn(house, async (_req, res, session) => {
    const me = await meFor(house, session)
    if (!me) return fail(res, notSignedIn)
    res.json({ ok: true, me, idleUntil: session.idleUntil, until: session.until })
  }))
  app.delete('/api/session', async (req, res) => {
    const session = await house.access.read(req.headers.cookie)
    if (session) await house.access.signOut(session)
    res.setHeader('Set-Cookie', house.access.blankCookie())
    res.status(204).end()
  })
}

async function meFor(house: House, session: SessionInfo) {
  const board = await boardOf(house, session.office)
  const person = board.tables.person.get(session.person)
  return person?.active ? meOf(board, person, house.permissionsOf) : null
}

const sinceInput = z.object({ epoch: z.string().max(80), since: z.coerce.number().int().nonnegative() })

function boardRoutes(app: Express, house: House): void {
  app.get('/api/snapshot', withinLimit(house, async (_req, res, session) => {
    const board = await boardOf(house, session.office)
    const person = board.tables.person.get(session.person)
    if (!person?.active) return fail(res, notSignedIn)
    res.json(snapshotFor(board, viewerOf(person), meOf(board, person, house.permissionsOf), house.now()))
  }))
  app.get('/api/envelopes', withinLimit(house, async (req, res, session) => {
    const asked = sinceInput.safeParse(req.query)
    if (!asked.success) {
      return fail(res, { code: 'invalid_input', message: 'Give epoch and since.', problems: problemsIn(asked.error.issues) })
    }
    const line = house.lineOf(session.office)
    // A screen asks because it missed something: perhaps this node has too.
    await line.refresh()
    const board = await boardOf(house, session.office)
    const person = board.tables.person.get(session.person)
    if (!person?.active) return fail(res, notSignedIn)
    res.json(await envelopesSince(house.db, board, viewerOf(person), { ...asked.data, at: house.now() }))
  }))
}

function commandRoute(app: Express, house: House): void {
  // Who is not signed in is told so before anything of the body is looked at.
  app.post('/api/:command', signedIn(house, async (req, res, session) => {
    const name = String(req.params.command)
    if (!isCommandName(name)) return fail(res, { code: 'not_found', message: `There is no command ${name}.` })
    const limited = await house.limit(`${session.office}/${session.person}`)
    if (limited) return fail(res, limited)
    const key = commandId.optional().safeParse(req.get('Idempotency-Key'))
    if (!key.success) {
      const message = 'Idempotency-Key must be a uuid.'
      return fail(res, { code: 'invalid_input', message, problems: [{ path: 'Idempotency-Key', message }] })
    }
    const wrong = wrongType(req)
    if (wrong) return fail(res, wrong)
    await readBody(req, res)
    void house.access.touch(session.hash).catch(() => undefined)
    const caller = { office: session.office, person: session.person, session }
    const id = key.data ?? house.newId()
    reply(res, await house.execute(caller, { id, name, input: req.body as unknown }))
  }))
}

/** Hashed files for ever, the page itself never: a reload always brings the newest. */
function page(app: Express, webDir: string): void {
  const index = join(webDir, 'index.html')
  app.use(express.static(webDir, {
    index: false,
    setHeaders: (res, path) => {
      const hashed = path.includes(`${join('/', 'assets')}`)
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  }))
  app.get('/{*path}', (req, res, next) => {
    // A file of an older build is gone, and must not be answered with the page.
    if (extname(req.path) !== '' || !req.accepts('html') || !existsSync(index)) return next()
    res.setHeader('Cache-Control', 'no-cache')
    res.sendFile(index, { dotfiles: 'allow' })
  })
}
