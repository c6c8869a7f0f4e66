import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Formula } from '../../server/contract/counting.js'
import type { FieldKind, FieldRule } from '../../server/contract/rows.js'
import { addsUp, evaluate, resultOf, withCounts } from '../../server/domain/fields.js'

const rule = (id: string, kind: FieldKind, formula?: Formula): FieldRule => ({
  id,
  label: id[0]?.toUpperCase() + id.slice(1),
  kind,
  required: false,
  unit: null,
  choices: [],
  ...(formula && { formula }),
})
const one = (formula: Formula, values: Record<string, number>, kinds: Record<string, FieldKind>) =>
  evaluate(
    [
      ...Object.entries(kinds).map(([id, kind]) => rule(id, kind)),
      rule('out', 'computed', formula),
    ],
    values,
  ).out

describe('a total of the day', () => {
  it('is of amounts and counts, not of rates, weights and prices of one', () => {
    const fields = [
      rule('rate', 'money'),
      rule('days', 'count'),
      rule('penalty', 'computed', { op: 'product', of: ['rate', 'days'] }),
      rule('tax', 'money'),
      rule('share', 'number'),
      rule('interest', 'computed', { op: 'product', of: ['tax', 'share'] }),
      rule('twelfth', 'computed', { op: 'product', of: ['tax', 12] }),
      rule('weight', 'number'),
      rule('each', 'computed', { op: 'steps', of: ['weight'], steps: [{ upTo: null, amount: 1 }] }),
      rule('postage', 'computed', { op: 'product', of: ['each', 'days'] }),
      rule('note', 'text'),
    ]
    expect(fields.filter((one) => addsUp(one, fields)).map(({ id }) => id)).toEqual([
      'days',
      'penalty',
      'tax',
      'interest',
      'twelfth',
      'postage',
    ])
  })
})

