import { beforeEach, describe, expect, it } from 'vitest'
import { compareNext } from '../../server/contract/order.js'
import type { UndoRow } from '../../server/contract/desk-rows.js'
import type { Priority } from '../../server/contract/rows.js'
import { Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const make = (type = 'permit', more: object = {}) =>
  desk.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
const given = (to = 'ana', type = 'permit') => {
  const no = make(type)
  desk.do('lee', 'task.assign', { tasks: [no], to })
  return no
}
const move = (task: number, from: string | null, to: string | null, place: number | null = 1) => ({
  task,
  from,
  to,
  place,
})
const apply = (moves: ReturnType<typeof move>[], who = 'lee', seq = desk.board.seq) =>
  desk.try(who, 'balance.apply', { team: 'permits', seq, moves })
const where = (no: number) => {
  const { status, holder, place } = desk.task(no)
  return [status, holder, place]
}
const undoRow = () => [...desk.board.tables.undo.values()].at(-1) as UndoRow

describe('taking moves of a proposal', () => {
  it('gives, moves, returns and sets places in one entry, with the reason for the clerk', () => {
    const [queued, anas, back, stays] = [make(), given(), given('ben'), given('ben')]
    const why = 'Ana Delgado’s shift would be too short by 20 min'
    const tried = apply([
      move(queued, null, 'ana'),
      { ...move(anas, 'ana', 'ben', 1), why } as never,
      move(back, 'ben', null, null),
      move(stays, 'ben', 'ben', 2),
    ])
    expect(tried.ok).toBe(true)
    expect([queued, anas, back, stays].map(where)).toEqual([
      ['assigned', 'ana', 1],
      ['assigned', 'ben', 1],
      ['queued', null, undefined],
      ['assigned', 'ben', 2],
    ])
    expect(desk.task(anas)).toMatchObject({ assignedBy: 'lee', assignedAt: desk.now, why })
    expect(desk.entries.at(-1)?.command).toBe('balance.apply')
    expect(undoRow()).toMatchObject({ by: 'lee', what: 'Balance of 3 tasks' })
  })

  it('gives the reason that a known proposal gave, or none, whatever is sent', () => {
    const [told, strange, unknown] = [given(), given(), given()]
    const take = (no: number, prepared: object | null) => {
      const moves = [{ ...move(no, 'ana', 'ben'), why: 'You are too slow' }]
      const input = { team: 'permits', proposal: 'p', seq: desk.board.seq, moves }
      desk.do('lee', 'balance.apply', input, prepared)
      return desk.task(no).why
    }
    const why = 'Ana Delgado’s shift would be too short by 20 min'
    expect(take(told, { why: [[told, why]], proved: null })).toBe(why)
    expect(take(strange, { why: [[told, why]], proved: null }) ?? null).toBeNull()
    // Worked out by another server, it can only be taken as it is sent.
    expect(take(unknown, null)).toBe('You are too slow')
  })

  it.each([
    ['ana', 'not_allowed'],
    ['sue', 'not_allowed'],
    ['ada', 'not_allowed'],
    ['lee', 'ok'],
  ])('is for a lead of the team: %s, %s', (who, code) => {
    const tried = apply([move(make(), null, 'ana')], who)
    expect(tried.ok ? 'ok' : tried.error.code).toBe(code)
  })

  it('is refused whole, naming what changed, when the floor has changed', () => {
    const [begun, moved, edited, gone, fine] = [given(), given(), make(), make(), make()]
    const { seq } = desk.board
    desk.do('ana', 'task.claim', { task: begun })
    desk.do('lee', 'task.assign', { tasks: [moved], to: 'ben' })
    desk.do('lee', 'task.edit', { task: edited, priority: 'urgent' })
    desk.do('lee', 'task.cancel', { task: gone, reason: 'Double' })
    const all = [
      move(fine, null, 'ana'),
      move(begun, 'ana', 'ben'),
      move(moved, 'ana', 'lee'),
      move(edited, null, 'ana'),
      move(gone, null, 'ana'),
    ]
    const tried = apply(all, 'lee', seq)
    expect(tried).toMatchObject({
      ok: false,
      error: {
        code: 'stale',
        message: `Nothing was moved, since the floor has changed: Ana Delgado has begun #${begun}; #${moved} is with Ben Ito now; #${edited} was changed; and 1 more.`,
        problems: [1, 2, 3, 4].map((at) => ({ path: `moves.${at}` })),
      },
    })
    expect(where(fine)).toEqual(['queued', null, undefined])
    expect(
      [...desk.board.tables.undo.values()].filter(({ what }) => what.startsWith('Balance')),
    ).toEqual([])
  })

  it('holds to the rules of giving by hand', () => {
    const mail = make('mail')
    expect(apply([move(mail, null, 'ben')])).toMatchObject({ error: { code: 'not_qualified' } })
    expect(apply([move(mail, null, 'rae')])).toMatchObject({ error: { code: 'not_allowed' } })
    expect(apply([move(mail, null, 'sue')])).toMatchObject({ error: { code: 'invalid_input' } })
    expect(apply([move(mail, null, 'ana'), move(mail, null, 'lee')])).toMatchObject({
      error: { code: 'invalid_input', problems: [{ path: 'moves.1.task' }] },
    })
  })
})

describe('places', () => {
  it('go before queue order when the next task is claimed, and end with the holder', () => {
    const [first, high, second] = [given(), make('permit', { priority: 'high' }), given()]
    desk.do('lee', 'task.assign', { tasks: [high], to: 'ana' })
    const { seq } = desk.board
    const moves = [move(second, 'ana', 'ana', 1), move(first, 'ana', 'ana', 2)]
    desk.do('lee', 'balance.apply', { team: 'permits', seq, moves })
    const taken = [1, 2, 3].map(() => desk.do('ana', 'task.claimNext', {}).task?.no)
    expect(taken).toEqual([second, first, high])
    expect(desk.task(second).place).toBeUndefined()
  })

  it('come after urgent work that a lead gives by hand later', () => {
    const [first, second] = [given(), given()]
    const placed = [move(second, 'ana', 'ana', 1), move(first, 'ana', 'ana', 2)]
    desk.do('lee', 'balance.apply', { team: 'permits', seq: desk.board.seq, moves: placed })
    const urgent = make('permit', { priority: 'urgent' })
    desk.do('lee', 'task.assign', { tasks: [urgent], to: 'ana' })
    const taken = [1, 2, 3].map(() => desk.do('ana', 'task.claimNext', {}).task?.no)
    expect(taken).toEqual([urgent, second, first])
  })

  it.each([
    ['task.edit', (no: number) => desk.do('lee', 'task.edit', { task: no, priority: 'urgent' })],
    [
      'task.change',
      (no: number) => desk.do('lee', 'task.change', { tasks: [no], priority: 'urgent' }),
    ],
  ] as const)('end when the task becomes urgent, by %s', (_name, hurry) => {
    const [first, second] = [given(), given()]
    const placed = [move(first, 'ana', 'ana', 1), move(second, 'ana', 'ana', 2)]
    desk.do('lee', 'balance.apply', { team: 'permits', seq: desk.board.seq, moves: placed })
    hurry(second)
    expect(desk.do('ana', 'task.claimNext', {}).task?.no).toBe(second)
  })

  it('stay with what was urgent when they were given', () => {
    const [urgent, first] = [make('permit', { priority: 'urgent' }), given()]
    desk.do('lee', 'task.assign', { tasks: [urgent], to: 'ana' })
    const placed = [move(first, 'ana', 'ana', 1), move(urgent, 'ana', 'ana', 2)]
    desk.do('lee', 'balance.apply', { team: 'permits', seq: desk.board.seq, moves: placed })
    desk.do('lee', 'task.edit', { task: urgent, title: 'Fence, again' })
    expect(desk.do('ana', 'task.claimNext', {}).task?.no).toBe(first)
  })

  it('are compared alike everywhere', () => {
    const at = (no: number, place?: number, priority: Priority = 'normal') => ({
      no,
      place,
      priority,
      dueAt: null,
    })
    const all = [at(1), at(4, 2), at(3, 1), at(6, undefined, 'urgent'), at(2), at(5, 3, 'urgent')]
    expect(all.sort(compareNext).map(({ no }) => no)).toEqual([6, 3, 4, 5, 1, 2])
  })
})

describe('pins', () => {
  it('keep a task with whoever has it, and go when it leaves them', () => {
    const no = given()
    desk.do('lee', 'task.pin', { tasks: [no], pinned: true })
    expect(desk.task(no).pinned).toBe(true)
    expect(desk.code('ana', 'task.pin', { tasks: [no], pinned: false })).toBe('not_allowed')
    desk.do('ana', 'task.release', { task: no })
    expect(desk.task(no).pinned).toBeUndefined()
    expect(desk.try('lee', 'task.pin', { tasks: [no], pinned: true })).toMatchObject({
      error: {
        code: 'wrong_state',
        message: `Nothing was pinned: #${no} is in the queue, so there is nobody to pin it to; give it to somebody first.`,
      },
    })
  })
})

describe('a limit on work in progress', () => {
  beforeEach(() => void desk.do('lee', 'team.rules', { team: 'permits', limit: 2 }))

  it('stops claiming in words, but not what one was given', () => {
    const [one, two, three] = [make(), given(), make()]
    desk.do('ana', 'task.claim', { task: one })
    expect(desk.try('ana', 'task.claim', { task: three })).toMatchObject({
      error: {
        code: 'wrong_state',
        message:
          'You hold 2 tasks in hand or assigned, and Permits allows 2 at once; finish or return one first.',
      },
    })
    desk.do('ana', 'task.claim', { task: two })
    expect(desk.code('ana', 'task.claimNext', {})).toBe('wrong_state')
    desk.do('ana', 'task.finish', { task: two })
    expect(desk.do('ana', 'task.claimNext', {}).task?.no).toBe(three)
  })

  it('does not keep anybody from what has come back to them, which counts again then', () => {
    const [waits, one, two] = [make(), make(), make()]
    desk.do('ana', 'task.claim', { task: waits })
    desk.do('ana', 'task.hold', { task: waits, reason: 'Fee' })
    for (const task of [one, two]) desk.do('ana', 'task.claim', { task })
    desk.do('ana', 'task.resume', { task: waits })
    expect(where(waits)[0]).toBe('active')
    desk.do('ana', 'task.finish', { task: one })
    expect(desk.code('ana', 'task.claimNext', {})).toBe('wrong_state')
    desk.do('ana', 'task.finish', { task: two })
    expect(desk.code('ana', 'task.claimNext', {})).toBe('ok')
  })

  it('holds the lead’s hand and a balance too', () => {
    const nos = [given(), given()]
    const more = make()
    expect(desk.code('lee', 'task.assign', { tasks: [more], to: 'ana' })).toBe('wrong_state')
    expect(desk.code('lee', 'task.assign', { tasks: nos, to: 'ana' })).toBe('ok')
    expect(apply([move(more, null, 'ana')])).toMatchObject({ error: { code: 'wrong_state' } })
    expect(apply([move(more, null, 'ana'), move(nos[0]!, 'ana', 'ben')])).toMatchObject({
      ok: true,
    })
  })

  it('is the lead’s to set, each rule by itself', () => {
    expect(desk.code('ana', 'team.rules', { team: 'permits', limit: null })).toBe('not_allowed')
    expect(desk.code('lee', 'team.rules', { team: 'records', limit: 1 })).toBe('not_allowed')
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    expect(desk.board.tables.team.get('permits')?.rules).toEqual({ limit: 2, returnAfter: 30 })
    desk.do('lee', 'team.rules', { team: 'permits', limit: null })
    expect(desk.code('ana', 'task.claimNext', {})).toBe('ok')
  })
})
