/** Levels against what a team should have. */
import type { Output } from '../../contract/commands.js'
import type { PersonRow, SkillRow } from '../../contract/rows.js'
import type { TargetRow } from '../../contract/training-rows.js'
import { shortDay } from '../day-words.js'

export type TargetGap = Output<'training.matrix'>['skills'][number]['targets'][number]

type Look = (id: string) => Pick<SkillRow, 'level'> | null | undefined

export const countAt = (
  people: readonly Pick<PersonRow, 'id'>[],
  type: string,
  level: number,
  skill: Look,
): number => people.filter(({ id }) => (skill(`${id}/${type}`)?.level ?? 0) >= level).length

/** @param today an office day: what was to be reached before it is late */
export function gapOf(
  { type, level, headcount, by, who }: TargetRow,
  people: readonly Pick<PersonRow, 'id'>[],
  skill: Look,
  today: string,
): TargetGap {
  const have = countAt(people, type, level, skill)
  const short = Math.max(0, headcount - have)
  const due = by === null ? '' : by < today ? `, was due ${shortDay(by)}` : `, due ${shortDay(by)}`
  return {
    level,
    needed: headcount,
    have,
    by,
    who,
    gap: short === 0 ? 'none' : `${short} short${due}`,
  }
}
