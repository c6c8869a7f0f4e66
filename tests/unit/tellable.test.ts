/** What is told to those who may see no single person's figures, and what is left when they subtract. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tellable, wholeWeeks } from '../../server/domain/quality/tellable.js'
import { addDays } from '../../server/domain/timetable.js'

describe('what supervisors are told of', () => {
  it('tells whole weeks that are over', () => {
    const of = (from: string, to: string) => wholeWeeks({ from, to }, '2026-11-25')
    expect(of('2026-11-04', '2026-11-12')).toEqual({ from: '2026-11-02', to: '2026-11-15' })
    expect(of('2026-11-04', '2026-11-25')).toEqual({ from: '2026-11-02', to: '2026-11-22' })
    expect(of('2026-11-23', '2026-11-25')).toBeNull()
  })

  it('leaves nothing of fewer people when one figure is subtracted from another', () => {
    const days = Array.from({ length: 21 }, (_, at) => addDays('2026-11-02', at))
    const piece = fc.record({
      type: fc.constantFrom('mail', 'permit'),
      person: fc.constantFrom('ana', 'ben', 'cy', 'dee'),
      finishedAt: fc.constantFrom(...days),
    })
    const span = fc.record({
      from: fc.constantFrom(...days),
      to: fc.constantFrom(...days),
      type: fc.constantFrom('mail', 'permit', null),
    })
    let apart = 0
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 30, maxLength: 60 }),
        span,
        span,
        (all, one, other) => {
          const shown = ({ from, to, type }: typeof one) => {
            const weeks = wholeWeeks({ from, to }, '2026-11-23')
            const within = all.filter(
              (work) =>
                weeks &&
                weeks.from <= work.finishedAt &&
                work.finishedAt <= weeks.to &&
                (type === null || work.type === type),
            )
            return within.filter(tellable(within, 3, (day) => day).isTold)
          }
          const [a, b] = [shown(one), shown(other)]
          const rest = a.filter((work) => !b.includes(work))
          const people = new Set(rest.map(({ person }) => person)).size
          expect([0, 3, 4]).toContain(people)
          if (people > 0 && b.length > 0) apart++
        },
      ),
      { numRuns: 2000 },
    )
    expect(apart).toBeGreaterThan(20)
    // Leads see each person's, so nothing is left out for them.
    const alone = [{ type: 'mail', person: 'ana', finishedAt: '2026-11-02' }]
    expect(alone.filter(tellable(alone, 0, (day) => day).isTold)).toEqual(alone)
    expect(tellable(alone, 3, (day) => day).leftOut).toEqual(['mail'])
  })
})
