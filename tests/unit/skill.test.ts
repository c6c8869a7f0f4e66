import { expect, it } from 'vitest'
import { grades, type Grade, type Level } from '../../server/contract/rows.js'
import { mayBePushed, qualifies } from '../../server/domain/skill.js'

const levels: (Level | null)[] = [null, 0, 1, 2, 3, 4]
const allowed = (rule: typeof qualifies, requiredLevel: Level) =>
  levels.filter((level) => rule(level, { requiredLevel }, null))

it('qualifies by the record, and without one by the type’s own bar', () => {
  expect(allowed(qualifies, 0)).toEqual([null, 1, 2, 3, 4])
  expect(allowed(qualifies, 1)).toEqual([1, 2, 3, 4])
  expect(allowed(qualifies, 3)).toEqual([3, 4])
})

it('pushes nothing to who is in training', () => {
  expect(allowed(mayBePushed, 0)).toEqual([null, 2, 3, 4])
  expect(allowed(mayBePushed, 1)).toEqual([2, 3, 4])
})

it('asks for the grade of the type besides', () => {
  const having = (requiredGrade: Grade | null, level: Level = 3) =>
    [null, ...grades].filter((grade) =>
      qualifies(level, { requiredLevel: 2, requiredGrade }, grade),
    )
  expect(having(null)).toEqual([null, 'I', 'II', 'III'])
  expect(having('I')).toEqual(['I', 'II', 'III'])
  expect(having('II')).toEqual(['II', 'III'])
  expect(having('III')).toEqual(['III'])
  expect(having('I', 1)).toEqual([])
})
