import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { DueRule } from '../../server/contract/clock-rows.js'
import { calendarOf, type OfficeHours } from '../../server/domain/calendar.js'
import { dayBounds, dueAt, instantAt, officeDay } from '../../server/domain/due.js'
import { federalHolidays, holidaysOf } from '../../server/domain/holidays.js'

const denver: OfficeHours = {
  timeZone: 'America/Denver',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
}
const rule = (count: number, unit: DueRule['unit']): DueRule => ({ count, unit, citation: null })
const local = (iso: string, timeZone = denver.timeZone) =>
  Temporal.Instant.from(iso)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
const at = (text: string, timeZone = denver.timeZone) =>
  instantAt(text.slice(0, 10), text.slice(11), timeZone)
const due = (count: number, unit: DueRule['unit'], from: string) =>
  local(dueAt(rule(count, unit), at(from), calendarOf(denver)))

describe('due times', () => {
  it('count holidays as worked in an office that works all seven days', () => {
    const counter = { ...denver, days: [1, 2, 3, 4, 5, 6, 7] }
    const from = at('2026-11-25T16:45')
    expect(local(dueAt(rule(0.5, 'businessHours'), from, calendarOf(counter)))).toBe(
      '2026-11-26T08:15',
    )
    expect(local(dueAt(rule(1, 'businessDays'), from, calendarOf(counter)))).toBe(
      '2026-11-26T17:00',
    )
  })

  it.each([
    // Friday; the first day is not counted.
    [1, 'businessDays', '2026-11-20T09:00', '2026-11-23T17:00'],
    [3, 'businessDays', '2026-11-20T23:00', '2026-11-25T17:00'],
    // Over Thanksgiving.
    [3, 'businessDays', '2026-11-24T09:00', '2026-11-30T17:00'],
    [2, 'calendarDays', '2026-11-20T09:00', '2026-11-23T17:00'],
    [4, 'calendarDays', '2026-11-20T09:00', '2026-11-24T17:00'],
    [36, 'hours', '2026-11-20T09:00', '2026-11-21T21:00'],
    [4, 'businessHours', '2026-11-20T09:00', '2026-11-20T13:00'],
    [4, 'businessHours', '2026-11-20T15:00', '2026-11-23T10:00'],
    [9, 'businessHours', '2026-11-20T08:00', '2026-11-20T17:00'],
    [4, 'businessHours', '2026-11-21T12:00', '2026-11-23T12:00'],
    [4, 'businessHours', '2026-11-20T06:00', '2026-11-20T12:00'],
    [0.5, 'businessHours', '2026-11-25T16:45', '2026-11-27T08:15'],
  ] as const)('%d %s from %s: %s', (count, unit, from, to) => {
    expect(due(count, unit, from)).toBe(to)
  })

  it('counts hours that pass, not hours on the clock, across a change of time', () => {
    expect(due(24, 'hours', '2026-10-31T12:00')).toBe('2026-11-01T11:00')
    expect(due(24, 'hours', '2026-03-07T12:00')).toBe('2026-03-08T13:00')
  })

  it('counts an open night shift’s hour that is skipped or repeated', () => {
    const night = { ...denver, days: [7], opens: '00:00', closes: '06:00' }
    const shift = (day: string, count: number) =>
      local(dueAt(rule(count, 'businessHours'), at(`${day}T00:00`), calendarOf(night)))
    expect(shift('2026-03-08', 5)).toBe('2026-03-08T06:00')
    expect(shift('2026-11-01', 7)).toBe('2026-11-01T06:00')
  })

  it('takes a fixed offset for a time zone', () => {
    const office = { ...denver, timeZone: 'Etc/GMT+7' }
    expect(dueAt(rule(1, 'businessDays'), '2026-07-06T15:00:00.000Z', calendarOf(office))).toBe(
      '2026-07-08T00:00:00.000Z',
    )
  })

  it('refuses an office that is never open', () => {
    const never = { ...denver, days: [] }
    for (const unit of ['businessDays', 'businessHours'] as const) {
      expect(() => dueAt(rule(1, unit), '2026-11-20T15:00:00.000Z', calendarOf(never))).toThrow(
        RangeError,
      )
    }
  })
})

