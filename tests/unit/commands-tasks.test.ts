import { beforeEach, describe, expect, it } from 'vitest'
import { asSeen, Desk, MONDAY_9, type Tried } from '../support/floor.js'

let desk: Desk
const make = (title = 'Fence, Elm St', type = 'permit') => desk.do('ana', 'task.create', { type, title }).task.no
beforeEach(() => void (desk = new Desk()))

describe('creating', () => {
  it('numbers tasks, takes the type’s standard, priority and due rule', () => {
    expect(make()).toBe(1)
    expect(make()).toBe(2)
    expect(desk.task(1)).toMatchObject({
      status: 'queued', priority: 'normal', standardMinutes: 25, team: 'permits', createdBy: 'ana',
      // Two business days after Monday, at closing in Denver.
      dueAt: '2026-11-26T00:00:00.000Z',
      steps: [{ id: 'received', name: 'Received', doneAt: null, doneBy: null }, { id: 'filed', name: 'Filed', doneAt: null, doneBy: null }],
    })
  })

  it('keeps an explicit due time, also none', () => {
    const { task } = desk.do('ana', 'task.create', { type: 'permit', title: 'x', dueAt: null })
    expect(task.dueAt).toBeNull()
  })

  it('names each field at fault', () => {
    const tried = desk.try('ana', 'task.create', { type: 'batch', title: 'x', team: 'nowhere', fields: { dollars: 'many', color: 'red', count: -1, fund: 'Fire' } })
    expect(tried).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(!tried.ok && tried.error.problems?.map(({ path }) => path)).toEqual(['team', 'fields.dollars', 'fields.color', 'fields.count', 'fields.fund'])
  })

  it('takes only days of the calendar, and moments written as such', () => {
    const fields = [{ id: 'on', label: 'On', kind: 'date' as const }, { id: 'at', label: 'At', kind: 'datetime' as const }]
    desk.do('lee', 'type.save', { id: 'batch', name: 'Batch', standardMinutes: 45, fields })
    const code = (values: object) => desk.code('ana', 'task.create', { type: 'batch', title: 'x', fields: values as never })
    for (const on of ['2026-02-31', '2026-13-01', '2027-02-29', '26-02-01', 'tomorrow']) expect([on, code({ on })]).toEqual([on, 'invalid_input'])
    for (const on of ['2028-02-29', '2026-12-31', '', null]) expect([on, code({ on })]).toEqual([on, 'ok'])
    for (const at of ['Ticket 5', '2026-02-31T10:00:00Z', '2026-02-31', '2026-02-01T', '2026-02-01T25:00:00Z']) expect([at, code({ at })]).toEqual([at, 'invalid_input'])
    for (const at of ['2026-02-01T10:00:00Z', '2026-02-01T10:00:00.123Z', '2026-02-01T10:00:00+01:00', '2026-02-01T10:00', '2026-02-01']) expect([at, code({ at })]).toEqual([at, 'ok'])
    expect(desk.try('ana', 'task.create', { type: 'batch', title: 'x', fields: { at: 'noon' } })).toMatchObject({
      error: { problems: [{ path: 'fields.at', message: 'At must be a time like 2026-11-23T17:00:00Z, or a day like 2026-11-23' }] },
    })
  })

  it('refuses unknown types', () => {
    expect(desk.code('ana', 'task.create', { type: 'nonsense', title: 'x' })).toBe('invalid_input')
  })
})

