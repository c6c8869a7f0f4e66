import { describe, expect, it } from 'vitest'
import { commands } from '../../server/contract/commands.js'
import type { DueRule } from '../../server/contract/clock-rows.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { offices } from '../../db/offices/all.js'
import { dueDraft, dueExample, dueProblems, dueRuleOf, noDue } from '../../web/views/due-form.js'
import {
  dayChanges,
  dayProblems,
  daysDraft,
  federalAhead,
  newHoliday,
  worksOn,
} from '../../web/views/holiday-form.js'
import { Desk, MONDAY_9, office } from '../support/floor.js'

const now = Date.parse(MONDAY_9)

describe('the form of a due rule', () => {
  it('gives back every rule that ships, and the plain ones of before, unchanged', () => {
    const shipped = [...offices.values()].flatMap(({ types }) =>
      types.flatMap(({ due, steps }) => [due, ...steps.map((step) => step.due)]),
    )
    const rules = [
      ...shipped.filter((rule): rule is DueRule => Boolean(rule)),
      { count: 0.5, unit: 'hours' as const, citation: null },
    ]
    expect(rules.length).toBeGreaterThan(50)
    for (const rule of rules) expect(dueRuleOf(dueDraft(rule))).toEqual(rule)
    expect(dueRuleOf(dueDraft(null))).toBeNull()
  })

  it('counts days whole, as the command does, and hours in parts', () => {
    const half = (unit: DueRule['unit']) => ({ ...noDue, count: '1.5', unit })
    const accepted = (unit: DueRule['unit']) =>
      new Desk().try('lee', 'standard.set', {
        type: 'permit',
        standardMinutes: 5,
        reason: 'x',
        due: { count: 1.5, unit },
      }).ok
    for (const unit of ['businessDays', 'calendarDays'] as const) {
      expect(dueProblems(half(unit), 'due')).toEqual([
        { path: 'due.count', message: 'Give a whole number of days.' },
      ])
      expect(accepted(unit)).toBe(false)
    }
    for (const unit of ['hours', 'businessHours'] as const) {
      expect(dueProblems(half(unit), 'due')).toEqual([])
      expect(accepted(unit)).toBe(true)
    }
  })

  it('sends what the command accepts', () => {
    const draft = {
      ...noDue,
      count: '3',
      firstDay: true,
      ends: 'dayEnd' as const,
      pauses: true,
      law: true,
      citation: 'Act 1',
      extends: true,
      moreCount: '',
      moreTimes: '',
    }
    const due = dueRuleOf(draft)
    expect(due).toEqual({
      count: 3,
      unit: 'businessDays',
      citation: 'Act 1',
      law: true,
      firstDay: true,
      ends: 'dayEnd',
      pauses: true,
      extension: {
        count: null,
        unit: 'businessDays',
        times: null,
        reason: true,
        notice: false,
        earliest: true,
      },
    })
    expect(commands['type.save'].input.parse({ name: 'x', standardMinutes: 1, due }).due).toEqual(
      due,
    )
  })

  it('drops what does not go with hours', () => {
    expect(
      dueRuleOf({ ...noDue, count: '3', unit: 'businessHours', firstDay: true, ends: 'sameTime' }),
    ).toEqual({ count: 3, unit: 'businessHours', citation: null })
  })

  it('names what is wrong', () => {
    const paths = (draft: typeof noDue, needed = false) =>
      dueProblems(draft, 'due', needed).map(({ path }) => path)
    expect(paths(noDue)).toEqual([])
    expect(paths(noDue, true)).toEqual(['due.count'])
    expect(
      paths({ ...noDue, count: '0', law: true, extends: true, moreCount: 'x', moreTimes: '1.5' }),
    ).toEqual(['due.count', 'due.citation', 'due.extension.count', 'due.extension.times'])
  })

  it('shows what the rule comes to today', () => {
    const draft = { ...noDue, count: '2' }
    expect(dueExample(draft, office, now)).toEqual([
      'Received today at 10:00: 2 business days: Tue 24, Wed 25; due Wed 25 Nov 17:00',
    ])
    expect(dueExample({ ...draft, extends: true, moreCount: '1' }, office, now)?.[1]).toBe(
      'Extended: due Fri 27 Nov 17:00 at the latest',
    )
    expect(dueExample({ ...draft, extends: true }, office, now)?.[1]).toBe('Extended: due as named')
    expect(dueExample({ ...draft, count: 'x' }, office, now)).toBeNull()
    expect(dueExample(noDue, office, now)).toBeNull()
  })
})

