/** Who may check what, and what a lead can do about the checks of their own work. */
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ReviewDesk } from '../support/review-desk.js'

let desk: ReviewDesk
beforeEach(() => {
  desk = new ReviewDesk()
})

describe('a checker', () => {
  it('is never who had a hand in it before, nor who checked it before while others may', () => {
    for (const who of ['ana', 'ben']) desk.skill(who, 4)
    const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
    desk.do('ben', 'task.claim', { task: no })
    desk.do('ben', 'task.release', { task: no })
    desk.again(no)
    expect(desk.code('ben', 'review.take', { task: no })).toBe('not_allowed')
    desk.back(no)
    // Lee returned it, and is the only one left who had no hand in it.
    desk.again(no)
    expect(desk.code('lee', 'review.decide', { task: no, result: 'pass' })).toBe('ok')

    const { no: other } = desk.finished()
    desk.back(other)
    desk.again(other)
    expect(desk.code('lee', 'review.take', { task: other })).toBe('not_allowed')
    expect(desk.code('ben', 'review.decide', { task: other, result: 'pass' })).toBe('ok')
  })

  it('of a lead’s own work is another lead or who could teach it, not who is only named', () => {
    desk.do('ada', 'checker.set', { person: 'ben', types: ['mail'] })
    desk.skill('ana', 4)
    const { no, status } = desk.finished('lee')
    expect(status).toBe('review')
    expect(desk.code('ben', 'review.take', { task: no })).toBe('not_allowed')
    expect(desk.code('ana', 'review.take', { task: no })).toBe('ok')
    desk.skill('ana', 3)
    // With nobody left who may, it is done and listed, as all such work is.
    expect(desk.finished('lee').status).toBe('done')
    expect(desk.finished('ana').status).toBe('review')
  })

  it('is never a doer, whatever hands the work went through', () => {
    const people = ['ana', 'ben', 'lee'] as const
    const who = fc.constantFrom(...people)
    const rounds = fc.array(
      fc.record({ hands: fc.array(who, { maxLength: 2 }), finisher: who, returns: fc.boolean() }),
      { minLength: 1, maxLength: 4 },
    )
    const reasons = [{ reason: 'signature' }]
    let checked = 0
    fc.assert(
      fc.property(rounds, (all) => {
        desk = new ReviewDesk()
        for (const one of ['ana', 'ben']) desk.skill(one, 4)
        const { no: task } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
        const doers = new Set<string>()
        for (const { hands, finisher, returns } of all) {
          desk.code('lee', 'task.release', { task })
          for (const hand of hands) {
            desk.do(hand, 'task.claim', { task })
            desk.do(hand, 'task.release', { task })
            doers.add(hand)
          }
          doers.add(finisher)
          // Nobody is left who may check it: that ends it.
          if (desk.again(task, finisher).status === 'done') return
          const verdict = returns
            ? { result: 'return' as const, reasons }
            : { result: 'pass' as const }
          const may = people.filter((one) => desk.code(one, 'review.take', { task }) === 'ok')
          const checker = people.find(
            (one) => desk.code(one, 'review.decide', { task, ...verdict }) === 'ok',
          )
          for (const one of [...may, checker ?? '']) expect(doers).not.toContain(one)
          checked++
          if (!returns) desk.do('lee', 'task.reopen', { task, reason: 'Again' })
        }
      }),
      { numRuns: 100 },
    )
    expect(checked).toBeGreaterThan(50)
  })
})

const letters = { id: 'mail', name: 'mail', standardMinutes: 6, team: 'permits' }

