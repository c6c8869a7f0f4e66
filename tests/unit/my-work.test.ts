import { describe, expect, it } from 'vitest'
import type { BacklogRow, ShownTask, TallyRow, TaskTypeRow } from '../../server/contract/rows.js'
import { whyNotClaim, type Claimant } from '../../web/views/my-claims.js'
import { dayNotes, myDay } from '../../web/views/my-day.js'
import {
  activeOf,
  assignedTo,
  missingFields,
  timeScale,
  toGo,
  waitingOf,
} from '../../web/views/my-hand.js'
import { claimable, countQueue, dueGroup, filtered, noFilter } from '../../web/views/my-queue.js'
import { actionsFor } from '../../web/views/task-actions.js'

const type = (id: string, requiredLevel: TaskTypeRow['requiredLevel'] = 0): TaskTypeRow => ({
  id,
  name: id,
  standardMinutes: 25,
  steps: [],
  reviewRate: 0,
  requiredLevel,
  team: 'permits',
  priority: 'normal',
  due: null,
  active: true,
  fields: [
    { id: 'to', label: 'Routed to', kind: 'text', required: true, unit: null, choices: [] },
    { id: 'lanes', label: 'Lanes', kind: 'count', required: false, unit: 'lanes', choices: [] },
  ],
})
const types = new Map([type('permit'), type('mail'), type('vital', 3)].map((row) => [row.id, row]))

const me: Claimant = {
  id: 'marcus',
  role: 'clerk',
  grade: 'II',
  team: 'permits',
  leads: [],
  levels: new Map(),
}

const task = (no: number, change: Partial<ShownTask> = {}): ShownTask => ({
  no,
  type: 'permit',
  team: 'permits',
  status: 'queued',
  priority: 'normal',
  holder: null,
  dueAt: null,
  createdAt: '2026-11-23T15:00:00.000Z',
  claimedAt: null,
  followUpAt: null,
  finishedAt: null,
  standardMinutes: 25,
  confidential: false,
  seq: 1,
  title: `Task ${no}`,
  ...change,
})

describe('what I may claim', () => {
  it('needs a level on record where the type asks for one', () => {
    const vital = task(1, { type: 'vital' })
    const at = (level?: 0 | 2 | 3) =>
      whyNotClaim(
        { ...me, levels: new Map(level === undefined ? [] : [['vital', level]]) },
        vital,
        types.get('vital'),
      )
    expect(at()).toBe('needs level 3')
    expect(at(0)).toBe('needs level 3')
    expect(at(2)).toBe('needs level 3')
    expect(at(3)).toBeNull()
  })
  it('takes a recorded 0 as no, even where nothing is asked for', () => {
    const none = { ...me, levels: new Map([['permit', 0 as const]]) }
    expect(whyNotClaim(none, task(1), types.get('permit'))).toBe('not on your record')
    expect(whyNotClaim(me, task(1), types.get('permit'))).toBeNull()
  })
  it('keeps to my team and those that I lead', () => {
    const other = task(1, { team: 'records' })
    expect(whyNotClaim(me, other, types.get('permit'))).toBe('another team')
    expect(
      whyNotClaim({ ...me, role: 'lead', leads: ['records'] }, other, types.get('permit')),
    ).toBeNull()
    expect(whyNotClaim({ ...me, role: 'supervisor' }, task(1), types.get('permit'))).toContain(
      'take no tasks',
    )
  })
  it('knows what is mine already', () => {
    const mine = (status: ShownTask['status']) =>
      whyNotClaim(me, task(1, { status, holder: me.id }), types.get('permit'))
    expect(mine('assigned')).toBeNull()
    expect(mine('active')).toBe('already yours')
    expect(
      whyNotClaim(me, task(1, { status: 'active', holder: 'priya' }), types.get('permit')),
    ).toBe('not in the queue')
  })
  it('comes in queue order', () => {
    const tasks = [
      task(1),
      task(2, { priority: 'high' }),
      task(3, { dueAt: '2026-11-23T20:00:00.000Z' }),
      task(4, { type: 'vital' }),
      task(5, { status: 'active', holder: 'priya' }),
    ]
    expect(claimable(tasks, me, types).map(({ no }) => no)).toEqual([2, 3, 1])
  })
})

