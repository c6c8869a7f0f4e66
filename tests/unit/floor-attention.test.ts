import { describe, expect, it } from 'vitest'
import { compareQueue } from '../../server/contract/order.js'
import type { OfficeRow, PersonRow, ShownTask } from '../../server/contract/rows.js'
import { hourLines } from '../../server/domain/hour-board.js'
import type { Shift } from '../../server/domain/load.js'
import { Times } from '../../web/lib/times.js'
import { callsOf, IDLE_MINUTES, type Floor } from '../../web/views/floor-attention.js'
import { behindOf, BEHIND_MINUTES } from '../../web/views/floor-behind.js'
import { waitingChecks } from '../../web/views/floor-checks.js'
import { AWAY_MINUTES, uncoveredBy } from '../../web/views/floor-coverage.js'
import { lanesOf } from '../../web/views/floor-lanes.js'
import { outlookOf, type Abilities } from '../../web/views/floor-outlook.js'
import { callAction, callWords } from '../../web/views/floor-sentences.js'
import { at, desk, held, iso, office, person, shift, task } from './floor-rows.js'

const now = at('10:00')
const times = new Times('UTC')
const team = { id: 'desk', name: 'Desk', location: null }

type Skills = Record<string, readonly string[]>
const abilities = (skills: Skills): Abilities => ({
  mayDo: ({ id }, { type }) => (skills[id] ?? []).includes(type),
  levelOf: () => 3,
  told: () => true,
})
const lanesAt = (people: PersonRow[], tasks: ShownTask[], of: Shift | null = shift, when = now) =>
  lanesOf(people, tasks, desk, { shiftOf: () => of, usual: new Map(), now: when })

describe('an absence that breaks coverage', () => {
  const skills = { ana: ['permit', 'vital'], ben: ['permit'] }
  const tasks = [
    task(1, { type: 'vital', dueAt: iso('16:00') }),
    task(2, { type: 'vital', dueAt: iso('12:00') }),
    task(3, { type: 'permit', dueAt: iso('16:00') }),
    task(4, { type: 'vital', dueAt: '2026-11-25T16:00:00.000Z' }),
  ]
  const away = (since: string) => [
    person('ana', { presence: 'away', presenceSince: iso(since) }),
    person('ben'),
  ]
  const found = (people: PersonRow[], of: Shift | null = shift, all = tasks) =>
    uncoveredBy(lanesAt(people, all, of), all, abilities(skills), now, at('23:59'))

  it('is told with the work due today that nobody else here can do', () => {
    expect(found(away('09:40'))).toMatchObject([
      { person: { id: 'ana' }, since: at('09:40'), tasks: [{ no: 1 }, { no: 2 }] },
    ])
  })

  it('is none for ten minutes, in a break, outside the shift, or with somebody who can', () => {
    expect(AWAY_MINUTES).toBe(10)
    expect(found(away('09:50'))).toEqual([])
    expect(found(away('09:49'))).toHaveLength(1)
    const pause = { ...shift, breaks: [{ from: at('09:30'), to: at('10:15') }] }
    expect(found(away('09:20'), pause)).toEqual([])
    expect(found(away('08:00'), { ...shift, from: at('10:30') })).toEqual([])
    expect(found(away('08:00'), null)).toEqual([])
    expect(found([person('ana'), person('ben', { presence: 'away' })])).toEqual([])
    expect(found([...away('09:00')], shift, [tasks[2]!, tasks[3]!])).toEqual([])
  })

  it('counts from the beginning of the shift for who never came', () => {
    const people = [
      person('ana', { presence: 'off', presenceSince: '2026-11-20T17:00:00.000Z' }),
      person('ben'),
    ]
    expect(found(people)[0]?.since).toBe(shift.from)
    expect(found(people, { ...shift, from: at('09:55') })).toEqual([])
  })
})

