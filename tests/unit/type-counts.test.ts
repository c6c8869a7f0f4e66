import { describe, expect, it } from 'vitest'
import { offices } from '../../db/offices/all.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'
import { formulaWords } from '../../web/lib/formula-words.js'
import { newFormula, readSteps, withOperation, withoutField } from '../../web/views/type-counts.js'
import {
  newCheck,
  newField,
  typeDraft,
  typeInput,
  typeProblems,
  type FieldDraft,
  type TypeDraft,
} from '../../web/views/type-form.js'

const typeOf = (id: string): TaskTypeRow => {
  const type = offices.get('st-louis-clerical')?.types.find((row) => row.id === id)
  if (!type) throw new Error(`there is no type ${id}`)
  return type
}
const drafted = (change: (draft: TypeDraft) => Partial<TypeDraft>) => {
  const draft = typeDraft(typeOf('penalty'))
  return { ...draft, ...change(draft) }
}
const field = (more: Partial<FieldDraft>): FieldDraft => ({ ...newField(), ...more })
const said = (draft: TypeDraft) =>
  typeProblems(draft).map(({ path, message }) => `${path}: ${message}`)

describe('the form of a type that counts', () => {
  it.each(['payment-batch', 'penalty', 'mail', 'phone'])('sends %s back as it was', (id) => {
    const type = typeOf(id)
    const { fields, checks } = typeInput(typeDraft(type), type.id)
    // The unit of dollars is in their kind.
    expect(fields).toEqual(
      type.fields.map((row) => ({ ...row, unit: row.kind === 'money' ? null : row.unit })),
    )
    expect(checks).toEqual(type.checks ?? [])
    expect(typeProblems(typeDraft(type))).toEqual([])
  })

  it('names a new field by the id that it will have, also after it is renamed', () => {
    const fee = field({ label: 'Fee', kind: 'money' })
    const why = field({ label: 'Why' })
    const formula = {
      ...newFormula(),
      of: [
        { field: fee.key, number: '' },
        { field: null, number: '1,5' },
      ],
    }
    const total = field({ label: 'Total', kind: 'computed', required: true, formula })
    const draft = drafted(() => ({
      fields: [{ ...fee, label: 'Fee paid' }, total, why],
      checks: [
        {
          ...newCheck(),
          label: 'Fee',
          left: fee.key,
          right: total.key,
          tolerance: '0.05',
          explain: why.key,
        },
      ],
    }))
    expect(said(draft)).toEqual([])
    const { fields, checks } = typeInput(draft)
    expect(fields?.[1]).toMatchObject({
      id: 'total',
      required: false,
      formula: { op: 'sum', of: ['fee-paid', 1.5] },
    })
    expect(checks).toEqual([
      { label: 'Fee', left: 'fee-paid', right: 'total', tolerance: 0.05, explain: 'why' },
    ])
  })

  it('says what a formula or check still lacks, at its place', () => {
    const draft = drafted(() => ({
      fields: [field({ label: 'A', kind: 'computed', formula: newFormula() })],
      checks: [{ ...newCheck(), tolerance: '-1' }],
    }))
    expect(said(draft)).toEqual([
      'fields.0.formula: Choose a field or type a number for each part.',
      'checks.0.label: Name the check, such as Dollars.',
      'checks.0.left: Choose the two fields that must agree.',
      'checks.0.tolerance: Give a number of 0 or more, or leave it empty.',
    ])
  })

  it('says before it is sent what cannot be counted, and that a part is gone', () => {
    const round = drafted(({ fields }) => ({
      fields: fields.map((row) =>
        row.id === 'penalty'
          ? {
              ...row,
              formula: { ...newFormula(), of: [{ field: fields.at(-1)?.key ?? null, number: '' }] },
            }
          : row,
      ),
    }))
    expect(said(round)[0]).toBe(
      'fields.2.formula.of.0: goes round in a circle: Penalty, Total due, Penalty',
    )
    const fewer = drafted((draft) =>
      withoutField(draft, draft.fields.find(({ id }) => id === 'days-late')?.key ?? -1),
    )
    expect(said(fewer)).toEqual([
      'fields.1.formula: Choose a field or type a number for each part.',
    ])
  })
})

it('reads steps as people type them', () => {
  expect(readSteps('1: 0.78\n\n 2 = 1,07\n3.5\t1.65\nmore: 5')).toEqual([
    { upTo: 1, amount: 0.78 },
    { upTo: 2, amount: 1.07 },
    { upTo: 3.5, amount: 1.65 },
    { upTo: null, amount: 5 },
  ])
  for (const text of ['', '1', 'one: 2', '1: 2: 3', 'more']) expect(readSteps(text)).toBeNull()
})

it('has as many parts as an operation takes', () => {
  const three = { ...newFormula(), of: [1, 2, 3].map((key) => ({ field: key, number: '' })) }
  expect(withOperation(three, 'difference').of.map(({ field: key }) => key)).toEqual([1, 2])
  expect(withOperation(three, 'steps').of).toHaveLength(1)
  expect(withOperation(three, 'product').of).toHaveLength(3)
  expect(withOperation(withOperation(three, 'steps'), 'sum').of).toHaveLength(2)
  expect(withOperation(three, 'nonsense').op).toBe('sum')
})

it('tells formulas in the labels of their fields', () => {
  const words = (id: string) =>
    typeOf(id).fields.flatMap(({ formula }) =>
      formula ? formulaWords(formula, typeOf(id).fields) : [],
    )
  expect(words('penalty')).toEqual(['Rate a day × Days late', 'Tax or fee + Penalty'])
  expect(words('mail')).toEqual(['by Weight of each', 'Pieces × Postage of each'])
  expect(words('payment-batch')[0]).toBe('Entered count − Expected count')
})
