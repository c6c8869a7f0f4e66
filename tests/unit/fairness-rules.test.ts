import { expect, it } from 'vitest'
import { deskDefaults } from '../../server/domain/desk-rules.js'
import { noteFigures, type PersonCounts } from '../../server/domain/fairness/figures.js'
import { gradeAbove, gradeSteps } from '../../server/domain/fairness/grade.js'
import { reasonFor } from '../../server/domain/fairness/look.js'
import { maySend } from '../../server/domain/fairness/note.js'
import { noticeText } from '../../server/domain/fairness/notice.js'
import { firstChecks } from '../../server/reads/person-figures.js'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import { recordHtml } from '../../web/views/record-file.js'
import { fairnessChanges, fairnessDraft, fairnessProblems } from '../../web/views/fairness-form.js'
import { answerRule, answerUntil, cannotSend, monthBefore } from '../../web/views/notes.js'
import { outcomesOf, yieldOf } from '../../server/domain/quality/yield.js'
import { office } from '../support/floor.js'
import { madeReview } from '../support/made-reviews.js'

const counts: PersonCounts = {
  tasks: 120,
  standardMinutes: 1420.4,
  days: [3, 9, 5, 5, 5, 5, 5, 5, 5, 5],
  due: { tasks: 110, inTime: 101 },
  checked: { tasks: 9, share: 1, interval: { low: 0.7, high: 1 } },
  askedFor: 2,
  trainings: { booked: 2, attended: 1 },
  needs: ['Batches'],
}
const value = (id: string, some: Partial<PersonCounts> = {}, minimum = 10) =>
  noteFigures({ ...counts, ...some }, minimum).find((one) => one.id === id)

it('says each figure with its interval, its count and what it leaves out', () => {
  expect(value('produced')).toMatchObject({
    value: '1,420 standard minutes; 3 to 5 tasks on 8 of 10 days',
    count: '120 tasks on 10 days',
  })
  const even = value('produced', { days: Array<number>(10).fill(2) })
  expect(even?.value).toBe('1,420 standard minutes; 2 tasks on 8 of 10 days')
  expect(value('timeliness')).toMatchObject({
    value: '92 % [85 to 96 %]',
    count: '110 tasks with a due time; 10 without one left out',
  })
  expect(value('yield')).toMatchObject({
    value: 'Not shown: it takes 10',
    count: '9 checked tasks; 2 checked on request left out',
  })
  const checked = { tasks: 10, share: 0.9, interval: { low: 0.596, high: 0.982 } }
  expect(value('yield', { checked })?.value).toBe('90 % [60 to 98 %]')
  const none = { tasks: 0, share: null, interval: null }
  expect(value('yield', { checked: none }, 0)?.value).toBe('Not shown: it takes 1')
})

it('counts a task once, by both blind checkers, and leaves out what was asked for and later rounds', () => {
  const check = (task: number, some: Partial<ReviewRow>) =>
    ({
      task,
      round: 1,
      result: 'pass',
      cause: 'drawn',
      finishedAt: '2026-11-10T12',
      share: 0.2,
      reasons: [],
      ...some,
    }) as ReviewRow
  const found = firstChecks(
    [
      check(1, {}),
      check(2, {}),
      check(2, { result: 'return' }),
      check(3, { cause: 'asked' }),
      check(4, { round: 2, cause: 'returned' }),
      check(5, { result: null }),
      check(6, { finishedAt: '2026-10-01T12' }),
      check(7, { result: 'note' }),
    ],
    { from: '2026-11-01', to: '2026-12-01' },
  )
  expect(found).toMatchObject({ tasks: 3, share: 2 / 3, askedFor: 1 })
})

it('weighs first checks as the quality page does, so that both show one figure', () => {
  const checks = Array.from({ length: 20 }, (_, at) =>
    madeReview({ task: at, share: at < 10 ? 1 : 0.1, ...(at < 5 ? { result: 'return' } : {}) }),
  )
  const found = firstChecks(checks, { from: '2026-11-01', to: '2026-12-01' })
  const { share, interval } = yieldOf(outcomesOf(checks), 1)
  expect(found).toMatchObject({ tasks: 20, share, interval })
  expect(found.share).not.toBeCloseTo(15 / 20, 2)
})

it('sends an answered note, and an unanswered one only after ten days or when the person has left', () => {
  const signed = { state: 'signed' as const, signedAt: '2026-11-01T12:00:00.000Z' }
  const at = (now: string, active = true) => maySend(signed, { active, now })
  expect(at('2026-11-11T11:59:59.999Z')).toBe(false)
  expect(at('2026-11-11T12:00:00.000Z')).toBe(true)
  expect(at('2026-11-01T12:01:00.000Z', false)).toBe(true)
  const some = { active: false, now: '2027-01-01T00:00:00.000Z' }
  expect(maySend({ state: 'draft', signedAt: null }, some)).toBe(false)
  // Everyone whom it concerns is told of the same days.
  expect(answerUntil(signed)).toBe('2026-11-11T12:00:00.000Z')
  expect(answerUntil({ ...signed, state: 'answered' })).toBeNull()
  expect(answerRule).toContain('10 days')
  expect(cannotSend(signed as never, true, signed.signedAt)).toContain('10 days')
  expect(noticeText('Clerk', []).seenBy).toContain('10 days to answer')
  expect(maySend({ ...signed, state: 'sent' }, some)).toBe(false)
})

