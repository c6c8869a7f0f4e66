import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { errorStatus, type Failure } from '../contract/errors.js'
import type { Answer } from '../contract/wire.js'
import type { House, SessionInfo } from './house.js'

export function fail(res: Response, error: Failure): void {
  if (error.retryAfterMs) res.setHeader('Retry-After', Math.ceil(error.retryAfterMs / 1_000))
  res.status(errorStatus[error.code]).json({ ok: false, error })
}

export function reply(res: Response, answer: Answer): void {
  if (answer.ok) res.json(answer)
  else fail(res, answer.error)
}

export const notSignedIn: Failure = { code: 'not_signed_in', message: 'Sign in first.' }
const away: Failure = {
  code: 'unavailable',
  message: 'The database cannot be reached just now. Send it again with the same id.',
}
export const foreign: Failure = {
  code: 'not_allowed',
  message: 'This request comes from another place than Tallyboard itself (its Origin header does not match).',
}

/** Refuses a change that another site's page could have caused. */
export function guardOrigin(house: House): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next()
    const { origin, cookie } = req.headers
    const signedIn = cookie !== undefined && /(?:^|;\s*)(?:__Host-)?tallyboard=/.test(cookie)
    if (origin === undefined ? signedIn : !house.origins(origin)) return fail(res, foreign)
    next()
  }
}

/** The session of a cookie; `unknown` while the database cannot be asked. */
export const sessionOr = (house: House, cookie: string | undefined): Promise<SessionInfo | null | 'unknown'> =>
  house.access.read(cookie).catch((error: unknown) => {
    house.log.warn({ err: error }, 'nobody can be recognised just now')
    return 'unknown' as const
  })

/** Runs a handler for whoever is signed in. */
export function signedIn(
  house: House,
  handler: (req: Parameters<RequestHandler>[0], res: Response, session: SessionInfo) => Promise<void>,
): RequestHandler {
  return async (req, res) => {
    const session = await sessionOr(house, req.headers.cookie)
    if (session === 'unknown') return fail(res, away)
    if (!session) return fail(res, notSignedIn)
    await handler(req, res, session)
  }
}

/** The same, while they are within what a person may ask for in a second. */
export const withinLimit = (house: House, handler: Parameters<typeof signedIn>[1]): RequestHandler =>
  signedIn(house, async (req, res, session) => {
    const limited = await house.limit(`${session.office}/${session.person}`)
    if (limited) return fail(res, limited)
    await handler(req, res, session)
  })

type BodyError = { type?: string; status?: number }

/** What the body parser and faults of our own become. */
export function lastResort(house: House): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error)
    const { type, status } = error as BodyError
    if (type === 'entity.too.large') {
      return fail(res, { code: 'too_large', message: 'The request is too large; send less at once.' })
    }
    if (status !== undefined && status >= 400 && status < 500) {
      const message = type === 'entity.parse.failed' ? 'The body is not valid JSON.' : 'The request cannot be read.'
      return fail(res, { code: 'invalid_input', message, problems: [{ path: '', message }] })
    }
    const incident = house.newId().slice(0, 8)
    house.log.error({ err: error, incident }, 'request failed')
    fail(res, { code: 'internal', message: `Something went wrong here. Tell your administrator the number ${incident}.`, incident })
  }
}
