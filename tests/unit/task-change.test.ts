import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../support/floor.js'

let desk: Desk
let queued: number
let held: number
const make = () => desk.do('ana', 'task.create', { type: 'mail', title: 'Letter' }).task.no

beforeEach(() => {
  desk = new Desk()
  queued = make()
  held = make()
  desk.do('ana', 'task.claim', { task: held })
})

describe('several tasks changed alike', () => {
  it('get their priority and due time in one entry of the log', () => {
    const dueAt = '2026-11-24T17:00:00.000Z'
    desk.do('lee', 'task.change', { tasks: [queued, held, queued], priority: 'urgent', dueAt })
    expect([queued, held].map((no) => desk.task(no))).toMatchObject([
      { priority: 'urgent', dueAt, status: 'queued' },
      { priority: 'urgent', dueAt, status: 'active', holder: 'ana' },
    ])
    const entry = desk.entries.at(-1)
    expect(
      entry?.puts.filter(({ t }) => t === 'task').map(({ row }) => (row as { no: number }).no),
    ).toEqual([queued, held])
  })

  it('go to another team only from the queue, all or none', () => {
    const tried = desk.try('lee', 'task.change', { tasks: [queued, held], team: 'records' })
    expect(tried).toMatchObject({
      ok: false,
      error: { code: 'wrong_state', problems: [{ path: 'tasks.1' }] },
    })
    expect(desk.task(queued).team).toBe('permits')
    desk.do('lee', 'task.change', { tasks: [queued], team: 'records' })
    expect(desk.task(queued).team).toBe('records')
    expect(desk.code('lee', 'task.change', { tasks: [queued], priority: 'low' })).toBe(
      'not_allowed',
    )
  })

  it('are the lead’s to change, and open', () => {
    for (const who of ['ana', 'sue', 'ada'])
      expect(desk.code(who, 'task.change', { tasks: [queued], priority: 'low' })).toBe(
        'not_allowed',
      )
    expect(desk.code('lee', 'task.change', { tasks: [99], priority: 'low' })).toBe('not_found')
    expect(desk.code('lee', 'task.change', { tasks: [queued], team: 'nowhere' })).toBe(
      'invalid_input',
    )
    expect(() => desk.do('lee', 'task.change', { tasks: [queued] })).toThrow(
      /must name what to change/,
    )
  })
})

describe('an undo', () => {
  const undo = (who: string, id: string) => desk.code(who, 'undo.apply', { undo: id })

  it('puts every task back as it was, once', () => {
    const before = [desk.task(queued), desk.task(held)]
    const { undo: id } = desk.do('lee', 'task.change', {
      tasks: [queued, held],
      priority: 'urgent',
    })
    expect(undo('lee', id)).toBe('ok')
    for (const task of before)
      expect(desk.task(task.no)).toMatchObject({ ...task, seq: expect.any(Number) as number })
    expect(undo('lee', id)).toBe('not_found')
  })

  it('takes back what went to a team that its doer does not lead', () => {
    const { undo: id } = desk.do('lee', 'task.change', { tasks: [queued], team: 'records' })
    expect(undo('lee', id)).toBe('ok')
    expect(desk.task(queued).team).toBe('permits')
  })

  it('is not for who no longer leads the team to which they would go back', () => {
    const { undo: id } = desk.do('lee', 'task.change', { tasks: [queued], team: 'records' })
    desk.do('ada', 'person.edit', { person: 'lee', leads: ['records'] }, null)
    expect(undo('lee', id)).toBe('not_allowed')
    expect(desk.task(queued).team).toBe('records')
    desk.do('ada', 'person.edit', { person: 'lee', leads: [] }, null)
    expect(undo('lee', id)).toBe('not_allowed')
    desk.do('ada', 'person.edit', { person: 'lee', leads: ['permits'] }, null)
    expect(undo('lee', id)).toBe('ok')
  })

  it('is refused as a whole once one of them has moved on, after ten minutes, and to others', () => {
    const change = () =>
      desk.do('lee', 'task.change', { tasks: [queued, held], priority: 'urgent' }).undo
    const first = change()
    for (const who of ['ana', 'sue']) expect(undo(who, first)).toBe('not_allowed')
    desk.do('ana', 'task.note', { task: held, text: 'Called' })
    expect(desk.try('lee', 'undo.apply', { undo: first })).toMatchObject({
      ok: false,
      error: {
        code: 'stale',
        problems: [{ path: 'tasks.1', message: `#${held} has moved on since` }],
      },
    })
    expect(desk.task(queued).priority).toBe('urgent')
    const second = change()
    desk.later(11)
    expect(undo('lee', second)).toBe('wrong_state')
  })
})

it('does not put off what the law sets, not even among others', () => {
  const law = { count: 3, unit: 'businessDays' as const, law: true, citation: 'ORS 192.324' }
  desk.do('lee', 'type.save', {
    id: 'request',
    name: 'Request',
    team: 'permits',
    standardMinutes: 30,
    due: law,
  })
  const no = desk.do('ana', 'task.create', { type: 'request', title: 'Emails' }).task.no
  const tried = desk.try('lee', 'task.change', {
    tasks: [queued, no],
    dueAt: '2027-01-04T17:00:00.000Z',
  })
  expect(tried).toMatchObject({
    ok: false,
    error: { code: 'invalid_input', problems: [{ path: 'tasks.1' }] },
  })
  expect(desk.task(queued).dueAt).toBeNull()
  expect(
    desk.code('lee', 'task.change', { tasks: [queued, no], dueAt: '2026-11-24T17:00:00.000Z' }),
  ).toBe('ok')
})
