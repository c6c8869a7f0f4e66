import { describe, expect, it } from 'vitest'
import type { PlanRow } from '../../server/contract/desk-rows.js'
import type { TallyRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { draftOf, noteInput } from '../../web/views/hour-form.js'
import { boardCsv, causesCsv } from '../../web/views/hour-files.js'
import { HoursView } from '../../web/views/hours.svelte.js'
import {
  aboveWords,
  basisWords,
  comingOn,
  expectedWords,
  taskMinutesOf,
} from '../../web/views/plan-basis.js'
import { PlanForm } from '../../web/views/plan-form.svelte.js'
import { me, snapshot } from '../support/small-board.js'
import { at, person } from './floor-rows.js'

const DAY = '2026-11-23'
const renee: Me = { ...me, ...person('renee', { role: 'lead', leads: ['desk'] }), username: 'lead' }
const tally = (hour: number, tasks: number, more: Partial<TallyRow> = {}): TallyRow => ({
  id: `${more.person ?? '*'}/${hour}`,
  day: DAY,
  hour,
  person: null,
  team: 'desk',
  type: 'mail',
  tasks,
  standardMinutes: tasks * 6,
  handleMinutes: 0,
  ...more,
})
const plan = (day: string, more: Partial<PlanRow> = {}): PlanRow => ({
  id: `desk/${day}`,
  team: 'desk',
  day,
  hours: [8, 9].map((hour) => ({ hour, tasks: 10, standardMinutes: 60 })),
  version: 1,
  versions: [],
  ...more,
})
const note = (day: string, hour: number, cause: string | null) => ({
  id: `desk/${day}/${hour}`,
  team: 'desk',
  day,
  hour,
  cause,
  text: 'Register down',
  countermeasure: null,
  signed: { by: 'renee', at: `${day}T09:05:00.000Z` },
})

type Setting = { viewer?: Me; query?: Record<string, string>; tables?: object; answers?: object[] }
function view({ viewer = renee, query = {}, tables = {}, answers = [] }: Setting = {}) {
  const shot = snapshot(1, [], { me: viewer })
  shot.office.days = [1, 2, 3, 4, 5]
  Object.assign(shot.tables, {
    team: [
      { id: 'desk', name: 'Desk', location: null },
      { id: 'mail', name: 'Mail', location: null },
    ],
    person: [renee, person('ana'), person('tom')],
    ...tables,
  })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  replica.freshness = { state: 'live', asOf: `${DAY}T10:00:00.000Z` }
  const asked: unknown[] = []
  const app = {
    replica,
    dispatch: (name: string, input: unknown) => {
      asked.push([name, input])
      return Promise.resolve(answers.shift() ?? { ok: false, error: { code: 'unavailable' } })
    },
    clock: { now: at('10:00') },
    router: { get: (name: string) => query[name] ?? null },
    teams: { all: [...replica.tables.team.values()], current: query.team ?? null },
    times: new Times('UTC'),
  } as unknown as App
  return { view: new HoursView(app), asked }
}

describe('the hours of today', () => {
  it('are the team’s tallies against its published plan', () => {
    const { view: today } = view({
      tables: {
        tally: [
          tally(8, 12),
          tally(9, 7),
          tally(9, 7, { person: 'ana' }),
          tally(8, 5, { id: 'm', team: 'mail' }),
        ],
        plan: [plan(DAY)],
        hourNote: [note(DAY, 9, 'system')],
      },
    })
    expect(today.lines.map(({ difference }) => difference).slice(0, 2)).toEqual([2, -3])
    expect(today.totals).toMatchObject({ actual: 19, planByNow: 20, difference: -1 })
    expect(today.causes).toMatchObject([{ cause: 'system', hours: 1, missed: 3 }])
    expect(today.lines.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16])
  })

  it('are those of a team that one leads, and its leads’ to write', () => {
    expect(view().view.team?.id).toBe('desk')
    expect(view({ query: { team: 'mail' } }).view.team?.id).toBe('desk')
    const supervisor = { ...renee, ...person('sue', { role: 'supervisor', team: null }) }
    const { view: hers } = view({ viewer: supervisor, query: { team: 'mail', mode: 'plan' } })
    expect(hers).toMatchObject({ mayWrite: false, planning: false })
    expect(hers.team?.id).toBe('mail')
    const none = { ...renee, leads: [] }
    expect(view({ viewer: none }).view.team).toBeNull()
  })

  it('takes a day of the address only within two weeks', () => {
    const dayOf = (day: string) => view({ query: { day } }).view.day
    expect(dayOf('2026-11-09')).toBe('2026-11-09')
    expect(dayOf('2026-12-07')).toBe('2026-12-07')
    for (const wrong of ['2026-11-08', '2026-12-08', 'monday']) expect(dayOf(wrong)).toBe(DAY)
  })
})

