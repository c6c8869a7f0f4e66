import { describe, expect, it } from 'vitest'
import { drawnHours, finishedToday, paceOf } from '../../web/views/pace-model.js'
import { paceCsv, paceTable } from '../../web/views/pace-table.js'
import {
  endsOf,
  forecastLines,
  foundWords,
  heldWords,
  hereOf,
  hourWords,
  stoodWords,
  whyNone,
} from '../../web/views/pace-words.js'
import { DAY, iso, at, many, clock, hour, hours, said, tally } from '../support/pace-day.js'

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

/** Of a person: no work comes to them. */
const alone = said.forecast && {
  ...said.forecast,
  arrivals: null,
  hours: said.forecast.hours.map((one) => ({ ...one, queue: null })),
  clear: null,
  clearByClose: null,
  due: null,
}

describe('the lines of the charts', () => {
  it('are a band of one person without a queue', () => {
    const pace = drawn({ forecast: alone })
    expect(pace.band).toHaveLength(3)
    expect(pace.queueAhead).toEqual([])
    const lines = forecastLines(
      { ...said, forecast: alone },
      { late: 0, closes: iso('17:00'), clock },
    )
    expect(lines).toEqual([{ name: 'Finished by close', value: '12', note: '80 %: 9 to 16 tasks' }])
  })

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
      'over 99 % | chance; 2 open, 1 late already; 1 waiting outside',
      '5 | 80 %: 3 to 8 tasks',
      '12 | 80 %: 9 to 16 tasks',
    ])
    expect(hourWords(hours[1]!, 'tasks', clock)).toBe(
      '9:00 to 10:00: 2 tasks finished, 6 planned, 2 arrived, backlog 11, 1 due',
    )
  })

  it('say how many tasks are behind a point, and how each stood', () => {
    const at9 = { hour: hours[1]!, what: 'backlog' }
    const now = { now: at('09:30'), clock }
    const then = [
      { no: 1, status: 'queued' },
      { no: 2, status: 'waiting' },
      { no: 3, status: 'active' },
    ]
    const found = { tasks: then, more: false, then }
    expect(foundWords(at9, found, now)).toBe('2 in the backlog, 1 in progress at 9:00')
    expect(foundWords(at9, { ...found, more: true }, now)).toMatch(/^The first 3: 2 in/)
    expect(foundWords({ ...at9, hour: hours[2]! }, { ...found, then: [] }, now)).toMatch(
      /not begun/,
    )
    expect(foundWords({ ...at9, what: 'due' }, { tasks: then, more: false }, now)).toBe(
      '3 tasks due',
    )
    expect([1, 3].map((no) => stoodWords(found, no))).toEqual(['queued', 'in hand'])
  })

  it('say why nothing is forecast, and how often it held', () => {
    const all = { type: null, person: null }
    const ana = { type: null, person: 'Ana' }
    const short = { ...said, none: 'short' as const, days: 3 }
    expect(whyNone(short, all)).toMatch(/five office days of this team’s work.*there are 3/)
    expect(whyNone(short, { type: 'Mail', person: null })).toMatch(/five office days of Mail/)
    expect(whyNone(short, ana)).toMatch(/ten days.*of Ana there are 3/)
    expect(whyNone({ ...said, none: 'away' }, ana)).toMatch(/^Ana does not work today/)
    expect(whyNone({ ...said, none: 'closed' }, all)).toMatch(/closed/)
    expect(whyNone(said, all)).toBeNull()
    expect(whyNone(null, { type: 'Mail', person: 'Ana' })).toMatch(/show all types/)
    expect(heldWords({ ...said, held: { share: 0.81, days: 40, forecasts: 720 } }, true)).toMatch(
      /^Made again .*last 40 days.*would have held 81 %.*\(720 forecasts\)\.$/,
    )
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
    expect(table.rows[1]).toMatchObject({
      now: true,
      cells: ['6', '2', '7 to 9', '2', '11', '1', '1'],
    })
    expect(table.rows[0]?.cells[2]).toBe('–')
    expect(table.rows[2]?.cells).toEqual(['4', '–', '9 to 16', '–', '–', '0', '0'])
    expect(table.total).toEqual(['15', '6', '–', '6', '–', '1', '1'])
    const { forecast } = said
    const lines = paceCsv({ hours, day: DAY, forecast, now: at('09:30'), clock }).split('\r\n')
    expect(lines[1]).toBe('2026-11-23,8:00,9:00,4,24,5,30,2,12,12,72,0,0,0,0,,,,,,')
    expect(lines[2]).toBe('2026-11-23,9:00,10:00,2,12,6,36,2,12,11,66,1,6,1,6,7,8,9,6,8,10')
    // What has not begun is empty here as it is a dash in the table.
    expect(lines[3]).toBe('2026-11-23,10:00,11:00,,,4,24,,,,,0,0,0,0,9,12,16,0,3,7')
    expect(lines).toHaveLength(5)
  })
})

it('draws no hours of the night for what only came in them', () => {
  const open = { opens: iso('08:00'), closes: iso('11:00') }
  const drawn = (all: typeof hours) => drawnHours(all, open).map((one) => one.hour)
  const night = [hour(2), hour(3), ...hours, hour(19)]
  expect(drawn(night)).toEqual([8, 9, 10])
  expect(drawn([hour(2), hour(3, { finished: many(1) }), ...hours, hour(19)])).toEqual([
    3, 8, 9, 10,
  ])
  expect(drawn([...hours, hour(19, { due: many(1) })])).toEqual([8, 9, 10, 19])
  // A day on which the office is closed.
  expect(drawnHours(night, { opens: '', closes: '' })).toHaveLength(3)
  expect(drawnHours([hour(2)], { opens: '', closes: '' })).toHaveLength(1)
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
