import { allOffices } from './templates.js'
import type { Session, SetupInput, SignedIn } from '../../../web/wire/session.js'
import type { Desk } from './desk.js'

const wrong: SignedIn = {
  ok: false,
  error: {
    code: 'not_signed_in',
    message: 'User name and passphrase do not match. 3 tries left, then wait 1 minute.',
  },
}

export class FakeSession implements Session {
  #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  me = () => Promise.resolve(this.#signedIn())

  office = () => Promise.resolve({ name: 'Springfield City Clerk', setUp: true })

  signIn(username: string, password: string): Promise<SignedIn> {
    if (password !== 'tallyboard-demo') return Promise.resolve(wrong)
    this.#desk.user = username
    return Promise.resolve(this.#signedIn() ?? wrong)
  }

  signOut() {
    this.#desk.user = null
    return Promise.resolve()
  }

  async changePassword(current: string, next: string) {
    const answer = await this.#desk.execute(
      this.#desk.user,
      crypto.randomUUID(),
      'password.change',
      { current, next },
    )
    return answer.ok ? { ok: true as const } : { ok: false as const, error: answer.error }
  }

  setupTemplates = (token: string) => Promise.resolve(token === 'used' ? null : allOffices)

  setUp(_token: string, input: SetupInput): Promise<SignedIn> {
    if ([...input.admin.password].length < 15) {
      const problems = [{ path: 'admin.password', message: 'must have at least 15 characters' }]
      return Promise.resolve({
        ok: false,
        error: { code: 'invalid_input', message: 'admin.password: too short', problems },
      })
    }
    this.#desk.user = 'admin'
    return Promise.resolve(this.#signedIn() ?? wrong)
  }

  #signedIn(): SignedIn | null {
    const me = this.#desk.me()
    return me && { ok: true, me }
  }
}
