import { describe, expect, it } from 'vitest'
import type { BacklogRow, TallyRow } from '../../server/contract/rows.js'
import { axisOf, along, tickLabels } from '../../web/lib/axis.js'
import {
  countable,
  countBacklog,
  countTypes,
  filtered,
  noFilters,
  readFilters,
  writeFilters,
  type Filters,
} from '../../web/views/floor-filters.js'
import { Watch } from '../../web/views/floor-news.js'
import {
  about,
  choose,
  extend,
  keep,
  nothingChosen,
  toggle,
} from '../../web/views/floor-selection.js'
import { hourLines } from '../../server/domain/hour-board.js'
import { hourBars, plannedOf, queueSize } from '../../web/views/floor-strip.js'
import { at, desk, held, iso, person, task } from './floor-rows.js'

describe('filters', () => {
  const all: Filters = {
    types: ['permit', 'mail'],
    priorities: ['urgent', 'low'],
    team: 'desk',
    due: 'today',
    olderThan: 240,
    holder: 'me',
  }
  const address = (filters: Filters) =>
    new URLSearchParams(
      Object.entries(writeFilters(filters)).flatMap(([key, value]) =>
        value === null ? [] : [[key, value]],
      ),
    )

  it('come back from the address as they went into it', () => {
    expect(readFilters(address(all))).toEqual(all)
    expect(address(noFilters).toString()).toBe('')
    expect(readFilters(new URLSearchParams('priority=huge&due=never&older=-3&held=all'))).toEqual(
      noFilters,
    )
  })

  const tasks = [
    task(1, { dueAt: iso('09:00') }),
    task(2, { type: 'mail', priority: 'urgent', createdAt: iso('09:50') }),
    task(3, { team: 'vault' }),
    held(4, 'renee'),
    held(5, 'ana'),
    held(6, 'ana', { status: 'waiting', dueAt: iso('09:00') }),
  ]
  const ground = {
    teams: desk,
    me: 'renee',
    now: at('10:00'),
    dayEnds: at('23:59'),
    outlook: {
      late: new Map([[1, { task: tasks[0]!, begins: null, best: null }]]),
      risk: new Map(),
    },
  }
  const nos = (change: Partial<Filters>) =>
    filtered(tasks, { ...noFilters, ...change }, ground).map(({ no }) => no)

  it('choose by team, type, priority, age, due time and holder, in queue order', () => {
    expect(nos({})).toEqual([2, 1])
    expect(nos({ types: ['permit'] })).toEqual([1])
    expect(nos({ priorities: ['urgent', 'high'] })).toEqual([2])
    expect(nos({ olderThan: 60 })).toEqual([1])
    expect(nos({ due: 'late' })).toEqual([1])
    expect(nos({ due: 'today' })).toEqual([1])
    expect(nos({ due: 'none' })).toEqual([2])
    expect(nos({ holder: 'me' })).toEqual([4])
    expect(nos({ holder: 'anyone' })).toEqual([2, 1, 6, 4, 5])
    expect(nos({ holder: 'waiting' })).toEqual([6])
    expect(nos({ team: 'vault' })).toEqual([])
  })
  it('count types, most first', () => {
    expect(countTypes(tasks)).toEqual([
      { type: 'permit', count: 5, minutes: 125 },
      { type: 'mail', count: 1, minutes: 25 },
    ])
  })
  it('count the whole queue by its backlog, without what waits on others', () => {
    const backlog = (type: string, priority: 'urgent' | 'normal', count: number): BacklogRow => ({
      id: `${type}/${priority}`,
      team: 'desk',
      type,
      priority,
      tasks: count,
      standardMinutes: count * 25,
    })
    const rows = [
      backlog('permit', 'normal', 900),
      backlog('permit', 'urgent', 2),
      backlog('mail', 'normal', 1),
    ]
    const waiting = [held(9, 'ana', { status: 'waiting', type: 'mail' })]
    expect(countBacklog(rows, waiting, noFilters, desk)).toEqual([
      { type: 'permit', count: 902, minutes: 902 * 25 },
    ])
    const urgent: Filters = { ...noFilters, priorities: ['urgent'] }
    expect(countBacklog(rows, waiting, urgent, desk)).toEqual([
      { type: 'permit', count: 2, minutes: 50 },
    ])
    expect([countable(noFilters), countable({ ...noFilters, due: 'late' })]).toEqual([true, false])
  })
})

describe('selection', () => {
  const order = [1, 2, 3, 4]
  it('toggles, extends from the anchor and keeps it', () => {
    const two = toggle(choose(2), 3)
    expect([...two.chosen]).toEqual([2, 3])
    const range = extend(choose(3), 1, order)
    expect([...range.chosen]).toEqual([1, 2, 3])
    expect([...extend(range, 4, order).chosen]).toEqual([3, 4])
    expect([...extend(nothingChosen, 4, order).chosen]).toEqual([4])
  })
  it('forgets rows that have gone, and is the same while none has', () => {
    const two = toggle(choose(2), 3)
    expect(keep(two, () => true)).toBe(two)
    expect([...keep(two, (no) => no !== 3).chosen]).toEqual([2])
  })
  it('acts on all of it from any row in it, else on that row alone', () => {
    const two = toggle(choose(2), 3)
    expect(about(two, 3)).toEqual([2, 3])
    expect(about(two, 1)).toEqual([1])
  })
})

