import { describe, expect, it } from 'vitest'
import { apply } from '../../server/contract/apply.js'
import { positionOf, type Position } from '../../server/contract/order.js'
import type { Envelope } from '../../server/contract/wire.js'
import { Refill, type Page } from '../../web/replica/refill.js'
import { envelope, MapBoard, snapshot, task } from '../support/small-board.js'

const settle = () => new Promise<void>((done) => setTimeout(done))

describe('the window of the queue', () => {
  const edge = positionOf(task(500))

  function windowed() {
    const board = new MapBoard()
    const asks: { after: Position; answer: (page: Page | null) => void }[] = []
    const refill = new Refill(
      board,
      (_team, after) => new Promise((answer) => asks.push({ after, answer })),
    )
    const tasks = Array.from({ length: 250 }, (_, index) => task(index + 251))
    board.load(snapshot(10, tasks, { until: { desk: edge } }))
    refill.loaded()
    const take = (one: Envelope) => {
      apply(board, one)
      refill.applied(one)
    }
    return { board, asks, take, refill }
  }

  it('asks for more below 250, once', () => {
    const { asks, take } = windowed()
    expect(asks).toHaveLength(0)
    take(envelope(10, 11, [], [251]))
    take(envelope(11, 12, [], [252]))
    expect(asks.map(({ after }) => after)).toEqual([edge])
  })

  it('never brings back what went while the page was under way', async () => {
    const { board, asks, take } = windowed()
    take(envelope(10, 11, [], [251]))
    // The page is of 11; at 12 one of its tasks is claimed and another finished, at 13 one is corrected.
    take(envelope(11, 12, [task(502, { status: 'active', holder: 'ana', seq: 12 })], [503]))
    take(envelope(12, 13, [task(504, { title: 'Corrected', seq: 13 })]))
    asks[0]!.answer({ seq: 11, tasks: [501, 502, 503, 504].map((no) => task(no)), until: null })
    await settle()
    expect(board.task.get(502)?.status).toBe('active')
    expect(board.task.has(503)).toBe(false)
    expect(board.task.get(504)?.title).toBe('Corrected')
    expect(board.task.has(501)).toBe(true)
    expect(board.until).toEqual({ desk: null })
  })

  it('waits for a page that is ahead of the board', async () => {
    const { board, asks, take } = windowed()
    take(envelope(10, 11, [], [251]))
    asks[0]!.answer({ seq: 13, tasks: [task(501, { seq: 13 })], until: null })
    await settle()
    expect(board.task.has(501)).toBe(false)
    take(envelope(11, 13, [task(501, { seq: 13 })]))
    expect(board.task.has(501)).toBe(true)
    expect(board.until).toEqual({ desk: null })
  })

  it('throws a page away when a snapshot was loaded meanwhile', async () => {
    const { board, asks, take, refill } = windowed()
    take(envelope(10, 11, [], [251]))
    board.load(snapshot(20, [], { until: { desk: null } }))
    refill.loaded()
    asks[0]!.answer({ seq: 11, tasks: [task(501)], until: null })
    await settle()
    expect(board.numbers).toEqual([])
  })

  it('lets go of the end of a queue that has grown too long', () => {
    const { board, take, refill } = windowed()
    board.load(snapshot(10, [], { until: { desk: null } }))
    refill.loaded()
    take(
      envelope(
        10,
        11,
        Array.from({ length: 1_600 }, (_, index) => task(index + 1)),
      ),
    )
    expect(board.task.size).toBe(1_000)
    expect(board.until.desk).toEqual(positionOf(task(1_000)))
  })
})
