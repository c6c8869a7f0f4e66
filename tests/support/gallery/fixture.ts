/** A mid-morning at the Denver desk, the same at every start. */
import { denver311 } from '../../../db/offices/denver-311.js'
import type {
  BacklogRow,
  OfficeRow,
  PersonRow,
  Presence,
  Rows,
  TableName,
  TallyRow,
  TaskRow,
  TaskTypeRow,
} from '../../../server/contract/rows.js'
import type { BoardState } from '../../../server/core/board.js'
import type { State } from './choice.js'
import { minute, seeded, tasksOf, type Chance } from './fixture-tasks.js'

/** The fixed-offset zone in which it is now between 10:00 and 11:00. */
export function midMorningZone(now: Date): string {
  const offset = ((10 - now.getUTCHours() + 36) % 24) - 12
  if (offset === 0) return 'Etc/GMT'
  // The sign of these names is turned round: Etc/GMT+7 is seven hours west.
  return `Etc/GMT${offset < 0 ? '+' : '-'}${Math.abs(offset)}`
}

function peopleOf(now: number, empty: boolean): PersonRow[] {
  const where: Record<string, Presence> = {
    clerk7: 'break',
    lead2: 'training',
    intake: 'off',
    clerk8: 'away',
  }
  return denver311.people.map(({ username, name, role, grade, team, leads }) => ({
    id: username,
    name,
    role,
    grade,
    team,
    leads,
    active: true,
    presence: empty && username !== 'clerk1' ? 'off' : (where[username] ?? 'available'),
    presenceSince: new Date(now - 25 * minute).toISOString(),
    help:
      !empty && username === 'clerk5'
        ? {
            since: new Date(now - 6 * minute).toISOString(),
            task: null,
            text: 'the total differs by $412.50 from the transmittal',
          }
        : null,
  }))
}

function talliesOf(now: number, zone: string, chance: Chance): TallyRow[] {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now)
  const clerks = denver311.people.filter(
    ({ role, team }) => role !== 'admin' && role !== 'supervisor' && team !== null,
  )
  const rows = new Map<string, TallyRow>()
  const add = (person: string | null, hour: number, type: TaskTypeRow, tasks: number) => {
    const team = type.team ?? 'cases'
    const id = `${day}/${hour}/${person ?? `team:${team}`}/${type.id}`
    const row = rows.get(id) ?? {
      id,
      day,
      hour,
      person,
      team,
      type: type.id,
      tasks: 0,
      standardMinutes: 0,
      handleMinutes: 0,
    }
    rows.set(id, {
      ...row,
      tasks: row.tasks + tasks,
      standardMinutes: row.standardMinutes + tasks * type.standardMinutes,
      handleMinutes: row.handleMinutes + tasks * type.standardMinutes * (0.7 + chance.next() * 0.8),
    })
  }
  for (const { username, team } of clerks) {
    const types = denver311.types.filter((type) => type.team === team && type.standardMinutes < 16)
    for (const [hour, most] of [
      [8, 4],
      [9, 4],
      [10, 2],
    ] as const) {
      for (let i = 0; i < Math.ceil(chance.next() * most); i++) {
        const type = chance.pick(types)
        add(username, hour, type, 1)
        add(null, hour, type, 1)
      }
    }
  }
  return [...rows.values()]
}

function backlogOf(tasks: readonly TaskRow[]): BacklogRow[] {
  const rows = new Map<string, BacklogRow>()
  for (const { status, team, type, priority, standardMinutes } of tasks) {
    if (status !== 'queued' && status !== 'waiting') continue
    const id = `${team}/${type}/${priority}`
    const row = rows.get(id) ?? { id, team, type, priority, tasks: 0, standardMinutes: 0 }
    rows.set(id, {
      ...row,
      tasks: row.tasks + 1,
      standardMinutes: row.standardMinutes + standardMinutes,
    })
  }
  return [...rows.values()]
}

/** The whole office as its server would hold it. `now` in epoch ms. */
export function officeAt(now: number, state: State): BoardState {
  const chance = seeded(311)
  const zone = midMorningZone(new Date(now))
  const { id, name, opens, closes, teams, types, people } = denver311
  const office: OfficeRow = {
    id,
    name,
    opens,
    closes,
    timeZone: zone,
    days: [1, 2, 3, 4, 5, 6, 7],
    demo: {
      notice:
        'Simulated people, and public records of Boston from 2011. It is always mid-morning here.',
      source: 'City of Boston, 311 service requests (PDDL)',
    },
  }
  const tasks = tasksOf(now, chance, state)
  const rows: { [T in TableName]?: Rows[T][] } = {
    office: [office],
    team: teams,
    taskType: types,
    task: tasks,
    backlog: backlogOf(tasks),
    person: peopleOf(now, state === 'empty'),
    account: people.map(({ username }) => ({
      id: username,
      username,
      temporary: username === 'intake',
    })),
    skill: people.flatMap(({ username, team, skills }) =>
      Object.entries(skills).map(([type, level]) => ({
        id: `${username}/${type}`,
        person: username,
        team,
        type,
        level,
      })),
    ),
    tally: state === 'empty' ? [] : talliesOf(now, zone, chance),
  }
  const lastNo = Math.max(4020, ...tasks.map(({ no }) => no))
  return { office: id, epoch: 'gallery', seq: 1, mark: '', lastNo, until: {}, rows }
}