describe('the strip', () => {
  const tally = (hour: number, tasks: number): TallyRow => ({
    id: `${hour}`,
    day: '2026-11-23',
    hour,
    person: null,
    team: 'desk',
    type: 'permit',
    tasks,
    standardMinutes: 0,
    handleMinutes: 0,
  })
  it('has a bar for every office hour and for work outside them', () => {
    const bars = hourBars(
      [tally(7, 1), tally(9, 2), tally(9, 3)],
      { opens: '08:00', closes: '16:30' },
      10,
    )
    expect(bars.map(({ hour }) => hour)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    expect(bars[2]).toEqual({ hour: 9, tasks: 5, now: false })
    expect(bars[3]?.now).toBe(true)
  })
  it('has what is planned at each hour, and bars for hours that only the plan has', () => {
    const hours = new Map([
      [8, 4],
      [17, 2],
      [18, 0],
    ])
    const bars = hourBars([tally(9, 2)], { opens: '08:00', closes: '17:00' }, 10, {
      now: 4,
      day: 6,
      hours,
    })
    expect(bars.at(-1)).toEqual({ hour: 17, tasks: 0, now: false, planned: 2 })
    expect(bars[0]).toEqual({ hour: 8, tasks: 0, now: false, planned: 4 })
    expect(bars[1]).toEqual({ hour: 9, tasks: 2, now: false })
  })
  it('adds the plans of all teams up to now, and says none where one team has none', () => {
    const plan = (tasks: number) =>
      hourLines({
        day: '2026-11-23',
        timeZone: 'UTC',
        hours: [9, 10],
        plan: [9, 10].map((hour) => ({ hour, tasks, standardMinutes: tasks * 5 })),
        actuals: [],
        notes: [],
        measure: 'tasks',
        now: Date.parse('2026-11-23T10:30:00Z'),
      })
    const both = plannedOf([plan(4), plan(8)])
    expect(both).toMatchObject({ now: 18, day: 24 })
    expect([...(both?.hours ?? [])]).toEqual([
      [9, 12],
      [10, 12],
    ])
    expect(plannedOf([plan(4), []])).toBeNull()
    expect(plannedOf([])).toBeNull()
  })
  it('counts the queue exactly, without what waits on others', () => {
    const row = (team: string, tasks: number): BacklogRow => ({
      id: team,
      team,
      type: 'permit',
      priority: 'normal',
      tasks,
      standardMinutes: tasks * 25,
    })
    expect(
      queueSize([row('desk', 700), row('vault', 9)], [held(1, 'ana', { status: 'waiting' })], desk),
    ).toEqual({
      tasks: 699,
      standardMinutes: 699 * 25,
    })
  })
})

describe('news', () => {
  const calling = person('ana', { help: { since: iso('10:00'), task: null, text: null } })
  it('is silent at first, says what is new once, and says it again for a new call', () => {
    const watch = new Watch()
    expect(watch.look([calling], [])).toEqual([])
    expect(watch.look([calling], [task(1, { priority: 'urgent' })])).toMatchObject([
      { kind: 'urgent' },
    ])
    expect(watch.look([calling], [task(1, { priority: 'urgent' })])).toEqual([])
    const again = { ...calling, help: { since: iso('11:00'), task: null, text: null } }
    expect(watch.look([again], [])).toMatchObject([{ kind: 'help' }])
  })
})

describe('the axis', () => {
  const day = { opens: at('08:00'), closes: at('17:00') }
  it('runs an hour past closing, and further while work does, up to a point', () => {
    expect(axisOf(day, 0, at('10:00'))).toMatchObject({ from: at('08:00'), to: at('18:00') })
    expect(axisOf(day, at('18:20'), at('10:00')).to).toBe(at('19:00'))
    expect(axisOf(day, at('23:00'), at('10:00')).to).toBe(at('19:00'))
  })
  it('always holds now', () => {
    expect(axisOf(day, 0, at('06:40')).from).toBe(at('06:00'))
    const late = axisOf(day, 0, at('20:30'))
    expect(along(late, at('20:30'))).toBeLessThan(1)
  })
  it('draws no label too near to now or to another', () => {
    const axis = axisOf(day, 0, at('10:42'))
    const labels = tickLabels(axis, at('10:42'), 272)
    expect(labels.some(({ at: time }) => time === at('10:00') || time === at('11:00'))).toBe(false)
    expect(labels.map(({ kind }) => kind)).toContain('closes')
    const places = labels.map(({ at: time }) => along(axis, time) * 272)
    for (const [index, place] of places.entries())
      if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(44)
  })
})