describe('a team behind its plan', () => {
  const plan = [8, 9, 10, 11].map((hour) => ({ hour, tasks: 10, standardMinutes: 200 }))
  const behind = (eight: number, nine: number, cause: string | null = null, published = true) =>
    behindOf(
      team,
      hourLines({
        day: '2026-11-23',
        timeZone: 'Etc/UTC',
        hours: [8, 9, 10, 11],
        plan: published ? plan : null,
        actuals: [
          { hour: 8, tasks: 1, standardMinutes: eight },
          { hour: 9, tasks: 1, standardMinutes: nine },
        ],
        notes: [
          {
            id: 'desk/2026-11-23/9',
            team: 'desk',
            day: '2026-11-23',
            hour: 9,
            cause,
            text: null,
            countermeasure: null,
            signed: null,
          },
        ],
        measure: 'standardMinutes',
        now,
      }),
    )

  it('is told when it is more than a tenth and half an hour short', () => {
    expect(BEHIND_MINUTES).toBe(30)
    expect(behind(190, 150)).toMatchObject({ short: 60, planned: 400, hour: 9, since: at('09:00') })
    expect(behind(200, 160)).toBeNull()
    expect(behind(200, 159)).toMatchObject({ short: 41 })
    expect(behind(0, 0, null, false)).toBeNull()
  })

  it('opens the worst hour that nobody has explained, else the latest', () => {
    expect(behind(100, 120)?.hour).toBe(8)
    expect(behind(190, 100, 'system')?.hour).toBe(8)
    expect(behind(200, 100, 'system')?.hour).toBe(10)
  })
})

describe('the list', () => {
  const floor = (people: PersonRow[], tasks: ShownTask[], more: Partial<Floor> = {}): Floor => {
    const lanes = lanesAt(people, tasks, shift, more.now ?? now)
    const queue = tasks.filter((one) => one.status === 'queued').sort(compareQueue)
    const able = abilities({ ana: ['permit'], ben: ['permit'] })
    return {
      lanes,
      queue,
      outlook: outlookOf(lanes, tasks, queue, able, more.now ?? now, at('23:59')),
      abilities: able,
      tasks,
      now,
      taskOf: (no) => tasks.find((one) => one.no === no),
      personOf: (id) => people.find((one) => one.id === id),
      rulesOf: () => undefined,
      office,
      ...more,
    }
  }
  const keys = (one: Floor, before?: string[]) => callsOf(one, before).map(({ key }) => key)

  it('puts what costs most first, one of each kind before the second of any', () => {
    const tasks = [
      task(1, { dueAt: iso('09:00') }),
      task(2, { dueAt: iso('09:30') }),
      held(3, 'ben', { status: 'waiting', followUpAt: iso('09:00') }),
    ]
    const people = [
      person('ana', { help: { since: iso('09:58'), task: null, text: null } }),
      person('ben'),
    ]
    const uncovered = [{ person: person('cy', { presence: 'away' }), since: at('09:30'), tasks }]
    const behind = [{ team, short: 60, planned: 400, hour: 9, since: at('09:00') }]
    expect(keys(floor(people, tasks, { uncovered, behind }))).toEqual([
      ...['late/1', 'help/ana', 'uncovered/cy', 'free/ben', 'behind/desk', 'followUp/3'],
      'late/2',
    ])
  })

  it('has a reason and at most one action for each', () => {
    const uncovered = [
      { person: person('cy', { presence: 'away' }), since: at('09:30'), tasks: [task(7)] },
    ]
    const behind = [{ team, short: 65, planned: 400, hour: 9, since: at('09:00') }]
    const calls = callsOf(floor([], [], { uncovered, behind }))
    expect(calls.map((call) => callWords(call, times, now).sentence)).toEqual([
      'Cy is away since 9:30; nobody else here can do 1 task due today.',
      'Desk: 1 h 05 of work short of the 6 h 40 planned by now.',
    ])
    expect(calls.map((call) => callAction(call, true))).toEqual([
      { kind: 'open', label: 'Open task', task: 7 },
      { kind: 'hour', label: 'Open 9:00', team: 'desk', hour: 9 },
    ])
    expect(calls.map((call) => callAction(call, false)?.kind)).toEqual(['open', undefined])
  })

  it('calls nobody idle who has no ten minutes left', () => {
    const free = (minutes: number) =>
      keys(floor([person('ana')], [task(1)], { now: shift.to - minutes * 60_000 }))
    expect(free(IDLE_MINUTES)).toEqual(['free/ana'])
    expect(free(IDLE_MINUTES - 1)).toEqual([])
  })

  it('is empty when nothing needs the lead', () => {
    expect(callsOf(floor([person('ana')], [held(1, 'ana')]))).toEqual([])
  })

  it('keeps the order of those that stay, and puts a new one where it belongs', () => {
    const late = (no: number, priority: ShownTask['priority']) =>
      task(no, { dueAt: iso('09:00'), priority })
    const three = [late(1, 'normal'), late(2, 'normal'), late(3, 'normal')]
    const shown = ['late/3', 'late/1', 'late/2']
    expect(keys(floor([], three))).toEqual(['late/1', 'late/2', 'late/3'])
    expect(keys(floor([], three), shown)).toEqual(shown)
    const more = [...three, late(4, 'urgent'), late(5, 'low')]
    expect(keys(floor([], more), shown)).toEqual(['late/4', ...shown, 'late/5'])
    expect(keys(floor([], [three[0]!, three[2]!]), shown)).toEqual(['late/3', 'late/1'])
  })
})

