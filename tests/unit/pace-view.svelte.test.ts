import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PaceHour } from '../../server/contract/pace-commands.js'
import type { TallyRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import {
  finishedToday,
  paceCsv,
  paceOf,
  type PaceDay,
  type PaceForecast,
} from '../../web/views/pace-model.js'
import { paceTable } from '../../web/views/pace-table.js'
import {
  endsOf,
  forecastLines,
  heldWords,
  hereOf,
  hourWords,
  whyNone,
} from '../../web/views/pace-words.js'
import { PaceView } from '../../web/views/pace.svelte.js'
import { envelope, me, snapshot, task } from '../support/small-board.js'

const DAY = '2026-11-23'
const iso = (clock: string) => `${DAY}T${clock}:00.000Z`
const at = (clock: string) => Date.parse(iso(clock))
const many = (tasks: number) => ({ tasks, standardMinutes: tasks * 6 })
const clock = (instant: string) => instant.slice(11, 16).replace(/^0/, '')

const hour = (n: number, change: Partial<PaceHour> = {}): PaceHour => ({
  hour: n,
  from: iso(`${String(n).padStart(2, '0')}:00`),
  to: iso(`${String(n + 1).padStart(2, '0')}:00`),
  finished: many(0),
  arrived: many(2),
  backlog: n <= 9 ? many(20 - n) : null,
  planned: null,
  due: many(0),
  left: many(0),
  ...change,
})
const hours = [
  hour(8, { finished: many(4), planned: many(5) }),
  hour(9, { finished: many(2), planned: many(6), due: many(1), left: many(1) }),
  hour(10, { planned: many(4) }),
]
const band = (low: number, mid: number, high: number) => ({ low, mid, high })
const said: PaceForecast = {
  day: DAY,
  at: iso('09:30'),
  days: 20,
  none: null,
  forecast: {
    arrivals: band(3, 5, 8),
    finished: band(9, 12, 16),
    hours: [
      { at: iso('10:00'), finished: band(7, 8, 9), queue: band(6, 8, 10) },
      { at: iso('11:00'), finished: band(9, 12, 16), queue: band(0, 3, 7) },
    ],
    minutesATask: 6,
    clear: { low: iso('10:40'), mid: iso('10:55'), high: null },
    clearByClose: 0.72,
    due: { tasks: 3, waiting: 1, chance: 0.999 },
  },
  held: null,
  heldClear: null,
}
const drawn = (change: object = {}) =>
  paceOf({
    hours,
    now: at('09:30'),
    unit: 'tasks',
    forecast: said.forecast,
    backlog: many(9),
    waiting: 1,
    ...change,
  })

describe('the lines of the charts', () => {
  it('run up to now, and as a band to closing', () => {
    const pace = drawn()
    expect(pace.finished).toEqual([
      { x: at('08:00'), y: 0 },
      { x: at('09:00'), y: 4 },
      { x: at('09:30'), y: 6 },
    ])
    expect(pace.band).toEqual([
      { x: at('09:30'), low: 6, high: 6 },
      { x: at('10:00'), low: 7, high: 9 },
      { x: at('11:00'), low: 9, high: 16 },
    ])
    expect(pace.plan.map(({ y }) => y)).toEqual([0, 5, 11, 15])
    expect(pace.planned).toEqual({ day: 15, now: 8 })
    expect(pace.backlog.map(({ y }) => y)).toEqual([12, 11, 9])
    // What waits on someone outside is in the backlog too.
    expect(pace.queueAhead.map(({ y }) => y)).toEqual([9, 4])
  })

  it('never let the forecast fall behind what is finished since it was made', () => {
    const fast = [hours[0]!, { ...hours[1]!, finished: many(6) }, hours[2]!]
    expect(drawn({ hours: fast }).band[1]).toMatchObject({ low: 10, high: 10 })
  })

  it('tell standard minutes of the same tasks', () => {
    const pace = drawn({ unit: 'minutes' })
    expect(pace.total).toBe(36)
    expect(pace.band.at(-1)).toMatchObject({ low: 36 + 3 * 6, high: 36 + 10 * 6 })
    expect(pace.queueAhead[0]?.y).toBe(54)
  })

  it('do without plan and forecast, before opening and after closing', () => {
    const bare = hours.map((one) => ({ ...one, planned: null }))
    expect(drawn({ hours: bare, forecast: null })).toMatchObject({
      plan: [],
      band: [],
      planned: null,
    })
    expect(drawn({ now: at('07:00') }).finished).toHaveLength(1)
    const evening = drawn({ now: at('18:00') })
    expect(evening.finished.at(-1)).toEqual({ x: at('11:00'), y: 6 })
    expect(evening.band).toEqual([])
    expect(drawn({ hours: [] })).toMatchObject({ total: 0, band: expect.any(Array) })
  })
})

describe('the words', () => {
  it('say how far from the plan one is, and how sure the forecast', () => {
    expect(hereOf(drawn(), 'tasks')).toMatchObject({
      name: '6 finished',
      note: '2 behind plan',
      behind: true,
    })
    expect(endsOf(drawn(), 'tasks', said.forecast)).toMatchObject([
      { name: 'Plan 15' },
      { name: 'Forecast 12', note: '80 %: 9 to 16' },
    ])
    const lines = forecastLines(said, { late: 1, closes: iso('17:00'), clock })
    expect(lines.map(({ value, note }) => `${value} | ${note}`)).toEqual([
      '10:55 | 80 %: 10:40 to not today',
      '72 % | chance',
      'over 99 % | chance; 2 open, 1 late; 1 waiting outside',
      '5 | 80 %: 3 to 8 tasks',
      '12 | 80 %: 9 to 16 tasks',
    ])
    expect(hourWords(hours[1]!, 'tasks', clock)).toBe(
      '9:00 to 10:00: 2 tasks finished, 6 planned, 2 arrived, backlog 11, 1 due',
    )
  })

  it('say why nothing is forecast, and how often it held', () => {
    expect(whyNone({ ...said, none: 'short', days: 3 }, true)).toMatch(/five office days.*are 3/)
    expect(whyNone({ ...said, none: 'closed' }, true)).toMatch(/closed/)
    expect(whyNone(said, true)).toBeNull()
    expect(whyNone(said, false)).toMatch(/whole team/)
    expect(heldWords(said)).toMatch(/not enough days/)
    expect(heldWords({ ...said, held: { share: 0.79, days: 60, forecasts: 1_080 } })).toBe(
      '80 % bands held 79 % of the last 60 days (1,080 forecasts).',
    )
    const heldClear = { share: 0.812, days: 60, forecasts: 540 }
    expect(
      heldWords({ ...said, held: { share: 0.79, days: 60, forecasts: 1_080 }, heldClear }),
    ).toMatch(/ \(1,080 forecasts\), those of the clear time 81 % \(540\)\.$/)
  })

  it('come as a table and as a file', () => {
    const table = paceTable({
      hours,
      pace: drawn(),
      unit: 'tasks',
      now: at('09:30'),
      person: false,
      clock,
    })
    expect(table.rows[1]).toMatchObject({ now: true, cells: ['6', '2', '2', '11', '1', '1'] })
    expect(table.rows[2]?.cells).toEqual(['4', '–', '–', '–', '0', '0'])
    expect(table.total).toEqual(['15', '6', '6', '–', '1', '1'])
    const lines = paceCsv(hours, DAY, clock).split('\r\n')
    expect(lines[1]).toBe('2026-11-23,8:00,9:00,4,24,5,30,2,12,12,72,0,0')
    expect(lines).toHaveLength(5)
  })
})

const tally = (n: number, change: Partial<TallyRow> = {}): TallyRow => ({
  id: `${n}${JSON.stringify(change)}`,
  day: DAY,
  hour: n,
  person: null,
  team: 'desk',
  type: 'mail',
  tasks: 1,
  standardMinutes: 6,
  handleMinutes: 5,
  ...change,
})

it('counts of the tallies only what is looked at', () => {
  const tallies = [
    tally(8),
    tally(8, { type: 'permit', tasks: 2 }),
    tally(8, { person: 'ana' }),
    tally(8, { team: 'other' }),
    tally(8, { day: '2026-11-22' }),
  ]
  const of = (type: string | null, person: string | null) =>
    finishedToday(tallies, { team: 'desk', type, person }, DAY).get(8)?.tasks
  expect([of(null, null), of('permit', null), of(null, 'ana'), of(null, 'tom')]).toEqual([
    3,
    2,
    1,
    undefined,
  ])
})

const renee: Me = { ...me, id: 'renee', role: 'lead', leads: ['desk'] }

function page(viewer: Me = renee, query: Record<string, string> = {}) {
  const shot = snapshot(1, [], { me: viewer })
  Object.assign(shot.tables, {
    team: [{ id: 'desk', name: 'Desk', location: null }],
    person: [{ ...viewer }, { ...me, id: 'ana' }, { ...me, id: 'joel', team: 'other' }],
    tally: [tally(8, { tasks: 4, standardMinutes: 24 })],
  })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  replica.freshness = { state: 'live', asOf: iso('09:30') }
  const asked: { name: string; input: object }[] = []
  const day: PaceDay = {
    day: DAY,
    at: iso('09:30'),
    opens: iso('08:00'),
    closes: iso('17:00'),
    hours,
    plan: null,
  }
  const time = $state({ now: at('09:30') })
  const app = {
    replica,
    clock: time,
    router: {
      get: (name: string) => query[name] ?? null,
      number: (name: string) => (query[name] ? Number(query[name]) : null),
    },
    teams: { all: [...replica.tables.team.values()], current: 'desk' },
    dispatch: (name: string, input: object) => {
      asked.push({ name, input })
      return Promise.resolve({ ok: true, output: name === 'pace.day' ? day : said, seq: 1 })
    },
  } as unknown as App
  return { view: new PaceView(app), replica, asked, time }
}

describe('the page', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: at('09:30') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('follows the board’s tallies without asking again', async () => {
    const { view, replica, asked } = page()
    await view.refresh()
    expect(view.pace.total).toBe(4)
    replica.apply(
      envelope(1, 2, [], [], {
        puts: { tally: [tally(9, { tasks: 3, standardMinutes: 18 })] },
        drops: {},
      }),
    )
    expect(view.pace.total).toBe(7)
    await view.refresh()
    expect(asked).toHaveLength(2)
  })

  it('counts what came since it asked', async () => {
    const { view, replica } = page()
    await view.refresh()
    const came = task(7, { createdAt: iso('09:31') })
    const others = [
      task(8, { createdAt: iso('09:29') }),
      task(9, { createdAt: iso('09:31'), team: 'other' }),
    ]
    replica.apply(envelope(1, 2, [came, ...others]))
    expect(view.hours.map(({ arrived }) => arrived?.tasks)).toEqual([2, 3, 2])
  })

  it('asks anew after a minute in which something changed, and only then', async () => {
    const { view, replica, asked, time } = page()
    await view.refresh()
    time.now += 61_000
    await view.refresh()
    expect(asked).toHaveLength(2)
    replica.apply(envelope(1, 2))
    await view.refresh()
    expect(asked).toHaveLength(4)
    replica.apply(envelope(2, 3))
    await view.refresh()
    expect(asked).toHaveLength(4)
  })

  it('asks for the forecast alone, at once and once, when shifts, leave or many tasks come', async () => {
    const { view, replica, asked } = page()
    await view.refresh()
    asked.length = 0
    const change = (from: number, table: string, rows: object[]) =>
      replica.apply(
        envelope(from, from + 1, [], [], { puts: { [table]: rows } as never, drops: {} }),
      )
    const backlog = (tasks: number) => [
      {
        id: 'desk/mail/normal',
        team: 'desk',
        type: 'mail',
        priority: 'normal',
        tasks,
        standardMinutes: 6,
      },
    ]
    change(1, 'shift', [{ id: 'ana/2026-11-23' }])
    const first = view.refresh()
    // While that is asked for more changes: it is asked about once, after that.
    change(2, 'leave', [{ id: 'l' }])
    change(3, 'pattern', [{ id: 'p' }])
    await Promise.all([first, view.refresh()])
    expect(asked.map(({ name }) => name)).toEqual(['pace.forecast', 'pace.forecast'])
    await view.refresh()
    expect(asked).toHaveLength(2)
    change(4, 'backlog', backlog(2))
    await view.refresh()
    expect(asked).toHaveLength(2)
    change(5, 'backlog', backlog(30))
    await view.refresh()
    await view.refresh()
    expect(asked).toHaveLength(3)
  })

  it('shows a person to their lead only', async () => {
    const { view, asked } = page(renee, { person: 'ana', type: 'gone' })
    await view.refresh()
    expect(asked[0]?.input).toEqual({ team: 'desk', person: 'ana' })
    expect(view.people.map(({ id }) => id)).not.toContain('joel')
    expect(view.pace.band).toEqual([])
    const other = page({ ...renee, role: 'supervisor', leads: [] }, { person: 'ana' })
    await other.view.refresh()
    expect(other.asked[0]?.input).toEqual({ team: 'desk' })
    expect(other.view.people).toEqual([])
  })

  it('stands still at the time of the last sign of life', async () => {
    const { view, replica, time } = page()
    await view.refresh()
    replica.freshness = { state: 'stale', asOf: iso('09:20') }
    time.now = at('10:30')
    expect(view.now).toBe(at('09:20'))
    expect(view.stale).toBe(true)
    expect(view.pace.finished.at(-1)?.x).toBe(at('09:20'))
  })
})
