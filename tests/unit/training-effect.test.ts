import { describe, expect, it } from 'vitest'
import {
  attendedBy,
  isAlike,
  isPicked,
  peersOf,
  subjectOf,
} from '../../server/domain/effect/subjects.js'
import { evenly, quantileOf, weightBelow } from '../../server/domain/effect/grid.js'
import { timeOf } from '../../server/domain/effect/times.js'
import {
  returnsAnswer,
  sureFrom,
  timesAnswer,
  type Subject,
} from '../../server/domain/training-effect.js'
import { Dice } from '../support/dice.js'
import { madeTraining, usualTraining, type Training } from '../support/made-trainings.js'

const person = (
  id: string,
  trained: boolean,
  [checkedBefore, returnedBefore, checkedAfter, returnedAfter]: [number, number, number, number],
): Subject => ({
  person: id,
  trained,
  returns: {
    before: { checked: checkedBefore, returned: returnedBefore },
    after: { checked: checkedAfter, returned: returnedAfter },
  },
  times: { before: [], after: [] },
})
const steady = (count: number) =>
  Array.from({ length: count }, (_, at) => person(`u${at}`, false, [100, 11, 100, 11]))

describe('whether returns became fewer', () => {
  it('finds a plain effect, and says what was to be expected', () => {
    const trained = [0, 1, 2].map((at) => person(`t${at}`, true, [100, 12, 100, 3]))
    const { verdict, effect, trained: own } = returnsAnswer([...trained, ...steady(9)])
    expect(verdict).toBe('helped')
    expect(own.after).toMatchObject({ checked: 300, returned: 9, share: 0.03 })
    expect(effect?.expected.middle).toBeGreaterThan(0.09)
    expect(effect?.expected.middle).toBeLessThan(0.14)
    expect(effect?.odds.high).toBeLessThan(1)
  })

  it('takes nothing for an effect that everybody shares', () => {
    const all = Array.from({ length: 12 }, (_, at) => person(`p${at}`, at < 3, [100, 20, 100, 8]))
    const { verdict, effect } = returnsAnswer(all)
    expect(verdict).toBe('notShown')
    expect(effect?.expected.middle).toBeLessThan(0.13)
  })

  it('expects the one with a bad spell to come back by themself', () => {
    const spell = person('t', true, [30, 9, 30, 4])
    const others = Array.from({ length: 10 }, (_, at) => person(`u${at}`, false, [30, 3, 30, 3]))
    const { verdict, effect } = returnsAnswer([spell, ...others])
    // 30 % before; among people of 10 % most of that was chance.
    expect(effect?.expected.middle).toBeLessThan(0.24)
    expect(verdict).toBe('notShown')
  })

  it('says when there is too little', () => {
    expect(returnsAnswer([]).verdict).toBe('tooLittle')
    const one = person('t', true, [100, 20, 100, 1])
    expect(returnsAnswer([one, ...steady(1)])).toMatchObject({ verdict: 'tooLittle', effect: null })
    const few = person('t', true, [100, 20, 9, 0])
    expect(returnsAnswer([few, ...steady(9)]).verdict).toBe('tooLittle')
    // Somebody with two checked tasks is compared by neither side.
    expect(
      returnsAnswer([one, ...steady(3), person('v', false, [2, 0, 2, 2])]).people.untrained,
    ).toBe(3)
  })

  it('asks more of one person than of several', () => {
    expect(sureFrom(1)).toBeGreaterThan(sureFrom(2))
    expect(sureFrom(2)).toBeGreaterThan(sureFrom(3))
  })

  it('does not break on no returns or nothing but returns', () => {
    for (const returned of [0, 100]) {
      const all = Array.from({ length: 6 }, (_, at) =>
        person(`p${at}`, at < 2, [100, returned, 100, returned]),
      )
      const { verdict, effect } = returnsAnswer(all)
      expect(verdict).toBe('notShown')
      expect(Object.values(effect?.odds ?? {}).every(Number.isFinite)).toBe(true)
    }
  })
})

