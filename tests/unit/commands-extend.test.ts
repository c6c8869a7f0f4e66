import { beforeEach, describe, expect, it } from 'vitest'
import { RecordsDesk } from '../support/records-desk.js'

// Monday 23 November 2026, 9:00 in Denver; Thursday 26 is Thanksgiving.
let desk: RecordsDesk
const DAY = 24 * 60

beforeEach(() => {
  desk = new RecordsDesk()
})

describe('extending', () => {
  const asked = { reason: 'a broad request', notice: true }

  it('adds what the rule allows, and says so', () => {
    const no = desk.make('cora')
    desk.do('lee', 'task.extend', { task: no, ...asked })
    // Fri 27, then Mon 30 to Fri 4, Mon 7, Tue 8.
    expect(desk.task(no)).toMatchObject({
      dueAt: '2026-12-09T00:00:00.000Z',
      clock: {
        extensions: [
          {
            by: 'lee',
            at: desk.now,
            reason: 'a broad request',
            dueAt: '2026-12-09T00:00:00.000Z',
            named: false,
            notice: true,
          },
        ],
      },
    })
  })

  it('takes a nearer time that is named, and keeps it when the clock goes on after a wait', () => {
    const no = desk.make('cora')
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.extend', { task: no, ...asked, dueAt: '2026-12-02T22:00:00Z' })
    desk.hold(no)
    desk.later(DAY)
    desk.do('ana', 'task.resume', { task: no })
    expect(desk.task(no).dueAt).toBe('2026-12-02T22:00:00.000Z')
  })

  it('moves on with later waits where the rule counted it', () => {
    const no = desk.make('cora')
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.extend', { task: no, ...asked })
    desk.hold(no)
    desk.later(DAY)
    desk.do('ana', 'task.resume', { task: no })
    // Monday's closing was waited away before a day counted, so nothing moves…
    expect(desk.task(no).dueAt).toBe('2026-12-09T00:00:00.000Z')
    desk.hold(no)
    desk.later(DAY)
    desk.do('ana', 'task.resume', { task: no })
    // …and Tuesday's moves all of it by a day.
    expect(desk.task(no).dueAt).toBe('2026-12-10T00:00:00.000Z')
  })

  it.each([
    ['without a reason', 'ana', { notice: true }, 'invalid_input', 'reason: say why'],
    [
      'without written notice',
      'ana',
      { reason: 'x' },
      'invalid_input',
      'notice: send the requester written notice first',
    ],
    [
      'beyond the rule',
      'ana',
      { ...asked, dueAt: '2026-12-09T00:00:01Z' },
      'invalid_input',
      'dueAt: its rule allows Tue 8 Dec 17:00 at the latest',
    ],
    [
      'to an earlier time',
      'ana',
      { ...asked, dueAt: '2026-11-24T00:00:00Z' },
      'invalid_input',
      'dueAt: must be after Fri 27 Nov 17:00',
    ],
    ['by who does not hold it', 'ben', asked, 'not_allowed', 'Only its holder'],
    ['by a supervisor', 'sue', asked, 'not_allowed', 'Your role'],
  ])('is refused %s', (_why, who, input, code, words) => {
    const no = desk.make('cora')
    desk.do('ana', 'task.claim', { task: no })
    const tried = desk.try(who, 'task.extend', { task: no, ...input })
    expect(tried).toMatchObject({ ok: false, error: { code } })
    expect(!tried.ok && tried.error.message).toContain(words)
  })

  it.each([
    ['no extension', 'permit', 'its rule allows no extension'],
    ['no due time', 'mail', 'does not come from a rule'],
  ])('is refused where the type has %s', (_what, type, words) => {
    const no = desk.make(type)
    const tried = desk.try('lee', 'task.extend', { task: no, ...asked })
    expect(tried).toMatchObject({ ok: false, error: { code: 'wrong_state' } })
    expect(!tried.ok && tried.error.message).toContain(words)
  })

  it('is refused once the rule’s number is used up, and for finished work', () => {
    const no = desk.make('cora')
    desk.do('lee', 'task.extend', { task: no, ...asked })
    const again = desk.try('lee', 'task.extend', { task: no, ...asked })
    expect(!again.ok && again.error.message).toBe(
      `#${no} cannot be extended: it was extended once, and its rule allows no more.`,
    )
    const other = desk.make('cora')
    desk.do('ana', 'task.claim', { task: other })
    desk.do('ana', 'task.finish', { task: other })
    expect(desk.code('ana', 'task.extend', { task: other, ...asked })).not.toBe('ok')
  })

  it('cannot be got round by correcting the task', () => {
    const no = desk.make('cora')
    const tried = desk.try('lee', 'task.edit', { task: no, dueAt: '2026-12-24T00:00:00Z' })
    expect(!tried.ok && tried.error.message).toContain(
      'must not be after Fri 27 Nov 17:00: that is the law’s (C.R.S. 24-72-203)',
    )
    expect(desk.code('lee', 'task.edit', { task: no, dueAt: null })).toBe('invalid_input')
    expect(desk.code('lee', 'task.edit', { task: no, dueAt: '2026-11-25T00:00:00Z' })).toBe('ok')
    const goal = desk.make('permit')
    expect(desk.code('lee', 'task.edit', { task: goal, dueAt: '2026-12-24T00:00:00Z' })).toBe('ok')
  })

  it('cannot be got round by another type, whose law holds from then on', () => {
    const later = '2030-01-01T00:00:00.000Z'
    const no = desk.make('mail')
    expect(desk.try('lee', 'task.edit', { task: no, type: 'cora', dueAt: later })).toMatchObject({
      error: {
        problems: [{ path: 'dueAt', message: expect.stringContaining('C.R.S. 24-72-203') }],
      },
    })
    expect(desk.code('lee', 'task.edit', { task: no, type: 'cora', dueAt: null })).toBe(
      'invalid_input',
    )
    // A time that was set while there was no law gives way to it, and an earlier one stays.
    desk.do('lee', 'task.edit', { task: no, dueAt: later })
    desk.do('lee', 'task.edit', { task: no, type: 'cora' })
    expect(desk.task(no).dueAt).toBe('2026-11-28T00:00:00.000Z')
    const early = '2026-11-25T00:00:00.000Z'
    const other = desk.make('mail', { dueAt: early })
    desk.do('lee', 'task.edit', { task: other, type: 'cora' })
    expect(desk.task(other).dueAt).toBe(early)
  })

  it('cannot be got round by naming a later time as the task comes in', () => {
    const input = { type: 'cora', title: 'x' }
    const later = '2026-11-28T00:00:01Z'
    for (const [dueAt, message] of [
      [later, 'must not be after Fri 27 Nov 17:00: that is the law’s (C.R.S. 24-72-203)'],
      [null, 'must not be taken away: Fri 27 Nov 17:00 is the law’s (C.R.S. 24-72-203)'],
    ] as const)
      expect(desk.try('ana', 'task.create', { ...input, dueAt })).toMatchObject({
        error: { problems: [{ path: 'dueAt', message }] },
      })
    expect(desk.code('ana', 'task.create', { ...input, dueAt: '2026-11-25T00:00:00Z' })).toBe('ok')
    expect(desk.code('ana', 'task.create', { ...input, type: 'permit', dueAt: later })).toBe('ok')
    const rows = [
      { ...input, line: 2, dueAt: later },
      { ...input, line: 3, createdAt: '2026-11-20T16:00:00Z', dueAt: '2026-11-27T00:00:00Z' },
      { ...input, line: 4, dueAt: '2026-11-24T00:00:00Z' },
      // History says what was, whether or not it should have been.
      { ...input, line: 5, dueAt: later, finishedAt: '2026-11-23T15:00:00Z' },
    ]
    const { created, refused } = desk.do('lee', 'task.import', { rows })
    expect([created, refused.map(({ line, column }) => [line, column])]).toEqual([
      2,
      [
        [2, 'dueAt'],
        [3, 'dueAt'],
      ],
    ])
  })

  it('keeps its task at its type, and waits are left out through a type without a clock', () => {
    const no = desk.make('cora')
    desk.do('ana', 'task.claim', { task: no })
    desk.later(60)
    desk.hold(no)
    desk.later(2 * DAY)
    desk.do('ana', 'task.resume', { task: no })
    desk.do('ana', 'task.release', { task: no })
    const { waits, end } = desk.task(no).clock!
    desk.do('lee', 'task.edit', { task: no, type: 'mail' })
    expect(desk.task(no)).toMatchObject({ dueAt: null, clock: { end: null, waits } })
    desk.do('lee', 'task.edit', { task: no, type: 'cora' })
    expect(desk.task(no)).toMatchObject({ dueAt: end?.dueAt, clock: { end, waits } })
    desk.do('lee', 'task.extend', { task: no, ...asked })
    const { clock } = desk.task(no)
    expect(desk.try('lee', 'task.edit', { task: no, type: 'mail' })).toMatchObject({
      error: { problems: [{ path: 'type', message: expect.stringContaining('was extended') }] },
    })
    expect(desk.task(no)).toMatchObject({ type: 'cora', clock })
  })
})