describe('work that waits for its check', () => {
  // Finished on Friday at 9:30 and at 10:30: a working day is over on Monday at the same times.
  const waits = (no: number, finishedAt: string, more: Partial<ShownTask> = {}) =>
    task(no, { status: 'review', finishedAt, finishedBy: 'ana', ...more } as Partial<ShownTask>)
  const friday = '2026-11-20T09:30:00.000Z'
  const ground = {
    viewer: 'lee',
    leads: (_one: Pick<ShownTask, 'team'>) => true,
    office: office as OfficeRow,
    now,
  }
  const all = [
    waits(3, '2026-11-20T10:30:00.000Z'),
    waits(2, friday),
    waits(4, friday, { team: 'other' }),
    waits(5, friday, { finishedBy: 'lee' } as Partial<ShownTask>),
    task(6, { status: 'done', finishedAt: friday }),
    waits(1, '2026-11-19T09:30:00.000Z'),
  ]
  const numbers = (at: Partial<typeof ground>) =>
    waitingChecks(all, { ...ground, ...at }).map(({ no }) => no)

  it('is called after a working day, of teams one leads and never of one’s own', () => {
    expect(numbers({ leads: (one) => one.team === 'desk' })).toEqual([1, 2])
    expect(numbers({ now: now + 30 * 60_000 })).toEqual([1, 2, 4, 3])
    expect(numbers({ viewer: 'ana' })).toEqual([5])
    expect(numbers({ leads: () => false })).toEqual([])
  })

  it('is one call with one action, however much there is', () => {
    const callsFor = (checks: ShownTask[]) =>
      callsOf({
        lanes: [],
        queue: [],
        outlook: { late: new Map(), risk: new Map(), begins: new Map() } as never,
        abilities: abilities({}),
        tasks: all,
        taskOf: () => undefined,
        personOf: () => undefined,
        rulesOf: () => undefined,
        office,
        now,
        checks,
      })
    const [one] = callsFor(waitingChecks(all.slice(0, 2), ground))
    const [many, ...others] = callsFor(waitingChecks(all, ground))
    if (!one || !many) throw new Error('nobody is called')
    expect(others).toEqual([])
    expect(callWords(one, times, now)).toMatchObject({
      kind: 'To check',
      sentence: '#2 Task 2 waits for its check since 20 Nov 9:30.',
    })
    expect(callWords(many, times, now).sentence).toMatch(/^3 finished tasks wait .* since 19 Nov/)
    expect(callAction(many, true)).toEqual({ kind: 'checks', label: 'Open checks' })
    expect(callsFor([])).toEqual([])
  })
})