describe('how often it is wrong', () => {
  const claims = (change: Partial<Training>, runs: number, seed: number) => {
    const dice = new Dice(seed)
    let found = 0
    for (let run = 0; run < runs; run++)
      if (returnsAnswer(madeTraining({ ...usualTraining, ...change }, dice)).verdict === 'helped')
        found++
    return found
  }

  // 400 runs of each, and more cases, are in the bench; these few would catch a method that is badly off.
  it('claims little without effect though the worst were picked, and finds what is there', () => {
    expect(claims({ tasks: 30, trained: 2 }, 40, 3)).toBeLessThanOrEqual(5)
    expect(claims({ spell: 0.3, trained: 1 }, 40, 4)).toBeLessThanOrEqual(5)
    expect(claims({ rate: 0.2, factor: 0.5 }, 20, 5)).toBeGreaterThanOrEqual(12)
  })
})

describe('whether work became quicker', () => {
  it('finds it on the scale of the standard, whatever the tail', () => {
    const dice = new Dice(11)
    const subjects = madeTraining({ ...usualTraining, factor: 0.5, between: 0.2 }, dice)
    const { verdict, effect, tasks } = timesAnswer(subjects)
    expect(tasks).toEqual({ before: 300, after: 300 })
    expect(verdict).toBe('helped')
    expect(effect?.ratio.low).toBeLessThan(0.55)
    expect(effect?.ratio.high).toBeGreaterThan(0.45)
  })

  it('takes the median of logarithms, which one hour among minutes does not move', () => {
    const usual = [0.8, 0.9, 1, 1.1, 1.25]
    expect(Math.exp(timeOf(usual).middle)).toBeCloseTo(1, 12)
    expect(Math.exp(timeOf([...usual.slice(0, 4), 60]).middle)).toBeCloseTo(1, 12)
    expect(timeOf([1, 1, 1]).error).toBeGreaterThan(0.1)
  })
})

describe('sums over a grid', () => {
  it('finds quantiles and weights between the points', () => {
    const points = evenly(-1, 1, 3)
    expect(quantileOf(points, [0.25, 0.5, 0.25], 0.5)).toBeCloseTo(0, 12)
    expect(weightBelow(points, [0.25, 0.5, 0.25], 0)).toBeCloseTo(0.5, 12)
    expect(weightBelow(points, [0, 0, 1], 0)).toBe(0)
  })
})