describe('the queue', () => {
  const now = Date.parse('2026-11-23T17:42:00Z')
  const clock = { now, dayEnds: Date.parse('2026-11-24T07:00:00Z') }

  it('groups by when work is due', () => {
    const group = (at: string | null) => dueGroup(at, now, clock.dayEnds)
    expect(
      [null, '2026-11-23T17:00:00Z', '2026-11-23T23:00:00Z', '2026-11-24T17:00:00Z'].map(group),
    ).toEqual(['none', 'late', 'today', 'later'])
  })
  it('filters by type and due together', () => {
    const tasks = [
      task(1),
      task(2, { type: 'mail' }),
      task(3, { type: 'mail', dueAt: '2026-11-23T17:00:00Z' }),
    ]
    const nos = (filter: Parameters<typeof filtered>[1]) =>
      filtered(tasks, filter, clock).map(({ no }) => no)
    expect(nos(noFilter)).toEqual([1, 2, 3])
    expect(nos({ types: ['mail'], due: null })).toEqual([2, 3])
    expect(nos({ types: ['mail'], due: 'late' })).toEqual([3])
  })
  it('counts exactly, without the waiting work that the backlog counts too', () => {
    const backlog = (of: string, type: string, tasks: number): BacklogRow => ({
      id: `${of}/${type}/normal`,
      team: of,
      type,
      priority: 'normal',
      tasks,
      standardMinutes: tasks * 25,
    })
    const rows = [
      backlog('permits', 'permit', 40),
      backlog('permits', 'vital', 24),
      backlog('records', 'permit', 9),
    ]
    const waiting = [
      task(7, { status: 'waiting', holder: 'priya' }),
      task(8, { status: 'active', holder: 'marcus' }),
    ]
    expect(countQueue(rows, waiting, me, types)).toEqual({ mine: 39, all: 63, minutes: 975 })
  })
})

describe('what I hold', () => {
  const held = (no: number, change: Partial<ShownTask>) => task(no, { holder: me.id, ...change })
  it('has the one claimed or resumed last in hand', () => {
    const tasks = [
      held(1, { status: 'active', claimedAt: '2026-11-23T17:00:00.000Z' }),
      held(2, { status: 'active', claimedAt: '2026-11-23T17:30:00.000Z' }),
      held(3, { status: 'active', claimedAt: '2026-11-23T17:10:00.000Z', holder: 'priya' }),
    ]
    expect(activeOf(tasks, me.id).map(({ no }) => no)).toEqual([2, 1])
  })
  it('comes next in the order in which it will be taken', () => {
    const tasks = [
      held(1, { status: 'assigned' }),
      held(2, { status: 'assigned', priority: 'urgent' }),
      held(3, { status: 'waiting' }),
      held(4, { status: 'waiting', followUpAt: '2026-11-23T21:00:00.000Z' }),
    ]
    expect(assignedTo(tasks, me.id).map(({ no }) => no)).toEqual([2, 1])
    expect(waitingOf(tasks, me.id).map(({ no }) => no)).toEqual([4, 3])
  })
  it('says what is left to do', () => {
    expect(toGo(3, 1)).toBe('3 steps and 1 field to go')
    expect(toGo(0, 2)).toBe('2 fields to go')
    expect(toGo(1, 0)).toBe('1 step to go')
    expect(toGo(0, 0)).toBe('')
    expect(missingFields(types.get('permit'), {}).map(({ id }) => id)).toEqual(['to'])
    expect(missingFields(types.get('permit'), { to: 'Traffic' })).toEqual([])
  })
  it('scales time so that both the standard and the time so far are seen', () => {
    expect(timeScale(25, 12)).toEqual({ max: 60, standard: (25 / 60) * 100, sofar: 20 })
    expect(timeScale(25, 200).max).toBe(240)
    expect(timeScale(5, 0).max).toBe(10)
  })
})

