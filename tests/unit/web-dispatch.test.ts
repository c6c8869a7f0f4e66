import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Dispatcher } from '../../web/wire/dispatch.js'
import { HandLink } from '../support/hand-link.js'
import { at, begin, settle, task } from '../support/small-board.js'

beforeEach(() => {
  vi.useFakeTimers({ now: begin })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a command', () => {
  const done = { ok: true as const, output: { task: task(1) }, seq: 7 }

  it('is sent again with the same id until it is answered', async () => {
    const link = new HandLink()
    link.open()
    const outbox = new Dispatcher(link)
    const answer = outbox.dispatch('task.claim', { task: 1 })
    const first = link.sent[0]!.frame
    expect(outbox.pendingOn(1)?.state).toBe('sent')
    link.cut()
    await settle()
    expect(outbox.pendingOn(1)?.state).toBe('confirming')
    expect(outbox.confirming).toBe(1)
    link.open()
    await settle()
    expect(link.sent[0]!.frame).toEqual(first)
    link.sent[0]!.answer(done)
    expect(await answer).toEqual(done)
    expect(outbox.pending.size).toBe(0)
  })

  it('waits for the connection when there is none', async () => {
    const link = new HandLink()
    const outbox = new Dispatcher(link)
    void outbox.dispatch('task.claim', { task: 1 })
    await settle()
    expect(link.sent).toHaveLength(0)
    expect(outbox.confirming).toBe(1)
    link.open()
    await settle()
    expect(link.sent).toHaveLength(1)
  })

  it('that is answered unavailable is asked again with the same id', async () => {
    const link = new HandLink()
    link.open()
    const outbox = new Dispatcher(link)
    const answer = outbox.dispatch('task.claim', { task: 1 })
    link.sent[0]!.answer({ ok: false, error: { code: 'unavailable', message: 'unknown outcome' } })
    await vi.advanceTimersByTimeAsync(300)
    expect(link.sent[1]!.frame.id).toBe(link.sent[0]!.frame.id)
    expect(outbox.confirming).toBe(1)
    link.sent[1]!.answer({
      ok: false,
      error: { code: 'task_taken', message: 'taken', by: 'bo', since: at(0) },
    })
    expect((await answer).ok).toBe(false)
  })

  it('is pending until the board shows it', async () => {
    const link = new HandLink()
    link.open()
    let shown: () => void = () => undefined
    const outbox = new Dispatcher(link, {
      reached: () => new Promise((resolve) => (shown = resolve)),
    })
    const answer = outbox.dispatch('task.claim', { task: 1 })
    link.sent[0]!.answer(done)
    await settle()
    expect(outbox.pendingOn(1)).toBeDefined()
    shown()
    await answer
    expect(outbox.pendingOn(1)).toBeUndefined()
  })

  it('that reads is not among the pending ones', () => {
    const link = new HandLink()
    link.open()
    const outbox = new Dispatcher(link)
    void outbox.dispatch('task.get', { task: 1 })
    expect(outbox.pending.size).toBe(0)
    expect(link.sent).toHaveLength(1)
  })
})
