import { expect, it } from 'vitest'
import type { Level } from '../../server/contract/rows.js'
import { mayBePushed, qualifies } from '../../server/domain/skill.js'

const levels: (Level | null)[] = [null, 0, 1, 2, 3, 4]
const allowed = (rule: typeof qualifies, requiredLevel: Level) =>
  levels.filter((level) => rule(level, { requiredLevel }))

it('qualifies by the record, and without one by the type’s own bar', () => {
  expect(allowed(qualifies, 0)).toEqual([null, 1, 2, 3, 4])
  expect(allowed(qualifies, 1)).toEqual([1, 2, 3, 4])
  expect(allowed(qualifies, 3)).toEqual([3, 4])
})

it('pushes nothing to who is in training', () => {
  expect(allowed(mayBePushed, 0)).toEqual([null, 2, 3, 4])
  expect(allowed(mayBePushed, 1)).toEqual([2, 3, 4])
})
