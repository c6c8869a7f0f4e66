/** What a level of skill allows. Null: nothing is on record, which is not the same as level 0. */
import type { Level, TaskTypeRow } from '../contract/rows.js'

type Bar = Pick<TaskTypeRow, 'requiredLevel'>

/** Level 0 on record never qualifies; without a record the type's own bar decides (decision 005). */
export const qualifies = (level: Level | null | undefined, { requiredLevel }: Bar): boolean =>
  level == null ? requiredLevel === 0 : level >= Math.max(1, requiredLevel)

/** Level 1 works only beside a trainer, so nothing goes to them that no person chose for them. */
export const mayBePushed = (level: Level | null | undefined, bar: Bar): boolean =>
  qualifies(level, bar) && level !== 1
