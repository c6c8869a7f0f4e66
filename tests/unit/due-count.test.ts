/** Laws that every count keeps, over years, time zones and holidays; and what it says of itself. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Wait } from '../../server/contract/clock-rows.js'
import type { LocalDay } from '../../server/contract/rows.js'
import { calendarOf, openMinutes, type OfficeHours } from '../../server/domain/calendar.js'
import { countDue, instantAt, officeDay, type CountRule } from '../../server/domain/due.js'
import { countWords, momentWords } from '../../server/domain/due-words.js'

const zones = [
  'America/New_York',
  'America/Phoenix',
  'America/Denver',
  'Pacific/Auckland',
  'Etc/GMT+7',
]
const instants = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const days = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2036-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const two = (n: number) => String(n).padStart(2, '0')
const clock = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((m) => `${two(Math.floor(m / 60))}:${two(m % 60)}`)
const local: fc.Arbitrary<LocalDay> = fc.record({
  day: days,
  name: fc.constant('Founders Day'),
  hours: fc.option(fc.constant({ opens: '09:00', closes: '12:30' })),
})
/** Opening hours clear of the night in which clocks change. */
const offices: fc.Arbitrary<OfficeHours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  opens: clock(5 * 60, 9 * 60),
  closes: clock(13 * 60, 23 * 60),
  federalHolidays: fc.boolean(),
  holidays: fc.uniqueArray(local, { maxLength: 40, selector: ({ day }) => day }),
})
const units = fc.constantFrom(
  'businessHours' as const,
  'businessDays' as const,
  'calendarDays' as const,
)
const rules: fc.Arbitrary<CountRule> = fc.record({
  count: fc.integer({ min: 1, max: 60 }),
  unit: units,
  firstDay: fc.boolean(),
  ends: fc.constantFrom('closing' as const, 'sameTime' as const, 'dayEnd' as const),
})
const due = (rule: CountRule, from: string, office: OfficeHours, waits?: Wait[]) =>
  countDue(rule, from, calendarOf(office), waits).dueAt
const runs = { numRuns: 200 }

describe('a due time', { timeout: 30_000 }, () => {
  it('is never on a day off, and never before the work came in', () => {
    fc.assert(
      fc.property(offices, instants, rules, (office, from, rule) => {
        const at = due(rule, from, office)
        expect(at > from).toBe(true)
        const on = calendarOf(office).on(officeDay(at, office.timeZone).day)
        expect(on.open).toBe(true)
      }),
      runs,
    )
  })

  it('is within opening hours unless it is the end of the day', () => {
    fc.assert(
      fc.property(offices, instants, rules, (office, from, rule) => {
        fc.pre(rule.ends !== 'dayEnd' || rule.unit === 'businessHours')
        const at = due(rule, from, office)
        const { day } = officeDay(at, office.timeZone)
        const on = calendarOf(office).on(day)
        if (!on.open) throw new Error('a day off')
        expect(at >= instantAt(day, on.opens, office.timeZone)).toBe(true)
        expect(at <= instantAt(day, on.closes, office.timeZone)).toBe(true)
      }),
      runs,
    )
  })

  it('is never earlier for what came in later, or for a larger amount', () => {
    fc.assert(
      fc.property(
        offices,
        instants,
        fc.integer({ min: 0, max: 6 * 1440 }),
        rules,
        (office, from, minutes, rule) => {
          const after = new Date(Date.parse(from) + minutes * 60_000).toISOString()
          expect(due(rule, after, office) >= due(rule, from, office)).toBe(true)
          expect(
            due({ ...rule, count: rule.count + 1 }, from, office) >= due(rule, from, office),
          ).toBe(true)
        },
      ),
      runs,
    )
  })

  it('is never made earlier by one more holiday', () => {
    fc.assert(
      fc.property(
        offices,
        instants,
        rules,
        fc.integer({ min: 0, max: 90 }),
        (office, from, rule, ahead) => {
          const start = Temporal.PlainDate.from(officeDay(from, office.timeZone).day)
          const day = start.add({ days: ahead }).toString()
          const holidays = [
            ...(office.holidays ?? []).filter((one) => one.day !== day),
            { day, name: 'Flood', hours: null },
          ]
          // A seven-day office with a full list could be shut for good; one more day off is never that.
          expect(due(rule, from, { ...office, holidays }) >= due(rule, from, office)).toBe(true)
        },
      ),
      runs,
    )
  })

  it('keeps closing time on the wall where clocks change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        // Days about the changes of northern and southern zones.
        fc.constantFrom(
          ...[2024, 2026, 2029, 2035].flatMap((year) => [
            `${year}-03-08`,
            `${year}-04-01`,
            `${year}-09-24`,
            `${year}-10-30`,
          ]),
        ),
        fc.integer({ min: 1, max: 15 }),
        (timeZone, from, count) => {
          const office = { timeZone, days: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '17:00' }
          const at = due(
            { count, unit: 'calendarDays' },
            instantAt(from, '10:00', timeZone),
            office,
          )
          const wall = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
          expect(wall.toPlainTime().toString()).toBe('17:00:00')
          expect(wall.toPlainDate().toString()).toBe(
            Temporal.PlainDate.from(from).add({ days: count }).toString(),
          )
        },
      ),
      runs,
    )
  })
})