describe('a day before', () => {
  const before = '2026-11-19'
  const week = [
    '2026-11-16',
    '2026-11-17',
    '2026-11-18',
    before,
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ]

  it('is read once with its week, and then compared', async () => {
    const hours = [{ hour: 8, tasks: 4, standardMinutes: 24 }]
    const answers = week.map(() => ({ ok: true, output: { hours } }))
    const { view: past, asked } = view({
      query: { day: before, in: 'minutes' },
      tables: { plan: [plan(before)], hourNote: [note(before, 9, null)] },
      answers,
    })
    expect(past.state).toBe('reading')
    await past.read()
    await past.read()
    expect(asked.map((one) => (one as [string, { day: string }])[1].day).sort()).toEqual(week)
    expect(past.state).toBe('ready')
    expect(past.lines.slice(0, 2).map(({ difference }) => difference)).toEqual([-36, -60])
    expect(past.causes).toMatchObject([{ cause: null, hours: 2, missed: 96 }])
    expect(past.mayPlan).toBe(false)
  })

  it('says that it could not be read, and is asked again', async () => {
    const { view: past, asked } = view({ query: { day: before } })
    await past.read()
    expect(past.state).toBe('failed')
    await past.again()
    expect(asked).toHaveLength(2 * week.length)
  })
})

describe('a plan that is corrected', () => {
  const proposal = [8, 9].map((hour) => ({ hour, tasks: 16, standardMinutes: 96 }))
  const form = (row: PlanRow | null, measure: 'tasks' | 'standardMinutes' = 'tasks') =>
    new PlanForm({ plan: row, proposal, taskMinutes: 6, isOver: (hour) => hour === 8 }, measure)

  it('begins with the proposal, and keeps minutes in step with tasks', () => {
    const one = form(null)
    one.type(9, ' 20 ')
    expect(one.hours).toEqual([proposal[0], { hour: 9, tasks: 20, standardMinutes: 120 }])
    const other = form(null, 'standardMinutes')
    other.type(9, '60')
    expect(other.hours[1]).toEqual({ hour: 9, tasks: 10, standardMinutes: 60 })
    expect(other.sum('standardMinutes')).toBe(156)
    other.turn('tasks')
    expect(other.cells.map(({ typed }) => typed)).toEqual(['16', '10'])
  })

  it('says at its hour what is no number, or was refused', () => {
    const one = form(null)
    for (const text of ['', '-3', '2.5', 'many']) {
      one.type(9, text)
      expect(one.wrong).toBe(true)
    }
    one.type(9, '3')
    expect(one.wrong).toBe(false)
    const fields = { 'hours.1.hour': 'Too early.', reason: 'Say why.', day: 'It is over.' }
    expect(one.refused({ fields, rest: null })).toBe('It is over.')
    expect(one.cells.map(({ error }) => error)).toEqual([null, 'Too early.'])
  })

  it('leaves hours of a published plan that are over', () => {
    const one = form(plan(DAY))
    expect(one.changed).toBe(false)
    expect(one.cells.map(({ fixed }) => fixed)).toEqual([true, false])
    expect(form(plan(DAY, { version: 0 })).cells.map(({ fixed }) => fixed)).toEqual([false, false])
    one.takeProposal()
    expect(one.changed).toBe(true)
    expect(one.hours.map(({ tasks }) => tasks)).toEqual([10, 16])
  })
})

it('sends of a note only what differs', () => {
  const hour = { team: 'desk', day: DAY, hour: 9 }
  const old = note(DAY, 9, 'system')
  expect(noteInput(hour, old, draftOf(old))).toBeNull()
  expect(noteInput(hour, null, { ...draftOf(null), text: ' Late ' })).toEqual({
    ...hour,
    text: 'Late',
  })
  const changed = { ...draftOf(old), cause: '', reason: 'Wrong hour' }
  expect(noteInput(hour, old, changed)).toEqual({ ...hour, cause: null, reason: 'Wrong hour' })
})

