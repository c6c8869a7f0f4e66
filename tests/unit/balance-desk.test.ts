/** The floor that a board and a timetable make. */
import { describe, expect, it } from 'vitest'
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import type { TaskRow } from '../../server/contract/rows.js'
import { asItGoes } from '../../server/domain/balance/desk/as-it-goes.js'
import {
  create,
  desk,
  permits,
  seen,
  shift,
  taskIn,
  work,
  type Given,
} from '../support/desk-floor.js'
import { asSeen, MONDAY_9, taskType } from '../support/floor.js'

describe('people of a floor', () => {
  it('are clerks and leads of the team with time left, with breaks and training cut out in whole minutes', () => {
    const on = desk()
    on.now = '2026-11-23T16:00:30.000Z'
    const { floor } = seen(on, {
      shifts: [
        shift('ana', work('08:00', '12:00', { breaks: [{ from: '10:00', to: '10:15' }] })),
        shift('ben', work('07:00', '09:00')),
      ],
    })
    expect(floor.people).toEqual([
      {
        id: 'ana',
        slots: [
          { from: 0, to: 59 },
          { from: 75, to: 179 },
        ],
        busy: 0,
      },
      { id: 'lee', slots: [{ from: 0, to: 479 }], busy: 0 },
    ])
  })

  it('keep the work in hand by what is left of it, and what another team gave them', () => {
    const on = desk()
    const no = create(on, 'permit')
    on.do('ana', 'task.claim', { task: no })
    on.later(5)
    expect(seen(on).floor.people.find(({ id }) => id === 'ana')?.busy).toBe(20)
    expect(seen(on).begun.get('ana')).toBe(1)
    expect(seen(on).floor.tasks).toEqual([])
    const other = {
      ...on.task(no),
      no: 99,
      team: 'records',
      status: 'assigned',
      standardMinutes: 15.2,
    } as TaskRow
    on.board.tables.task.set(99, other)
    expect(seen(on).floor.people.find(({ id }) => id === 'ana')?.busy).toBe(36)
  })

  it('are not those on leave', () => {
    const leave = {
      id: 'l',
      person: 'ana',
      from: '2026-11-23',
      to: '2026-11-24',
      part: null,
      state: 'approved',
    }
    const { floor } = seen(desk(), { leave: [leave as LeaveRow] })
    expect(floor.people.map(({ id }) => id)).toEqual(['ben', 'lee'])
  })
})

