import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../server/contract/wire.js'
import { OFFICE } from '../support/floor.js'
import type { Node } from '../support/nodes.js'
import { signIn } from '../support/office-load.js'
import { openWireNode, type WireNode } from '../support/wire-node.js'
import { readOn, send, stopReading, type WireScreen } from '../support/wire-screen.js'

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

describe('limits', () => {
  it('tell who sends too much when to go on', async () => {
    use(await wire.reopen({ limits: { perSecond: 5, burst: 10 } }))
    const screen = connect(await signIn(address, 'ana'))
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(screen, 'person.presence', { status: 'break' })),
    )
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))
    expect(refused.length).toBeGreaterThanOrEqual(5)
    for (const error of refused)
      expect(error).toMatchObject({ code: 'too_many', retryAfterMs: expect.any(Number) })
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ ok: true })
  })

  it('count reads of the board like other reads, and a screen that waits goes on', async () => {
    use(await wire.reopen({ limits: { perSecond: 5, burst: 10 } }))
    const cookie = await signIn(address, 'ana')
    const { epoch, seq } = await connect(cookie).next('snapshot')
    const missed = `/api/envelopes?epoch=${epoch}&since=${seq}`
    const read = async (path: string) => {
      const answer = await fetch(`${address}${path}`, { headers: { cookie } })
      return {
        status: answer.status,
        wait: answer.headers.get('retry-after'),
        body: (await answer.json()) as object,
      }
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => read(n % 2 ? missed : '/api/snapshot')),
    )
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBeGreaterThanOrEqual(5)
    for (const one of refused)
      expect(one).toMatchObject({
        status: 429,
        wait: expect.any(String),
        body: { error: { code: 'too_many' } },
      })
    // Neither others nor the socket pay for it, and patience is enough.
    const { next } = connect(await signIn(address, 'ben'))
    expect(await next('snapshot')).toMatchObject({ me: { id: 'ben' } })
    expect(await connect(cookie, { epoch, seq }).next('envelope')).toMatchObject({ from: seq })
    await expect
      .poll(async () => (await read('/api/snapshot')).status, { timeout: 10_000, interval: 500 })
      .toBe(200)
  })

  it('let go of a screen that never reads, at little cost and without delaying others', async () => {
    const [mute, live] = [
      connect(await signIn(address, 'ben')),
      connect(await signIn(address, 'lee')),
    ]
    await Promise.all([mute.next('snapshot'), live.next('snapshot')])
    stopReading(mute)
    const publisher = node.app.house.publisherOf(OFFICE)
    const before = process.memoryUsage().rss
    let slowest = 0
    for (let n = 0; n < 400 && publisher.size > 1; n++) {
      const began = performance.now()
      const rows = Array.from({ length: 100 }, (_, at) => ({
        line: at + 1,
        type: 'mail',
        title: 'x'.repeat(200),
      }))
      const { seq } = await node
        .run('lee', 'task.import', { rows })
        .then((answer) => answer as Answer & { ok: true })
      let envelope = await live.next('envelope')
      while (envelope.to < seq) envelope = await live.next('envelope')
      slowest = Math.max(slowest, performance.now() - began)
    }
    expect(publisher.size).toBe(1)
    expect(slowest).toBeLessThan(5_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  }, 60_000)
})

describe('a board that is larger than what may wait for a client', () => {
  const part = (length: number) => 'ü'.repeat(length)
  const bring = async (count: number, fields: Record<string, string> = {}) => {
    const rows = Array.from({ length: count }, (_, n) => ({
      line: n + 1,
      type: 'deed',
      title: 'Deed',
      fields,
    }))
    await node.do('lee', 'task.import', { rows })
  }
  const reach = async (screen: WireScreen, seq: number) => {
    let { to } = await screen.next('envelope')
    while (to < seq) ({ to } = await screen.next('envelope'))
  }

  it('reaches who reads slowly, and buys who never reads nothing beyond it', async () => {
    const labels = Array.from({ length: 10 }, (_, n) => `part-${n}`)
    const fields = labels.map((id) => ({ id, label: id }))
    await node.do('ada', 'type.save', {
      name: 'Deed',
      standardMinutes: 20,
      team: 'permits',
      fields,
    })
    const { epoch, seq } = await node.app.boardOf(OFFICE)
    for (let n = 0; n < 4; n++)
      await bring(40, Object.fromEntries(labels.map((id) => [id, part(3_900)])))
    const cookie = await signIn(address, 'ana')
    const [fresh, resumed, mute] = [
      connect(cookie),
      connect(cookie, { epoch, seq }),
      connect(await signIn(address, 'ben')),
    ]
    // The line is open, and the board is sent on it.
    for (const screen of [fresh, resumed, mute])
      screen.socket.io.once('open', () => stopReading(screen))
    const publisher = node.app.house.publisherOf(OFFICE)
    await expect.poll(() => publisher.size, { timeout: 10_000 }).toBe(3)
    await bring(1)
    publisher.flush()
    for (const screen of [fresh, resumed]) readOn(screen)
    const boards = [await fresh.next('snapshot'), await resumed.next('envelope')]
    for (const board of boards)
      expect(Buffer.byteLength(JSON.stringify(board))).toBeGreaterThan(10 * 1024 * 1024)
    for (const screen of [fresh, resumed]) await reach(screen, (await node.app.boardOf(OFFICE)).seq)
    for (let n = 0; n < 20 && publisher.size > 2; n++) {
      await bring(40, { 'part-0': part(3_900) })
      for (const screen of [fresh, resumed])
        await reach(screen, (await node.app.boardOf(OFFICE)).seq)
    }
    expect(publisher.size).toBe(2)
    expect(mute.frames).toEqual([])
    expect([fresh, resumed].map(({ socket }) => socket.connected)).toEqual([true, true])
  }, 90_000)
})
