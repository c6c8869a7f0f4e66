/** The floor of one team as its board and timetable have it: who can still work today, and what could move. */
import { compareNext, compareQueue } from '../../../contract/order.js'
import type {
  PersonRow,
  Priority,
  SkillRow,
  TaskRow,
  TaskTypeRow,
  TeamRow,
} from '../../../contract/rows.js'
import { elapsedMinutes } from '../../effort.js'
import { expectedMinutes, workingSpans } from '../../load.js'
import { mayBePushed, qualifies, workingLevel } from '../../skill.js'
import { personShift, type PersonShift, type Timetable } from '../../timetable.js'
import type { Floor, FloorPerson, FloorTask, Slot } from '../floor/floor.js'
import { OfficeTime } from './office-time.js'

type Look<Row> = { get(id: string): Row | null | undefined }

/** The rows that decide a floor. */
export type DeskRows = {
  person: Iterable<PersonRow>
  skill: Look<SkillRow>
  taskType: Look<TaskTypeRow>
  /** What anybody holds, and what is queued in the team. */
  task: Iterable<TaskRow>
}

/** Minutes that a person is expected to need for a task of this standard. */
export type Expected = (person: string, type: string, standardMinutes: number) => number

export type DeskFloor = {
  floor: Floor
  /** Names of all who are on it or hold some of it, by id. */
  names: Map<string, string>
  /** What each holds and has not begun, in the order in which they would take it. */
  order: Map<string, number[]>
  /** How many tasks each holds that cannot be moved and count against a limit. */
  begun: Map<string, number>
  /** How much of the team's queue was looked at, and how much of that is not for today. */
  queued: number
  later: number
}

export const WEIGHTS: Record<Priority, number> = { urgent: 8, high: 4, normal: 2, low: 1 }
/** Queued tasks that are looked at, in queue order. */
export const MOST_QUEUED = 2_000

const minute = 60_000
const standard: Expected = (_person, _type, standardMinutes) => standardMinutes
const wholeMinutes = (minutes: number) => Math.max(1, Math.ceil(minutes - 1e-9))

type Present = { row: PersonRow; shift: PersonShift; slots: Slot[]; place: string | null }

export function floorOf(
  rows: DeskRows,
  team: TeamRow,
  now: string,
  timetable: Timetable,
  expected: Expected = standard,
): DeskFloor {
  const at = Date.parse(now)
  const hours = new OfficeTime(timetable, at)
  const names = new Map<string, string>()
  const present: Present[] = []
  for (const row of rows.person) {
    names.set(row.id, row.name)
    const one = presentOf(row, team, hours.today, timetable, at)
    if (one) present.push(one)
  }
  present.sort((a, b) => a.row.name.localeCompare(b.row.name) || (a.row.id < b.row.id ? -1 : 1))
  const { held, own, queued } = sorted(rows.task, team)
  const soon = queued.slice(0, MOST_QUEUED).filter((task) => isForToday(task, hours))
  const people = present.map(({ row, slots }): FloorPerson => {
    const busy = busyOf(held.get(row.id) ?? [], team, row.id, now, expected)
    return { id: row.id, slots, busy }
  })
  const end = Math.max(hours.closes, at, ...present.map(({ shift }) => shift.to))
  const here = new Set(people.map(({ id }) => id))
  // What is pinned to somebody who is not here stays with them; nothing can be said about it.
  const movable = own.filter(({ pinned, holder }) => !pinned || here.has(holder as string))
  const tasks = [...movable, ...soon].map((task) =>
    taskOf(task, { rows, present, hours, at, end, expected }),
  )
  const order = new Map<string, number[]>()
  for (const task of [...movable].sort(compareNext)) {
    const list = order.get(task.holder as string)
    if (list) list.push(task.no)
    else order.set(task.holder as string, [task.no])
  }
  const later = Math.min(queued.length, MOST_QUEUED) - soon.length
  const begun = new Map(
    people.map(({ id }) => [id, (held.get(id) ?? []).filter((task) => isBegun(task, team)).length]),
  )
  return { floor: { people, tasks }, names, order, begun, queued: queued.length, later }
}

function presentOf(
  row: PersonRow,
  team: TeamRow,
  today: string,
  timetable: Timetable,
  now: number,
): Present | null {
  const works = row.team === team.id || (row.role === 'lead' && row.leads.includes(team.id))
  if (!row.active || !works || (row.role !== 'clerk' && row.role !== 'lead')) return null
  const shift = personShift(timetable, row.id, today)
  const slots = shift ? slotsOf(shift, now) : []
  return shift && slots.length > 0
    ? { row, shift, slots, place: shift.location ?? team.location }
    : null
}