it('says from what a usual task is known', () => {
  const types = [{ id: 'mail', standardMinutes: 8, active: true, team: 'desk' }] as never[]
  const none = { backlog: [], tasks: [], tallies: [], types }
  expect(basisWords(taskMinutesOf('desk', none))).toMatch(
    /8 standard minutes: the mean of the team’s/,
  )
  const backlog = [
    {
      id: 'b',
      team: 'desk',
      type: 'mail',
      priority: 'normal' as const,
      tasks: 3,
      standardMinutes: 30,
    },
  ]
  const known = taskMinutesOf('desk', { ...none, backlog, tallies: [tally(8, 1)] })
  expect(basisWords(known)).toBe(
    'A task is 9 standard minutes: the mean of 3 open and 1 finished today.',
  )
  expect(basisWords(taskMinutesOf('mail', { ...none, types: [] }))).toMatch(/only minutes/)
})

describe('the work that a plan needs', () => {
  const arrival = (weekday: number, hour: number, standardMinutes: number) => ({
    type: 'mail',
    weekday,
    hour,
    standardMinutes,
  })
  // Monday: an hour of work at 9, at 10 and at 18; on Sunday evening half an hour.
  const arrivals = [arrival(1, 9, 60), arrival(1, 10, 60), arrival(1, 18, 60), arrival(7, 20, 30)]

  it('is, of today, what still comes in by closing', () => {
    expect(comingOn(DAY, arrivals, { from: 9.75, until: 17 })).toBe(15 + 60)
    expect(comingOn(DAY, arrivals, { from: 12, until: 17 })).toBe(0)
  })
  it('is, of a day ahead, also what comes in on the evening before', () => {
    expect(comingOn('2026-11-30', arrivals, { from: null, until: 17 })).toBe(150)
    expect(comingOn('2026-12-01', arrivals, { from: null, until: 17 })).toBe(60)
  })
  it('is told, and that a plan above it cannot be met', () => {
    const work = { finished: 60, open: 120, coming: 180, today: true }
    expect(expectedWords(work)).toBe(
      '6 h 00 of work is expected to be there: 1 h 00 finished, 2 h 00 open, 3 h 00 usually still to come in.',
    )
    expect(aboveWords('The proposal', 370, work)).toBeNull()
    expect(aboveWords('The proposal', 480, work)).toMatch(/^The proposal is 2 h 00 above the work/)
    expect(expectedWords({ ...work, today: false })).toMatch(
      /^5 h 00 of work is expected to be there: at most 2 h 00/,
    )
    expect(expectedWords({ ...work, coming: null })).toMatch(/not known yet/)
    expect(aboveWords('The proposal', 9_999, { ...work, coming: null })).toBeNull()
  })
  it('is asked for once a team, and compared with its proposal', async () => {
    const output = { weeks: 2, arrivals: [arrival(1, 15, 90)] }
    const { view: today, asked } = view({
      tables: { tally: [tally(8, 10)] },
      answers: [{ ok: true, output }],
    })
    expect(today.expected).toEqual({ finished: 60, open: 0, coming: null, today: true })
    await today.readUsual()
    await today.readUsual()
    expect(asked).toEqual([['arrivals.usual', { team: 'desk' }]])
    expect(today.expected.coming).toBe(90)
    // Two clerks have the whole day: far more than two and a half hours.
    const proposed = today.proposal.reduce((all, one) => all + one.standardMinutes, 0)
    expect(aboveWords('The proposal', proposed, today.expected)).not.toBeNull()
  })
})

it('writes the day and the causes as files', () => {
  const { view: today } = view({
    tables: { tally: [tally(8, 12)], plan: [plan(DAY)], hourNote: [note(DAY, 9, 'system')] },
  })
  const naming = { cause: today.causeName, person: today.personName, time: (text: string) => text }
  const lines = boardCsv(DAY, today.both.tasks, today.both.minutes, naming).split('\r\n')
  expect(lines[1]).toBe('2026-11-23,8:00 to 9:00,10,12,2,2,60,72,12,12,,,,,')
  expect(lines[2]).toBe(
    '2026-11-23,9:00 to 10:00,10,0,-10,-8,60,0,-60,-48,System or equipment down,Register down,,Renee,2026-11-23T09:05:00.000Z',
  )
  expect(causesCsv(today.causes, 'tasks', naming)).toContain(
    'System or equipment down,1,10,100,100',
  )
})
