/** The form of one person: what is typed, what is wrong with it, what is sent. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import {
  grades,
  type AccountRow,
  type Grade,
  type Level,
  type PersonRow,
  type Role,
  type SkillRow,
} from '../../server/contract/rows.js'
import { isUsername, usernameRule } from './office-form.js'

export type PersonDraft = {
  name: string
  username: string
  role: Role
  /** '' for none; so too for the team. */
  grade: Grade | ''
  team: string
  leads: string[]
  /** A type that is left out is not on record. */
  skills: Record<string, Level>
  /** What changed levels rest on, where they must rest on something. */
  evidence?: string
}

export const personLabels = {
  name: 'Name',
  username: 'User name',
  role: 'Role',
  grade: 'Grade',
  team: 'Team',
  leads: 'Teams led',
  skills: 'Skills',
  evidence: 'What the new levels rest on',
}

/** Clerks and leads take tasks; others need no team, grade or skills. */
export const takesWork = (role: Role) => role === 'clerk' || role === 'lead'

export const newPerson = (
  team: string,
  types: Iterable<{ id: string; active: boolean }>,
): PersonDraft => ({
  name: '',
  username: '',
  role: 'clerk',
  grade: 'II',
  team,
  leads: [],
  skills: Object.fromEntries(
    [...types].filter((type) => type.active).map((type) => [type.id, 3 as const]),
  ),
})

export function draftOf(
  person: PersonRow,
  account: AccountRow | undefined,
  skills: Iterable<SkillRow>,
): PersonDraft {
  const own = [...skills].filter((skill) => skill.person === person.id)
  return {
    name: person.name,
    username: account?.username ?? '',
    role: person.role,
    grade: person.grade ?? '',
    team: person.team ?? '',
    leads: [...person.leads],
    skills: Object.fromEntries(own.map((skill) => [skill.type, skill.level])),
  }
}

export function personProblems(draft: PersonDraft): Problem[] {
  const problems: Problem[] = []
  if (draft.name.trim() === '')
    problems.push({ path: 'name', message: 'Give the name as colleagues know it.' })
  else if (draft.name.trim().length > 80)
    problems.push({ path: 'name', message: 'must have at most 80 characters' })
  if (!isUsername(draft.username)) problems.push({ path: 'username', message: usernameRule })
  if (draft.role === 'clerk' && draft.team === '')
    problems.push({ path: 'team', message: 'Choose the team in which this clerk works.' })
  if (draft.role === 'lead' && draft.leads.length === 0)
    problems.push({ path: 'leads', message: 'Choose at least one team to lead.' })
  return problems
}

/** Whether a level on record is changed, which is done on evidence once somebody has begun here. */
export const changesLevels = (before: PersonDraft, draft: PersonDraft): boolean =>
  takesWork(draft.role) &&
  Object.entries(draft.skills).some(
    ([type, level]) => before.skills[type] !== undefined && before.skills[type] !== level,
  )

/** Another role has other fields: what no longer applies is not sent. */
function whole(draft: PersonDraft) {
  const works = takesWork(draft.role)
  return {
    name: draft.name,
    username: draft.username,
    role: draft.role,
    grade: works && grades.includes(draft.grade as Grade) ? (draft.grade as Grade) : null,
    team: draft.team === '' ? null : draft.team,
    leads: draft.role === 'lead' ? draft.leads : [],
    skills: works ? draft.skills : {},
  }
}

export const personInput = (draft: PersonDraft): RawInput<'person.add'> => whole(draft)

/** Only what differs; null: nothing does. */
export function personChanges(
  id: string,
  before: PersonDraft,
  draft: PersonDraft,
): RawInput<'person.edit'> | null {
  const [old, now] = [whole(before), whole(draft)]
  const changes: RawInput<'person.edit'> = { person: id }
  if (now.name.trim() !== old.name) changes.name = now.name
  if (now.username.trim().toLowerCase() !== old.username) changes.username = now.username
  if (now.role !== old.role) changes.role = now.role
  if (now.grade !== old.grade) changes.grade = now.grade
  if (now.team !== old.team) changes.team = now.team
  if ([...now.leads].sort().join() !== [...old.leads].sort().join()) changes.leads = now.leads
  const skills = Object.entries(now.skills).filter(([type, level]) => old.skills[type] !== level)
  if (skills.length > 0) changes.skills = Object.fromEntries(skills)
  const text = draft.evidence?.trim() ?? ''
  if (skills.length > 0 && text !== '') changes.evidence = [{ kind: 'text', ref: null, text }]
  return Object.keys(changes).length > 1 ? changes : null
}

/** Text to give to the person, by hand or on paper. */
export const signInNote = (office: string, username: string, passphrase: string, address: string) =>
  [
    `Tallyboard, ${office}`,
    address,
    `User name: ${username}`,
    `Passphrase for the first sign-in: ${passphrase}`,
  ].join('\n')

export type SkillGroup = { name: string; types: { id: string; name: string }[] }

/** The types in use by team: those of the person's own teams first. */
export function skillGroups(
  types: Iterable<{ id: string; name: string; team: string | null; active: boolean }>,
  teams: Iterable<{ id: string; name: string }>,
  own: readonly string[],
): SkillGroup[] {
  const used = [...types].filter((type) => type.active).sort((a, b) => a.name.localeCompare(b.name))
  const named = [...teams].sort(
    (a, b) =>
      Number(own.includes(b.id)) - Number(own.includes(a.id)) || a.name.localeCompare(b.name),
  )
  const groups = named.map(({ id, name }) => ({
    name,
    types: used.filter((type) => type.team === id),
  }))
  const any = {
    name: 'Any team',
    types: used.filter((type) => !named.some(({ id }) => id === type.team)),
  }
  return [...groups, any].filter((group) => group.types.length > 0)
}