it('lets a reason hold for an hour, for one person and who gave it', () => {
  const look = {
    id: 'l',
    person: 'ana',
    by: 'sue',
    at: '2026-11-23T16:00:00.000Z',
    what: 'x',
    reason: 'y',
  }
  const held = (some: object, looks = [look]) =>
    reasonFor(looks, { person: 'ana', by: 'sue', now: '2026-11-23T16:59:59.999Z', ...some }) !==
    null
  expect(held({})).toBe(true)
  expect(held({ now: '2026-11-23T17:00:00.000Z' })).toBe(false)
  expect(held({ person: 'ben' }) || held({ by: 'sam' })).toBe(false)
  expect(
    reasonFor([{ ...look, reason: null }], { person: 'ana', by: 'sue', now: look.at }),
  ).toBeNull()
})

it('ticks a grade from the record, and knows nothing with too few checks', () => {
  expect([gradeAbove('I'), gradeAbove('II'), gradeAbove('III'), gradeAbove(null)]).toEqual([
    'II',
    'III',
    null,
    null,
  ])
  const steps = (levels: number[], checks: { tasks: number; share: number }) =>
    gradeSteps(
      'II',
      deskDefaults,
      { levels, firstChecks: () => checks, trained: 0 },
      [],
      () => 'Lee',
    ).map(({ met }) => met)
  expect(steps([3, 3, 4], { tasks: 20, share: 0.95 })).toEqual([true, true, null])
  expect(steps([3, 2, 4], { tasks: 20, share: 0.9 })).toEqual([false, false, null])
  expect(steps([], { tasks: 9, share: 1 })).toEqual([false, null, null])
})

it('names each work place in the notice, and what is not recorded', () => {
  const { where, recorded } = noticeText('Clerk', [
    { name: 'Permits', location: 'City Hall' },
    { name: 'Mail', location: null },
  ])
  expect(where).toContain('- Permits: City Hall')
  expect(where).toContain('- Mail: work place not entered yet')
  expect(recorded).toContain('does not record keystrokes')
})

it('asks only for what changed in the settings, and says what is wrong', () => {
  const draft = fairnessDraft(office)
  expect(fairnessChanges(office, draft)).toBeUndefined()
  expect(fairnessProblems(draft)).toEqual([])
  const changed = { ...draft, blindShare: '7.5', individualTiming: false }
  expect(fairnessChanges(office, changed)).toEqual({ blindShare: 0.075, individualTiming: false })
  const bad = {
    ...draft,
    minimumCount: '0.5',
    disputeHours: '',
    returnReasons: [{ id: null, name: ' ' }],
  }
  expect(fairnessProblems(bad).map(({ path }) => path)).toEqual([
    'desk.disputeHours',
    'desk.minimumCount',
    'desk.returnReasons.0.name',
  ])
})

it('proposes the calendar month before', () => {
  expect(monthBefore('2026-11-23')).toEqual({ from: '2026-10-01', to: '2026-10-31' })
  expect(monthBefore('2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
})

it('puts all that is held into the file to read, escaped, and no durations where timing is off', () => {
  const half = { from: '08:00', to: '12:00', breaks: [], blocks: [] }
  const record = {
    at: '2026-11-23T16:00:00.000Z',
    person: { id: 'ana', name: 'Ana <b>', presence: 'break', presenceSince: '9:00' },
    timed: false,
    from: '2026-11-01',
    to: '2026-11-02',
    figures: [],
    finished: [],
    checks: [],
    skills: [],
    needs: [],
    trainings: [],
    given: [],
    readings: [],
    pattern: {
      id: 'ana',
      person: 'ana',
      team: null,
      from: '2026-11-02',
      weeks: [[half, ...Array<null>(6).fill(null)]],
    },
    shifts: [
      {
        id: 'ana/2026-11-03',
        person: 'ana',
        team: null,
        day: '2026-11-03',
        work: half,
        note: 'Late bus',
        by: 'lee',
      },
    ],
    notes: [],
    looks: [],
    leave: [
      {
        from: '2026-11-01',
        to: '2026-11-01',
        kind: 'sick',
        state: 'asked',
        reason: '<script>alert(1)</script>',
      },
    ],
    acknowledgement: null,
    next: null,
    production: [
      { day: '2026-11-02', type: 'mail', tasks: 3, standardMinutes: 18, handleMinutes: 21.25 },
    ],
    usual: [{ id: 'ana/mail', person: 'ana', team: null, type: 'mail', tasks: 4, ratios: 6 }],
    rates: [{ type: 'mail', share: 0.5, by: 'lee', at: '2 Nov', reason: 'New to it' }],
  }
  const same = (text: string) => text
  const naming = { person: same, type: same, reason: same, day: same, time: same }
  const file = (timed: boolean) =>
    recordHtml({ record: { ...record, timed } as never, work: [] }, 'Clerk & Co', naming)
  const html = file(false)
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;alert(1)')
  expect(html).toContain('What Clerk &amp; Co holds about Ana &lt;b&gt;')
  expect(html).toContain('Break since 9:00 9:00')
  expect(html).toContain('<td>Every week: Mon 8:00–12:00</td>')
  expect(html).toContain('<tr><td>2026-11-03</td><td>8:00–12:00 · Late bus</td></tr>')
  expect(html).toContain(
    '<tr><td>mail</td><td>50\u00a0%</td><td>lee</td><td>2 Nov 2 Nov</td><td>New to it</td></tr>',
  )
  expect(html).toContain('<tr><td>2026-11-02</td><td>mail</td><td>3</td><td>18</td></tr>')
  // Of durations only where the office times individuals.
  expect(html).not.toMatch(/times the standard|21\.3/)
  expect(file(true)).toContain('1.50 times the standard over 4 tasks; plans reckon with 1.17')
  expect(file(true)).toContain('<td>18</td><td>21.3</td></tr>')
})
