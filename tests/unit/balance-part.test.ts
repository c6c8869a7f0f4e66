/** What a proposal comes to when some of it is taken, and what is kept of that. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bench } from '../../server/balancing/questions.js'
import { asItGoes } from '../../server/domain/balance/desk/as-it-goes.js'
import { offerOf } from '../../server/domain/balance/desk/offer.js'
import { partOf, takenOf } from '../../server/domain/balance/desk/part.js'
import { recheck } from '../../server/domain/balance/desk/record.js'
import { canonical, floorFrom } from '../../server/domain/balance/floor/certificate.js'
import { figuresOf } from '../../server/domain/balance/floor/figures.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { MONDAY_9 } from '../support/floor.js'
import { floors, person, solve, task } from '../support/small-floors.js'

const names = new Map([
  ['ana', 'Ana Delgado'],
  ['ben', 'Ben Ito'],
])

/** An offer on a floor on which everybody takes what they hold in the order of its numbers. */
function offered(floor: Floor) {
  const order = new Map<string, number[]>()
  for (const { no, holder } of floor.tasks)
    if (holder !== null) order.set(holder, [...(order.get(holder) ?? []), no])
  const base = { floor, names, order, begun: new Map<string, number>(), limit: null, reserve: null }
  const ground = { ...base, at: figuresOf(floor), before: asItGoes(floor, order) }
  const offer = offerOf(ground, solve(floor, 300), true)
  const part = (without: Iterable<number>) =>
    partOf(ground, offer, takenOf(offer, new Set(without)))
  return { base, offer, part }
}

describe('a part of a proposal', () => {
  it('is no better than what is proved, and all of it is the plan; it can be checked from what is kept', () => {
    fc.assert(
      fc.property(floors, fc.integer({ min: 0, max: 127 }), (floor, bits) => {
        const { offer, part } = offered(floor)
        const nos = offer.moves.map(({ task: no }) => no)
        if (offer.heldBack === 0) expect(part([]).after).toEqual(offer.after)
        if (nos.length > 0) expect(part(nos).after).toEqual(offer.before)
        const some = part(nos.filter((_, n) => bits & (1 << n)))
        const { certificate } = offer
        if (!certificate) throw new Error('what is told is proved')
        expect(some.after.weighted).toBeGreaterThanOrEqual(certificate.lateness.bound)
        const text = canonical(floor)
        const kept = { floor: floorFrom(text), certificate, ...some }
        expect(canonical(kept.floor)).toBe(text)
        expect(recheck(kept)).toMatchObject({ holds: true, after: some.after })
        const less = { ...some.after, weighted: some.after.weighted - 1 }
        expect(recheck({ ...kept, after: less }).holds).toBe(false)
      }),
      { numRuns: 150, seed: 5 },
    )
  })

  // Ana has more than her day; Ben has none of it yet.
  const full: Floor = {
    people: [person('ana', 200), person('ben', 200)],
    tasks: [1, 2, 3, 4].map((no) =>
      task(no, [50, 50], { holder: 'ana', due: 100, unplaced: 300, weight: 2 }),
    ),
  }

  it('tells what is proved of it in figures of its own, and where what stays comes', () => {
    const { offer, part } = offered(full)
    const [first, second] = offer.moves.map(({ task: no }) => no) as [number, number]
    expect([offer.moves.length, offer.after.weighted, part([first]).after.weighted]).toEqual([
      2, 0, 100,
    ])
    const { words, lists, order } = part([first])
    expect(words).toEqual({
      lateness:
        '100 weighted minutes late; no plan under these estimates, skills, shifts and pins has fewer than 0',
      finish: 'latest finish in 2 h 30: as chosen',
      binds: expect.stringMatching(/^lateness is bound by /) as string,
      rest: 'evenness and 1 task taken from a holder: as chosen',
    })
    expect(lists.find((one) => one.person === 'ben')?.tasks).toEqual([second])
    const anas = lists.find((one) => one.person === 'ana')?.tasks
    expect(anas).toContain(first)
    expect(order).toEqual(anas?.map((no, n) => ({ task: no, person: 'ana', place: n + 1 })))
  })

  it('is not proved by prices or figures that are not its own', () => {
    const { offer, part } = offered(full)
    const { after, lists, open } = part([1])
    const { lateness, ...rest } = offer.certificate!
    const more = { ...rest, lateness: { ...lateness, bound: after.weighted + 8 } }
    expect(recheck({ floor: full, certificate: more, lists, open, after }).holds).toBe(false)
  })
})

it('is kept with what would have been if whoever gives work away were in longer', () => {
  // Ana has time for one of her two tasks; Ben, who has his hands full, gets the other.
  const { base, offer } = offered({
    people: [person('ana', 60), person('ben')],
    tasks: [
      task(1, [60, 0], { holder: 'ana' }),
      task(2, [60, 50], { holder: 'ana', unplaced: 400 }),
      task(3, [0, 300], { holder: 'ben', pinned: 'ben' }),
    ],
  })
  expect(offer.moves).toMatchObject([{ task: 2, from: 'ana', to: 'ben' }])
  const telling = { timeZone: 'America/Denver', at: MONDAY_9 }
  const taken = takenOf(offer, new Set())
  const bench = new Bench({ ...base, idle: null })
  const settled = () => bench.answer({ what: 'settle', offer, taken, telling })
  // Who takes it at once does not wait until that is thought of.
  expect(settled()).toMatchObject({ after: offer.after, unless: [] })
  while (bench.think(offer, Date.parse(MONDAY_9)));
  expect(settled()).toMatchObject({
    after: offer.after,
    unless: [[2, 'if Ana Delgado were in until 11:00, it would stay']],
  })
})
