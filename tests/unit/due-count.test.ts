/** Laws that every count keeps, over years, time zones and holidays; and what it says of itself. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { LocalDay, Wait } from '../../server/contract/rows.js'
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

describe('a due time', () => {
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

describe('a wait', () => {
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
        expect(stood).toBeLessThanOrEqual(lasts / 1440 + 1)
        expect(counted.dueAt >= due(pausing, from, office)).toBe(true)
        expect(due(rule, from, office, [wait])).toBe(due(rule, from, office))
      }),
      runs,
    )
  })
})

describe('what it says', () => {
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

  const denver: OfficeHours = {
    timeZone: 'America/Denver',
    days: [1, 2, 3, 4, 5],
    opens: '08:00',
    closes: '17:00',
  }
  const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11), denver.timeZone)
  const told = (rule: CountRule, from: string, office = denver, waits: [string, string][] = []) => {
    const counted = countDue(
      rule,
      at(from),
      calendarOf(office),
      waits.map(([begun, over]) => ({ from: at(begun), to: at(over) })),
    )
    return countWords(rule, counted, at(from), office.timeZone)
  }
  const half = {
    day: '2026-12-24',
    name: 'Christmas Eve',
    hours: { opens: '08:00', closes: '12:00' },
  }

  it.each([
    [
      { count: 4, unit: 'businessDays' },
      '2026-11-05T10:00',
      '4 business days: Fri 6, Mon 9, Tue 10 (Wed 11 is Veterans Day), Thu 12; due Thu 12 Nov 17:00',
    ],
    [
      { count: 1, unit: 'businessDays' },
      '2026-11-10T10:00',
      '1 business day: (Wed 11 is Veterans Day) Thu 12; due Thu 12 Nov 17:00',
    ],
    [
      { count: 2, unit: 'businessDays', firstDay: true },
      '2026-11-20T10:00',
      '2 business days, the first day counted: Fri 20, Mon 23; due Mon 23 Nov 17:00',
    ],
    [
      { count: 2, unit: 'businessDays', firstDay: true },
      '2026-11-20T17:00',
      '2 business days: Mon 23, Tue 24; due Tue 24 Nov 17:00',
    ],
    [
      { count: 3, unit: 'businessDays' },
      '2026-11-27T10:00',
      '3 business days: Mon 30 Nov, Tue 1, Wed 2; due Wed 2 Dec 17:00',
    ],
    [
      { count: 2, unit: 'businessDays' },
      '2026-12-31T10:00',
      '2 business days: (Fri 1 is New Year’s Day) Mon 4, Tue 5; due Tue 5 Jan 2027 17:00',
    ],
    [
      { count: 1, unit: 'businessDays', ends: 'sameTime' },
      '2026-11-20T10:30',
      '1 business day: Mon 23; due Mon 23 Nov 10:30',
    ],
    [
      { count: 1, unit: 'businessDays', ends: 'dayEnd' },
      '2026-11-20T10:30',
      '1 business day: Mon 23; due Mon 23 Nov 23:59',
    ],
    [
      { count: 10, unit: 'businessDays' },
      '2026-11-20T10:00',
      '10 business days: Mon 23 Nov, Tue 24 Nov, Wed 25 Nov, 5 more (Thu 26 Nov is Thanksgiving Day), Fri 4, Mon 7; due Mon 7 Dec 17:00',
    ],
    [
      { count: 5, unit: 'calendarDays' },
      '2026-11-09T10:00',
      '5 calendar days: Tue 10, Wed 11, Thu 12, Fri 13, Sat 14 (Sat 14 is a day off, so it moves to Mon 16); due Mon 16 Nov 17:00',
    ],
    [
      { count: 6, unit: 'businessHours' },
      '2026-11-20T15:00',
      '6 business hours: Fri 20 15:00–17:00, Mon 23 8:00–12:00; due Mon 23 Nov 12:00',
    ],
    [
      { count: 6, unit: 'businessHours' },
      '2026-11-25T15:00',
      '6 business hours: Wed 25 15:00–17:00, Fri 27 8:00–12:00 (Thu 26 is Thanksgiving Day); due Fri 27 Nov 12:00',
    ],
    [{ count: 36, unit: 'hours' }, '2026-11-20T09:00', '36 hours; due Sat 21 Nov 21:00'],
  ] as const)('%j from %s', (rule, from, words) => {
    expect(told(rule, from)).toBe(words)
  })

  it('says where the clock stood', () => {
    const rule = { count: 2, unit: 'businessDays', pauses: true } as const
    expect(told(rule, '2026-11-16T10:00', denver, [['2026-11-17T09:00', '2026-11-18T10:00']])).toBe(
      '2 business days: (Tue 17 did not count: the clock stood) Wed 18, Thu 19; due Thu 19 Nov 17:00',
    )
    // Back before closing: the day counts.
    expect(
      told(rule, '2026-11-16T10:00', denver, [['2026-11-17T09:00', '2026-11-17T15:00']]),
    ).toMatch(/due Wed 18/)
    const hours = { count: 4, unit: 'businessHours', pauses: true } as const
    expect(
      told(hours, '2026-11-16T08:00', denver, [['2026-11-16T09:00', '2026-11-16T10:30']]),
    ).toBe('4 business hours: Mon 16 8:00–9:00, Mon 16 10:30–13:30; due Mon 16 Nov 13:30')
  })

  it('ends at noon on a half day, passes a local holiday, and works a federal one where the office does', () => {
    const office = {
      ...denver,
      holidays: [half, { day: '2026-12-22', name: 'Founders Day', hours: null }],
    }
    expect(told({ count: 2, unit: 'businessDays' }, '2026-12-21T10:00', office)).toBe(
      '2 business days: (Tue 22 is Founders Day) Wed 23, Thu 24; due Thu 24 Dec 12:00',
    )
    const works = { ...denver, federalHolidays: false }
    expect(told({ count: 1, unit: 'businessDays' }, '2026-11-10T10:00', works)).toBe(
      '1 business day: Wed 11; due Wed 11 Nov 17:00',
    )
    const open = {
      ...denver,
      holidays: [
        { day: '2026-11-11', name: 'Election count', hours: { opens: '08:00', closes: '17:00' } },
      ],
    }
    expect(told({ count: 1, unit: 'businessDays' }, '2026-11-10T10:00', open)).toMatch(
      /due Wed 11 Nov/,
    )
  })
})
