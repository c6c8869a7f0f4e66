import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asSeen, nextId, OFFICE } from '../support/floor.js'
import type { Node } from '../support/nodes.js'
import { signIn } from '../support/office-load.js'
import { openWireNode, type WireNode } from '../support/wire-node.js'
import { send } from '../support/wire-screen.js'

let wire: WireNode
let node: Node
let address: string

function use(next: WireNode): void {
  wire = next
  ;({ node, address } = next)
}
beforeEach(async () => use(await openWireNode()))
afterEach(() => wire.close())

const connect: WireNode['connect'] = (...asked) => wire.connect(...asked)

describe('signing out everywhere', () => {
  it('leaves no session behind: the person is off, and the next sign-out is again the last', async () => {
    const ended: string[] = []
    use(await wire.reopen({ onSession: ({ kind, person }) => void (kind === 'end' && ended.push(person)) }))
    const presence = async () => (await node.app.boardOf(OFFICE)).tables.person.get('ana')?.presence
    const cookie = await signIn(address, 'ana')
    await signIn(address, 'ana')
    await signIn(address, 'ben')
    await send(connect(cookie), 'session.endAll', {})
    expect(await presence()).toBe('off')
    await expect.poll(() => ended).toEqual(['ana', 'ana'])
    expect(await node.db.db.selectFrom('session').select('person').execute()).toEqual([{ person: 'ben' }])
    const again = await signIn(address, 'ana')
    expect(await presence()).toBe('available')
    await fetch(`${address}/api/session`, { method: 'DELETE', headers: { cookie: again, origin: address } })
    expect(await presence()).toBe('off')
  })
})

describe('a screen that connects', () => {
  it('gets the board, and at once how far the log is', async () => {
    const screen = connect(await signIn(address, 'ana'))
    const snapshot = await screen.next('snapshot')
    expect(snapshot).toMatchObject({
      office: { id: OFFICE },
      me: { id: 'ana', username: 'ana' },
      until: { permits: null },
    })
    const head = await screen.next('head')
    expect(head).toMatchObject({ epoch: snapshot.epoch, seq: snapshot.seq })
    expect(screen.frames.map(({ event }) => event)).toEqual(['snapshot', 'head'])
  })

  it('resumes by an envelope: empty when nothing was missed, cut to where it was inside a batch', async () => {
    const cookie = await signIn(address, 'ana')
    const { epoch } = await connect(cookie).next('snapshot')
    await Promise.all(
      ['one', 'two', 'three'].map((title) =>
        node.do('lee', 'task.create', { type: 'mail', title }),
      ),
    )
    const { seq } = await node.app.boardOf(OFFICE)
    const current = await connect(cookie, { epoch, seq }).next('envelope')
    expect(current).toMatchObject({ from: seq, to: seq, puts: {}, drops: {} })
    const behind = await connect(cookie, { epoch, seq: seq - 1 }).next('envelope')
    expect(behind).toMatchObject({ from: seq - 1, to: seq, puts: { task: [{ title: 'three' }] } })
    expect(behind.puts.task).toHaveLength(1)
    expect(await connect(cookie, { epoch: 'another', seq }).next('snapshot')).toMatchObject({ seq })
    expect(await connect(cookie, { epoch, seq: seq + 9 }).next('snapshot')).toMatchObject({ seq })
  })

  it('is refused from a foreign or unnamed place and without a session', async () => {
    const cookie = await signIn(address, 'ana')
    expect(await connect(cookie, {}, 'http://elsewhere.example').refused).toBe('not_allowed')
    expect(await connect(cookie, {}, null).refused).toBe('not_allowed')
    expect(await connect(null).refused).toBe('not_signed_in')
    expect(await connect('tallyboard=made-up').refused).toBe('not_signed_in')
  })
})

describe('a commit', () => {
  it('gives every screen an envelope, whatever of it they may see', async () => {
    const screens = await Promise.all(
      ['ana', 'rae', 'sue'].map(async (who) => connect(await signIn(address, who))),
    )
    for (const screen of screens) await screen.next('snapshot')
    await node.do('ada', 'person.edit', { person: 'ben', skills: { mail: 3 }, evidence: asSeen })
    const { seq } = await node.app.boardOf(OFFICE)
    for (const screen of screens) {
      let envelope = await screen.next('envelope')
      while (envelope.to < seq) envelope = await screen.next('envelope')
      expect(envelope).toMatchObject({ to: seq })
      expect(envelope.puts.skill).toBeUndefined()
    }
  })

  it('answers its sender, and the same again under the same id', async () => {
    const screen = connect(await signIn(address, 'ana'))
    // Any uuid will do, whatever its version.
    const id = '11111111-1111-1111-1111-abcdefabcdef'
    const first = await send(screen, 'task.create', { type: 'mail', title: 'Tray 3' }, id)
    expect(first).toMatchObject({ ok: true, output: { task: { title: 'Tray 3' } } })
    expect(
      await send(screen, 'task.create', { type: 'mail', title: 'Tray 3' }, id.toUpperCase()),
    ).toEqual(first)
  })
})