describe('the form of an office’s days', () => {
  const half = {
    day: '2026-12-24',
    name: 'Christmas Eve',
    hours: { opens: '08:00', closes: '12:00' },
  }
  const kept: OfficeRow = {
    ...office,
    holidays: [half, { day: '2027-01-15', name: 'Founders Day', hours: null }],
  }

  it('sends only what differs', () => {
    const draft = daysDraft(kept)
    expect(dayChanges(kept, draft)).toEqual({})
    expect(dayChanges(kept, { ...draft, federal: false })).toEqual({ federalHolidays: false })
    expect(dayChanges(kept, { ...draft, days: draft.days.slice(0, 1) })).toEqual({
      holidays: [half],
    })
  })

  it('shows what an office without a free day really keeps, and keeps what is shown when its week changes', () => {
    const week = [1, 2, 3, 4, 5, 6, 7]
    const daily = { ...office, days: week }
    expect(daysDraft(daily).federal).toBe(false)
    expect(daysDraft({ ...daily, federalHolidays: true }).federal).toBe(true)
    expect(dayChanges(daily, { ...daysDraft(daily), federal: true })).toEqual({
      federalHolidays: true,
    })
    expect(dayChanges(office, daysDraft(office), week)).toEqual({ federalHolidays: true })
    expect(dayChanges(daily, daysDraft(daily), office.days)).toEqual({ federalHolidays: false })
  })

  it('works on single federal holidays, and sends them in the order of the year', () => {
    const worked = worksOn(worksOn([], 'columbus-day', true), 'juneteenth', true)
    const { workedHolidays } = dayChanges(office, { ...daysDraft(office), worked })
    expect(workedHolidays).toEqual(['juneteenth', 'columbus-day'])
    const saved: OfficeRow = { ...office, workedHolidays: worked }
    expect(dayChanges(saved, daysDraft(saved))).toEqual({})
    expect(
      dayChanges(saved, { ...daysDraft(saved), worked: worksOn(worked, 'juneteenth', false) }),
    ).toEqual({ workedHolidays: ['columbus-day'] })
  })

  it('takes times as people type them, and sorts', () => {
    const early = {
      ...newHoliday(office),
      day: '2026-11-27',
      name: ' Day after ',
      off: false,
      opens: '9',
      closes: '1 pm',
    }
    const { holidays } = dayChanges(office, {
      federal: true,
      worked: [],
      days: [...daysDraft(kept).days, early],
    })
    expect(holidays?.[0]).toEqual({
      day: '2026-11-27',
      name: 'Day after',
      hours: { opens: '09:00', closes: '13:00' },
    })
    expect(commands['office.save'].input.parse({ holidays }).holidays).toHaveLength(3)
  })

  it('names what is wrong', () => {
    const bad = { ...newHoliday(office), off: false, opens: '13:00', closes: '12:00' }
    const [first] = daysDraft(kept).days
    expect(
      dayProblems({ federal: true, worked: [], days: [first!, bad, { ...first!, name: 'x' }] }).map(
        ({ path }) => path,
      ),
    ).toEqual(['holidays.1.day', 'holidays.1.name', 'holidays.1.hours', 'holidays.2.day'])
  })

  it('shows a year of federal holidays from today', () => {
    const ahead = federalAhead('2026-11-23')
    expect(ahead).toHaveLength(11)
    expect(ahead[0]).toEqual({
      day: '2026-11-26',
      id: 'thanksgiving-day',
      name: 'Thanksgiving Day',
    })
    expect(ahead.at(-1)?.day).toBe('2027-11-11')
  })
})
