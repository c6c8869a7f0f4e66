/** How a count is said, each sentence by hand. */
import { describe, expect, it } from 'vitest'
import { calendarOf, type OfficeHours } from '../../server/domain/calendar.js'
import { countDue, instantAt, type CountRule } from '../../server/domain/due.js'
import { countWords } from '../../server/domain/due-words.js'

describe('what a count says', () => {
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
