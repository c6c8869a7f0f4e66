/** What a level of skill and a grade allow. Null: nothing is on record, which is not the same as level 0. */
import {
  grades,
  type Grade,
  type Level,
  type SkillRow,
  type TaskTypeRow,
} from '../contract/rows.js'

type Bar = Pick<TaskTypeRow, 'requiredLevel' | 'requiredGrade'>

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

/** Whether somebody is supervised as little as a type asks for; who has no grade on record is not. */
export const hasGrade = (
  grade: Grade | null,
  { requiredGrade }: Pick<TaskTypeRow, 'requiredGrade'>,
): boolean =>
  requiredGrade == null ||
  (grade !== null && grades.indexOf(grade) >= grades.indexOf(requiredGrade))

/**
 * Level 0 on record never qualifies; without a record the type's own bar decides (decision 005). The grade
 * that a type asks for is asked for besides (decision 020).
 */
export const qualifies = (
  level: Level | null | undefined,
  bar: Bar,
  grade: Grade | null,
): boolean =>
  hasGrade(grade, bar) &&
  (level == null ? bar.requiredLevel === 0 : level >= Math.max(1, bar.requiredLevel))

/** Level 1 works only beside a trainer, so nothing goes to them that no person chose for them. */
export const mayBePushed: typeof qualifies = (level, bar, grade) =>
  qualifies(level, bar, grade) && level !== 1
