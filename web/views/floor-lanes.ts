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
import { expectedBy, usualId, type UsualLook } from '../../server/domain/usual.js'

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
  /** What a task should take this person: learnt from what they finished, else its standard. */
  minutesOf: (task: Pick<ShownTask, 'type' | 'standardMinutes'>) => number
  basis: Basis
}

/** What the minutes of a load are. */
export type Basis = {
  /** Finished tasks behind what is expected of the types that are held. */
  finished: number
  /** Types held of which nothing is learnt of this person, as far as the viewer is told: by their standard. */
  byStandard: string[]
}

export type Ground = {
  shiftOf: (person: PersonRow) => Shift | null
  usual: UsualLook
  now: number
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
  { shiftOf, usual, now }: Ground,
): Lane {
  const expected = expectedBy(usual)
  const minutesOf: Lane['minutesOf'] = ({ type, standardMinutes }) =>
    expected(person.id, type, standardMinutes)
  const shift = shiftOf(person)
  const active = held.filter((task) => task.status === 'active').sort(byTakenUp)
  const next = held.filter((task) => task.status === 'assigned').sort(compareNext)
  const work: Work[] = [
    ...active.map((task) => ({
      no: task.no,
      minutes: expectedMinutes(minutesOf(task), elapsedMinutes(task, active.length, now)),
    })),
    ...next.map((task) => ({ no: task.no, minutes: minutesOf(task) })),
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
    minutesOf,
    basis: basisOf(person.id, [...active, ...next], usual),
  }
}

function basisOf(person: string, held: readonly ShownTask[], usual: UsualLook): Basis {
  const types = [...new Set(held.map(({ type }) => type))]
  const known = (type: string) => usual.get(usualId(person, type))?.tasks ?? 0
  return {
    // Old work fades by halves, so what is left of it need not be a whole number.
    finished: Math.round(types.reduce((sum, type) => sum + known(type), 0)),
    byStandard: types.filter((type) => known(type) === 0),
  }
}

/**
 * "Minutes expected of Ana, learnt from 34 finished tasks; Permit by the standard."
 * @param who "you" or a name
 */
export function basisWords(
  { finished, byStandard }: Basis,
  who: string,
  typeName: (type: string) => string,
): string {
  if (finished === 0)
    return `Standard minutes: nothing is known here of what such tasks take ${who}.`
  const tasks = `${finished} finished ${finished === 1 ? 'task' : 'tasks'}`
  const rest =
    byStandard.length > 0 ? `; ${byStandard.map(typeName).join(', ')} by the standard` : ''
  return `Minutes expected of ${who}, learnt from ${tasks}${rest}.`
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
  ground: Ground,
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
    .map((person) => laneOf(person, held.get(person.id) ?? [], ground))
}
