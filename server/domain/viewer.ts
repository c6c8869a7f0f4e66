import type { Role } from '../contract/rows.js'

/** What decides sight: `leads` holds the teams led, and is empty for anyone but a lead. */
export type Viewer = { id: string; role: Role; team: string | null; leads: readonly string[] }

export const leadsTeam = (viewer: Viewer, team: string) =>
  viewer.role === 'lead' && viewer.leads.includes(team)
