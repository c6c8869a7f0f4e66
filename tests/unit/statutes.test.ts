/** The clocks that ship with the offices, each against days counted by hand on a calendar. */
import { describe, expect, it } from 'vitest'
import { offices } from '../../db/offices/all.js'
import type { Extension } from '../../server/contract/clock-rows.js'
import type { TaskRow } from '../../server/contract/rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import { instantAt } from '../../server/domain/due.js'
import { momentWords } from '../../server/domain/due-words.js'
import { extendClock, extendedTo, keepClocks, startClocks } from '../../server/domain/task-clock.js'

const calendarFor = (office: string) => {
  const { timeZone, days, opens, closes, worked = [] } = offices.get(office)!
  return calendarOf({ timeZone, days, opens, closes, workedHolidays: worked })
}

function desk(office: string, type: string) {
  const template = offices.get(office)!
  const calendar = calendarFor(office)
  const { timeZone } = template
  const rule = template.types.find(({ id }) => id === type)!
  const at = (local: string) => instantAt(local.slice(0, 10), local.slice(11), timeZone)
  const said = (instant: string | null) =>
    instant === null ? null : momentWords(instant, timeZone, at('2026-06-01T12:00'))
  const begin = (local: string) => startClocks(rule, at(local), calendar)
  return {
    rule,
    due: (local: string) => said(begin(local).clock?.end?.dueAt ?? null),
    step: (local: string) => said(begin(local).steps.find(({ due }) => due)?.due?.dueAt ?? null),
    next: (local: string) => said(begin(local).dueAt),
    most(local: string) {
      const end = begin(local).clock!.end!
      return said(extendedTo(end.rule, end.dueAt, calendar))
    },
    extend(
      local: string,
      asked: { reason?: string; dueAt?: string; notice?: boolean },
      before: Extension[] = [],
    ) {
      const { clock, steps } = begin(local)
      const task = {
        status: 'queued',
        steps,
        clock: { ...clock!, extensions: before },
      } as unknown as TaskRow
      const got = extendClock(
        task,
        {
          reason: asked.reason ?? null,
          dueAt: asked.dueAt ? at(asked.dueAt) : null,
          notice: asked.notice ?? false,
        },
        { person: 'lead', now: at(local), calendar, tell: (instant) => said(instant)! },
      )
      return 'path' in got ? `${got.path}: ${got.message}` : said(got.end!.dueAt)
    },
  }
}

describe('Connecticut, 1-206', () => {
  it.each([
    // November 2026: Veterans Day is Wednesday 11, Thanksgiving Thursday 26.
    ['2026-11-05T10:00', 'Thu 12 Nov 16:30'],
    ['2026-11-10T10:00', 'Tue 17 Nov 16:30'],
    ['2026-11-20T16:29', 'Fri 27 Nov 16:30'],
    // Received on a Saturday: Monday is the first of four.
    ['2026-11-14T11:00', 'Thu 19 Nov 16:30'],
    // Over New Year: Thu 31 Dec, Mon 4 (Fri 1 Jan is off), Tue 5, Wed 6.
    ['2026-12-30T09:00', 'Wed 6 Jan 2027 16:30'],
  ])('4 business days from %s: %s', (from, due) => {
    expect(desk('connecticut-processing', 'foi-request').due(from)).toBe(due)
  })

  it('10 business days for some personnel files', () => {
    // Mon 23 to Wed 25, Fri 27, Mon 30, Tue 1 to Fri 4 are nine; Mon 7 is the tenth.
    expect(desk('connecticut-processing', 'foi-personnel').due('2026-11-20T10:00')).toBe(
      'Mon 7 Dec 16:30',
    )
  })

  it('cannot be extended', () => {
    expect(
      desk('connecticut-processing', 'foi-request').extend('2026-11-05T10:00', {
        reason: 'many pages',
      }),
    ).toMatch(/^task: its rule \(Conn\. Gen\. Stat\. 1-206.*\) allows no extension$/)
  })
})

