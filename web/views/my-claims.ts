import type { Grade, Level, Role, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import { hasGrade, qualifies } from '../../server/domain/skill.js'

/** Who would claim: their teams and what their record says of each type. */
export type Claimant = {
  id: string
  role: Role
  grade: Grade | null
  team: string | null
  leads: readonly string[]
  /** Level on record by task type; absent where nothing is on record. */
  levels: ReadonlyMap<string, Level>
  /** Types in which they are in training and have no trainer yet. */
  untrained?: ReadonlySet<string>
}

export const isQualified = (claimant: Claimant, type: TaskTypeRow): boolean =>
  qualifies(claimant.levels.get(type.id), type, claimant.grade)

export const worksIn = (claimant: Pick<Claimant, 'team' | 'leads'>, team: string) =>
  claimant.team === team || claimant.leads.includes(team)

export const takesWork = (claimant: Pick<Claimant, 'role'>) =>
  claimant.role === 'clerk' || claimant.role === 'lead'

/** True for every task of this team and type, whoever holds it. */
export const mayDo = (claimant: Claimant, team: string, type: TaskTypeRow | undefined) =>
  takesWork(claimant) &&
  worksIn(claimant, team) &&
  type !== undefined &&
  isQualified(claimant, type)

/** Why this person cannot claim the task, in a few words; null when they can. */
export function whyNotClaim(
  claimant: Claimant,
  task: Pick<ShownTask, 'status' | 'team' | 'holder'>,
  type: TaskTypeRow | undefined,
): string | null {
  if (!takesWork(claimant)) return 'supervisors and admins take no tasks'
  if (!worksIn(claimant, task.team)) return 'another team'
  if (!type || !isQualified(claimant, type)) {
    if (type && !hasGrade(claimant.grade, type)) return `needs grade ${type.requiredGrade}`
    if (type && claimant.untrained?.has(type.id)) return 'no trainer yet'
    return type && type.requiredLevel > 1
      ? `needs level ${type.requiredLevel}`
      : 'not on your record'
  }
  if (task.holder === claimant.id) return task.status === 'assigned' ? null : 'already yours'
  return task.status === 'queued' ? null : 'not in the queue'
}
