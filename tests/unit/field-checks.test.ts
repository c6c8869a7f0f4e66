import { describe, expect, it } from 'vitest'
import type { CheckRule, Formula } from '../../server/contract/counting.js'
import type { FieldKind, FieldRule } from '../../server/contract/rows.js'
import { valueWords, checksOf, differencesOf, unexplained } from '../../server/domain/checks.js'
import { countingProblems } from '../../server/domain/field-rules.js'

const rule = (id: string, kind: FieldKind, formula?: Formula): FieldRule => ({
  id,
  label: id[0]?.toUpperCase() + id.slice(1),
  kind,
  required: false,
  unit: null,
  choices: [],
  ...(formula && { formula }),
})

describe('a check', () => {
  const fields = [rule('expected', 'money'), rule('entered', 'money'), rule('why', 'text')]
  const check = (more: Partial<CheckRule> = {}): CheckRule => ({
    id: 'dollars',
    label: 'Dollars',
    left: 'expected',
    right: 'entered',
    explain: 'why',
    ...more,
  })
  const type = (more?: Partial<CheckRule>) => ({ fields, checks: [check(more)] })

  it('finds no fault where both sides agree or are empty', () => {
    expect(unexplained(type(), { expected: 0.3, entered: 0.1 + 0.2 })).toEqual([])
    expect(unexplained(type(), {})).toEqual([])
    expect(differencesOf(type(), { expected: 5, entered: 5 })).toBeUndefined()
  })

  it('says what was expected, what was entered, the difference and where to explain it', () => {
    expect(unexplained(type(), { expected: 1204.5, entered: 1200 })).toEqual([
      {
        path: 'fields.why',
        message:
          'Dollars: Expected is $1,204.50, Entered is $1,200.00, the difference is −$4.50; explain it in Why',
      },
    ])
    expect(unexplained(type({ explain: null }), { expected: 3, entered: 4 })).toEqual([
      {
        path: 'fields.entered',
        message:
          'Dollars: Expected is $3.00, Entered is $4.00, the difference is $1.00; the two must agree',
      },
    ])
  })

  it('takes an empty side for a difference', () => {
    expect(unexplained(type(), { expected: 0 })).toMatchObject([
      { message: expect.stringContaining('Entered is empty') as string },
    ])
  })

  it('is settled by words, not by blanks, and keeps the difference', () => {
    expect(unexplained(type(), { expected: 1, entered: 2, why: '  ' })).toHaveLength(1)
    const settled = { expected: 1, entered: 2, why: 'A cheque bounced' }
    expect(unexplained(type(), settled)).toEqual([])
    expect(differencesOf(type(), settled)).toEqual({ dollars: 1 })
  })

  it('bears a tolerance, exactly', () => {
    expect(unexplained(type({ tolerance: 0.05 }), { expected: 1, entered: 1.05 })).toEqual([])
    expect(unexplained(type({ tolerance: 0.05 }), { expected: 1, entered: 1.06 })).toHaveLength(1)
    expect(differencesOf(type({ tolerance: 0.05 }), { expected: 1, entered: 1.05 })).toEqual({
      dollars: 0.05,
    })
  })

  it('compares computed fields too, and is nothing where a field is gone', () => {
    const twice = rule('twice', 'computed', { op: 'product', of: ['entered', 2] })
    const both = { fields: [...fields, twice], checks: [check({ right: 'twice' })] }
    expect(checksOf(both, { expected: 4, entered: 2 })).toMatchObject([{ differs: false, to: 4 }])
    expect(checksOf({ fields: [], checks: [check()] }, { expected: 4 })).toEqual([])
  })
})

it('writes amounts as they are read', () => {
  expect([
    valueWords(-3, 'count'),
    valueWords(1204.5, 'money'),
    valueWords(0.125, 'number'),
  ]).toEqual(['−3', '$1,204.50', '0.125'])
})

