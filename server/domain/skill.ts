/** What a level of skill allows. Null: nothing is on record, which is not the same as level 0. */
import type { Level, SkillRow, TaskTypeRow } from '../contract/rows.js'

type Bar = Pick<TaskTypeRow, 'requiredLevel'>

type Skill = Pick<SkillRow, 'level' | 'since' | 'trainer'>

/**
 * Whether somebody at level 1 has nobody to work with. A level from when the person was added knows of
 * no trainers, and works as it always did (decision 020).
 */
export const lacksTrainer = (skill: Skill | null | undefined): boolean =>
  skill?.level === 1 && skill.since !== undefined && skill.trainer == null

/** The level that somebody can work at now; null: nothing is on record. */
export const workingLevel = (skill: Skill | null | undefined): Level | null =>
  skill ? (lacksTrainer(skill) ? 0 : skill.level) : null

/** Level 0 on record never qualifies; without a record the type's own bar decides (decision 005). */
export const qualifies = (level: Level | null | undefined, { requiredLevel }: Bar): boolean =>
  level == null ? requiredLevel === 0 : level >= Math.max(1, requiredLevel)

/** Level 1 works only beside a trainer, so nothing goes to them that no person chose for them. */
export const mayBePushed = (level: Level | null | undefined, bar: Bar): boolean =>
  qualifies(level, bar) && level !== 1
