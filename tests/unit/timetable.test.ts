import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeaveRow, PatternRow, ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import type { LocalDay } from '../../server/contract/rows.js'
import { federalHolidays } from '../../server/domain/holidays.js'
import { workingSpans } from '../../server/domain/load.js'
import {
  addDays,
  mondayOf,
  patternDay,
  personDay,
  personShift,
  type Timetable,
} from '../../server/domain/timetable.js'

const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
const mornings: PatternRow = {
  id: 'ana',
  person: 'ana',
  team: 'permits',
  from: '2026-11-02',
  weeks: [
    [
      work('08:00', '12:00'),
      work('08:00', '12:00'),
      null,
      work('08:00', '12:00'),
      null,
      null,
      null,
    ],
    [null, null, work('10:00', '17:00'), null, null, null, null],
  ],
}
const leave = (more: Partial<LeaveRow>): LeaveRow => ({
  id: 'l1',
  person: 'ana',
  team: 'permits',
  from: '2026-11-24',
  to: '2026-11-24',
  part: null,
  kind: 'vacation',
  reason: null,
  state: 'approved',
  askedAt: '',
  askedBy: 'ana',
  word: null,
  answer: null,
  ...more,
})

type Given = {
  shifts?: ShiftRow[]
  pattern?: PatternRow
  leave?: LeaveRow[]
  timeZone?: string
  days?: number[]
  holidays?: LocalDay[]
}
const table = ({
  shifts = [],
  pattern,
  leave: leaves = [],
  timeZone = 'America/Denver',
  days = [1, 2, 3, 4, 5],
  holidays = [],
}: Given): Timetable => ({
  calendar: calendarOf({ timeZone, days, opens: '08:00', closes: '17:00', holidays }),
  shift: (id) => shifts.find((one) => one.id === id),
  pattern: (person) => (person === pattern?.person ? pattern : null),
  leave: (person) => leaves.filter((one) => one.person === person),
})

describe('a person’s day', () => {
  it('is the office’s hours where nothing else was said', () => {
    expect(personDay(table({}), 'ana', '2026-11-23')).toEqual({
      cause: 'office',
      work: work('08:00', '17:00'),
      leave: [],
    })
    expect(personDay(table({}), 'ana', '2026-11-22').work).toBeNull()
  })

  it('follows repeating weeks, counted from the Monday they began, before it too', () => {
    expect(patternDay(mornings, '2026-11-02')).toEqual(work('08:00', '12:00'))
    expect(patternDay(mornings, '2026-11-11')).toEqual(work('10:00', '17:00'))
    expect(patternDay(mornings, '2026-11-16')).toEqual(work('08:00', '12:00'))
    expect(patternDay(mornings, '2026-10-28')).toEqual(work('10:00', '17:00'))
  })

  it('is free on a holiday, unless somebody drew a shift', () => {
    const thanksgiving = '2026-11-26'
    expect(personDay(table({ pattern: mornings }), 'ana', thanksgiving)).toMatchObject({
      cause: 'holiday',
      work: null,
    })
    const drawn: ShiftRow = {
      id: `ana/${thanksgiving}`,
      person: 'ana',
      team: null,
      day: thanksgiving,
      work: work('09:00', '11:00'),
      note: null,
      by: 'lee',
    }
    expect(
      personDay(table({ pattern: mornings, shifts: [drawn] }), 'ana', thanksgiving),
    ).toMatchObject({ cause: 'drawn', work: drawn.work })
    expect(
      personDay(table({ days: [1, 2, 3, 4, 5, 6, 7] }), 'ana', thanksgiving).work,
    ).not.toBeNull()
  })

  it('ends with a half day of the office', () => {
    const day = '2026-12-24'
    const holidays = [{ day, name: 'Christmas Eve', hours: { opens: '08:00', closes: '11:00' } }]
    expect(personDay(table({ holidays }), 'ana', day).work).toEqual(work('08:00', '11:00'))
    const weeks = mornings.weeks.map((week) =>
      week.map((one, n) =>
        n !== 3
          ? one
          : work('07:30', '16:00', {
              breaks: [
                { from: '10:45', to: '11:15' },
                { from: '12:00', to: '12:30' },
              ],
            }),
      ),
    )
    expect(
      personDay(table({ holidays, pattern: { ...mornings, weeks } }), 'ana', day).work,
    ).toEqual(work('07:30', '11:00', { breaks: [{ from: '10:45', to: '11:00' }] }))
  })

  it('gives way to approved leave alone', () => {
    const day = '2026-11-24'
    expect(personDay(table({ leave: [leave({})] }), 'ana', day)).toMatchObject({
      cause: 'leave',
      work: null,
    })
    for (const state of ['asked', 'refused', 'cancelled'] as const) {
      expect(personDay(table({ leave: [leave({ state })] }), 'ana', day).work).not.toBeNull()
    }
    expect(personDay(table({ leave: [leave({ person: 'ben' })] }), 'ana', day).work).not.toBeNull()
  })

  it('loses the hours of a partial leave, training and breaks from the time that is for the queue', () => {
    const day = '2026-11-24'
    const drawn: ShiftRow = {
      id: `ana/${day}`,
      person: 'ana',
      team: null,
      day,
      note: null,
      by: 'lee',
      work: work('08:00', '17:00', {
        breaks: [{ from: '12:00', to: '12:30' }],
        blocks: [{ from: '14:00', to: '15:00', kind: 'training', text: 'Vital records' }],
      }),
    }
    const shift = personShift(
      table({ shifts: [drawn], leave: [leave({ part: { from: '16:00', to: '18:00' } })] }),
      'ana',
      day,
    )
    if (!shift) throw new Error('no shift')
    const clock = (at: number) => new Date(at).toISOString().slice(11, 16)
    expect(workingSpans(shift, 0).map(({ from, to }) => `${clock(from)}-${clock(to)}`)).toEqual([
      '15:00-19:00',
      '19:30-21:00',
      '22:00-23:00',
    ])
    expect(shift.blocks).toMatchObject([{ kind: 'training', text: 'Vital records' }])
  })
})

describe('days', () => {
  const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days))

  it('keep their wall clock through daylight saving, in any zone', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'America/Phoenix',
      'Pacific/Auckland',
      'Europe/London',
      'Etc/GMT+7',
    )
    fc.assert(
      fc.property(day, zones, (date, timeZone) => {
        const shift = personShift(table({ timeZone, days: [1, 2, 3, 4, 5, 6, 7] }), 'ana', date)
        const clock = (at: number) =>
          new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
            at,
          )
        expect([clock(shift?.from ?? 0), clock(shift?.to ?? 0)]).toEqual(['08:00', '17:00'])
      }),
    )
  })

  it('repeat with the pattern’s length', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(patternDay(mornings, addDays(date, 14))).toEqual(patternDay(mornings, date))
      }),
    )
  })

  it('have one Monday a week, and no work on a holiday', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(mondayOf(addDays(mondayOf(date), 6))).toBe(mondayOf(date))
        if (federalHolidays.has(date)) expect(personDay(table({}), 'ana', date).work).toBeNull()
      }),
    )
  })
})
