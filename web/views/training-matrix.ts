/** The training matrix: people × skills, how many there are and how many there should be. Pure. */
import type { Grade, Level, PersonRow, SkillRow, TaskTypeRow } from '../../server/contract/rows.js'
import type { TargetRow, TrainingNeedRow } from '../../server/contract/training-rows.js'
import { counted } from '../lib/words.js'
import { takesWork } from './my-claims.js'
import { levelText } from '../lib/training-words.js'

export type MatrixCell = {
  /** `<person>/<type>` */
  key: string
  person: string
  type: string
  /** Null: nothing is on record. */
  level: Level | null
  /** With whom somebody at level 1 works. */
  trainer: string | null
  /** Needs that are not met yet. */
  needs: number
  pending: boolean
  /** "Tom Okafor, Permit review: 2, can do with review, 1 need open" */
  label: string
}
export type MatrixRow = { id: string; name: string; grade: Grade | null; cells: MatrixCell[] }
export type MatrixColumn = {
  id: string
  name: string
  /** People at level 3 or 4. */
  alone: number
  /** People who should be; null: no target. */
  needed: number | null
  /** "none", "1 short", "1 trainer short", "no target" */
  gap: string
  short: boolean
}
export type Matrix = { columns: MatrixColumn[]; rows: MatrixRow[] }

export type MatrixGround = {
  people: readonly PersonRow[]
  types: readonly TaskTypeRow[]
  skills: Iterable<SkillRow>
  targets: Iterable<TargetRow>
  needs: Iterable<TrainingNeedRow>
  /** Cells whose new level is not confirmed yet. */
  pending?: ReadonlySet<string>
}

export const cellKey = (person: string, type: string) => `${person}/${type}`
export const isOpenNeed = ({ state }: Pick<TrainingNeedRow, 'state'>) =>
  state === 'open' || state === 'booked'

/** Whose levels a matrix shows: who takes work; a lead only with something on record. */
export const isInMatrix = (person: PersonRow, hasSkill: boolean) =>
  person.active && takesWork(person) && (person.role === 'clerk' || hasSkill)

export function matrixOf(ground: MatrixGround): Matrix {
  const skills = new Map([...ground.skills].map((one) => [cellKey(one.person, one.type), one]))
  const needs = new Map<string, number>()
  for (const need of ground.needs) {
    if (!isOpenNeed(need) || need.person === null || need.type === null) continue
    const key = cellKey(need.person, need.type)
    needs.set(key, (needs.get(key) ?? 0) + 1)
  }
  const cellOf = (person: PersonRow, type: TaskTypeRow): MatrixCell => {
    const key = cellKey(person.id, type.id)
    const skill = skills.get(key)
    const level = skill?.level ?? null
    const open = needs.get(key) ?? 0
    const asked = open > 0 ? `, ${counted(open, 'need')} open` : ''
    return {
      key,
      person: person.id,
      type: type.id,
      level,
      trainer: skill?.trainer ?? null,
      needs: open,
      pending: ground.pending?.has(key) ?? false,
      label: `${person.name}, ${type.name}: ${levelText(level)}${asked}`,
    }
  }
  const rows = ground.people.map((person) => ({
    id: person.id,
    name: person.name,
    grade: person.grade,
    cells: ground.types.map((type) => cellOf(person, type)),
  }))
  const targets = [...ground.targets]
  const columns = ground.types.map(({ id, name }, at) => {
    const levels = rows.map(({ cells }) => cells[at]?.level ?? 0)
    return {
      id,
      name,
      ...columnFigures(
        levels,
        targets.filter(({ type }) => type === id),
      ),
    }
  })
  return { columns, rows }
}

/** How many are missing of each target, of all teams together. */
export function missingOf(
  levels: readonly number[],
  targets: readonly Pick<TargetRow, 'level' | 'headcount'>[],
): { level: number; headcount: number; missing: number }[] {
  const wanted = new Map<number, number>()
  for (const { level, headcount } of targets)
    wanted.set(level, (wanted.get(level) ?? 0) + headcount)
  return [...wanted]
    .map(([level, headcount]) => ({
      level,
      headcount,
      missing: Math.max(0, headcount - levels.filter((own) => own >= level).length),
    }))
    .sort((a, b) => a.level - b.level)
}

const shortWords = (level: number, missing: number) =>
  level === 4
    ? `${counted(missing, 'trainer')} short`
    : level === 3
      ? `${missing} short`
      : `${missing} short at ${level}`

function columnFigures(
  levels: readonly number[],
  targets: readonly Pick<TargetRow, 'level' | 'headcount'>[],
): Pick<MatrixColumn, 'alone' | 'needed' | 'gap' | 'short'> {
  const missing = missingOf(levels, targets)
  // The row above counts level 3 and 4, so that target is told first.
  const short =
    missing.find(({ level, missing: count }) => level === 3 && count > 0) ??
    missing.findLast(({ missing: count }) => count > 0)
  return {
    alone: levels.filter((level) => level >= 3).length,
    needed: missing.find(({ level }) => level === 3)?.headcount ?? null,
    gap: short ? shortWords(short.level, short.missing) : missing.length > 0 ? 'none' : 'no target',
    short: short !== undefined,
  }
}