const zones = [
  'America/Denver',
  'America/New_York',
  'Etc/GMT+7',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
]
const instants = fc
  .date({ min: new Date('1999-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const clock = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((m) => {
    const two = (n: number) => String(n).padStart(2, '0')
    return `${two(Math.floor(m / 60))}:${two(m % 60)}`
  })
const offices = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  opens: clock(0, 11 * 60),
  closes: clock(12 * 60, 23 * 60 + 59),
})
const business = fc.constantFrom('businessHours' as const, 'businessDays' as const)
const anyUnit = fc.constantFrom(
  'hours' as const,
  'businessHours' as const,
  'businessDays' as const,
  'calendarDays' as const,
)
const counts = fc.integer({ min: 1, max: 60 })

describe('due times, whatever the office', () => {
  it('are never before work came in, and later for more', () => {
    fc.assert(
      fc.property(offices, instants, anyUnit, counts, (office, from, unit, count) => {
        const one = dueAt(rule(count, unit), from, calendarOf(office))
        const more = dueAt(rule(count + 1, unit), from, calendarOf(office))
        expect(one > from).toBe(true)
        // Calendar days that end on days off move to the same working day.
        expect(unit === 'calendarDays' ? more >= one : more > one).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('in business time fall on an open day within its hours', () => {
    fc.assert(
      fc.property(offices, instants, business, counts, (office, from, unit, count) => {
        const to = dueAt(rule(count, unit), from, calendarOf(office))
        const { day } = officeDay(to, office.timeZone)
        expect(office.days).toContain(Temporal.PlainDate.from(day).dayOfWeek)
        if (office.days.length < 7) expect(federalHolidays.has(day)).toBe(false)
        expect(to >= instantAt(day, office.opens, office.timeZone)).toBe(true)
        expect(to <= instantAt(day, office.closes, office.timeZone)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('office days', () => {
  it('tile time: each instant lies in the bounds of its day, which meet the next', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, timeZone) => {
        const { day, hour } = officeDay(instant, timeZone)
        const { from, to } = dayBounds(day, timeZone)
        expect(from <= instant && instant < to).toBe(true)
        expect(hour).toBeGreaterThanOrEqual(0)
        expect(hour).toBeLessThan(24)
        expect(officeDay(to, timeZone).day > day).toBe(true)
        expect(dayBounds(officeDay(to, timeZone).day, timeZone).from).toBe(to)
      }),
      { numRuns: 300 },
    )
  })

  it('have 23 and 25 hours when the clocks change', () => {
    const hours = (day: string) => {
      const { from, to } = dayBounds(day, 'America/Denver')
      return (Date.parse(to) - Date.parse(from)) / 3_600_000
    }
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-07-04')]).toEqual([23, 25, 24])
  })

  it('put a wall-clock time that a clock skips an hour later', () => {
    expect(local(instantAt('2026-03-08', '02:30', 'America/Denver'))).toBe('2026-03-08T03:30')
  })
})

describe('federal holidays', () => {
  it.each([
    [
      2026,
      '2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25',
    ],
    [
      2022,
      '2021-12-31 2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26',
    ],
    [
      2011,
      '2010-12-31 2011-01-17 2011-02-21 2011-05-30 2011-07-04 2011-09-05 2011-10-10 2011-11-11 2011-11-24 2011-12-26',
    ],
  ])('of %d', (year, days) => {
    expect(holidaysOf(year).join(' ')).toBe(days)
  })

  it('are worked by an office without a free day, unless it says that it keeps them', () => {
    const daily = { ...denver, days: [1, 2, 3, 4, 5, 6, 7] }
    const onThanksgiving = (office: OfficeHours) => calendarOf(office).on('2026-11-26').open
    expect(onThanksgiving(daily)).toBe(true)
    expect(onThanksgiving({ ...daily, federalHolidays: false })).toBe(true)
    expect(onThanksgiving({ ...daily, federalHolidays: true })).toBe(false)
    expect(onThanksgiving(denver)).toBe(false)
    expect(onThanksgiving({ ...denver, federalHolidays: false })).toBe(true)
    expect(onThanksgiving({ ...denver, workedHolidays: ['columbus-day'] })).toBe(false)
    expect(onThanksgiving({ ...denver, workedHolidays: ['thanksgiving-day'] })).toBe(true)
  })

  it('know a New Year’s Day observed in the year before', () => {
    expect(federalHolidays.has('2021-12-31')).toBe(true)
    expect(federalHolidays.has('2022-01-01')).toBe(false)
  })
})