describe('claiming', () => {
  it('has one winner, and the loser learns who and since when', () => {
    const no = make()
    desk.do('ana', 'task.claim', { task: no })
    desk.later(5)
    expect(desk.try('ben', 'task.claim', { task: no })).toMatchObject({
      ok: false, error: { code: 'task_taken', by: 'ana', since: MONDAY_9 },
    })
  })

  it('answers a claim of my own active task again', () => {
    const no = make()
    const first = desk.do('ana', 'task.claim', { task: no })
    desk.later(5)
    expect(desk.do('ana', 'task.claim', { task: no })).toEqual(first)
  })

  it.each([
    ['rae', 'not_allowed'], // another team
    ['sue', 'not_allowed'],
    ['ada', 'not_allowed'],
    ['lee', 'ok'],
    ['ana', 'ok'],
    ['ben', 'ok'],
  ])('by %s: %s', (who, code) => {
    expect(desk.code(who, 'task.claim', { task: make() })).toBe(code)
  })

  it('needs the skill: a recorded 0 never, an absent record only where the type asks for none', () => {
    expect(desk.code('ben', 'task.claim', { task: make('Tray 3', 'mail') })).toBe('not_qualified')
    expect(desk.code('ben', 'task.claim', { task: make('Vouchers', 'batch') })).toBe('ok')
    desk.do('ada', 'person.edit', { person: 'ben', skills: { permit: 0 }, evidence: asSeen })
    expect(desk.code('ben', 'task.claim', { task: make() })).toBe('not_qualified')
  })

  it('takes what was assigned to me, not to others', () => {
    const no = make()
    desk.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
    expect(desk.try('ben', 'task.claim', { task: no })).toMatchObject({ error: { code: 'task_taken', by: 'ana' } })
    expect(desk.do('ana', 'task.claim', { task: no }).task.status).toBe('active')
  })

  it('is not found where there is none', () => {
    expect(desk.code('ana', 'task.claim', { task: 99 })).toBe('not_found')
  })
})

describe('claimNext', () => {
  it('goes by priority, then due time with none last, then number', () => {
    const add = (title: string, more: object) => desk.do('ana', 'task.create', { type: 'permit', title, ...more }).task.no
    const low = add('low', { priority: 'low', dueAt: '2026-11-23T17:00:00Z' })
    const never = add('never', { dueAt: null })
    const late = add('late', { dueAt: '2026-11-25T17:00:00Z' })
    const soon = add('soon', { dueAt: '2026-11-24T17:00:00Z' })
    const urgent = add('urgent', { priority: 'urgent', dueAt: null })
    const order = [1, 2, 3, 4, 5].map(() => desk.do('ana', 'task.claimNext', {}).task?.no)
    expect(order).toEqual([urgent, soon, late, never, low])
    expect(desk.do('ana', 'task.claimNext', {}).task).toBeNull()
  })

  it('takes the first assigned to me before the queue, and only what I may do', () => {
    const mail = make('Tray', 'mail')
    const first = make()
    const mine = make()
    desk.do('lee', 'task.assign', { tasks: [mine], to: 'ben' })
    expect(desk.do('ben', 'task.claimNext', {}).task?.no).toBe(mine)
    expect(desk.do('ben', 'task.claimNext', {}).task?.no).toBe(first)
    expect(desk.do('ben', 'task.claimNext', {}).task).toBeNull()
    expect(desk.task(mail).status).toBe('queued')
  })

  it('keeps to the types asked for', () => {
    make()
    const mail = make('Tray', 'mail')
    expect(desk.do('ana', 'task.claimNext', { types: ['mail'] }).task?.no).toBe(mail)
  })

  it('says when there is no such team, which is not the same as nothing to do there', () => {
    expect(desk.code('ana', 'task.claimNext', { team: 'moon' })).toBe('not_found')
    expect(desk.do('ana', 'task.claimNext', { team: 'records' }).task).toBeNull()
  })
})

