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

type Measured = NonNullable<StandardRow['measured']>

/** It tells of somebody: of one or two people, or of one who did more than half. What was not counted is of few. */
export const isOfFew = ({ n, people = 0, most = n }: Pick<Measured, 'n' | 'people' | 'most'>) =>
  people < FEWEST_PEOPLE || most * 2 > n

/** What tells of few people is for who leads every team whose tasks it counts. */
export function mayKnowMeasure(
  viewer: Viewer,
  measured: Pick<Measured, 'n' | 'people' | 'most' | 'teams'>,
  forTeam?: string,
): boolean {
  const { teams = forTeam === undefined ? [] : [forTeam] } = measured
  return !isOfFew(measured) || (teams.length > 0 && teams.every((team) => leadsTeam(viewer, team)))
}

export function showStandard(viewer: Viewer, standard: StandardRow): StandardRow {
  if (!standard.measured) return standard
  if (!mayKnowMeasure(viewer, standard.measured, standard.forTeam))
    return { ...standard, measured: null, withheld: true }
  const { most: _most, teams: _teams, ...measured } = standard.measured
  return { ...standard, measured }
}
