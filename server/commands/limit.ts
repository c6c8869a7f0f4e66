/** A team's limit on work in progress: most tasks that one person may hold that are assigned or active. */
import type { Status, TeamRow } from '../contract/rows.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'

export const counts = (status: Status) => status === 'assigned' || status === 'active'

export const inProgress = (rows: Unit, person: string): number =>
  rows.heldBy(person).filter(({ status }) => counts(status)).length

export const limitOf = (rows: Unit, team: string): number | null =>
  rows.get('team', team)?.rules?.limit ?? null

/** Whether the person may not have `more` of the team's tasks beside what they hold. */
export function isOver(rows: Unit, person: string, team: string, more = 1): boolean {
  const limit = limitOf(rows, team)
  return limit !== null && more > 0 && inProgress(rows, person) + more > limit
}

const most = ({ name, rules }: TeamRow) => `${name} allows ${rules?.limit ?? 0} at once`

/** @throws Refusal `wrong_state` for whoever would take one more than their team allows */
export function refuseOver(rows: Unit, person: string, team: string): void {
  const row = rows.get('team', team)
  if (!row || !isOver(rows, person, team)) return
  refuse(
    'wrong_state',
    `You hold ${inProgress(rows, person)} tasks in hand or assigned, and ${most(row)}; finish or return one first.`,
  )
}

/** Why somebody cannot be given so many more; null when they can. */
export function overWords(rows: Unit, person: string, team: string, more: number): string | null {
  const row = rows.get('team', team)
  if (!row || !isOver(rows, person, team, more)) return null
  const name = rows.get('person', person)?.name ?? 'They'
  return `${name} holds ${inProgress(rows, person)} and would get ${more} more, but ${most(row)}`
}