describe('moving between states', () => {
  it('walks the whole table', () => {
    const no = make()
    expect(desk.code('ana', 'task.finish', { task: no })).toBe('not_allowed')
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.do('ana', 'task.hold', { task: no, reason: 'Awaiting fee' }).task).toMatchObject({ status: 'waiting', waitingFor: 'Awaiting fee', holder: 'ana' })
    expect(desk.code('ana', 'task.finish', { task: no })).toBe('wrong_state')
    expect(desk.do('ana', 'task.resume', { task: no }).task.status).toBe('active')
    expect(desk.do('ana', 'task.release', { task: no }).task).toMatchObject({ status: 'queued', holder: null, claimedAt: null })
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.do('ana', 'task.finish', { task: no, outcome: 'Issued' }).task).toMatchObject({ status: 'done', outcome: 'Issued', finishedBy: 'ana', holder: null })
    expect(desk.board.tables.task.has(no)).toBe(false)
  })

  it('takes a follow-up only for a time to come', () => {
    const no = make()
    desk.do('ana', 'task.claim', { task: no })
    const hold = (followUpAt: string) => desk.try('ana', 'task.hold', { task: no, reason: 'Fee', followUpAt })
    for (const past of ['2026-11-20T17:00:00Z', MONDAY_9])
      expect(hold(past)).toMatchObject({
        error: { code: 'invalid_input', problems: [{ path: 'followUpAt', message: 'must be in the future: say when to ask again' }] },
      })
    expect(desk.task(no).status).toBe('active')
    expect(hold('2026-11-23T17:00:00Z')).toMatchObject({ ok: true })
  })

  it('lets a lead return work in hand, but not finish or tick it', () => {
    const no = make()
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.code('lee', 'task.finish', { task: no })).toBe('not_allowed')
    expect(desk.code('lee', 'task.step', { task: no, step: 'filed', done: true })).toBe('not_allowed')
    expect(desk.code('ben', 'task.release', { task: no })).toBe('not_allowed')
    expect(desk.code('lee', 'task.release', { task: no, reason: 'Needed at the counter' })).toBe('ok')
  })

  it('ticks steps by id, name or place, once', () => {
    const no = make()
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.step', { task: no, step: 'Filed', done: true })
    desk.later(3)
    desk.do('ana', 'task.step', { task: no, step: 1, done: true })
    expect(desk.task(no).steps[1]).toEqual({ id: 'filed', name: 'Filed', doneAt: MONDAY_9, doneBy: 'ana' })
    desk.do('ana', 'task.step', { task: no, step: 'filed', done: false })
    expect(desk.task(no).steps[1]?.doneAt).toBeNull()
    expect(desk.code('ana', 'task.step', { task: no, step: 'shredded', done: true })).toBe('invalid_input')
  })

  it('finishes only with the needed fields', () => {
    const no = make('Vouchers', 'batch')
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.try('ana', 'task.finish', { task: no })).toMatchObject({ error: { code: 'invalid_input', problems: [{ path: 'fields.dollars' }] } })
    expect(desk.do('ana', 'task.finish', { task: no, fields: { dollars: 240.5 } }).task.fields).toEqual({ dollars: 240.5 })
  })

  it('cancels and reopens by a lead; a creator may cancel while it is queued', () => {
    const no = make()
    expect(desk.code('ben', 'task.cancel', { task: no, reason: 'x' })).toBe('not_allowed')
    expect(desk.code('ana', 'task.cancel', { task: no, reason: 'Typed twice' })).toBe('ok')
    const other = make()
    desk.do('ana', 'task.claim', { task: other })
    expect(desk.code('ana', 'task.cancel', { task: other, reason: 'x' })).toBe('not_allowed')
    expect(desk.code('lee', 'task.cancel', { task: other, reason: 'Withdrawn' })).toBe('ok')
  })
})

