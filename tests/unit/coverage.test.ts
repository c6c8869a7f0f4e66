import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  coverageOf,
  demandOfArrivals,
  demandOfDue,
  hourSpan,
  runsOf,
  together,
} from '../../server/domain/coverage.js'
import { openWork, type BoardTask } from '../../server/domain/open-work.js'
import type { PersonShift } from '../../server/domain/timetable.js'
import { weekdayOf } from '../../server/domain/timetable.js'

const DAY = '2026-11-23'
const zone = 'America/Denver'
const at = (clock: string) => Date.parse(`${DAY}T${clock}:00-07:00`)
const shift = (from: string, to: string, ...breaks: [string, string][]): PersonShift => ({
  from: at(from),
  to: at(to),
  breaks: breaks.map(([begin, end]) => ({ from: at(begin), to: at(end) })),
  blocks: [],
  location: null,
  cause: 'drawn',
})
const question = {
  day: DAY,
  timeZone: zone,
  hours: { from: 8, to: 17 },
  open: { from: at('08:00'), to: at('17:00') },
}

describe('an hour’s cover', () => {
  it('counts people, the fewest at one moment, and minutes', () => {
    const shifts = [shift('08:00', '12:00'), shift('09:30', '17:00', ['12:00', '12:30'])]
    const cover = coverageOf({ ...question, shifts })
    const of = (hour: number) => cover.find((one) => one.hour === hour)
    expect(of(8)).toMatchObject({ people: 1, least: 1, minutes: 60 })
    expect(of(9)).toMatchObject({ people: 2, least: 1, minutes: 90 })
    expect(of(10)).toMatchObject({ people: 2, least: 2, minutes: 120 })
    expect(of(12)).toMatchObject({ people: 1, least: 0, minutes: 30 })
    expect(of(16)).toMatchObject({ people: 1, least: 1, minutes: 60, need: null })
  })

  it('asks only about the time in which the office is open', () => {
    const open = { from: at('08:30'), to: at('16:30') }
    const cover = coverageOf({ ...question, open, shifts: [shift('08:30', '16:30')] })
    expect(cover.map(({ least }) => least)).toEqual(Array(9).fill(1))
  })

  it('covers a counter whose people change without a gap', () => {
    const cover = coverageOf({
      ...question,
      shifts: [shift('08:00', '12:30'), shift('12:30', '17:00')],
    })
    expect(cover.find(({ hour }) => hour === 12)).toMatchObject({
      people: 2,
      least: 1,
      minutes: 60,
    })
  })

  it('knows the hours that daylight saving takes and gives', () => {
    const length = (day: string, hour: number) => {
      const { from, to } = hourSpan(day, hour, zone)
      return (to - from) / 3_600_000
    }
    expect(length('2026-03-08', 2)).toBe(0)
    expect(length('2026-11-01', 1)).toBe(2)
    expect(length(DAY, 23)).toBe(1)
  })

  const clocks = fc
    .uniqueArray(fc.integer({ min: 32, max: 68 }), { minLength: 4, maxLength: 4 })
    .map((marks) => [...marks].sort((a, b) => a - b))
    .map(([from = 0, begin = 0, end = 0, to = 0]): PersonShift => {
      const quarter = (count: number) => at('00:00') + count * 900_000
      const breaks = [{ from: quarter(begin), to: quarter(end) }]
      return {
        from: quarter(from),
        to: quarter(to),
        breaks,
        blocks: [],
        location: null,
        cause: 'drawn',
      }
    })

  it('adds up to what the shifts give, hour by hour, and more people never cover less', () => {
    fc.assert(
      fc.property(fc.array(clocks, { maxLength: 6 }), clocks, (shifts, one) => {
        const cover = coverageOf({ ...question, shifts })
        const worked = shifts.reduce(
          (sum, { from, to, breaks }) =>
            sum + (to - from) - ((breaks[0]?.to ?? 0) - (breaks[0]?.from ?? 0)),
          0,
        )
        expect(cover.reduce((sum, { minutes }) => sum + minutes, 0)).toBeCloseTo(worked / 60_000)
        const more = coverageOf({ ...question, shifts: [...shifts, one] })
        for (const [index, hour] of cover.entries()) {
          expect(hour.least).toBeLessThanOrEqual(hour.people)
          expect(hour.minutes).toBeLessThanOrEqual(hour.people * 60)
          expect(hour.minutes).toBeGreaterThanOrEqual(hour.least * 60)
          expect(more[index]!.least).toBeGreaterThanOrEqual(hour.least)
          expect(more[index]!.minutes).toBeGreaterThanOrEqual(hour.minutes)
        }
      }),
    )
  })
})

