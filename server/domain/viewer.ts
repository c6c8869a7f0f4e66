import type { StandardRow } from '../contract/desk-rows.js'
import type { PersonRow, Role, TallyRow } from '../contract/rows.js'
import { FEWEST_PEOPLE } from './quality/yield.js'

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

/**
 * How long a team's work took is for its leads: with one person at a type of work, or from one finish to the
 * next, it would tell how long somebody took.
 */
export function showTally(viewer: Viewer, tally: TallyRow): TallyRow {
  const told = tally.person === viewer.id || leadsTeam(viewer, tally.team)
  return told ? tally : { ...tally, handleMinutes: 0 }
}

/** What a standard was measured at, where that tells of few people, is for the leads of their team. */
export function showStandard(viewer: Viewer, standard: StandardRow): StandardRow {
  const { measured, team, forTeam = team } = standard
  const leads = forTeam !== null && leadsTeam(viewer, forTeam)
  if (!measured || leads || (measured.people ?? 0) >= FEWEST_PEOPLE) return standard
  return { ...standard, measured: null }
}
