/** A team's floor as it is now, made ready to be played to closing. */
import type { TypeHistory } from '../../db/queries/pace.js'
import { compareQueue } from '../contract/order.js'
import { ABSENT_AFTER_MS } from '../domain/absent.js'
import type { OfficeRow, PersonRow, TaskRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import { deskRules } from '../domain/desk-rules.js'
import { dayBounds } from '../domain/due.js'
import { elapsedMinutes } from '../domain/effort.js'
import type { Floor, FloorPerson, FloorTask, Handling } from '../domain/forecast/clear.js'
import { workingSpans } from '../domain/load.js'
import { canBeDoneAt, placeOf } from '../domain/places.js'
import { qualifies, workingLevel } from '../domain/skill.js'
import { standardFor } from '../domain/standard.js'
import { personShift, timetableOver } from '../domain/timetable.js'

const MINUTE = 60_000

/** How far handle times lie apart where nothing was measured, and how many tasks that belief weighs. */
const USUAL: Handling = { mean: 0, spread: 0.6 }
const USUAL_WEIGHT = 10
/** On some days all goes faster or slower. */
const DAY_SPREAD = 0.1
/** More tasks than a day of any office can hold need not be played. */
const MOST_QUEUED = 50_000

export type Seen = { board: Board; office: OfficeRow; team: string; now: string; day: string; type?: string | undefined }

/** A type's handle times: what was measured, drawn to what is usual while that is little. */
export function handlingOf(history: TypeHistory | undefined): Handling {
  const n = history?.mean == null ? 0 : history.timed
  const mean = (n * (history?.mean ?? 0)) / (n + USUAL_WEIGHT)
  const variance = n > 1 ? (history?.spread ?? USUAL.spread) ** 2 : USUAL.spread ** 2
  const spread = Math.sqrt((n * variance + USUAL_WEIGHT * USUAL.spread ** 2) / (n + USUAL_WEIGHT))
  return { mean: Math.min(1.5, Math.max(-1.5, mean)), spread: Math.min(1.5, Math.max(0.1, spread)) }
}

function canDo({ tables }: Board, person: PersonRow, place: string | null, type: string): boolean {
  const bar = tables.taskType.get(type) ?? { requiredLevel: 0 as const, location: null }
  return canBeDoneAt(bar, place) && qualifies(workingLevel(tables.skill.get(`${person.id}/${type}`)), bar, person.grade)
}

/** Whether a task must be finished today, of what is asked after: due before the day ends, or late already. */
const dueBefore = (end: string, type: string | undefined) => (task: TaskRow) =>
  task.dueAt !== null && task.dueAt < end && (type ?? task.type) === task.type

type Marking = { seen: Seen; index: ReadonlyMap<string, number>; isDue: (task: TaskRow) => boolean }

const floorTask = ({ seen, index, isDue }: Marking, task: TaskRow): FloorTask => ({
  type: index.get(task.type) ?? 0,
  standardMinutes: task.standardMinutes,
  due: task.team === seen.team && isDue(task),
})

function peopleOf(marking: Marking, closes: number): FloorPerson[] {
  const { board, office, team, now, day } = marking.seen
  const at = Date.parse(now)
  const { tables } = board
  const table = timetableOver(office, tables)
  const minutes = (time: number) => Math.max(0, (time - at) / MINUTE)
  return [...tables.person.values()].flatMap((person) => {
    const held = [...(tables.task.held.get(person.id) ?? [])]
      .flatMap((no) => tables.task.get(no) ?? [])
      .filter(({ status }) => status === 'active' || status === 'assigned')
      .sort((a, b) => Number(b.status === 'active') - Number(a.status === 'active') || compareQueue(a, b))
    const works = person.active && person.team === team && person.role === 'clerk'
    if (!works && !held.some((task) => task.team === team)) return []
    const shift = personShift(table, person.id, day)
    const place = placeOf(shift, tables.team.get(team))
    const absent = person.presence === 'off' && shift && at - shift.from > ABSENT_AFTER_MS
    const active = held.filter(({ status }) => status === 'active').length
    const spans = shift && !absent ? workingSpans(shift, at) : []
    return [{
      spans: spans.map(({ from, to }) => ({ from: minutes(from), to: Math.min(closes, minutes(to)) }))
        .filter(({ from, to }) => to > from),
      types: works ? [...marking.index].flatMap(([type, n]) => (canDo(board, person, place, type) ? [n] : [])) : [],
      held: held.map((task) => ({
        ...floorTask(marking, task), spent: elapsedMinutes(task, now, Math.max(1, active)),
      })),
    }]
  })
}

type Behind = { tasks: FloorTask[]; beyond: number }

/**
 * Queued work behind what memory holds, by type: each of average size, at the end of the queue. No more of it is
 * made than there is room for; the rest is counted, as much of it as is of the type that is asked after.
 */
function behind({ seen: { board, team, type: of }, index }: Marking, shown: readonly TaskRow[], waiting: readonly TaskRow[]): Behind {
  const left = new Map<string, { tasks: number; standardMinutes: number }>()
  for (const row of board.tables.backlog.values()) {
    if (row.team !== team) continue
    const had = left.get(row.type) ?? { tasks: 0, standardMinutes: 0 }
    left.set(row.type, { tasks: had.tasks + row.tasks, standardMinutes: had.standardMinutes + row.standardMinutes })
  }
  const here = new Map<string, number>()
  for (const { type } of [...shown, ...waiting]) here.set(type, (here.get(type) ?? 0) + 1)
  const tasks: FloorTask[] = []
  let beyond = 0
  for (const [type, all] of left) {
    const more = Math.max(0, all.tasks - (here.get(type) ?? 0))
    const played = Math.min(more, Math.max(0, MOST_QUEUED - shown.length - tasks.length))
    const one = { type: index.get(type) ?? 0, standardMinutes: all.standardMinutes / Math.max(1, all.tasks) }
    for (let n = 0; n < played; n++) tasks.push(one)
    if (of === undefined || of === type) beyond += more - played
  }
  return { tasks, beyond }
}

function minutesFor(board: Board, type: string, team: string): number {
  const row = board.tables.taskType.get(type)
  return row ? standardFor(row, team).standardMinutes : 0
}

export type SeenFloor = {
  floor: Omit<Floor, 'arrivals'>
  mix: Floor['arrivals']['mix']
  /** Queued tasks that are not played, because there are too many. */
  beyond: number
  due: { tasks: number; waiting: number }
}

/** @param closes minutes from now */
export function floorOf(seen: Seen, history: readonly TypeHistory[], { closes, checkpoints }: { closes: number; checkpoints: readonly number[] }): SeenFloor {
  const { board, office, team, day, type } = seen
  const types = [...board.tables.taskType.values()]
  const marking: Marking = {
    seen, index: new Map(types.map(({ id }, n) => [id, n])), isDue: dueBefore(dayBounds(day, office.timeZone).to, seen.type),
  }
  const shown = board.queueOf(team)
  const waiting = [...board.tables.task.values()].filter((task) => task.team === team && task.status === 'waiting')
  const rest = board.until[team] == null ? { tasks: [], beyond: 0 } : behind(marking, shown, waiting)
  const queue = [...shown.map((task) => floorTask(marking, task)), ...rest.tasks]
  const people = peopleOf(marking, closes)
  const arrived = history.reduce((sum, row) => sum + row.arrived, 0)
  const isDueHere = (task: { due?: boolean }) => task.due
  const held = people.flatMap((person) => person.held).filter(isDueHere).length
  const late = waiting.filter(marking.isDue).length
  const of = type === undefined ? undefined : marking.index.get(type)
  return {
    floor: {
      closes, checkpoints, people, queue: queue.slice(0, MOST_QUEUED), daySpread: DAY_SPREAD,
      handling: types.map(({ id }) => handlingOf(history.find((row) => row.type === id))),
      utilisation: deskRules(office).utilisation, of,
    },
    mix: history.map((row) => ({
      type: marking.index.get(row.type) ?? 0,
      standardMinutes: minutesFor(board, row.type, team),
      share: row.arrived / Math.max(1, arrived),
    })),
    beyond: rest.beyond + queue.slice(MOST_QUEUED).filter((task) => of === undefined || task.type === of).length,
    due: { tasks: queue.filter(isDueHere).length + held + late, waiting: late },
  }
}
