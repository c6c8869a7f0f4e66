import type { Level, Role, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'

/** Who would claim: their teams and what their record says of each type. */
export type Claimant = {
  id: string
  role: Role
  team: string | null
  leads: readonly string[]
  /** Level on record by task type; absent where nothing is on record. */
  levels: ReadonlyMap<string, Level>
}

/** Level 0 on record never qualifies; without a record the type's own bar decides. */
export function qualifies(claimant: Claimant, type: TaskTypeRow): boolean {
  const level = claimant.levels.get(type.id)
  return level === undefined ? type.requiredLevel === 0 : level >= Math.max(1, type.requiredLevel)
}

export const worksIn = (claimant: Pick<Claimant, 'team' | 'leads'>, team: string) =>
  claimant.team === team || claimant.leads.includes(team)

export const takesWork = (claimant: Pick<Claimant, 'role'>) => claimant.role === 'clerk' || claimant.role === 'lead'

/** True for every task of this team and type, whoever holds it. */
export const mayDo = (claimant: Claimant, team: string, type: TaskTypeRow | undefined) =>
  takesWork(claimant) && worksIn(claimant, team) && type !== undefined && qualifies(claimant, type)

/** Why this person cannot claim the task, in a few words; null when they can. */
export function whyNotClaim(
  claimant: Claimant,
  task: Pick<ShownTask, 'status' | 'team' | 'holder'>,
  type: TaskTypeRow | undefined,
): string | null {
  if (!takesWork(claimant)) return 'supervisors and admins take no tasks'
  if (!worksIn(claimant, task.team)) return 'another team'
  if (!type || !qualifies(claimant, type)) {
    return type && type.requiredLevel > 1
      ? `needs level ${type.requiredLevel}`
      : 'not on your record'
  }
  if (task.holder === claimant.id) return task.status === 'assigned' ? null : 'already yours'
  return task.status === 'queued' ? null : 'not in the queue'
}
