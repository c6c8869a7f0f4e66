import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemAnswer, RateRow } from '../../server/contract/quality-rows.js'
import type { Level, TaskRow } from '../../server/contract/rows.js'
import { compareNext } from '../../server/contract/order.js'
import { doersOf, mayCheck } from '../../server/domain/quality/checkers.js'
import { aloneAt, whyNotDisputed } from '../../server/domain/quality/dispute.js'
import { joined, scoreOf, verdictProblems } from '../../server/domain/quality/outcome.js'
import { causeOf, rateId, shareFor, type Share } from '../../server/domain/quality/sampling.js'
import { office } from '../support/floor.js'

const mail = { id: 'mail', reviewRate: 0.2 }
const doer = { id: 'ana', grade: 'II', level: 3 } as const

describe('the share that is checked', () => {
  const rates = new Map([
    [rateId('mail', null, null), { share: 0.3 }],
    [rateId('mail', 'II', null), { share: 0.4 }],
    [rateId('mail', null, 'ana'), { share: 0.5 }],
  ])
  const share = (who: Parameters<typeof shareFor>[1], known = rates) =>
    shareFor(mail, who, (id) => known.get(id), 0.1)

  it('is everything of a grade I, of who is at level 1 or 2, and of whom no level is known', () => {
    expect(share({ ...doer, grade: 'I' })).toEqual({ cause: 'grade', share: 1 })
    for (const level of [null, 1, 2] as const)
      expect(share({ ...doer, level })).toEqual({ cause: 'skill', share: 1 })
  })
  it('is else what the most specific rate says', () => {
    expect(share(doer).share).toBe(0.5)
    expect(share({ ...doer, id: 'ben' }).share).toBe(0.4)
    expect(share({ id: 'ben', grade: 'III', level: 4 }).share).toBe(0.3)
    expect(share({ id: 'ben', grade: null, level: 3 }, new Map()).share).toBe(0.2)
  })
  it('is nothing where the office does not check the type', () => {
    const off = { ...mail, reviewRate: 0 }
    for (const who of [doer, { ...doer, grade: 'I' as const }, { ...doer, level: 1 as const }])
      expect(shareFor(off, who, (id) => rates.get(id), 0.1).share).toBe(0)
  })
  it('is everything of who was put in training on evidence, also there', () => {
    const off = { ...mail, reviewRate: 0 }
    const of = (level: Level) =>
      shareFor(off, { ...doer, level, given: true }, (id) => rates.get(id), 0.1)
    expect(of(1)).toEqual({ cause: 'skill', share: 1 })
    for (const level of [0, 2, 3, 4] as const) expect(of(level).share).toBe(0)
  })
})

describe('the share of a lead’s own work', () => {
  const lee = { id: 'lee', grade: null, level: 4 } as const
  const of = (type: Parameters<typeof shareFor>[0], rates: Record<string, RateRow>) =>
    shareFor(type, lee, (id) => rates[id], 0.1).share
  const rate = (share: number, by: string) => ({ share, by }) as RateRow

  it('is never below the office’s where they have set it themselves, by type or by rate', () => {
    expect(of({ id: 'mail', reviewRate: 0, reviewRateBy: 'lee' }, {})).toBe(0.1)
    expect(of({ id: 'mail', reviewRate: 0.02, reviewRateBy: 'lee' }, {})).toBe(0.1)
    expect(of(mail, { 'mail/*/*': rate(0.01, 'lee') })).toBe(0.1)
    expect(of(mail, { 'mail/*/*': rate(0.5, 'lee') })).toBe(0.5)
  })
  it('is as another lead has set it, however low', () => {
    expect(of({ id: 'mail', reviewRate: 0, reviewRateBy: 'kim' }, {})).toBe(0)
    expect(of(mail, { 'mail/*/lee': rate(0.01, 'kim'), 'mail/*/*': rate(0.9, 'lee') })).toBe(0.01)
    expect(of(mail, { 'mail/*/*': rate(0, 'kim') })).toBe(0)
  })
})