describe('a wait', { timeout: 30_000 }, () => {
  const waiting = fc.record({
    after: fc.integer({ min: 0, max: 8000 }),
    lasts: fc.integer({ min: 1, max: 8000 }),
  })
  const plus = (at: string, minutes: number) =>
    new Date(Date.parse(at) + minutes * 60_000).toISOString()

  it('of w business minutes moves business hours by exactly w', () => {
    fc.assert(
      fc.property(
        offices,
        instants,
        fc.integer({ min: 1, max: 40 }),
        waiting,
        (office, from, count, { after, lasts }) => {
          const rule = { count, unit: 'businessHours' as const, pauses: true }
          const wait = { from: plus(from, after), to: plus(from, after + lasts) }
          fc.pre(wait.from < due(rule, from, office))
          const calendar = calendarOf(office)
          const moved = openMinutes(calendar, wait.from, wait.to)
          const before = due(rule, from, office)
          const after2 = due(rule, from, office, [wait])
          expect(openMinutes(calendar, before, after2)).toBeCloseTo(moved, 3)
        },
      ),
      runs,
    )
  })

  it('takes away the days at whose end it stood, and never more', () => {
    fc.assert(
      fc.property(offices, instants, rules, waiting, (office, from, rule, { after, lasts }) => {
        fc.pre(rule.unit !== 'businessHours')
        const pausing = { ...rule, pauses: true }
        const wait = { from: plus(from, after), to: plus(from, after + lasts) }
        const counted = countDue(pausing, from, calendarOf(office), [wait])
        expect(counted.days.filter(({ as }) => as === 'counted')).toHaveLength(rule.count)
        const stood = counted.days.filter(({ as }) => as === 'stood').length
        // As many days as it touches; their ends lie apart, as a day closes early or not at all.
        expect(stood).toBeLessThanOrEqual(lasts / 1440 + 2)
        expect(counted.dueAt >= due(pausing, from, office)).toBe(true)
        expect(due(rule, from, office, [wait])).toBe(due(rule, from, office))
      }),
      runs,
    )
  })
})

describe('what it says', { timeout: 30_000 }, () => {
  /** Days that a sentence names as counted: what stands in brackets did not count. */
  const namedIn = (text: string) => {
    const list = text.slice(text.indexOf(':') + 1, text.lastIndexOf(';')).replace(/\([^)]*\)/g, '')
    const more = Number(/(\d+) more/.exec(list)?.[1] ?? 0)
    return more + (list.match(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+/g)?.length ?? 0)
  }

  it('names as many counted days as the amount, whatever the calendar', () => {
    fc.assert(
      fc.property(offices, instants, rules, (office, from, rule) => {
        fc.pre(rule.unit !== 'businessHours')
        const text = countWords(
          rule,
          countDue(rule, from, calendarOf(office)),
          from,
          office.timeZone,
        )
        expect(namedIn(text)).toBe(rule.count)
        expect(text.endsWith(momentWords(due(rule, from, office), office.timeZone, from))).toBe(
          true,
        )
      }),
      runs,
    )
  })
})
