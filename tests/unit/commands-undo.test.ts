/** Taking back what was done to many tasks at once. */
import { beforeEach, describe, expect, it } from 'vitest'
import { asSeen, Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const make = (type = 'permit') => desk.do('lee', 'task.create', { type, title: 'x' }).task.no
const given = (to = 'ana', type = 'permit') => {
  const no = make(type)
  desk.do('lee', 'task.assign', { tasks: [no], to })
  return no
}
const where = (no: number) => {
  const { status, holder, place } = desk.task(no)
  return [status, holder, place]
}

describe('undo', () => {
  const balanced = () => {
    const [one, two] = [given(), make()]
    const { undo } = desk.do('lee', 'balance.apply', {
      team: 'permits',
      seq: desk.board.seq,
      moves: [
        { task: one, from: 'ana', to: 'ben', place: 1 },
        { task: two, from: null, to: 'ben', place: 2 },
      ],
    })
    return { one, two, undo }
  }

  it('puts every task back as it was, once', () => {
    const no = given()
    const before = desk.task(no)
    const { one, two, undo } = balanced()
    desk.do('lee', 'undo.apply', { undo })
    expect(desk.task(no)).toEqual(before)
    expect([one, two].map((task) => where(task).slice(0, 2))).toEqual([
      ['assigned', 'ana'],
      ['queued', null],
    ])
    expect(desk.task(one).place ?? null).toBeNull()
    expect(desk.board.tables.undo.has(undo)).toBe(false)
    expect(desk.code('lee', 'undo.apply', { undo })).toBe('not_found')
  })

  it('gives whoever gets work back the whole time to begin it', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 20 })
    const no = given()
    const { assignedAt } = desk.task(no)
    desk.later(15)
    const { undo } = desk.do('lee', 'task.assign', { tasks: [no], to: 'ben' })
    desk.later(6)
    desk.do('lee', 'undo.apply', { undo })
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
    expect(desk.task(no).assignedAt).toBe(desk.now)
    desk.rule('task.return', { task: no, assignedAt, after: 20, holder: 'ana' })
    desk.rule('task.return', { task: no, assignedAt: desk.now, after: 20, holder: 'ana' })
    expect(where(no)[0]).toBe('assigned')
  })

  it('leaves the time of who kept theirs', () => {
    const no = given()
    const { assignedAt } = desk.task(no)
    desk.later(1)
    const { undo } = desk.do('lee', 'task.pin', { tasks: [no], pinned: true })
    desk.do('lee', 'undo.apply', { undo })
    expect(desk.task(no)).toMatchObject({ assignedAt, holder: 'ana' })
  })

  it.each([
    [
      'has no skill for it any more',
      'not_qualified',
      () =>
        desk.do('ada', 'person.edit', { person: 'ana', skills: { permit: 0 }, evidence: asSeen }),
    ],
    [
      'takes no tasks any more',
      'wrong_state',
      () => desk.do('ada', 'person.edit', { person: 'ana', role: 'supervisor' }),
    ],
    [
      'works in another team',
      'not_allowed',
      () => desk.do('ada', 'person.edit', { person: 'ana', team: 'records' }),
    ],
    [
      'holds as many as the team allows',
      'wrong_state',
      () => {
        given('ana', 'mail')
        desk.do('lee', 'team.rules', { team: 'permits', limit: 1 })
      },
    ],
  ] as const)('gives nothing back to somebody who %s, naming it', (_why, code, change) => {
    const { one, two, undo } = balanced()
    change()
    const tried = desk.try('lee', 'undo.apply', { undo })
    expect(tried).toMatchObject({ ok: false, error: { code, problems: [{ path: 'tasks.0' }] } })
    expect(tried.ok || tried.error.message).toContain(`#${one}`)
    expect([one, two].map((no) => where(no)[1])).toEqual(['ben', 'ben'])
  })

  it('gives back what somebody had beyond a limit, as long as they took on nothing else', () => {
    given('ana', 'mail')
    const { one, two, undo } = balanced()
    desk.do('lee', 'team.rules', { team: 'permits', limit: 1 })
    desk.later(1)
    desk.do('lee', 'undo.apply', { undo })
    expect([one, two].map((no) => where(no)[1])).toEqual(['ana', null])
  })

  it('is refused whole when one has moved on, naming it', () => {
    const { one, two, undo } = balanced()
    desk.do('ben', 'task.claim', { task: two })
    expect(desk.try('lee', 'undo.apply', { undo })).toMatchObject({
      ok: false,
      error: { code: 'stale', message: `Nothing was undone: #${two} has moved on since.` },
    })
    expect(where(one)).toEqual(['assigned', 'ben', 1])
  })

  it('is for who did it, for ten minutes', () => {
    const { undo } = balanced()
    expect(desk.code('ana', 'undo.apply', { undo })).toBe('not_allowed')
    desk.later(10)
    expect(desk.code('lee', 'undo.apply', { undo })).toBe('wrong_state')
  })

  it('does not give work back to somebody who has left', () => {
    const { undo } = balanced()
    const ana = desk.board.tables.person.get('ana')!
    desk.board.tables.person.set('ana', { ...ana, active: false })
    expect(desk.code('lee', 'undo.apply', { undo })).toBe('wrong_state')
  })
})
