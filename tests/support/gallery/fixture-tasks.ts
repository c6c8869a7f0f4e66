/** Believable work for the Denver desk: waiting, in hand, assigned and set aside. */
import { denver311 } from '../../../db/offices/denver-311.js'
import type { Priority, TaskRow, TaskTypeRow } from '../../../server/contract/rows.js'
import type { State } from './choice.js'

export const minute = 60_000

/** Small, seeded and good enough to look at. */
export function seeded(seed: number) {
  let a = seed
  const next = () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { next, pick: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T }
}
export type Chance = ReturnType<typeof seeded>

const streets = [
  '19th & Blake',
  '1600 Broadway',
  '1420 Larimer St',
  '8th Ave',
  '2210 Elm St',
  '900 Grant',
  'Parcel 0231',
  'Colfax & York',
  '3100 Downing',
  '12th & Sherman',
  '450 S Logan',
  'Federal Blvd',
  '27th & Welton',
  '701 Acoma',
]
const callers = [
  'Holt',
  'Ortiz',
  'Nguyen',
  'Brandt',
  'Achebe',
  'Lindgren',
  'Kowalski',
  'Reyes',
  'Park',
  'Silva',
]
const special: Record<string, readonly string[]> = {
  'graffiti-log': ['Graffiti log, Parks (31 rows)', 'Graffiti log, Transit (58 rows)'],
  cora: ['Records request, Holt', 'Body-camera index, Ortiz', 'Contract file, Brandt'],
  feedback: ['Employee feedback, desk 4', 'Employee feedback, call 88-2041'],
  procedure: ['Snow desk procedure, winter edition of the whole manual and its index'],
  'action-item': ['Minutes, side-by-sides of August', 'Badges for the two newcomers'],
}

function titleOf(type: TaskTypeRow, chance: Chance): string {
  const own = special[type.id]
  if (own) return chance.pick(own)
  return type.id === 'inquiry'
    ? `Call back, ${chance.pick(callers)}`
    : `${type.name}, ${chance.pick(streets)}`
}

function priorityOf(type: TaskTypeRow, chance: Chance): Priority {
  const roll = chance.next()
  if (roll < 0.03) return 'urgent'
  if (roll < 0.15) return 'high'
  return roll > 0.95 ? 'low' : type.priority
}

function dueFrom(now: number, chance: Chance): string | null {
  const roll = chance.next()
  if (roll < 0.11) return null
  const minutes =
    roll < 0.17
      ? -20 - chance.next() * 200
      : roll < 0.6
        ? 15 + chance.next() * 380
        : 1_440 + chance.next() * 6_000
  return new Date(Math.round((now / minute + minutes) / 15) * 15 * minute).toISOString()
}

function queuedTask(
  no: number,
  now: number,
  chance: Chance,
  types: readonly TaskTypeRow[],
): TaskRow {
  const type = chance.pick(types)
  const requester = chance.pick(callers)
  return {
    no,
    type: type.id,
    team: type.team ?? 'cases',
    status: 'queued',
    priority: priorityOf(type, chance),
    holder: null,
    dueAt: dueFrom(now, chance),
    createdAt: new Date(now - Math.round(chance.next() ** 3 * 3_600) * minute).toISOString(),
    claimedAt: null,
    followUpAt: null,
    finishedAt: null,
    standardMinutes: type.standardMinutes,
    confidential: type.id === 'feedback',
    seq: 1,
    title: titleOf(type, chance),
    channel: chance.pick(['phone', 'web', 'mail', 'app', 'counter'] as const),
    reference: `DEN-2026-${1000 + no}`,
    requester,
    fields: {},
    steps: type.steps.map(({ id, name }) => ({ id, name, doneAt: null, doneBy: null })),
    notes: 0,
    createdBy: 'intake',
    assignedBy: null,
    assignedAt: null,
    waitingFor: null,
    outcome: null,
    finishedBy: null,
    activeSince: null,
    handleMinutes: 0,
  }
}

function hold(task: TaskRow, holder: string, now: number, ago: number): TaskRow {
  const since = new Date(now - ago * minute).toISOString()
  const [first, ...rest] = task.steps
  const steps = first ? [{ ...first, doneAt: since, doneBy: holder }, ...rest] : []
  return {
    ...task,
    status: 'active',
    holder,
    claimedAt: since,
    activeSince: since,
    steps,
    createdAt: earlier(task, since),
  }
}
const assign = (task: TaskRow, holder: string, now: number): TaskRow => ({
  ...task,
  status: 'assigned',
  holder,
  assignedBy: 'lead',
  assignedAt: new Date(now - 40 * minute).toISOString(),
})
const wait = (task: TaskRow, holder: string, now: number): TaskRow => ({
  ...task,
  status: 'waiting',
  holder,
  claimedAt: new Date(now - 90 * minute).toISOString(),
  handleMinutes: 6,
  waitingFor: 'Fee query with the applicant',
  followUpAt: new Date(now + 200 * minute).toISOString(),
})
const earlier = (task: TaskRow, instant: string) =>
  task.createdAt < instant ? task.createdAt : instant

/** Who has how much: in hand since (minutes), and how many more. */
const hands: readonly [string, number | null, number][] = [
  ['clerk1', 12, 4],
  ['clerk2', 31, 11],
  ['clerk3', 5, 5],
  ['clerk4', null, 0],
  ['clerk5', 52, 4],
  ['clerk6', 4, 5],
  ['clerk7', 22, 4],
  ['clerk8', 6, 6],
  ['lead', null, 0],
  ['lead2', 2, 3],
]

export function tasksOf(now: number, chance: Chance, state: State): TaskRow[] {
  if (state === 'empty') return []
  const types = denver311.types
  let no = 4020
  const more = () => queuedTask((no += 1 + Math.floor(chance.next() * 3)), now, chance, types)
  const of = (team: string) => {
    for (;;) {
      const task = more()
      if (task.team === team) return task
    }
  }
  const held = hands.flatMap(([holder, ago, next]) => {
    const team = denver311.people.find(({ username }) => username === holder)?.team ?? 'cases'
    const active = ago === null ? [] : [hold(of(team), holder, now, ago)]
    return [...active, ...Array.from({ length: next }, () => assign(of(team), holder, now))]
  })
  const waiting = ['clerk1', 'clerk1', 'clerk7'].map((holder) => wait(more(), holder, now))
  const queued = Array.from({ length: state === 'full' ? 1_400 : 64 }, more)
  return [...held, ...waiting, ...queued]
}
