import { beforeEach, describe, expect, it } from 'vitest'
import type { DueRule } from '../../server/contract/clock-rows.js'
import { cora, RecordsDesk } from '../support/records-desk.js'

// Monday 23 November 2026, 9:00 in Denver; Thursday 26 is Thanksgiving.
let desk: RecordsDesk
const HOUR = 60
const DAY = 24 * HOUR

beforeEach(() => {
  desk = new RecordsDesk()
})

describe('a clock', () => {
  it('is kept with what it was counted from', () => {
    const no = desk.make('cora')
    expect(desk.task(no)).toMatchObject({
      // Tue 24, Wed 25, Fri 27, at 17:00.
      dueAt: '2026-11-28T00:00:00.000Z',
      clock: {
        from: desk.now,
        end: { rule: cora, dueAt: '2026-11-28T00:00:00.000Z' },
        waits: [],
        extensions: [],
      },
    })
  })

  it('stays under its rule when the type gets another', () => {
    const no = desk.make('cora')
    desk.save('cora', { count: 30, unit: 'businessDays', citation: null })
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.task(no).dueAt).toBe('2026-11-28T00:00:00.000Z')
    expect(desk.task(no).clock?.end?.rule.count).toBe(3)
  })

  it('leaves a due time that was given alone, and says what its rule came to', () => {
    const no = desk.make('cora', { dueAt: '2026-11-24T20:00:00Z' })
    expect(desk.task(no).dueAt).toBe('2026-11-24T20:00:00.000Z')
    desk.do('ana', 'task.claim', { task: no })
    desk.hold(no)
    desk.later(2 * DAY)
    desk.do('ana', 'task.resume', { task: no })
    expect(desk.task(no).dueAt).toBe('2026-11-24T20:00:00.000Z')
    expect(desk.task(no).clock?.end?.dueAt).toBe('2026-12-01T00:00:00.000Z')
  })

  it('begins anew by the rule of the type that a task is moved to', () => {
    const no = desk.make('mail')
    expect(desk.task(no).dueAt).toBeNull()
    desk.do('lee', 'task.edit', { task: no, type: 'cora' })
    expect(desk.task(no).dueAt).toBe('2026-11-28T00:00:00.000Z')
  })

  it('counts the local days of the office', () => {
    desk.do('ada', 'office.save', {
      holidays: [
        { day: '2026-11-25', name: 'Snow day', hours: null },
        { day: '2026-11-30', name: 'Count', hours: { opens: '08:00', closes: '12:00' } },
      ],
    })
    expect(desk.task(desk.make('cora')).dueAt).toBe('2026-11-30T19:00:00.000Z')
    desk.do('ada', 'office.save', { federalHolidays: false, holidays: [] })
    expect(desk.task(desk.make('cora')).dueAt).toBe('2026-11-27T00:00:00.000Z')
  })
})

describe('waiting', () => {
  it('stops the clock of a pausing rule; it goes on with the days it stood left out', () => {
    const no = desk.make('cora')
    desk.do('ana', 'task.claim', { task: no })
    desk.later(DAY)
    const since = desk.now
    desk.hold(no)
    expect(desk.task(no)).toMatchObject({
      status: 'waiting',
      standsSince: since,
      dueAt: '2026-11-28T00:00:00.000Z',
    })
    desk.later(DAY)
    desk.do('ana', 'task.resume', { task: no })
    // It stood at the closing of Tuesday: Wed 25, Fri 27, Mon 30 count.
    expect(desk.task(no)).toMatchObject({
      standsSince: null,
      dueAt: '2026-12-01T00:00:00.000Z',
      clock: { waits: [{ from: since, to: desk.now }] },
    })
  })

  it.each([
    ['returned', () => desk.do('ana', 'task.release', { task: 1 })],
    ['given to somebody', () => desk.do('lee', 'task.assign', { tasks: [1], to: 'ana' })],
    ['given back by a lead', () => desk.do('lee', 'task.assign', { tasks: [1], to: null })],
    ['left by who leaves', () => desk.do('ada', 'person.edit', { person: 'ana', active: false })],
  ])('also ends when the task is %s', (_how, end) => {
    desk.make('cora')
    desk.do('ana', 'task.claim', { task: 1 })
    desk.hold(1)
    desk.later(2 * DAY)
    end()
    expect(desk.task(1)).toMatchObject({ standsSince: null, dueAt: '2026-12-01T00:00:00.000Z' })
  })

  it('moves business hours by the office time waited', () => {
    desk.save('quick', { count: 6, unit: 'businessHours', citation: null, pauses: true })
    const no = desk.make('quick')
    desk.do('ana', 'task.claim', { task: no })
    desk.hold(no)
    // From 9:00 to 10:00 on the next day: 8 business hours of Monday, 2 of Tuesday.
    desk.later(25 * HOUR)
    desk.do('ana', 'task.resume', { task: no })
    expect(desk.task(no).dueAt).toBe('2026-11-24T23:00:00.000Z')
  })

  it('stops no clock of a rule that does not pause', () => {
    const no = desk.make('permit')
    const { dueAt } = desk.task(no)
    desk.do('ana', 'task.claim', { task: no })
    desk.hold(no)
    expect(desk.task(no).standsSince).toBeUndefined()
    desk.later(3 * DAY)
    desk.do('ana', 'task.resume', { task: no })
    expect(desk.task(no).dueAt).toBe(dueAt)
  })
})

