import type { PersonRow, Role } from '../contract/rows.js'

/** What decides sight: `leads` holds the teams led, and is empty for anyone but a lead. */
export type Viewer = { id: string; role: Role; team: string | null; leads: readonly string[] }

export const leadsTeam = (viewer: Viewer, team: string) =>
  viewer.role === 'lead' && viewer.leads.includes(team)

/** Since when somebody has had nothing in hand decides what goes back to the queue; it is for them and their leads. */
export function showPerson(viewer: Viewer, person: PersonRow): PersonRow {
  const { freeSince: _since, ...rest } = person
  const leads = person.team !== null && leadsTeam(viewer, person.team)
  return person.id === viewer.id || leads ? person : rest
}
