import type {
  Key,
  PersonRow,
  ShownTask,
  SkillRow,
  TaskTypeRow,
} from '../../server/contract/rows.js'
import { qualifies, worksIn } from './my-claims.js'

export type Taker = {
  person: PersonRow
  /** Tasks assigned to them or in hand. */
  held: number
  /** "needs level 3"; null when they may take it. */
  whyNot: string | null
}

type Tables = {
  person: ReadonlyMap<string, PersonRow>
  skill: ReadonlyMap<string, SkillRow>
  task: ReadonlyMap<Key<'task'>, ShownTask>
  taskType: ReadonlyMap<string, TaskTypeRow>
}

/** Who works in the task's team, those that may take it first, by name. */
export function takersOf(task: ShownTask, tables: Tables): Taker[] {
  const type = tables.taskType.get(task.type)
  const held = new Map<string, number>()
  for (const { holder, status } of tables.task.values()) {
    if (holder && (status === 'active' || status === 'assigned'))
      held.set(holder, (held.get(holder) ?? 0) + 1)
  }
  const levels = new Map<string, Map<string, SkillRow['level']>>()
  for (const { person, type: of, level } of tables.skill.values()) {
    const own = levels.get(person) ?? new Map<string, SkillRow['level']>()
    levels.set(person, own.set(of, level))
  }
  const takers = [...tables.person.values()].flatMap((person): Taker[] => {
    const claimant = {
      ...person,
      levels: levels.get(person.id) ?? new Map<string, SkillRow['level']>(),
    }
    const takesWork = person.role === 'clerk' || person.role === 'lead'
    if (!person.active || !takesWork || !worksIn(claimant, task.team)) return []
    const able = type !== undefined && qualifies(claimant, type)
    const whyNot =
      person.id === task.holder
        ? 'has it'
        : able
          ? null
          : type && type.requiredLevel > 1
            ? `needs level ${type.requiredLevel}`
            : 'no skill for it'
    return [{ person, held: held.get(person.id) ?? 0, whyNot }]
  })
  return takers.sort(
    (a, b) =>
      Number(a.whyNot !== null) - Number(b.whyNot !== null) ||
      a.person.name.localeCompare(b.person.name),
  )
}
