/** A proposal on a screen: rows that keep their places, what is sent, and what is said. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../server/contract/wire.js'
import { BalanceWork } from '../../web/views/balance.svelte.js'
import { move, proposal } from './balance-proposal.js'

describe('a lead', () => {
  type Sent = { name: string; input: Record<string, unknown>; answer: (answer: Answer) => void }
  let sent: Sent[]
  let said: { text: string; action?: { run: () => void } }[]
  let work: BalanceWork
  const freshness = { state: 'live' }
  beforeEach(() => {
    sent = []
    said = []
    freshness.state = 'live'
    const app = {
      replica: { freshness, viewer: { id: 'lee' }, tables: { undo: new Map(), team: new Map() } },
      dispatch: (name: string, input: never) =>
        new Promise((answer) => sent.push({ name, input, answer: answer as never })),
      announcer: {
        show: (text: string, more: object) => said.push({ text, ...more }),
        close: vi.fn(),
      },
      clock: { now: Date.parse('2026-11-23T10:42:00.000Z') },
    }
    const view = {
      teams: [{ id: 'desk', name: 'Desk' }],
      leads: () => true,
      personOf: () => undefined,
      taskOf: () => undefined,
      lanes: [
        {
          person: { id: 'ana', name: 'Ana Delgado', presence: 'off' },
          shift: { from: 0, to: 9e15 },
        },
        { person: { id: 'eve', name: 'Eve Stone', presence: 'off' }, shift: { from: 0, to: 9e15 } },
      ],
      now: Date.parse('2026-11-23T10:42:00.000Z'),
    }
    work = new BalanceWork(app as never, view as never)
  })
  const reply = async (output: object) => {
    sent.shift()?.answer({ ok: true, output, seq: 8 })
    await new Promise((done) => setTimeout(done))
  }
  const refuse = async (code: string, message: string) => {
    sent.shift()?.answer({ ok: false, error: { code, message } as never })
    await new Promise((done) => setTimeout(done))
  }
  const moves = [move(1, 'ana', 'tom', 2), move(2, null, 'ana')]
  const order = [
    { task: 5, person: 'tom', place: 1 },
    { task: 6, person: 'eve', place: 1 },
  ]

  it('looks on until it is done, and takes some with the places of what stays', async () => {
    work.start()
    expect(sent[0]).toMatchObject({ name: 'balance.propose', input: { team: 'desk' } })
    await reply(proposal([moves[1]!], { done: false }))
    expect(sent[0]).toMatchObject({ name: 'balance.look', input: { proposal: 'p', after: 1 } })
    await reply(proposal(moves, { version: 2, order }))
    expect(sent).toEqual([])
    work.toggle(2, false)
    // Taken before it is told what that comes to.
    expect(sent.shift()?.name).toBe('balance.part')
    void work.apply(false)
    expect(sent[0]).toMatchObject({
      name: 'balance.apply',
      input: {
        team: 'desk',
        seq: 7,
        basis: { rules: 'r', people: [{ person: 'ana', hash: 'a' }] },
      },
    })
    expect(sent[0]?.input.moves).toEqual([
      { task: 1, from: 'ana', to: 'tom', place: 2, why: 'reason' },
      { task: 5, from: 'tom', to: 'tom', place: 1 },
    ])
    await reply({ tasks: [], undo: 'u', until: '2026-11-23T10:52:00.000Z', record: '9' })
    expect(work.open).toBe(false)
    expect(said.at(-1)?.text).toBe('Balanced: 1 task has moved.')
    said.at(-1)?.action?.run()
    expect(sent[0]).toMatchObject({ name: 'undo.apply', input: { undo: 'u' } })
  })

  it.each([null, undefined])('is told where what was proved is not kept', async (record) => {
    work.start()
    await reply(proposal(moves))
    void work.apply(false)
    await reply({ tasks: [], undo: 'u', until: '2026-11-23T10:52:00.000Z', record })
    expect(said.at(-1)?.text).toBe(
      'Balanced: 2 tasks have moved. It stands; what was proved of it was not kept.',
    )
  })

  it('is told what the ticked moves come to, and what stood there before until then', async () => {
    work.start()
    const shown = proposal([...moves, move(3, 'ana', 'tom', 3)], { order })
    await reply(shown)
    const told = () => [
      work.worth?.after.weighted,
      work.worth?.words?.lateness,
      work.worth?.moves.length,
    ]
    const part = (weighted: number, version = 1) => ({
      version,
      after: { late: 5, weighted, finish: 330 },
      words: { ...shown.words, lateness: `${weighted} weighted minutes late` },
      order: [{ task: 5, person: 'tom', place: 3 }],
    })
    work.toggle(2, false)
    expect(sent).toMatchObject([{ name: 'balance.part', input: { proposal: 'p', without: [2] } }])
    expect(told()).toEqual([42, '42 weighted minutes late', 2])
    // More is unticked meanwhile: one question at a time, and the last is what counts.
    work.toggle(3, false)
    expect(sent.length).toBe(1)
    await reply(part(50))
    expect(told()).toEqual([50, '50 weighted minutes late', 1])
    expect(sent).toMatchObject([{ input: { without: [2, 3] } }])
    await reply(part(58))
    expect([told(), sent.length]).toEqual([[58, '58 weighted minutes late', 1], 0])
    void work.apply(false)
    expect(sent[0]?.input).toMatchObject({
      proposal: 'p',
      moves: [{ task: 1 }, { task: 5, from: 'tom', to: 'tom', place: 3 }],
    })
    await refuse('wrong_state', 'Not now.')
    work.toggleAll(true)
    expect([told(), sent.length]).toEqual([[42, '42 weighted minutes late', 3], 0])
  })

  it('asks again what the ticked moves come to when the proposal gets better', async () => {
    work.start()
    await reply(proposal(moves, { done: false }))
    const look = sent.shift()!
    work.toggle(2, false)
    const old = sent.shift()!
    sent.push(look)
    await reply(proposal(moves, { version: 2, after: { late: 3, weighted: 40, finish: 300 } }))
    old.answer({
      ok: true,
      output: { version: 1, after: { late: 5, weighted: 60, finish: 320 }, words: null, order: [] },
      seq: 8,
    })
    await new Promise((done) => setTimeout(done))
    expect(sent).toMatchObject([{ name: 'balance.part', input: { without: [2] } }])
    const after = { late: 4, weighted: 48, finish: 310 }
    await reply({ version: 2, after, words: null, order: [] })
    expect([work.worth?.after.weighted, sent.length]).toEqual([48, 0])
  })

  it('gets a fresh proposal with a sentence when the floor has changed', async () => {
    work.start()
    await reply(proposal(moves))
    void work.apply(true)
    await refuse('stale', 'Ana has begun #1.')
    expect(sent[0]?.name).toBe('balance.propose')
    await reply(proposal([moves[1]!]))
    expect(work.notice).toBe('Ana has begun #1. This is a fresh proposal.')
    expect(work.offered.map(({ task }) => task)).toEqual([2])
  })

  it('asks another server for a proposal by itself when the one that had it is gone', async () => {
    work.start()
    await reply(proposal([moves[1]!], { done: false }))
    await refuse('stale', 'The server that worked this proposal out does not answer any more.')
    expect(sent[0]).toMatchObject({ name: 'balance.propose', input: { team: 'desk' } })
    expect(work.offered.map(({ task }) => task)).toEqual([2])
    await reply(proposal(moves, { proposal: 'q' }))
    expect([work.failure, work.shown?.proposal, work.working]).toEqual([null, 'q', false])
    void work.askWhatIf('ana', Date.parse('2026-11-23T18:00:00.000Z'))
    await refuse('stale', 'The server has gone.')
    expect(sent[0]?.name).toBe('balance.propose')
    await reply(proposal(moves, { proposal: 'r' }))
    expect(work.notice).toBe('The server has gone. This is a fresh proposal.')
  })

  it('gives up where no server keeps a proposal, and says why', async () => {
    work.start()
    for (let n = 0; n < 4; n++) {
      await reply(proposal(moves, { done: false }))
      await refuse('stale', 'The server has gone.')
    }
    expect(work.failure).toBe('The server has gone.')
    expect(sent).toEqual([])
  })

  it('stops what runs when the drawer closes, and hears no more of it', async () => {
    work.start()
    await reply(proposal(moves, { done: false }))
    work.close()
    expect(sent.map(({ name }) => name)).toEqual(['balance.look', 'balance.stop'])
    await reply(proposal(moves, { version: 2 }))
    expect(work.shown).toBeNull()
  })

  it('stops what is worked out before the first of it is there', async () => {
    work.start()
    work.stop()
    expect(sent.map(({ name, input }) => [name, input])).toEqual([
      ['balance.propose', { team: 'desk', seconds: 3 }],
      ['balance.stop', {}],
    ])
    // What there is of it is shown all the same.
    await reply(proposal(moves, { done: true }))
    expect([work.offered.length, work.working]).toEqual([2, false])
    work.start()
    sent.splice(0, sent.length - 1)
    work.close()
    expect(sent.map(({ name }) => name)).toEqual(['balance.propose', 'balance.stop'])
    await reply(proposal(moves, { done: false }))
    expect([work.shown, sent.map(({ name }) => name)]).toEqual([null, ['balance.stop']])
    work.close()
    expect(sent).toHaveLength(1)
  })
  it('leaves out of a fresh one who is counted and not here, until they are counted again', async () => {
    work.start()
    await reply(proposal(moves))
    expect(work.missing).toEqual([{ person: 'ana', name: 'Ana Delgado', how: 'off' }])
    work.count(['ana'])
    expect(sent).toMatchObject([
      { name: 'balance.propose', input: { team: 'desk', seconds: 3, without: ['ana'] } },
    ])
    await reply(proposal(moves))
    work.start()
    expect(sent[0]?.input.without).toEqual(['ana'])
    await reply(proposal(moves))
    work.count([])
    expect(sent[0]?.input).toEqual({ team: 'desk', seconds: 3 })
    work.close()
    work.start()
    expect(work.without).toEqual([])
  })

  it('asks nothing while the connection is away', () => {
    freshness.state = 'stale'
    work.start()
    expect([work.open, sent.length]).toEqual([false, 0])
  })
})
