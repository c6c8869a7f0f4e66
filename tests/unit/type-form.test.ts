import { describe, expect, it } from 'vitest'
import { taskType } from '../support/floor.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'
import { dueDraft, noDue } from '../../web/views/due-form.js'
import {
  changesDue,
  choicesOf,
  moved,
  newField,
  newStep,
  newType,
  typeDraft,
  typeInput,
  typeProblems,
  type TypeDraft,
} from '../../web/views/type-form.js'

describe('the form of a task type', () => {
  it('names each step and field that is wrong', () => {
    const draft = {
      ...newType(''),
      name: 'Permit',
      minutes: '0',
      due: { ...noDue, count: 'x' },
      steps: [newStep('ok'), newStep(' ')],
      fields: [{ ...newField(), kind: 'choice' as const }],
    }
    expect(typeProblems(draft).map(({ path }) => path)).toEqual([
      'standardMinutes',
      'due.count',
      'steps.1.name',
      'fields.0.label',
      'fields.0.choices',
    ])
  })
  it('sends minutes with a comma, ids of what is old, choices without doubles', () => {
    const draft = {
      ...newType('permits'),
      name: 'Permit',
      minutes: '7,5',
      checked: '12,5 %',
      due: { ...noDue, count: '5', citation: ' ' },
      steps: [{ ...newStep('Received'), id: 'received' }, newStep('Filed')],
      fields: [
        {
          ...newField(),
          label: 'Kind',
          kind: 'choice' as const,
          unit: 'x',
          choices: ' a \n\nb\na',
        },
      ],
    }
    expect(typeInput(draft, 'permit')).toEqual({
      id: 'permit',
      name: 'Permit',
      location: null,
      standardMinutes: 7.5,
      team: 'permits',
      priority: 'normal',
      requiredLevel: 0,
      requiredGrade: null,
      reviewRate: 0.125,
      active: true,
      due: { count: 5, unit: 'businessDays', citation: null },
      steps: draft.steps.map(({ key: _key, ...step }) => step),
      fields: [
        {
          id: 'kind',
          label: 'Kind',
          kind: 'choice',
          required: false,
          unit: null,
          choices: ['a', 'b'],
        },
      ],
      checks: [],
    })
    expect(choicesOf('')).toEqual([])
  })
  it('keeps the share that is checked, and says when it is none', () => {
    for (const reviewRate of [0, 0.07, 0.1, 1 / 3, 0.29, 1]) {
      const type = { ...taskType('permit'), reviewRate }
      expect(typeInput(typeDraft(type)).reviewRate).toBeCloseTo(reviewRate, 6)
    }
    const wrong = (checked: string) =>
      typeProblems({ ...newType(''), name: 'Permit', minutes: '5', checked }).map(
        ({ path }) => path,
      )
    for (const text of ['', '%', 'half', '-1', '100.1']) expect(wrong(text)).toEqual(['reviewRate'])
    for (const text of ['0', '100 %', '2.5']) expect(wrong(text)).toEqual([])
  })
  it('moves items and never loses one', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })
})

describe('a due rule that changes', () => {
  const days = (count: number) => ({ count, unit: 'businessDays', citation: null }) as const
  const type = {
    ...{ id: 'permit', name: 'Permit', standardMinutes: 25, team: null, priority: 'normal' },
    ...{ requiredLevel: 0, reviewRate: 0, fields: [], active: true, location: null, due: days(4) },
    steps: [{ id: 'answered', name: 'Answered', due: days(1) }],
  } as unknown as TaskTypeRow
  const paths = (draft: TypeDraft) => typeProblems(draft, type).map(({ path }) => path)

  it('asks why, and nothing else does', () => {
    const same = typeDraft(type)
    expect(changesDue(same, type)).toBe(false)
    expect(paths({ ...same, name: 'Permits', steps: [...same.steps, newStep('Filed')] })).toEqual(
      [],
    )
    const other = { ...same, due: dueDraft(days(5)) }
    expect(paths(other)).toEqual(['reason'])
    expect(paths({ ...same, steps: [] })).toEqual(['reason'])
    expect(paths({ ...other, reason: 'New statute' })).toEqual([])
    expect(typeInput({ ...other, reason: 'New statute' }, 'permit')).toMatchObject({
      reason: 'New statute',
    })
    expect(typeInput(same, 'permit')).not.toHaveProperty('reason')
  })

  it('is not asked of a new type', () => {
    const fresh = { ...newType(''), name: 'Permit', minutes: '5', due: dueDraft(days(2)) }
    expect(typeProblems(fresh)).toEqual([])
  })
})
