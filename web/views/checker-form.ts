/** Which types of work somebody may check: what is offered, and to whom. Pure. */
import type { PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
import { skillGroups, type SkillGroup } from './person-form.js'

type Setter = Pick<PersonRow, 'role' | 'leads'>
type Offered = Pick<TaskTypeRow, 'id' | 'name' | 'team' | 'active'>

/** What a team works by is for its leads, what is no team's own for every lead, and all for an admin. */
export const mayShape = ({ role, leads }: Setter, team: string | null): boolean =>
  role === 'admin' || (role === 'lead' && (team === null || leads.includes(team)))

/** Types in use that the setter may give, and those that somebody has already, by team. */
export function offeredTypes(
  setter: Setter,
  person: Pick<PersonRow, 'checks' | 'team'>,
  types: Iterable<Offered>,
  teams: Iterable<{ id: string; name: string }>,
): SkillGroup[] {
  const has = new Set(person.checks)
  const offered = [...types]
    .filter((type) => has.has(type.id) || (type.active && mayShape(setter, type.team)))
    // One that is out of use can still be taken away.
    .map((type) => ({ ...type, active: true }))
  return skillGroups(offered, teams, person.team === null ? [] : [person.team])
}