describe('Oregon, 192.324 and 192.329', () => {
  const oregon = desk('portland-constituent', 'records-request')

  it('acknowledged within 5 business days, completed within 10 more', () => {
    // 6, 9, 10, 12, 13 November (11 is Veterans Day); then 16 to 20, 23, 24, 25, 27, 30.
    expect(oregon.step('2026-11-05T09:00')).toBe('Fri 13 Nov 17:00')
    expect(oregon.due('2026-11-05T09:00')).toBe('Mon 30 Nov 17:00')
    expect(oregon.next('2026-11-05T09:00')).toBe('Fri 13 Nov 17:00')
  })

  it('counts Columbus Day, which is no legal holiday in Oregon (ORS 187.010)', () => {
    // Wed 7, Thu 8, Fri 9, Mon 12 (Columbus Day elsewhere), Tue 13 October 2026.
    expect(oregon.step('2026-10-06T09:00')).toBe('Tue 13 Oct 17:00')
    // Juneteenth is one: Thu 18, Mon 22 to Wed 24, Thu 25 June.
    expect(oregon.step('2026-06-17T09:00')).toBe('Thu 25 Jun 17:00')
  })

  it('and its completion, not its acknowledgment, stands while it waits on the requester', () => {
    const calendar = calendarFor('portland-constituent')
    const { timeZone } = offices.get('portland-constituent')!
    const at = (local: string) => instantAt(local.slice(0, 10), local.slice(11), timeZone)
    const begun = startClocks(oregon.rule, at('2026-11-05T09:00'), calendar)
    const active = { ...begun, status: 'active' } as unknown as TaskRow
    const change = (before: TaskRow, status: TaskRow['status'], local: string) =>
      keepClocks(before, { ...before, status }, at(local), calendar)
    const waiting = change(active, 'waiting', '2026-11-17T10:00')
    expect(waiting.standsSince).toBe(at('2026-11-17T10:00'))
    // At the end of Tuesday and of Wednesday it waited: two business days more.
    const after = change(waiting, 'active', '2026-11-19T10:00')
    expect(momentWords(after.clock!.end!.dueAt, timeZone)).toBe('Wed 2 Dec 17:00')
    expect(after.steps.find(({ due }) => due)?.due?.dueAt).toBe(at('2026-11-13T17:00'))
  })

  it('or later by a written estimate that names the date', () => {
    expect(oregon.extend('2026-11-05T09:00', { reason: '900 pages', notice: true })).toMatch(
      /^dueAt: name the earliest/,
    )
    expect(
      oregon.extend('2026-11-05T09:00', { reason: '900 pages', dueAt: '2026-12-18T17:00' }),
    ).toMatch(/^notice: /)
    expect(
      oregon.extend('2026-11-05T09:00', {
        reason: '900 pages',
        dueAt: '2026-12-18T17:00',
        notice: true,
      }),
    ).toBe('Fri 18 Dec 17:00')
  })
})

describe('Colorado, 24-72-203(3)(b)', () => {
  const cora = desk('denver-311', 'cora')

  it.each([
    // Wednesday: Thu, Fri, Mon.
    ['2026-11-18T16:59', 'Mon 23 Nov 17:00'],
    // Tuesday before Thanksgiving: Wed 25, Fri 27, Mon 30.
    ['2026-11-24T08:00', 'Mon 30 Nov 17:00'],
  ])('3 working days, not counting the day of request, from %s: %s', (from, due) => {
    expect(cora.due(from)).toBe(due)
  })

  it('7 more with notice, once', () => {
    // Mon 23 + Tue 24, Wed 25, Fri 27, Mon 30, Tue 1, Wed 2, Thu 3.
    expect(cora.most('2026-11-18T10:00')).toBe('Thu 3 Dec 17:00')
    expect(cora.extend('2026-11-18T10:00', { reason: 'a broad request', notice: true })).toBe(
      'Thu 3 Dec 17:00',
    )
    expect(cora.extend('2026-11-18T10:00', { notice: true })).toMatch(/^reason: /)
    expect(cora.extend('2026-11-18T10:00', { reason: 'a broad request' })).toMatch(/^notice: /)
    expect(
      cora.extend('2026-11-18T10:00', {
        reason: 'a broad request',
        notice: true,
        dueAt: '2026-12-04T09:00',
      }),
    ).toBe('dueAt: its rule allows Thu 3 Dec 17:00 at the latest')
    const before: Extension = {
      at: '',
      by: 'lead',
      reason: 'x',
      dueAt: '',
      named: false,
      notice: true,
    }
    expect(cora.extend('2026-11-18T10:00', { reason: 'again', notice: true }, [before])).toMatch(
      /^task: it was extended once/,
    )
  })
})

describe('Arizona, 39-171', () => {
  it('acknowledged within 5 business days; then a goal of the office', () => {
    const arizona = desk('phoenix-records', 'records-request')
    // Mon 29 June 2026: 30, 1, 2, 6, 7 July (Independence Day is kept on Friday 3).
    expect(arizona.step('2026-06-29T10:00')).toBe('Tue 7 Jul 17:00')
    expect(arizona.rule.steps.find(({ due }) => due)?.due).toMatchObject({ law: true, count: 5 })
    expect(arizona.rule.due).toMatchObject({ count: 10 })
    expect(arizona.rule.due?.law ?? false).toBe(false)
    expect(arizona.rule.due?.citation).toMatch(/^No statute sets these days .* own goal$/)
    // Arizona keeps no daylight saving: 17:00 there is midnight UTC all year.
    expect(
      startClocks(arizona.rule, '2026-06-29T17:00:00.000Z', calendarFor('phoenix-records')).dueAt,
    ).toBe('2026-07-08T00:00:00.000Z')
  })
})

