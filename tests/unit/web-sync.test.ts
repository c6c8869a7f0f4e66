import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contractVersion } from '../../server/contract/wire.js'
import { Sync, type Freshness } from '../../web/replica/sync.js'
import { HandLink } from '../support/hand-link.js'
import {
  at,
  begin,
  envelope,
  MapBoard,
  me,
  settle,
  snapshot,
  task,
} from '../support/small-board.js'

beforeEach(() => {
  vi.useFakeTimers({ now: begin })
})
afterEach(() => {
  vi.useRealTimers()
})

function screen() {
  const board = new MapBoard()
  const link = new HandLink()
  const seen: Freshness[] = []
  const reloads = { count: 0 }
  const sync = new Sync(board, link, {
    onFreshness: (freshness) => seen.push(freshness),
    onOtherContract: () => reloads.count++,
  })
  sync.start()
  return { board, link, seen, reloads, sync, now: () => seen.at(-1) }
}

describe('the rule of gaps', () => {
  it('ignores what it has and applies what follows', () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5, [task(1)]))
    link.envelope(envelope(3, 5, [task(9)]))
    expect(board.numbers).toEqual([1])
    link.envelope(envelope(5, 6, [task(2)]))
    expect(board.numbers).toEqual([1, 2])
    expect(board.seq).toBe(6)
  })

  it('fetches what is missing, holds what comes meanwhile, and goes on', async () => {
    const { board, link, now } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.envelope(envelope(7, 8, [task(8)]))
    expect(link.envelopeFetches.map(({ since }) => since)).toEqual([5])
    expect(now()?.state).toBe('catching')
    link.envelope(envelope(8, 9, [], [6]))
    link.envelopeFetches[0]!.answer({
      ok: true,
      envelopes: [envelope(5, 7, [task(6), task(7)]), envelope(7, 8, [task(8)])],
    })
    await settle()
    expect(board.seq).toBe(9)
    expect(board.numbers).toEqual([7, 8])
    expect(now()).toEqual({ state: 'live', asOf: at(9) })
  })

  it('asks again when fetching fails, and only while connected', async () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.envelope(envelope(6, 7))
    link.envelopeFetches[0]!.fail()
    await vi.advanceTimersByTimeAsync(1_100)
    expect(link.envelopeFetches).toHaveLength(2)
    link.cut()
    link.envelopeFetches[1]!.fail()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(link.envelopeFetches).toHaveLength(2)
    expect(board.seq).toBe(5)
    expect(link.resume()).toEqual({ epoch: 'e1', seq: 5 })
  })

  it('takes an overlap as a gap', () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.envelope(envelope(4, 7, [task(7)]))
    expect(board.seq).toBe(5)
    expect(link.envelopeFetches).toHaveLength(1)
  })

  it('notices by the head that a broadcast was lost', async () => {
    const { link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.head({ epoch: 'e1', seq: 6, at: at(1) })
    expect(link.envelopeFetches).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(link.envelopeFetches).toHaveLength(1)
  })

  it('does not fetch for a head whose envelope arrives a moment later', async () => {
    const { link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.head({ epoch: 'e1', seq: 6, at: at(1) })
    link.envelope(envelope(5, 6))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(link.envelopeFetches).toHaveLength(0)
  })
})

describe('snapshots', () => {
  it('never go backwards within an epoch', () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5, [task(1)]))
    link.snapshot(snapshot(4, []))
    expect(board.seq).toBe(5)
    expect(board.loads).toBe(1)
  })

  it('replace everything when the server says reset', async () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5, [task(1)]))
    link.envelope(envelope(90, 91, [task(91)]))
    link.envelopeFetches[0]!.answer({ ok: true, reset: true })
    await settle()
    link.snapshotFetches[0]!.answer(snapshot(90, [task(90)]))
    await settle()
    expect(board.seq).toBe(91)
    expect(board.numbers).toEqual([90, 91])
  })

  it('of another epoch replace a board that is further ahead', async () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(50, [task(1)]))
    link.head({ epoch: 'e2', seq: 7, at: at(1) })
    link.snapshotFetches[0]!.answer(snapshot(7, [task(2)], { epoch: 'e2' }))
    await settle()
    expect([board.epoch, board.seq, board.numbers]).toEqual(['e2', 7, [2]])
  })

  it('asked for before another was loaded are thrown away', async () => {
    const { board, link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.envelope({ ...envelope(6, 7), epoch: 'e2' })
    link.snapshot(snapshot(9, [task(9)], { epoch: 'e3' }))
    link.snapshotFetches[0]!.answer(snapshot(7, [], { epoch: 'e2' }))
    await settle()
    expect([board.epoch, board.seq]).toEqual(['e3', 9])
  })

  it('that are old, but say that the viewer has other rights, lead to a new one', () => {
    const { link } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.snapshot(snapshot(4, [], { me: { ...me, role: 'lead', leads: ['desk'] } }))
    expect(link.snapshotFetches).toHaveLength(1)
  })

  it('of another contract reload the page and change nothing', () => {
    const { board, link, reloads } = screen()
    link.open()
    link.snapshot(snapshot(5, [], { contract: contractVersion + 1 }))
    expect(reloads.count).toBe(1)
    expect(board.loads).toBe(0)
  })
})

describe('the age of what is shown', () => {
  it('is live only after the resume was answered', () => {
    const { link, now } = screen()
    link.open()
    expect(now()?.state).toBe('catching')
    link.snapshot(snapshot(5))
    expect(now()?.state).toBe('live')
    link.cut()
    expect(now()).toEqual({ state: 'stale', asOf: at(0) })
    link.open()
    expect(now()?.state).toBe('catching')
    link.envelope(envelope(5, 5))
    expect(now()?.state).toBe('live')
  })

  it('is said after 12 s of silence, and taken back by a head', async () => {
    const { link, now } = screen()
    link.open()
    link.snapshot(snapshot(5))
    await vi.advanceTimersByTimeAsync(12_000)
    expect(now()?.state).toBe('live')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(now()).toEqual({ state: 'stale', asOf: at(0) })
    link.head({ epoch: 'e1', seq: 5, at: at(14) })
    expect(now()).toEqual({ state: 'live', asOf: at(14) })
  })

  it('is not moved on by a head that is ahead of the board', () => {
    const { link, now } = screen()
    link.open()
    link.snapshot(snapshot(5))
    link.head({ epoch: 'e1', seq: 6, at: at(14) })
    expect(now()).toEqual({ state: 'catching', asOf: at(0) })
  })
})