describe('who is compared', () => {
  const line = { from: '2026-08', until: '2026-09', since: '2026-09', to: '2026-10' }
  const outcome = (finishedAt: string, passed: boolean, reason = 'signature') => ({
    task: 1,
    type: 'permit',
    team: 'permits',
    person: 'ana',
    level: 3 as const,
    share: 1,
    finishedAt,
    passed,
    reviews: [],
    reasons: passed ? [] : [{ reason, step: null, text: null }],
  })

  it('counts one person’s work on each side of the line, for one reason or any', () => {
    const record = {
      outcomes: [
        outcome('2026-07-31', false),
        outcome('2026-08-10', false),
        outcome('2026-08-11', false, 'late'),
        outcome('2026-09-02', true),
        outcome('2026-10-01', false),
      ],
      timed: [
        { type: 'permit', person: 'ana', finishedAt: '2026-09-03', ratio: 1.5 },
        { type: 'mail', person: 'ana', finishedAt: '2026-09-03', ratio: 9 },
      ],
    }
    const wanted = { types: ['permit'], reason: 'signature' }
    expect(subjectOf('ana', true, line, record, wanted)).toEqual({
      person: 'ana',
      trained: true,
      returns: { before: { checked: 2, returned: 1 }, after: { checked: 1, returned: 0 } },
      times: { before: [], after: [1.5] },
    })
    expect(
      subjectOf('ana', true, line, record, { types: null, reason: null }).returns.before,
    ).toEqual({ checked: 2, returned: 2 })
    expect(subjectOf('ben', false, line, record, wanted).returns.after.checked).toBe(0)
  })

  it('counts the periods before as well, from the last such training on', () => {
    const outcomes = ['2026-03-01', '2026-05-01', '2026-05-02', '2026-07-01'].map((day) =>
      outcome(day, false),
    )
    const long = { ...line, earlier: ['2026-02-01', '2026-04-01', '2026-06-01'] }
    const earlier = (since?: string) =>
      subjectOf('ana', true, long, { outcomes, timed: [] }, { types: null, reason: null }, since)
        .returns.earlier
    const tally = (checked: number) => ({ checked, returned: checked })
    expect(earlier()).toEqual([tally(1), tally(2), tally(1)])
    // What was before another training like it was before another person, so to say.
    expect(earlier('2026-04-15')).toEqual([tally(1)])
    expect(earlier('2026-06-15')).toBeUndefined()
  })

  it('is surer of one person where a longer record shows how steady people are', () => {
    const steady = { checked: 100, returned: 20 }
    const people = (later: number, known: readonly { checked: number; returned: number }[]) =>
      Array.from({ length: 8 }, (_, at) => ({
        person: `p${at}`,
        trained: at === 0,
        returns: {
          before: steady,
          after: { checked: 100, returned: at === 0 ? later : 20 },
          earlier: known,
        },
        times: { before: [], after: [] },
      }))
    const chance = (known: readonly { checked: number; returned: number }[]) =>
      returnsAnswer(people(12, known)).effect?.chance ?? 0
    const unsteady = [4, 36, 8].map((returned) => ({ checked: 100, returned }))
    expect(chance([steady, steady, steady])).toBeGreaterThan(chance([]))
    expect(chance(unsteady)).toBeLessThan(chance([]))
  })

  it('knows trainings about the same, and who was there', () => {
    expect(isAlike({ type: 'permit', topic: 'A' }, { type: 'permit', topic: 'B' })).toBe(true)
    expect(isAlike({ type: null, topic: 'Fees' }, { type: null, topic: 'Fees' })).toBe(true)
    expect(isAlike({ type: null, topic: 'Fees' }, { type: 'permit', topic: 'Fees' })).toBe(false)
    const row = (person: string, attended: boolean | null) => ({
      id: `s/${person}`,
      session: 's',
      person,
      team: 'permits',
      trainer: 'lee',
      need: null,
      attended,
      signedAt: null,
      levelBefore: null,
      levelAfter: null,
    })
    expect(
      attendedBy('s', [row('ana', true), row('ben', false), row('cat', null)]).map(
        ({ person: id }) => id,
      ),
    ).toEqual(['ana'])
  })

  it('tells who was chosen for a spell of their own work', () => {
    const need = (at: string, kind: 'review' | 'text') => ({
      id: 'n',
      person: 'ana',
      team: 'permits',
      type: 'permit',
      topic: null,
      seen: '',
      by: null,
      priority: 'normal' as const,
      evidence: [{ kind, ref: null, text: '' }],
      suggestion: null,
      state: 'met' as const,
      recordedBy: 'lee',
      at,
      session: 's',
      closed: null,
    })
    const days = { ...line, until: '2026-09-01', since: '2026-09-02' }
    const picked = (one: ReturnType<typeof need>) =>
      isPicked({ need: 'n' }, new Map([['n', one]]), days)
    expect(picked(need('2026-08-20', 'review'))).toBe(true)
    expect(picked(need('2026-08-20', 'text'))).toBe(false)
    expect(picked(need('2026-07-20', 'review'))).toBe(false)
    // On the training's own day it came before the training; on the next it did not.
    expect(picked(need(days.until, 'review'))).toBe(true)
    expect(picked(need(days.since, 'review'))).toBe(false)
    expect(isPicked({ need: null }, new Map(), days)).toBe(false)
  })

  it('takes people of like level where there are enough of them', () => {
    const peers = [
      { person: 'a', level: 4 },
      { person: 'b', level: 2 },
      { person: 'c', level: 1 },
    ]
    expect(peersOf(peers, [1], 2)).toEqual({ people: ['b', 'c'], unlike: false })
    expect(peersOf(peers, [0], 2)).toEqual({ people: ['a', 'b', 'c'], unlike: true })
    expect(peersOf(peers, [null], 2).people).toHaveLength(3)
  })
})
