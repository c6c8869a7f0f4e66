/** One lane a person: what they hold, laid out as time. Pure; the screen's rune class calls it. */
import { compareNext, compareQueue } from '../../server/contract/order.js'
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import {
  expectedMinutes,
  layLoad,
  type Load,
  type Shift,
  type Work,
} from '../../server/domain/load.js'

export type Lane = {
  person: PersonRow
  shift: Shift | null
  /** The active task taken up last, or none. */
  inHand: ShownTask | null
  /** Minutes on the task in hand; null: not told, or the office times nobody. */
  elapsed: number | null
  /** Other tasks begun and not set aside. */
  beside: ShownTask[]
  /** Given and not begun, in the order in which they are taken. */
  next: ShownTask[]
  /** Set aside: they wait on someone outside and take no time. */
  waiting: ShownTask[]
  load: Load
  here: boolean
}

const minute = 60_000

export const isHere = (person: PersonRow) => person.presence !== 'off' && person.presence !== 'away'

/** Minutes spent on an active task, as far as they are told; time is shared among all that its holder has active. */
export function elapsedMinutes(task: ShownTask, activeCount: number, now: number): number {
  const since = task.activeSince ?? null
  const running = since
    ? Math.max(0, now - Date.parse(since)) / minute / Math.max(1, activeCount)
    : 0
  return (task.handleMinutes ?? 0) + running
}

/** Whether the viewer is told how long somebody has had an active task. */
export const isTimed = ({ activeSince }: ShownTask) => typeof activeSince === 'string'

/** Latest taken up first. */
const byTakenUp = (a: ShownTask, b: ShownTask) => {
  const [left, right] = [a.claimedAt ?? '', b.claimedAt ?? '']
  if (left !== right) return left < right ? 1 : -1
  return b.seq - a.seq
}

export function laneOf(
  person: PersonRow,
  held: readonly ShownTask[],
  shift: Shift | null,
  now: number,
): Lane {
  const active = held.filter((task) => task.status === 'active').sort(byTakenUp)
  const next = held.filter((task) => task.status === 'assigned').sort(compareNext)
  const work: Work[] = [
    ...active.map((task) => ({
      no: task.no,
      minutes: expectedMinutes(task.standardMinutes, elapsedMinutes(task, active.length, now)),
    })),
    ...next.map((task) => ({ no: task.no, minutes: task.standardMinutes })),
  ]
  const [inHand = null, ...beside] = active
  return {
    person,
    shift,
    inHand,
    elapsed: inHand && isTimed(inHand) ? elapsedMinutes(inHand, active.length, now) : null,
    beside,
    next,
    waiting: held.filter((task) => task.status === 'waiting').sort(compareQueue),
    load: layLoad(work, shift, now),
    here: isHere(person),
  }
}

/** Whose lane the floor shows: who works for one of these teams, leads one, or holds a task of one. */
export function onFloor(
  person: PersonRow,
  teams: ReadonlySet<string>,
  holders: ReadonlySet<string>,
): boolean {
  if (!person.active) return false
  if (holders.has(person.id)) return true
  if (person.role !== 'clerk' && person.role !== 'lead') return false
  return (
    (person.team !== null && teams.has(person.team)) || person.leads.some((team) => teams.has(team))
  )
}

/** The lanes in their fixed order, by name. */
export function lanesOf(
  people: Iterable<PersonRow>,
  tasks: Iterable<ShownTask>,
  teams: ReadonlySet<string>,
  shiftOf: (person: PersonRow) => Shift | null,
  now: number,
): Lane[] {
  const held = new Map<string, ShownTask[]>()
  const holders = new Set<string>()
  for (const task of tasks) {
    if (task.holder === null || task.status === 'queued') continue
    const list = held.get(task.holder)
    if (list) list.push(task)
    else held.set(task.holder, [task])
    if (teams.has(task.team)) holders.add(task.holder)
  }
  return [...people]
    .filter((person) => onFloor(person, teams, holders))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    .map((person) => laneOf(person, held.get(person.id) ?? [], shiftOf(person), now))
}