describe('tasks of a floor', () => {
  it('go to nobody in training, unless a lead gave them that person', () => {
    const on = desk()
    const level = { person: 'ben', type: 'permit', level: 1, trainer: 'lee' } as const
    on.do('lee', 'skill.set', { ...level, evidence: asSeen })
    const [queued, given] = [create(on, 'permit', { priority: 'high' }), create(on, 'permit')]
    on.do('lee', 'task.assign', { tasks: [given], to: 'ben' })
    const floor = seen(on)
    const ben = floor.floor.people.findIndex(({ id }) => id === 'ben')
    expect(taskIn(floor, queued).minutes[ben]).toBe(0)
    expect(taskIn(floor, given).minutes[ben]).toBe(25)
  })

  it('are what is assigned and not begun, and of the queue what is urgent, high or due by the next day’s end', () => {
    const on = desk()
    const plain = create(on, 'mail')
    const soon = create(on, 'mail', { dueAt: '2026-11-25T00:00:00.000Z' })
    const later = create(on, 'mail', { dueAt: '2026-11-25T00:00:01.000Z' })
    const urgent = create(on, 'mail', { priority: 'urgent' })
    const given = create(on, 'mail')
    const waits = create(on, 'mail', { priority: 'urgent' })
    on.do('lee', 'task.assign', { tasks: [given], to: 'ana' })
    on.do('ana', 'task.claim', { task: waits })
    on.do('ana', 'task.hold', { task: waits, reason: 'Fee' })
    const { floor, queued, later: left, order } = seen(on)
    expect(floor.tasks.map(({ no }) => no)).toEqual([given, urgent, soon])
    expect([queued, left]).toEqual([4, 2])
    expect(order).toEqual(new Map([['ana', [given]]]))
    expect(floor.tasks.map(({ weight }) => weight)).toEqual([2, 8, 2])
    expect(plain + later).toBeGreaterThan(0)
  })

  it('may be done by who is qualified, at the place of the shift', () => {
    const on = desk()
    const permit = create(on, 'permit', { priority: 'high' })
    const mail = create(on, 'mail', { priority: 'high' })
    const row = (given?: Given) => [permit, mail].map((no) => taskIn(seen(on, given), no).minutes)
    // Ana, Ben and Lee; Ben has level 0 for mail.
    expect(row()).toEqual([
      [25, 25, 25],
      [6, 0, 6],
    ])
    const bound = taskType('mail', { standardMinutes: 6, location: 'Counter' })
    expect(row({ types: [bound] })[1]).toEqual([0, 0, 0])
    const shifts = [shift('ana', work('08:00', '17:00', { location: 'Counter' }))]
    expect(row({ types: [bound], shifts })[1]).toEqual([6, 0, 0])
    // Places are the same however they are written, and nobody is at one that nobody named.
    const written = taskType('mail', { standardMinutes: 6, location: ' counter' })
    expect(row({ types: [written], shifts })[1]).toEqual([6, 0, 0])
    expect(row({ types: [bound], team: { ...permits, location: null } })[1]).toEqual([0, 0, 0])
    const hall = taskType('mail', { standardMinutes: 6, location: 'city hall' })
    expect(row({ types: [hall] })[1]).toEqual([6, 0, 6])
  })

  it('are overdue by office minutes, and dearer left than done as the last of today', () => {
    const on = desk()
    // Friday 16:00: an hour of Friday and an hour of Monday, not the weekend between.
    const friday = create(on, 'mail', { dueAt: '2026-11-20T23:00:00.000Z' })
    const noon = create(on, 'mail', { dueAt: '2026-11-23T19:00:00.000Z' })
    const tomorrow = create(on, 'mail', { dueAt: '2026-11-24T17:00:00.000Z' })
    const never = create(on, 'mail', { priority: 'high', dueAt: null })
    const all = seen(on)
    expect([friday, noon, never].map((no) => taskIn(all, no).due)).toEqual([-120, 180, null])
    // Closing is in 480 minutes; tomorrow's task is due two hours after opening.
    expect([friday, noon, tomorrow, never].map((no) => taskIn(all, no).unplaced)).toEqual([
      606, 306, 1, 1,
    ])
  })

  it('stay out when they are pinned to somebody who is not here, and are hers alone when she is', () => {
    const on = desk()
    const no = create(on, 'mail')
    on.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
    on.do('lee', 'task.pin', { tasks: [no], pinned: true })
    expect(taskIn(seen(on), no).pinned).toBe('ana')
    expect(seen(on, { shifts: [shift('ana', null)] }).floor.tasks).toEqual([])
  })
})

describe('what few may read', () => {
  it('stays with who has it, and is the lead’s to give out of the queue', () => {
    const on = desk()
    const mine = create(on, 'mail', { confidential: true })
    const queued = create(on, 'mail', { confidential: true, priority: 'high' })
    on.do('lee', 'task.assign', { tasks: [mine], to: 'ana' })
    expect([mine, queued].map((no) => taskIn(seen(on), no).pinned)).toEqual(['ana', null])
    const away = seen(on, { shifts: [shift('ana', null)] })
    expect(away.floor.tasks.map(({ no }) => no)).toEqual([queued])
  })
})

it('compares with a day on which everybody takes the next task', () => {
  const on = desk()
  for (let n = 0; n < 6; n++) create(on, 'batch', { dueAt: MONDAY_9 })
  const { floor, order } = seen(on)
  // Three people take two tasks each, all late: 45 and 90 minutes, twice each.
  expect(asItGoes(floor, order)).toEqual({ late: 6, weighted: 2 * 3 * (45 + 90), finish: 90 })
})