describe('a person whose place changes', () => {
  it('gets the board anew, at once or when they come back', async () => {
    const cookie = await signIn(address, 'ben')
    const screen = connect(cookie)
    const { epoch, seq, me } = await screen.next('snapshot')
    expect(me.permissions).not.toContain('task.assign')
    await node.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['permits'] })
    expect((await screen.next('snapshot')).me.permissions).toContain('task.assign')
    expect((await connect(cookie, { epoch, seq }).next('snapshot')).me.permissions).toContain(
      'task.assign',
    )
  })

  it('loses the connection and every right when the session is ended', async () => {
    const cookie = await signIn(address, 'ben')
    const screen = connect(cookie)
    await screen.next('snapshot')
    const began = performance.now()
    await node.do('ada', 'session.endAll', { person: 'ben' })
    await screen.closed
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await connect(cookie).refused).toBe('not_signed_in')
    const answer = await fetch(`${address}/api/task.create`, {
      method: 'POST',
      body: '{}',
      headers: { cookie, origin: address, 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(401)
  })
})

describe('the HTTP door', () => {
  let cookie: string
  beforeEach(async () => {
    cookie = await signIn(address, 'ana')
  })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(`${address}/api/${path}`, {
      method: 'POST',
      body: text,
      headers: { cookie, origin: address, 'content-type': 'application/json', ...headers },
    })
    const { error } = (await answer.json()) as { error?: { code: string } }
    return [answer.status, error?.code]
  }

  it('has a status for each refusal', async () => {
    await node.do('lee', 'task.create', { type: 'mail', title: 'One' })
    await node.do('lee', 'task.claim', { task: 1 })
    await node.do('lee', 'task.create', { type: 'permit', title: 'Two' })
    expect(await post('task.create', { type: 'mail', title: '' })).toEqual([400, 'invalid_input'])
    expect(await post('task.create', '{')).toEqual([400, 'invalid_input'])
    // Who one is comes before what one sent.
    expect(await post('task.create', 'x', { cookie: '', 'content-type': 'x/y' })).toEqual([401, 'not_signed_in'])
    expect(await post('task.create', {}, { 'content-type': 'x/y' })).toEqual([400, 'invalid_input'])
    expect(await post('task.claim', { task: 2 }, { 'idempotency-key': 'not a uuid' })).toEqual([
      400,
      'invalid_input',
    ])
    expect(await post('task.claim', { task: 2 }, { cookie: '' })).toEqual([401, 'not_signed_in'])
    expect(await post('task.assign', { tasks: [2], to: 'ana' })).toEqual([403, 'not_allowed'])
    expect(await post('task.claim', { task: 2 }, { origin: 'http://elsewhere.example' })).toEqual([
      403,
      'not_allowed',
    ])
    expect(await post('task.claim', { task: 99 })).toEqual([404, 'not_found'])
    expect(await post('task.destroy', {})).toEqual([404, 'not_found'])
    expect(await post('task.claim', { task: 1 })).toEqual([409, 'task_taken'])
    expect(await post('task.reopen', { task: 2, reason: 'x' })).toEqual([403, 'not_allowed'])
    expect(await post('task.note', { task: 1, text: 'x'.repeat(300_000) })).toEqual([
      413,
      'too_large',
    ])
  })

  it('names what it does not know, at whichever door', async () => {
    const unknown = [{ path: 'more', message: 'is not known here; leave it out' }]
    const screen = connect(await signIn(address, 'ana'))
    const message = { id: nextId(), name: 'task.claim', input: { task: 1 }, more: 1 }
    const asked = (await screen.socket.emitWithAck('command', message)) as { error: object }
    expect(asked.error).toEqual({ code: 'invalid_input', message: 'more: is not known here; leave it out', problems: unknown })
    const nothing = (await screen.socket.emitWithAck('command', null)) as { error: { message: string } }
    expect(nothing.error.message).toMatch(/^input: /)
    const answer = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'ana', password: 'x', more: 1 }),
    })
    expect(((await answer.json()) as { error: object }).error).toMatchObject({ code: 'invalid_input', problems: unknown })
  })

  it('is unavailable, and no fault, while the database is away', async () => {
    const cookie = await signIn(address, 'ana')
    await node.db.db.schema.alterTable('session').renameTo('session_away').execute()
    const answer = await fetch(`${address}/api/task.claimNext`, { method: 'POST', headers: { cookie, origin: address } })
    expect([answer.status, ((await answer.json()) as { error: object }).error]).toMatchObject([503, { code: 'unavailable' }])
    expect(await connect(cookie).refused).toBe('unavailable')
    await node.db.db.schema.alterTable('session_away').renameTo('session').execute()
  })

  it('gives one answer under one Idempotency-Key', async () => {
    const key = { 'idempotency-key': nextId() }
    expect(await post('task.create', { type: 'mail', title: 'One' }, key)).toEqual([200, undefined])
    expect(await post('task.create', { type: 'mail', title: 'One' }, key)).toEqual([200, undefined])
    expect(await post('task.create', { type: 'mail', title: 'Two' }, key)).toEqual([
      422,
      'command_id_reused',
    ])
    expect((await node.app.boardOf(OFFICE)).tables.task.size).toBe(1)
  })
})