describe('a computed field', () => {
  const money = { a: 'money', b: 'money', c: 'money' } as const
  it.each<[string, Formula, Record<string, number>, Record<string, FieldKind>, number | undefined]>(
    [
      [
        'a sum of dollars, to the cent',
        { op: 'sum', of: ['a', 'b'] },
        { a: 0.1, b: 0.2 },
        money,
        0.3,
      ],
      ['a sum of what is filled', { op: 'sum', of: ['a', 'b', 'c'] }, { b: 4.05 }, money, 4.05],
      ['no sum of nothing', { op: 'sum', of: ['a', 2] }, {}, money, undefined],
      ['a difference', { op: 'difference', of: ['a', 'b'] }, { a: 40, b: 41.1 }, money, -1.1],
      [
        'no difference from nothing',
        { op: 'difference', of: ['a', 'b'] },
        { a: 40 },
        money,
        undefined,
      ],
      [
        'rate × days',
        { op: 'product', of: ['a', 'days'] },
        { a: 5.25, days: 12 },
        { a: 'money', days: 'count' },
        63,
      ],
      [
        'a rate of so many dollars',
        { op: 'product', of: [5, 'days'], result: 'money' },
        { days: 3 },
        { days: 'count' },
        15,
      ],
      ['half a cent up', { op: 'product', of: ['a', 0.5] }, { a: 0.01 }, money, 0.01],
      [
        'half a cent that is owed, too',
        { op: 'product', of: ['a', -0.5] },
        { a: 0.01 },
        money,
        -0.01,
      ],
      [
        'what binary fractions get wrong',
        { op: 'product', of: ['a', 0.01] },
        { a: 100.5 },
        money,
        1.01,
      ],
      [
        'a whole count',
        { op: 'product', of: ['n', 0.5], result: 'count' },
        { n: 5 },
        { n: 'count' },
        3,
      ],
      ['a number', { op: 'product', of: ['n', 0.1] }, { n: 3 }, { n: 'count' }, 0.3],
      [
        'nothing of what is no number',
        { op: 'product', of: ['n', 2] },
        {},
        { n: 'count' },
        undefined,
      ],
      [
        'nothing of cents that a number cannot hold',
        { op: 'product', of: ['a', 1e15] },
        { a: 99 },
        money,
        undefined,
      ],
    ],
  )('gives %s', (_, formula, values, kinds, expected) => {
    expect(one(formula, values, kinds)).toBe(expected)
  })

  const steps = [
    { upTo: 1, amount: 0.78 },
    { upTo: 2, amount: 1.07 },
    { upTo: null, amount: 2.5 },
  ]
  it.each([
    [0, 0.78],
    [1, 0.78],
    [1.01, 1.07],
    [2, 1.07],
    [900, 2.5],
    [-1, undefined],
  ])('looks %d up in its steps', (weight, amount) => {
    expect(one({ op: 'steps', of: ['w'], steps }, { w: weight }, { w: 'number' })).toBe(amount)
    expect(
      one({ op: 'steps', of: ['w'], steps: steps.slice(0, 2) }, { w: 900 }, { w: 'number' }),
    ).toBeUndefined()
  })

  it('is counted from computed ones, in whatever order they stand', () => {
    const fields = [
      rule('total', 'computed', { op: 'sum', of: ['fee', 'penalty'] }),
      rule('penalty', 'computed', { op: 'product', of: ['rate', 'days'] }),
      rule('fee', 'money'),
      rule('rate', 'money'),
      rule('days', 'count'),
    ]
    expect(evaluate(fields, { fee: 20, rate: 0.1, days: 3 })).toEqual({ total: 20.3, penalty: 0.3 })
    expect(resultOf(fields[0], fields)).toBe('money')
  })

  it('never keeps what stood there', () => {
    const fields = [rule('n', 'count'), rule('out', 'computed', { op: 'product', of: ['n', 2] })]
    expect(withCounts({ fields }, { n: 2, out: 99 })).toEqual({ n: 2, out: 4 })
    expect(withCounts({ fields }, { out: 99 })).toEqual({})
    expect(withCounts({ fields: [rule('n', 'count')] }, { n: 2, other: 'x' })).toEqual({
      n: 2,
      other: 'x',
    })
  })

  const numbers = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 0.1),
  )
  const operand = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'nowhere'), numbers)
  const anyFormula: fc.Arbitrary<Formula> = fc.record({
    op: fc.constantFrom('sum', 'difference', 'product', 'steps'),
    of: fc.array(operand, { minLength: 1, maxLength: 5 }),
    result: fc.constantFrom(undefined, 'money', 'count', 'number'),
    steps: fc.option(
      fc.array(fc.record({ upTo: fc.option(numbers), amount: numbers }), {
        minLength: 1,
        maxLength: 4,
      }),
      { nil: undefined },
    ),
  })

  it('is a finite number or nothing, whatever the formulas, circles too, and the values', () => {
    const values = fc.record({ a: numbers, b: numbers, c: fc.constantFrom('x', null, true, 3) })
    fc.assert(
      fc.property(anyFormula, anyFormula, values, (first, second, given) => {
        const fields = [
          rule('a', 'money'),
          rule('b', 'number'),
          rule('c', 'count'),
          rule('d', 'computed', first),
          rule('e', 'computed', second),
        ]
        for (const value of Object.values(evaluate(fields, given)))
          expect(Number.isFinite(value)).toBe(true)
      }),
    )
  })

  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
  it('adds dollars exactly to the cent, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 20 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(
              list.map((_, at) => at),
              { minLength: list.length },
            ),
          ),
        ),
        ([list, order]) => {
          const fields = list.map((_, at) => rule(`f${at}`, 'money'))
          const values = Object.fromEntries(list.map((amount, at) => [`f${at}`, amount / 100]))
          const sum = (of: string[]) =>
            evaluate([...fields, rule('out', 'computed', { op: 'sum', of })], values).out
          const expected = list.reduce((total, amount) => total + amount, 0)
          expect(Math.round((sum(fields.map(({ id }) => id)) ?? NaN) * 100)).toBe(expected)
          expect(sum(order.map((at) => `f${at}`))).toBe(sum(fields.map(({ id }) => id)))
        },
      ),
    )
  })

  it('multiplies dollars by days exactly', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 10_000 }), (rate, days) => {
        expect(
          one(
            { op: 'product', of: ['a', 'days'] },
            { a: rate / 100, days },
            { a: 'money', days: 'count' },
          ),
        ).toBe(Number(`${rate * days}e-2`) + 0)
      }),
    )
  })
})