describe('assigning', () => {
  it('is all or none and names each task at fault', () => {
    const free = make()
    const held = make()
    desk.do('ben', 'task.claim', { task: held })
    const tried = desk.try('lee', 'task.assign', { tasks: [free, held], to: 'ana' })
    expect(tried).toMatchObject({ ok: false, error: { code: 'wrong_state', problems: [{ path: 'tasks.1' }] } })
    expect(desk.task(free).status).toBe('queued')
  })

  it('names a task at fault by its place in what was sent, also where one is there twice', () => {
    const [free, held] = [make(), make()]
    desk.do('ben', 'task.claim', { task: held })
    const paths = (tried: Tried<'task.assign' | 'task.pin' | 'task.change'>) =>
      !tried.ok && tried.error.problems?.map(({ path }) => path)
    expect(paths(desk.try('lee', 'task.assign', { tasks: [free, free, held], to: 'ana' }))).toEqual(['tasks.2'])
    expect(paths(desk.try('lee', 'task.assign', { tasks: [free, free, 99], to: 'ana' }))).toEqual(['tasks.2'])
    expect(paths(desk.try('lee', 'task.pin', { tasks: [held, held, free], pinned: true }))).toEqual(['tasks.2'])
    expect(paths(desk.try('lee', 'task.change', { tasks: [free, free, held], team: 'records' }))).toEqual(['tasks.2'])
    expect(desk.do('lee', 'task.assign', { tasks: [free, free], to: 'ana' }).tasks).toHaveLength(1)
  })

  it('keeps to teams led, people of the team and their skills', () => {
    const copy = desk.do('rae', 'task.create', { type: 'copy', title: 'Deed copy' }).task.no
    expect(desk.code('lee', 'task.assign', { tasks: [copy], to: 'rae' })).toBe('not_allowed')
    const no = make()
    expect(desk.code('lee', 'task.assign', { tasks: [no], to: 'rae' })).toBe('not_allowed')
    expect(desk.code('lee', 'task.assign', { tasks: [make('Tray', 'mail')], to: 'ben' })).toBe('not_qualified')
    expect(desk.code('lee', 'task.assign', { tasks: [no], to: 'sue' })).toBe('invalid_input')
    expect(desk.code('ana', 'task.assign', { tasks: [no], to: 'ana' })).toBe('not_allowed')
  })

  it('returns to the queue with null', () => {
    const no = make()
    desk.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
    expect(desk.do('lee', 'task.assign', { tasks: [no], to: null }).tasks[0]).toMatchObject({ status: 'queued', holder: null })
  })
})

describe('editing', () => {
  it('is by the holder or a lead, and stale when it changed meanwhile', () => {
    const no = make()
    const { seq } = desk.task(no)
    expect(desk.code('ana', 'task.edit', { task: no, title: 'y' })).toBe('not_allowed')
    expect(desk.do('lee', 'task.edit', { task: no, seq, title: 'Fence, Oak St', priority: 'urgent' }).task).toMatchObject({ title: 'Fence, Oak St', priority: 'urgent' })
    expect(desk.code('lee', 'task.edit', { task: no, seq, title: 'z' })).toBe('stale')
  })

  it('moves queued work to another team or type, with its backlog', () => {
    const no = make()
    desk.do('lee', 'task.edit', { task: no, team: 'records' })
    expect([...desk.board.tables.backlog.values()]).toEqual([
      { id: 'records/permit/normal', team: 'records', type: 'permit', priority: 'normal', tasks: 1, standardMinutes: 25 },
    ])
  })
})

describe('what is counted', () => {
  it('keeps the backlog exact: queued and waiting, per team, type and priority', () => {
    const a = make()
    make()
    desk.do('ana', 'task.claim', { task: a })
    const row = () => desk.board.tables.backlog.get('permits/permit/normal')
    expect(row()).toMatchObject({ tasks: 1, standardMinutes: 25 })
    desk.do('ana', 'task.hold', { task: a, reason: 'Fee' })
    expect(row()).toMatchObject({ tasks: 2, standardMinutes: 50 })
    desk.do('lee', 'task.cancel', { task: a, reason: 'x' })
    desk.do('ana', 'task.claimNext', {})
    expect(row()).toBeUndefined()
  })

  it('shares the time of overlapping tasks', () => {
    const a = make()
    const b = make()
    desk.do('ana', 'task.claim', { task: a })
    desk.later(10)
    desk.do('ana', 'task.claim', { task: b })
    desk.later(10)
    expect(desk.do('ana', 'task.finish', { task: a }).task.handleMinutes).toBe(15)
    desk.later(5)
    expect(desk.do('ana', 'task.finish', { task: b }).task.handleMinutes).toBe(10)
  })

  it('tallies by office hour for the person and the team', () => {
    const no = make()
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.finish', { task: no })
    const tallies = [...desk.board.tables.tally.values()]
    expect(tallies).toMatchObject([
      { day: '2026-11-23', hour: 9, person: 'ana', tasks: 1, standardMinutes: 25 },
      { day: '2026-11-23', hour: 9, person: null, tasks: 1, standardMinutes: 25 },
    ])
  })
})