describe('the draw', () => {
  const share: Share = { cause: 'drawn', share: 0.2 }
  it('has its rate, and asking takes nothing out of the sample', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        fc.boolean(),
        (draw, asked) => {
          const cause = causeOf({ share, returned: false, asked, draw })
          expect(cause).toBe(draw < 0.2 ? 'drawn' : asked ? 'asked' : null)
        },
      ),
    )
    const even = Array.from({ length: 10_000 }, (_, at) => (at + 0.5) / 10_000)
    const drawn = even.filter((draw) => causeOf({ share, returned: false, asked: false, draw }))
    expect(drawn).toHaveLength(2_000)
  })
  it('always checks what comes back corrected', () => {
    for (const draw of [0, 0.99])
      expect(causeOf({ share: { ...share, share: 0 }, returned: true, asked: false, draw })).toBe(
        'returned',
      )
  })
})

it('never lets who did part of the work check it, and confidential work by leads of the team alone', () => {
  const person = fc.record({
    id: fc.constantFrom('ana', 'ben', 'lee'),
    role: fc.constantFrom('clerk', 'lead', 'supervisor', 'admin'),
    team: fc.constantFrom('permits', 'records', null),
    leads: fc.subarray(['permits', 'records']),
    checks: fc.option(fc.subarray(['mail', 'permit']), { nil: undefined }),
  })
  const levels = fc.constantFrom<(Level | null)[]>(null, 0, 1, 2, 3, 4)
  const somebody = fc.constantFrom('ana', 'ben', 'lee', null)
  const worked = fc.record({
    workedBy: fc.option(fc.subarray(['ana', 'ben', 'lee']), { nil: undefined }),
    steps: fc.array(somebody.map((doneBy) => ({ id: 's', name: 'S', doneAt: null, doneBy }))),
    holder: somebody,
    finishedBy: somebody,
  })
  type Part = Parameters<typeof doersOf>[0]
  const did = (part: Part, id: string) =>
    part.workedBy?.includes(id) === true ||
    part.steps.some(({ doneBy }) => doneBy === id) ||
    part.holder === id ||
    part.finishedBy === id
  fc.assert(
    fc.property(
      person,
      levels,
      fc.boolean(),
      fc.boolean(),
      worked,
      (who, level, confidential, ofLead, part) => {
        const task = { team: 'permits', type: 'mail', confidential }
        const may = mayCheck(who as never, level, task, { barred: doersOf(part), ofLead })
        const leads = who.role === 'lead' && who.leads.includes('permits')
        const skilled = who.team === 'permits' && level === 4
        // Who is only named checks no lead's work: the lead may have named them.
        const named =
          who.checks?.includes('mail') === true && (!ofLead || level === 4 || who.role === 'lead')
        const works = who.role === 'clerk' || who.role === 'lead'
        expect(may).toBe(
          !did(part, who.id) && works && (leads || (!confidential && (skilled || named))),
        )
      },
    ),
  )
})

