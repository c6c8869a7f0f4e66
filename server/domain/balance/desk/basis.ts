/** What a proposal rests on besides the tasks themselves, short enough to be sent along and compared. */
import type { Basis } from '../../../contract/balance-commands.js'
import type { PersonRow, SkillRow, TaskTypeRow, TeamRow } from '../../../contract/rows.js'
import { workingLevel } from '../../skill.js'
import { personShift, type Timetable } from '../../timetable.js'
import { hashOfText } from '../floor/certificate.js'

type Look<Row> = { get(id: string): Row | null | undefined }

export type BasisRows = {
  timetable: Timetable
  day: string
  team: Look<TeamRow>
  skill: Look<SkillRow>
  types: Iterable<TaskTypeRow>
}

/** Whose day and skills a team's proposal reckons with. */
export const worksFor = ({ active, role, team, leads }: PersonRow, { id }: TeamRow): boolean =>
  active &&
  ((role === 'clerk' && team === id) || (role === 'lead' && (team === id || leads.includes(id))))

export function basisOf(people: Iterable<PersonRow>, team: TeamRow, rows: BasisRows): Basis {
  const types = [...rows.types]
  return {
    rules: rulesHash(team, types),
    people: [...people]
      .filter((person) => worksFor(person, team))
      .map((person) => ({ person: person.id, hash: personHash(person, team, { ...rows, types }) })),
  }
}

/** What the team allows and keeps free, and what its kinds of work ask for. */
export function rulesHash({ rules, location }: TeamRow, types: Iterable<TaskTypeRow>): string {
  const asked = [...types]
    .map(({ id, requiredLevel, requiredGrade, location: place }) => {
      return [id, requiredLevel, requiredGrade ?? null, place ?? null] as const
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return hash([location, rules?.limit ?? null, rules?.reserveMinutes ?? null, asked])
}

/** When and where somebody works that day, for which teams, and what they can do. */
export function personHash(
  person: PersonRow,
  team: TeamRow,
  { timetable, day, team: teams, skill, types }: BasisRows,
): string {
  const shift = personShift(timetable, person.id, day)
  const breaks = (shift?.breaks ?? []).map(({ from, to }) => [from, to])
  const levels = [...types]
    .map(({ id }) => [id, workingLevel(skill.get(`${person.id}/${id}`))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const home = person.team === null ? null : (teams.get(person.team)?.location ?? null)
  const when = shift && [shift.from, shift.to, shift.location, breaks]
  return hash([day, worksFor(person, team), person.role, person.grade, home, when, levels])
}

const hash = (told: unknown) => hashOfText(JSON.stringify(told))