describe('my day', () => {
  const tally = (hour: number, tasks: number, change: Partial<TallyRow> = {}): TallyRow => ({
    id: `${hour}/${tasks}`,
    day: '2026-11-23',
    hour,
    person: me.id,
    team: 'permits',
    type: 'permit',
    tasks,
    standardMinutes: tasks * 10,
    handleMinutes: 0,
    ...change,
  })
  const at = { date: '2026-11-23', opens: 8, closes: 17, hour: 10 }
  it('counts only mine of today, hour by hour', () => {
    const rows = [
      tally(8, 4),
      tally(8, 2, { type: 'mail' }),
      tally(9, 5),
      tally(9, 30, { person: null }),
      tally(9, 7, { person: 'priya' }),
      tally(9, 1, { day: '2026-11-22' }),
    ]
    const day = myDay(rows, me.id, at)
    expect(day.done).toBe(11)
    expect(day.standardMinutes).toBe(110)
    expect(day.hours).toHaveLength(9)
    expect(day.hours.slice(0, 2)).toEqual([
      { hour: 8, done: 6 },
      { hour: 9, done: 5 },
    ])
  })
  it('grows to hours outside the office’s day', () => {
    expect(myDay([tally(6, 1)], me.id, { ...at, hour: 19 }).hours.map(({ hour }) => hour)).toEqual([
      6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
  })
})

describe('what I may do with a task', () => {
  const may = (who: Claimant, change: Partial<ShownTask>) =>
    [...actionsFor(who, task(1, change), types.get('permit'))].sort()
  const lead: Claimant = { ...me, id: 'renee', role: 'lead', leads: ['permits'] }

  it('gives the holder the work and nobody else', () => {
    const active = { status: 'active', holder: me.id } as const
    expect(may(me, active)).toEqual(['edit', 'finish', 'help', 'hold', 'note', 'release', 'step'])
    expect(may({ ...me, id: 'priya' }, active)).toEqual(['note'])
    expect(may(lead, active)).toEqual(['cancel', 'check', 'edit', 'hold', 'note', 'release'])
  })
  it('lets a lead assign, cancel and reopen', () => {
    expect(may(lead, { status: 'queued' })).toEqual([
      'assign',
      'cancel',
      'check',
      'claim',
      'edit',
      'note',
    ])
    expect(may(lead, { status: 'done' })).toEqual(['reopen'])
    expect(may(me, { status: 'done' })).toEqual([])
  })
  it('lets a lead have it checked: once, and finished work that nobody has checked', () => {
    expect(may(lead, { status: 'waiting', checkAsked: 'renee' })).not.toContain('check')
    const mine = { status: 'waiting', checkAsked: lead.id } as const
    expect(may(lead, mine)).toContain('uncheck')
    expect(may(lead, { ...mine, holder: lead.id })).not.toContain('uncheck')
    expect(may(lead, { ...mine, checkAsked: 'another' })).not.toContain('uncheck')
    expect(may(lead, { status: 'review' })).not.toContain('check')
    const done = { status: 'done', finishedBy: 'ana' } as const
    expect(may(lead, done)).toEqual(['check', 'reopen'])
    expect(may(lead, { ...done, review: '1.1' })).toEqual(['reopen'])
    expect(may({ ...lead, leads: ['records'] }, done)).toEqual([])
  })
  it('lets who created it cancel it while nobody has it', () => {
    expect(may(me, { createdBy: me.id })).toContain('cancel')
    expect(may(me, { createdBy: 'priya' })).not.toContain('cancel')
  })
  it('offers neither note nor correction of what is veiled', () => {
    expect(may(lead, { title: undefined, confidential: true })).not.toContain('edit')
    expect(may(me, { title: undefined, confidential: true })).toEqual(['claim'])
  })
})

describe('what the timetable has in my day', () => {
  const work = {
    from: '08:00',
    to: '16:30',
    breaks: [
      { from: '12:30', to: '13:00' },
      { from: '10:15', to: '10:30' },
    ],
    blocks: [{ from: '10:45', to: '11:30', kind: 'training' as const, text: 'Vital records' }],
    location: null,
  }
  it('stands at its hours: breaks, training, leave and the end of the shift', () => {
    expect([...dayNotes(work, [{ from: '16:00', to: '16:30' }])]).toEqual([
      [10, 'Break 10:15–10:30, Training: Vital records 10:45–11:30'],
      [12, 'Break 12:30–13:00'],
      [16, 'Leave 16:00–16:30, Shift ends 16:30'],
    ])
    expect(dayNotes({ ...work, to: '17:00' }, []).get(16)).toBe('Shift ends 17:00')
  })
  it('is empty on a day off', () => {
    expect(dayNotes(null, []).size).toBe(0)
  })
})