describe('a verdict', () => {
  const items = [
    { id: 'signed', text: 'Signed', weight: 3, critical: true, step: null },
    { id: 'dated', text: 'Dated', weight: 1, critical: false, step: null },
    { id: 'neat', text: 'Neat', weight: 0, critical: false, step: null },
  ]
  const asked = {
    items,
    reasons: [{ id: 'signature', name: 'Signature missing' }],
    steps: [{ id: 'filed', name: 'Filed' }],
  }
  const yes: Record<string, ItemAnswer> = { signed: 'yes', dated: 'yes', neat: 'na' }
  const verdict = { result: 'pass' as const, answers: yes, reasons: [], note: null }
  const paths = (change: object) =>
    verdictProblems({ ...verdict, ...change }, asked).map(({ path }) => path)

  it('answers the whole checklist and nothing else', () => {
    expect(paths({})).toEqual([])
    expect(paths({ answers: { signed: 'yes', other: 'no' } })).toEqual([
      'answers.dated',
      'answers.neat',
      'answers.other',
    ])
  })
  it('can only return what fails a critical item, with a reason of the office’s list', () => {
    const answers = { ...yes, signed: 'no' }
    expect(paths({ answers })).toEqual(['result'])
    const reasons = [{ reason: 'signature', step: 'filed', text: null }]
    expect(paths({ answers, result: 'return', reasons })).toEqual([])
    expect(paths({ result: 'return' })).toEqual(['reasons'])
    expect(paths({ result: 'return', reasons: [{ reason: 'x', step: 'y', text: null }] })).toEqual([
      'reasons.0.reason',
      'reasons.0.step',
    ])
    expect(paths({ reasons })).toEqual(['reasons'])
  })
  it('has a note exactly where it passes with one, and may have one where it returns', () => {
    expect(paths({ result: 'note' })).toEqual(['note'])
    expect(paths({ note: 'Well done' })).toEqual(['note'])
    expect(paths({ result: 'note', note: 'Well done' })).toEqual([])
  })
  it('scores the weighted share of what applied', () => {
    expect(scoreOf(items, yes)).toBe(1)
    expect(scoreOf(items, { ...yes, dated: 'no' })).toBe(0.75)
    expect(scoreOf(items, { signed: 'na', dated: 'na', neat: 'yes' })).toBeNull()
    expect(scoreOf([], {})).toBeNull()
  })
})

it('returns what either of two checkers returned, with what either said, each once', () => {
  const reason = (id: string) => ({ reason: id, step: null, text: null })
  const pass = { result: 'pass' as const, answers: {}, reasons: [], note: null }
  const back = { result: 'return' as const, answers: {}, reasons: [reason('a')], note: 'Look' }
  expect(joined([pass, back])).toEqual({ result: 'return', reasons: [reason('a')], note: 'Look' })
  const both = joined([back, { ...back, reasons: [reason('a'), reason('b')], note: 'Here' }])
  expect(both).toEqual({
    result: 'return',
    reasons: [reason('a'), reason('b')],
    note: 'Look\nHere',
  })
  expect(joined([pass, { ...pass, result: 'note', note: 'Fine' }]).result).toBe('note')
})

describe('the time for a dispute', () => {
  const here = { ...office, desk: { disputeHours: 9 } }
  const back = { result: 'return' as const, checkedAt: null, dispute: null }
  it('counts the office’s open hours: Wednesday 16:00 plus 9 is Friday 16:00, after Thanksgiving', () => {
    const heard = '2026-11-25T23:00:00.000Z'
    const at = (now: string) => whyNotDisputed(back, heard, { office: here, now })
    expect(at('2026-11-27T23:00:00.000Z')).toBeNull()
    expect(at('2026-11-27T23:00:00.001Z')).toContain('within 9 office hours')
  })
  it('is for returns, once', () => {
    const now = '2026-11-25T23:00:00.000Z'
    expect(whyNotDisputed({ ...back, result: 'note' }, now, { office: here, now })).toContain(
      'Only',
    )
    const dispute = { at: now, text: '', decision: null }
    expect(whyNotDisputed({ ...back, dispute }, now, { office: here, now })).toContain('once')
  })
  it('lets the first of two blind checks count alone a working day later', () => {
    expect(aloneAt('2026-11-25T18:00:00.000Z', office)).toBe('2026-11-27T18:00:00.000Z')
  })
})

it('puts what came back before all else in its holder’s list', () => {
  const task = (no: number, more: Partial<TaskRow>) => ({
    no,
    priority: 'normal' as const,
    dueAt: null,
    ...more,
  })
  const list = [
    task(1, { priority: 'urgent' }),
    task(2, { place: 1 }),
    task(3, { returned: {} as never }),
  ]
  expect(list.sort(compareNext).map(({ no }) => no)).toEqual([3, 1, 2])
})