describe('what cannot be counted', () => {
  const base = [rule('fee', 'money'), rule('days', 'count'), rule('note', 'text')]
  const paths = (formula: Formula | undefined, more: Partial<FieldRule> = {}) =>
    countingProblems([...base, { ...rule('out', 'computed', formula), ...more }], []).map(
      ({ path, message }) => `${path}: ${message}`,
    )

  it.each<[string, Formula, string]>([
    [
      'an unknown field',
      { op: 'sum', of: ['fee', 'gone'] },
      'fields.3.formula.of.1: there is no field gone in this type',
    ],
    [
      'a field of words',
      { op: 'sum', of: ['note'] },
      'fields.3.formula.of.0: Note is a text field; only numbers, money and counts can be counted',
    ],
    [
      'itself',
      { op: 'sum', of: ['out'] },
      'fields.3.formula.of.0: goes round in a circle: Out, Out',
    ],
    [
      'dollars and days added',
      { op: 'sum', of: ['fee', 'days'] },
      'fields.3.formula.of.1: is not money, but another part is; dollars and counts do not add up',
    ],
    [
      'dollars times dollars',
      { op: 'product', of: ['fee', 'fee'] },
      'fields.3.formula.of.1: is money, and so is another part; dollars times dollars are nothing',
    ],
    [
      'dollars called a count',
      { op: 'product', of: ['fee', 'days'], result: 'count' },
      'fields.3.formula.result: must be money, since it is counted from money',
    ],
    [
      'days called dollars',
      { op: 'sum', of: ['days'], result: 'money' },
      'fields.3.formula.result: must not be money, since no part of it is',
    ],
    [
      'a difference of three',
      { op: 'difference', of: ['fee', 'fee', 'fee'] },
      'fields.3.formula.of: must have two parts: what is taken from, and what is taken away',
    ],
    [
      'numbers alone',
      { op: 'sum', of: [1, 2] },
      'fields.3.formula.of: must have at least one field',
    ],
    [
      'steps without steps',
      { op: 'steps', of: ['days'] },
      'fields.3.formula.steps: are needed: up to how much, and the amount',
    ],
    [
      'steps that go back',
      {
        op: 'steps',
        of: ['days'],
        steps: [
          { upTo: 2, amount: 1 },
          { upTo: 2, amount: 3 },
        ],
      },
      'fields.3.formula.steps.1.upTo: must be more than 2, the step before it',
    ],
    [
      'an open step before the last',
      {
        op: 'steps',
        of: ['days'],
        steps: [
          { upTo: null, amount: 1 },
          { upTo: 2, amount: 3 },
        ],
      },
      'fields.3.formula.steps.0.upTo: must be a number, except in the last step',
    ],
    [
      'steps of a sum',
      { op: 'sum', of: ['days'], steps: [{ upTo: 2, amount: 3 }] },
      'fields.3.formula.steps: are for the operation steps only; leave them out',
    ],
  ])('is named by its path: %s', (_, formula, problem) => {
    expect(paths(formula)).toEqual([problem])
  })

  it('is a formula that lacks, one that is not asked for, or a field that cannot be typed in and must', () => {
    expect(paths(undefined)).toEqual(['fields.3.formula: is needed: say what Out is counted from'])
    expect(paths({ op: 'sum', of: ['fee'] }, { kind: 'money' })).toEqual([
      'fields.3.formula: is for computed fields only; leave it out',
    ])
    expect(paths({ op: 'sum', of: ['fee'] }, { required: true })).toEqual([
      'fields.3.required: cannot be set: Out is never typed in; require the fields it is counted from',
    ])
  })

  it('is a circle, at each place where it can be cut', () => {
    const fields = [
      rule('a', 'computed', { op: 'sum', of: ['b'] }),
      rule('b', 'computed', { op: 'sum', of: ['c'] }),
      rule('c', 'computed', { op: 'sum', of: ['a'] }),
    ]
    expect(countingProblems(fields, [])).toEqual([
      { path: 'fields.0.formula.of.0', message: 'goes round in a circle: A, B, C, A' },
      { path: 'fields.1.formula.of.0', message: 'goes round in a circle: B, C, A, B' },
      { path: 'fields.2.formula.of.0', message: 'goes round in a circle: C, A, B, C' },
    ])
  })

  it('is a check of what is not there, is words, is one and the same, or is explained by a number', () => {
    const of = (check: Partial<CheckRule>) =>
      countingProblems(base, [
        { id: 'x', label: 'X', left: 'fee', right: 'days', explain: null, ...check },
      ]).map(({ path }) => path)
    expect(of({})).toEqual(['checks.0.right'])
    expect(of({ right: 'gone' })).toEqual(['checks.0.right'])
    expect(of({ left: 'note', right: 'days' })).toEqual(['checks.0.left'])
    expect(of({ right: 'fee' })).toEqual(['checks.0.right'])
    expect(of({ left: 'days', right: 'days', explain: 'fee' })).toEqual([
      'checks.0.right',
      'checks.0.explain',
    ])
    expect(of({ explain: 'gone' })).toContain('checks.0.explain')
  })
})