describe('what an hour asks for', () => {
  it('is what usually comes in, and unknown for what never came', () => {
    const demand = demandOfArrivals(
      [
        { type: 'mail', weekday: 1, hour: 9, standardMinutes: 12 },
        { type: 'mail', weekday: 1, hour: 9, standardMinutes: 3 },
      ],
      weekdayOf,
    )
    expect(demand('mail', DAY, 9)).toBe(15)
    expect(demand('mail', DAY, 10)).toBe(0)
    expect(demand('permit', DAY, 9)).toBeNull()
  })

  const clock = { dayOf: (instant: string) => instant.slice(0, 10), today: DAY, hourNow: 13 }
  const open = () => ({ from: 8, to: 17 })

  it('is the open work due that day, over the hours that are left; what is late is due today', () => {
    const tasks = [
      { type: 'permit', standardMinutes: 60, dueAt: '2026-11-20T17:00:00.000Z' },
      { type: 'permit', standardMinutes: 20, dueAt: `${DAY}T17:00:00.000Z` },
      { type: 'permit', standardMinutes: 45, dueAt: '2026-11-24T17:00:00.000Z' },
      { type: 'permit', standardMinutes: 500, dueAt: null },
    ]
    const demand = demandOfDue(tasks, clock, open)
    expect(demand('permit', DAY, 12)).toBe(0)
    expect(demand('permit', DAY, 13)).toBe(20)
    expect(demand('permit', '2026-11-24', 8)).toBe(5)
    expect(demand('permit', '2026-11-25', 8)).toBeNull()
    expect(demandOfDue(tasks, { ...clock, hourNow: 20 }, open)('permit', DAY, 16)).toBe(80)
    expect(demandOfDue(tasks, clock, () => null)('permit', DAY, 13)).toBeNull()
  })

  it('is the sum of what is known', () => {
    expect(
      together(
        () => null,
        () => 5,
        () => 7,
      )('mail', DAY, 9),
    ).toBe(12)
    expect(
      together(
        () => null,
        () => null,
      )('mail', DAY, 9),
    ).toBeNull()
  })
})

describe('open work', () => {
  const now = `${DAY}T17:00:00.000Z`
  const since = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString()
  const task = (more: Partial<BoardTask>): BoardTask => ({
    type: 'permit',
    team: 'desk',
    status: 'queued',
    holder: null,
    dueAt: now,
    standardMinutes: 30,
    ...more,
  })
  const minutes = (...tasks: Partial<BoardTask>[]) =>
    openWork(tasks.map(task), (team) => team === 'desk', now).map((one) => one.standardMinutes)

  it('is whole until it is begun, and none while it waits outside or once it is finished', () => {
    expect(minutes({ status: 'queued' }, { status: 'assigned', handleMinutes: 9 })).toEqual([
      30, 30,
    ])
    const over = ['waiting', 'review', 'done', 'cancelled'] as const
    expect(minutes(...over.map((status) => ({ status })), { team: 'mail' })).toEqual([])
  })

  it('is less by the time that what is in hand has had, and never under nothing', () => {
    const active = { status: 'active', holder: 'ana', handleMinutes: 0 } as const
    expect(minutes({ ...active, handleMinutes: 5, activeSince: since(10) })).toEqual([15])
    expect(minutes({ ...active, activeSince: since(45) })).toEqual([0])
    // Whose minutes are not told is as at its begin.
    expect(minutes({ status: 'active', holder: 'ana' })).toEqual([30])
  })

  it('shares time with what the same person has in hand for another team', () => {
    const active = { status: 'active', holder: 'ana', activeSince: since(20) } as const
    expect(minutes(active, { ...active, team: 'mail' }, { ...active, holder: 'tom' })).toEqual([
      20, 10,
    ])
  })
})

it('tells hours in a row as one', () => {
  expect(runsOf([8, 9, 10, 12, 15, 16])).toEqual([
    { from: 8, to: 11 },
    { from: 12, to: 13 },
    { from: 15, to: 17 },
  ])
  expect(runsOf([])).toEqual([])
})