/** Whole minutes that lie wholly inside the working time. */
function slotsOf(shift: PersonShift, now: number): Slot[] {
  return workingSpans(shift, now)
    .map(({ from, to }) => ({
      from: Math.ceil((from - now) / minute),
      to: Math.floor((to - now) / minute),
    }))
    .filter(({ from, to }) => to > from)
}

/** What each holds; of the team what is assigned and not begun, and what is queued, in queue order. */
function sorted(tasks: Iterable<TaskRow>, team: TeamRow) {
  const held = new Map<string, TaskRow[]>()
  const own: TaskRow[] = []
  const queued: TaskRow[] = []
  for (const task of tasks) {
    if (task.status === 'queued' && task.team === team.id) queued.push(task)
    if (task.holder === null) continue
    const list = held.get(task.holder)
    if (list) list.push(task)
    else held.set(task.holder, [task])
    if (task.status === 'assigned' && task.team === team.id) own.push(task)
  }
  return { held, own: own.sort((a, b) => a.no - b.no), queued: queued.sort(compareQueue) }
}

/** Work in hand, and what another team has given them: this team's lead cannot move that either. */
function busyOf(
  held: readonly TaskRow[],
  team: TeamRow,
  person: string,
  now: string,
  expected: Expected,
): number {
  const active = held.filter(({ status }) => status === 'active')
  const minutes = active.map((task) => {
    const takes = expected(person, task.type, task.standardMinutes)
    return expectedMinutes(takes, elapsedMinutes(task, now, active.length))
  })
  const elsewhere = held
    .filter((task) => task.status === 'assigned' && task.team !== team.id)
    .map((task) => expected(person, task.type, task.standardMinutes))
  const sum = [...minutes, ...elsewhere].reduce((total, one) => total + one, 0)
  return sum > 0 ? wholeMinutes(sum) : 0
}

const isBegun = ({ status, team: of }: TaskRow, team: TeamRow) =>
  status === 'active' || (status === 'assigned' && of !== team.id)

/** Due by the end of the next office day, or urgent or high: the rest of the queue can wait. */
const isForToday = ({ priority, dueAt }: TaskRow, { nextCloses }: OfficeTime) =>
  priority === 'urgent' ||
  priority === 'high' ||
  (dueAt !== null && Date.parse(dueAt) <= nextCloses)

type Ground = {
  rows: DeskRows
  present: readonly Present[]
  hours: OfficeTime
  at: number
  /** When the last of today's work can end. */
  end: number
  expected: Expected
}

function taskOf(task: TaskRow, { rows, present, hours, at, end, expected }: Ground): FloorTask {
  const type = rows.taskType.get(task.type)
  const minutes = present.map(({ row, place }) => {
    const elsewhere = type?.location && place && type.location !== place
    if (!type || elsewhere) return 0
    // What a lead gave somebody in training may stay with them.
    const may = row.id === task.holder ? qualifies : mayBePushed
    if (!may(workingLevel(rows.skill.get(`${row.id}/${type.id}`)), type)) return 0
    return wholeMinutes(expected(row.id, type.id, task.standardMinutes))
  })
  const due = task.dueAt === null ? null : Date.parse(task.dueAt)
  const takes = wholeMinutes(task.standardMinutes)
  return {
    no: task.no,
    weight: WEIGHTS[task.priority],
    due: due === null ? null : dueIn(due, at, hours),
    minutes,
    pinned: task.pinned === true ? task.holder : null,
    holder: task.holder,
    unplaced: Math.max(1, takes + (due === null ? -takes : lateTomorrow(due, { at, end, hours }))),
  }
}

/** Minutes after now; what is overdue has been so for the office's minutes, not for the nights between. */
const dueIn = (due: number, at: number, hours: OfficeTime) =>
  due >= at ? Math.floor((due - at) / minute) : -hours.between(due, at)

/**
 * Minutes late at the next day's opening; below 0: time that is left from there. Never less than doing it
 * as the last of today would be late.
 */
function lateTomorrow(
  due: number,
  { at, end, hours }: Pick<Ground, 'at' | 'end' | 'hours'>,
): number {
  if (due > end) return -hours.between(hours.nextOpens, due)
  return Math.floor((end - at) / minute) - dueIn(due, at, hours)
}
