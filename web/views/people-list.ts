/** Everybody of the office as the admin sees them, and what happens when one of them leaves. */
import type {
  AccountRow,
  PersonRow,
  ShownTask,
  SkillRow,
  TaskTypeRow,
  TeamRow,
} from '../../server/contract/rows.js'
import { counted, roleAndGrade } from '../lib/words.js'

export type PeopleGround = {
  people: Iterable<PersonRow>
  accounts: { get(id: string): AccountRow | undefined }
  teams: { get(id: string): TeamRow | undefined }
  skills: Iterable<SkillRow>
  tasks: Iterable<ShownTask>
}

export type PersonLine = {
  person: PersonRow
  username: string
  /** Has never set a passphrase of their own since the last one was given out. */
  temporary: boolean
  role: string
  team: string
  leads: string[]
  /** Types that they can do alone or better, of those on their record. */
  alone: number
  onRecord: number
  /** Tasks held: in hand, assigned, waiting, being checked. */
  held: number
}

const teamName = (ground: PeopleGround, id: string) => ground.teams.get(id)?.name ?? id

export function peopleLines(ground: PeopleGround): PersonLine[] {
  const held = new Map<string, number>()
  for (const task of ground.tasks)
    if (task.holder) held.set(task.holder, (held.get(task.holder) ?? 0) + 1)
  const levels = new Map<string, number[]>()
  for (const { person, level } of ground.skills)
    levels.set(person, [...(levels.get(person) ?? []), level])
  return [...ground.people]
    .map((person) => {
      const known = levels.get(person.id) ?? []
      const account = ground.accounts.get(person.id)
      return {
        person,
        username: account?.username ?? '',
        temporary: account?.temporary ?? false,
        role: roleAndGrade(person.role, person.grade),
        team: person.team ? teamName(ground, person.team) : '',
        leads: person.leads.map((id) => teamName(ground, id)),
        alone: known.filter((level) => level >= 3).length,
        onRecord: known.length,
        held: held.get(person.id) ?? 0,
      }
    })
    .sort(byName)
}

/** Those who have left come last. */
const byName = (a: PersonLine, b: PersonLine) =>
  Number(b.person.active) - Number(a.person.active) || a.person.name.localeCompare(b.person.name)

export type PeopleFilter = { text: string; team: string; inactive: boolean }

export function filterPeople(
  lines: readonly PersonLine[],
  { text, team, inactive }: PeopleFilter,
): PersonLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return lines.filter((line) => {
    if (!inactive && !line.person.active) return false
    if (team !== '' && line.person.team !== team && !line.person.leads.includes(team)) return false
    const said = `${line.person.name} ${line.username} ${line.role} ${line.team}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

export type Leaving = {
  /** Whole sentences, most important first. */
  sentences: string[]
  /** What goes back to the queue, in the order of numbers. */
  returned: { no: number; what: string }[]
}

const named = (task: ShownTask, types: { get(id: string): TaskTypeRow | undefined }) =>
  task.title ?? `${types.get(task.type)?.name ?? task.type}, confidential`

/** What deactivating somebody does: said before it is done. */
export function leaving(
  person: PersonRow,
  tasks: Iterable<ShownTask>,
  types: { get(id: string): TaskTypeRow | undefined },
): Leaving {
  const held = [...tasks].filter((task) => task.holder === person.id).sort((a, b) => a.no - b.no)
  const back = held.filter((task) => task.status !== 'review')
  const checked = held.length - back.length
  const first = person.name.split(' ')[0] ?? person.name
  const sentences = [
    back.length === 0
      ? `${first} holds no task that would go back to the queue.`
      : `${counted(back.length, 'task')} ${back.length === 1 ? 'goes' : 'go'} back to the queue of ${back.length === 1 ? 'its' : 'their'} team, with steps, fields and notes kept.`,
    ...(checked > 0
      ? [
          `${counted(checked, 'finished task')} ${checked === 1 ? 'is' : 'are'} being checked and ${checked === 1 ? 'stays' : 'stay'} so.`,
        ]
      : []),
    `${first} is signed out everywhere at once and cannot sign in again until made active.`,
    'What they did stays in the history and in the figures.',
  ]
  return { sentences, returned: back.map((task) => ({ no: task.no, what: named(task, types) })) }
}

export type TeamLine = { team: TeamRow; people: number; leads: string[]; types: number }

export function teamLines(
  teams: Iterable<TeamRow>,
  people: Iterable<PersonRow>,
  types: Iterable<TaskTypeRow>,
): TeamLine[] {
  const active = [...people].filter((person) => person.active)
  const kinds = [...types].filter((type) => type.active)
  return [...teams]
    .map((team) => ({
      team,
      people: active.filter((person) => person.team === team.id).length,
      leads: active
        .filter((person) => person.leads.includes(team.id))
        .map((person) => person.name)
        .sort(),
      types: kinds.filter((type) => type.team === team.id).length,
    }))
    .sort((a, b) => a.team.name.localeCompare(b.team.name))
}