describe('two clocks', () => {
  const acknowledge: DueRule = {
    count: 5,
    unit: 'businessDays',
    citation: 'ORS 192.324',
    law: true,
  }
  beforeEach(() =>
    desk.save(
      'oregon',
      { count: 15, unit: 'businessDays', citation: 'ORS 192.329', law: true, pauses: true },
      {
        steps: [{ id: 'ack', name: 'Acknowledged', due: acknowledge }, 'Released'],
      },
    ),
  )

  it('show the next: the step’s until it is ticked, then the whole’s', () => {
    const no = desk.make('oregon')
    const step = () => desk.task(no).steps[0]
    expect(step()?.due).toEqual({ rule: acknowledge, dueAt: '2026-12-02T00:00:00.000Z' })
    expect(desk.task(no).dueAt).toBe('2026-12-02T00:00:00.000Z')
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.step', { task: no, step: 'ack', done: true })
    expect(desk.task(no).dueAt).toBe('2026-12-16T00:00:00.000Z')
    desk.do('ana', 'task.step', { task: no, step: 'ack', done: false })
    expect(desk.task(no).dueAt).toBe('2026-12-02T00:00:00.000Z')
  })

  it('pause each by its own rule', () => {
    const no = desk.make('oregon')
    desk.do('ana', 'task.claim', { task: no })
    desk.later(DAY)
    desk.hold(no)
    desk.later(DAY)
    desk.do('ana', 'task.resume', { task: no })
    expect(desk.task(no).dueAt).toBe('2026-12-02T00:00:00.000Z')
    expect(desk.task(no).clock?.end?.dueAt).toBe('2026-12-17T00:00:00.000Z')
  })

  it('was due as a whole once it is finished', () => {
    const no = desk.make('oregon')
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.do('ana', 'task.finish', { task: no }).task.dueAt).toBe('2026-12-16T00:00:00.000Z')
  })

  it('are left alone by who saves the type without speaking of them', () => {
    desk.do('ada', 'type.save', {
      id: 'oregon',
      name: 'Records',
      standardMinutes: 30,
      team: 'permits',
      steps: [
        { id: 'ack', name: 'Acknowledged' },
        { id: 'released', name: 'Sent' },
      ],
    })
    const type = () => desk.board.tables.taskType.get('oregon')
    expect(type()?.steps).toEqual([
      { id: 'ack', name: 'Acknowledged', due: acknowledge },
      { id: 'released', name: 'Sent' },
    ])
    desk.do('ada', 'type.save', {
      id: 'oregon',
      name: 'Records',
      standardMinutes: 30,
      team: 'permits',
      steps: [{ id: 'ack', name: 'Acknowledged', due: null }],
    })
    expect(type()?.steps).toEqual([{ id: 'ack', name: 'Acknowledged' }])
  })
})

describe('days of the office', () => {
  it('are kept in order and refused twice', () => {
    const day = (text: string) => ({ day: text, name: 'Day', hours: null })
    desk.do('ada', 'office.save', { holidays: [day('2027-01-15'), day('2026-12-24')] })
    expect(desk.board.tables.office.get('springfield')?.holidays?.map((one) => one.day)).toEqual([
      '2026-12-24',
      '2027-01-15',
    ])
    const tried = desk.try('ada', 'office.save', {
      holidays: [day('2027-01-15'), day('2027-01-15')],
    })
    expect(tried).toMatchObject({
      ok: false,
      error: { problems: [{ path: 'holidays.1.day', message: '2027-01-15 is there twice' }] },
    })
    desk.do('ada', 'office.save', { name: 'Springfield' })
    expect(desk.board.tables.office.get('springfield')?.holidays).toHaveLength(2)
  })
})