describe('Missouri, 610.023', () => {
  const sunshine = desk('st-louis-clerical', 'sunshine')

  it('by the end of the third business day after receipt', () => {
    // Fri 12 Feb 2027: Mon 15 is Washington's Birthday; Tue, Wed, Thu.
    expect(sunshine.due('2027-02-12T12:00')).toBe('Thu 18 Feb 2027 17:00')
    expect(sunshine.due('2026-11-16T08:30')).toBe('Thu 19 Nov 17:00')
  })

  it('later only with a reason and the earliest date, as often as there is one', () => {
    expect(sunshine.extend('2026-11-16T08:30', { dueAt: '2026-12-01T17:00' })).toMatch(/^reason: /)
    expect(sunshine.extend('2026-11-16T08:30', { reason: 'in storage' })).toMatch(
      /^dueAt: name the earliest/,
    )
    expect(
      sunshine.extend('2026-11-16T08:30', { reason: 'in storage', dueAt: '2026-12-01T17:00' }),
    ).toBe('Tue 1 Dec 17:00')
    expect(
      sunshine.extend('2026-11-16T08:30', { reason: 'in storage', dueAt: '2026-11-19T17:00' }),
    ).toBe('dueAt: must be after Thu 19 Nov 17:00, when it is due now')
    const before: Extension = {
      at: '',
      by: 'lead',
      reason: 'x',
      dueAt: '',
      named: true,
      notice: false,
    }
    expect(
      sunshine.extend('2026-11-16T08:30', { reason: 'still', dueAt: '2026-12-08T17:00' }, [
        before,
        before,
      ]),
    ).toBe('Tue 8 Dec 17:00')
  })
})

describe('Denver’s published goals', () => {
  it.each([
    // From Monday 2 November 2026, off are Wed 11 and Thu 26 November, Fri 25 December, Fri 1 and Mon 18
    // January, Mon 15 February.
    ['pothole', 5, 'Mon 9 Nov 17:00'],
    ['signal-maintenance', 30, 'Wed 16 Dec 17:00'],
    ['sign-repair', 45, 'Fri 8 Jan 2027 17:00'],
    ['signal-timing', 90, 'Tue 16 Mar 2027 17:00'],
  ])('%s: %d business days', (type, count, due) => {
    const goal = desk('denver-311', type)
    expect(goal.rule.due).toMatchObject({ count, unit: 'businessDays' })
    expect(goal.rule.due?.law).toBeUndefined()
    expect(goal.rule.due?.citation).toContain('service goal')
    expect(goal.due('2026-11-02T09:00')).toBe(due)
  })
})

describe('the clocks that are said to be the law’s', () => {
  const told = [...offices.values()].flatMap(({ id, types }) =>
    types.flatMap((type) => [
      ...(type.due ? [{ of: `${id} ${type.id}`, rule: type.due }] : []),
      ...type.steps.flatMap(({ id: step, due }) =>
        due ? [{ of: `${id} ${type.id} ${step}`, rule: due }] : [],
      ),
    ]),
  )

  it('are these and no others, each with its count, its pause, its extension and its citation', () => {
    const lines = told
      .filter(({ rule }) => rule.law)
      .map(({ of, rule: { count, unit, pauses, extension, citation, firstDay } }) => {
        const more = extension
          ? `+${extension.count ?? 'named'}${extension.notice ? ' notice' : ''}${extension.reason ? ' reason' : ''} x${extension.times ?? 'any'}`
          : 'no extension'
        const source = /^[^:]+/.exec(citation ?? '')?.[0]
        return `${of}: ${count} ${unit}, ${firstDay ? 'first day counts' : 'day after'}, ${pauses ? 'pauses' : 'runs on'}, ${more}; ${source}`
      })
    expect(lines.sort()).toEqual([
      'connecticut-processing foi-personnel: 10 businessDays, day after, runs on, no extension; Conn. Gen. Stat. 1-206',
      'connecticut-processing foi-request: 4 businessDays, day after, runs on, no extension; Conn. Gen. Stat. 1-206',
      'denver-311 cora: 3 businessDays, day after, runs on, +7 notice reason x1; C.R.S. 24-72-203(3)(b)',
      'phoenix-records records-request acknowledged: 5 businessDays, day after, runs on, no extension; A.R.S. 39-171',
      'portland-constituent records-request acknowledged: 5 businessDays, day after, runs on, no extension; ORS 192.324',
      'portland-constituent records-request: 15 businessDays, day after, pauses, +named notice reason xany; ORS 192.329',
      'st-louis-clerical sunshine: 3 businessDays, day after, runs on, +named reason xany; RSMo 610.023',
    ])
  })

  it('leave every other time with a citation a goal in its own words', () => {
    for (const { of, rule } of told)
      if (!rule.law && rule.citation) expect(rule.citation, of).toMatch(/goal/)
  })
})
