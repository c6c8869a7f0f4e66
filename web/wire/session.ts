/** Signing in and out, and the first set-up: what happens before there is a board. */
import type { Failure } from '../../server/contract/errors.js'
import type { Me } from '../../server/contract/wire.js'
import { NoAnswer } from './link.js'

export type SignedIn = { ok: true; me: Me } | { ok: false; error: Failure }

export type SetupTemplate = {
  id: string
  name: string
  describes: string
  timeZone: string
  days: number[]
  opens: string
  closes: string
  teams: { name: string; location: string | null }[]
}
export type SetupInput = {
  office: {
    name: string
    timeZone: string
    days: number[]
    opens: string
    closes: string
    template: string | null
  }
  admin: { name: string; username: string; password: string }
  /** Left out: as it is suggested. */
  notice?: { recorded: string; where: string; seenBy: string; purpose: string }
}

/** `name` null: there are several, or none yet; `setUp` false: none. */
export type OfficeHere = { name: string | null; setUp: boolean }

export interface Session {
  /** Who is signed in here, or null. A failure is one of the connection. */
  me(): Promise<SignedIn | null>
  /**
   * What may be told before anybody signs in: the name of the only office here, and whether there is any.
   * Null: the server cannot be reached.
   */
  office(): Promise<OfficeHere | null>
  signIn(username: string, password: string): Promise<SignedIn>
  signOut(): Promise<void>
  /** Over HTTP, since it renews the cookie. */
  changePassword(
    current: string,
    next: string,
  ): Promise<{ ok: true } | { ok: false; error: Failure }>
  /** Null: the link was used, or is not right. @throws NoAnswer when the server cannot be reached */
  setupTemplates(token: string): Promise<SetupTemplate[] | null>
  setUp(token: string, input: SetupInput): Promise<SignedIn>
}

const unreachable: { ok: false; error: Failure } = {
  ok: false,
  error: { code: 'unavailable', message: 'The server cannot be reached. Try again in a moment.' },
}

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  } catch {
    return null
  }
}

/** The answer's body, which is `{ok, …}` by contract; anything else is a server that is not there. */
const said = <T extends { ok: boolean }>(answer: { body: unknown } | null) =>
  typeof answer?.body === 'object' && answer.body !== null && 'ok' in answer.body
    ? (answer.body as T)
    : unreachable

export class HttpSession implements Session {
  async me() {
    const answer = await call('GET', '/api/session')
    return answer?.status === 401 ? null : said<SignedIn>(answer)
  }

  async office() {
    const answer = said<{ ok: true; name: string | null; setUp?: false } | { ok: false }>(
      await call('GET', '/api/office'),
    )
    return answer.ok ? { name: answer.name, setUp: answer.setUp ?? true } : null
  }

  signIn = async (username: string, password: string) =>
    said<SignedIn>(await call('POST', '/api/session', { username, password }))

  async signOut() {
    await call('DELETE', '/api/session')
  }

  changePassword = async (current: string, next: string) =>
    said<{ ok: true } | { ok: false; error: Failure }>(
      await call('POST', '/api/password.change', { current, next }),
    )

  async setupTemplates(token: string) {
    const answer = await call('GET', `/api/setup?${new URLSearchParams({ token })}`)
    if (!answer || answer.status >= 500) throw new NoAnswer('the server cannot be reached')
    if (answer.status !== 200) return null
    return (answer.body as { templates: SetupTemplate[] }).templates
  }

  setUp = async (token: string, input: SetupInput) =>
    said<SignedIn>(await call('POST', '/api/setup', { token, ...input }))
}
