import type { CredentialRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { refuseUnprepared, temporaryHash, temporaryPassphrase } from './person-add.js'
import { personOf, present } from './person-presence.js'
import { isOffered, mayConcern, mayUse } from './policy.js'

type Renewed = { username: string; hash: string }

/** Ends every other session of the person; the one that changes the passphrase stays. */
export const passwordChange: CommandOf<'password.change', Renewed> = {
  async prepare({ input, actor, office }, tools) {
    const stored = await tools.credentialOf(office, actor.id)
    if (!stored || !(await tools.verify(stored.hash, input.current))) {
      return refuseInput([{ path: 'current', message: 'is not your present passphrase' }])
    }
    const problems = tools.problemsOf(input.next, { username: stored.username, name: actor.name })
    if (input.next === input.current) problems.push('must differ from the present one')
    if (problems.length > 0) refuseInput(problems.map((message) => ({ path: 'next', message })))
    return { username: stored.username, hash: await tools.hash(input.next) }
  },
  decide(rows, _input, ctx, { username, hash }) {
    mayUse('password.change', ctx.actor)
    const credential: CredentialRow = { id: ctx.actor.id, username, hash, temporary: false, changedAt: ctx.now }
    rows.putCredential(credential)
    rows.put('account', { id: ctx.actor.id, username, temporary: false })
    rows.put('ended', { id: ctx.actor.id, person: ctx.actor.id, at: ctx.now, except: ctx.session })
    return {}
  },
}

export const passwordReset: CommandOf<'password.reset', Renewed | null> = {
  async prepare(asked, tools) {
    if (!isOffered('password.reset', asked.actor)) return null
    const stored = await tools.credentialOf(asked.office, asked.input.person)
    return stored && { username: stored.username, hash: await temporaryHash(asked, tools) }
  },
  decide(rows, { person: id }, ctx, renewed) {
    mayUse('password.reset', ctx.actor)
    const person = personOf(rows, id)
    if (!renewed) return refuseUnprepared()
    rows.putCredential({ id, ...renewed, temporary: true, changedAt: ctx.now })
    rows.put('account', { id, username: renewed.username, temporary: true })
    endAll(rows, person.id, ctx)
    return { password: '' }
  },
  present: (_output, asked, tools) => ({ password: temporaryPassphrase(asked, tools) }),
}

export const sessionEndAll: CommandOf<'session.endAll'> = {
  decide(rows, { person: id }, ctx) {
    const person = personOf(rows, id ?? ctx.actor.id)
    mayConcern('session.endAll', ctx.actor, person)
    endAll(rows, person.id, ctx)
    return {}
  },
}

/** Who is signed in nowhere is not here. */
function endAll(rows: Unit, id: string, ctx: Ctx): void {
  rows.put('ended', { id, person: id, at: ctx.now, except: null })
  present(rows, id, 'off', ctx)
}