describe('the checks of a lead’s own work', () => {
  /** Ben leads the team too, and Lee is of a grade for which there may be a rate. */
  function second() {
    desk.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['permits'] })
    for (const who of ['ana', 'lee']) desk.do('ada', 'person.edit', { person: who, grade: 'III' })
    desk.skill('ana', 3)
  }
  const ownRate = () => desk.board.tables.rate.get('mail/*/lee')
  const benSets = (more: object) =>
    desk.do('ben', 'rate.set', { type: 'mail', share: 0.5, ...more })

  it('get no fewer by what they change, whatever door they take', () => {
    const easings: [string, () => void, () => void][] = [
      [
        'removing what covers them',
        () => benSets({}),
        () => desk.do('lee', 'rate.set', { type: 'mail', share: null }),
      ],
      [
        'removing their grade’s',
        () => benSets({ grade: 'III' }),
        () => desk.do('lee', 'rate.set', { type: 'mail', grade: 'III', share: null }),
      ],
      [
        'setting another over it',
        () => benSets({}),
        () => desk.do('lee', 'rate.set', { type: 'mail', share: 0.2 }),
      ],
      [
        'setting a lower one for their grade',
        () => benSets({}),
        () => desk.do('lee', 'rate.set', { type: 'mail', grade: 'III', share: 0 }),
      ],
      [
        'raising it and lowering it again',
        () => benSets({}),
        () => {
          desk.do('lee', 'rate.set', { type: 'mail', share: 0.6 })
          desk.do('lee', 'rate.set', { type: 'mail', share: 0.01 })
        },
      ],
      [
        'the share of the type',
        () => desk.do('ada', 'type.save', { ...letters, reviewRate: 0.5 }),
        () => desk.rate(0),
      ],
    ]
    for (const [how, before, ease] of easings) {
      desk = new ReviewDesk()
      second()
      desk.do('ada', 'type.save', { ...letters, reviewRate: 0.1 })
      desk.draws = (label) => (label.includes('blind') ? 0.99 : 0.49)
      before()
      ease()
      expect([how, desk.finished('ana').status]).toEqual([how, 'done'])
      expect([how, desk.finished('lee').status]).toEqual([how, 'review'])
      expect([how, ownRate()?.floor]).toEqual([how, true])
      // Another lead may free them of it.
      benSets({ person: 'lee', share: null })
      expect([how, ownRate()]).toEqual([how, undefined])
    }
  })

  it('are more where somebody else asks for more, and nothing is kept of a change that eases nothing', () => {
    second()
    desk.do('ada', 'type.save', { ...letters, reviewRate: 0.1 })
    desk.do('lee', 'rate.set', { type: 'mail', share: 0.3 })
    expect(ownRate()).toBeUndefined()
    desk.do('lee', 'rate.set', { type: 'mail', share: 0.2 })
    expect(ownRate()).toMatchObject({ share: 0.3, floor: true, by: 'lee', team: 'permits' })
    desk.draws = (label) => (label.includes('blind') ? 0.99 : 0.6)
    expect(desk.finished('lee').status).toBe('done')
    benSets({ share: 0.7 })
    expect(desk.finished('lee').status).toBe('review')
    // What another sets for them alone takes its place; an administrator may too, where there is no other lead.
    desk.do('ada', 'rate.set', { type: 'mail', person: 'lee', share: 0.05 })
    expect(ownRate()?.floor).toBeUndefined()
    expect(desk.finished('lee').status).toBe('done')
  })

  it('draws a lead’s own work at no less than the office’s share, whatever they set', () => {
    desk.skill('ana', 4)
    desk.draws = (label) => (label.includes('blind') ? 0.99 : 0.05)
    desk.do('ada', 'type.save', { ...letters, reviewRate: 0 })
    desk.rate(0.01)
    expect(desk.finished('ana').status).toBe('done')
    expect(desk.finished('lee').status).toBe('review')
    desk.do('lee', 'rate.set', { type: 'mail', share: 0.01 })
    expect(desk.finished('ana').status).toBe('done')
    expect(desk.finished('lee').status).toBe('review')
    desk.do('ada', 'office.save', { desk: { leadShare: 0.02 } })
    expect(desk.finished('lee').status).toBe('done')
    // What somebody else sets holds for them as for all.
    desk.do('ada', 'office.save', { desk: { leadShare: 1 } })
    desk.do('ada', 'type.save', { ...letters, reviewRate: 0 })
    expect(desk.finished('lee').status).toBe('done')
  })

  it('is not for the lead who did it to end or to change', () => {
    desk.skill('ana', 4)
    const { no } = desk.finished('lee')
    expect(desk.code('lee', 'task.cancel', { task: no, reason: 'Double' })).toBe('wrong_state')
    expect(desk.code('lee', 'task.edit', { task: no, title: 'Other' })).toBe('wrong_state')
    expect(desk.code('lee', 'task.change', { tasks: [no], priority: 'low' })).toBe('wrong_state')
    expect(desk.task(no)).toMatchObject({ status: 'review', title: 'Letter' })
  })
})

it('is promised to who was put in training, also where the type has no share', () => {
  desk.rate(0)
  desk.skill('ana', 4)
  const evidence = [{ kind: 'text' as const, text: 'Their first week' }]
  const learn = { person: 'ben', type: 'mail', evidence }
  desk.do('lee', 'skill.set', { ...learn, level: 1, trainer: 'ana' })
  expect(desk.finished('ben').status).toBe('review')
  desk.do('lee', 'skill.set', { ...learn, level: 3 })
  expect(desk.finished('ben').status).toBe('done')
})
