/** The floor of one team as its board and timetable have it: who can still work today, and what could move. */
import { compareNext, compareQueue } from '../../../contract/order.js'
import type { PersonRow, SkillRow, TaskRow, TaskTypeRow, TeamRow } from '../../../contract/rows.js'
import { elapsedMinutes } from '../../effort.js'
import { expectedMinutes, workingSpans } from '../../load.js'
import { canBeDoneAt, placeOf } from '../../places.js'
import { mayBePushed, qualifies, workingLevel } from '../../skill.js'
import { personShift, type PersonShift, type Timetable } from '../../timetable.js'
import type { Expected } from '../../usual.js'
import type { Floor, FloorPerson, FloorTask, Slot } from '../floor/floor.js'
import { OfficeTime } from './office-time.js'
import { keepFree, type Reserve } from './reserve.js'
import { WEIGHTS } from './weights.js'

type Look<Row> = { get(id: string): Row | null | undefined }

/** The rows that decide a floor. */
export type DeskRows = {
  person: Iterable<PersonRow>
  skill: Look<SkillRow>
  taskType: Look<TaskTypeRow>
  team: Look<TeamRow>
  /** What anybody holds, and what is queued in the team. */
  task: Iterable<TaskRow>
}

export type DeskFloor = {
  floor: Floor
  /** Names of all who are on it or hold some of it, by id. */
  names: Map<string, string>
  /** What each holds and has not begun, in the order in which they would take it. */
  order: Map<string, number[]>
  /** How many tasks each holds that cannot be moved and count against a limit. */
  begun: Map<string, number>
  /** Minutes of tasks that somebody here holds and could not be given today, by number. */
  beyondMay: Map<number, number>
  /** What is kept free for urgent work; null: nothing is. */
  reserve: Reserve | null
  /** How much of the team's queue was looked at, and how much of that is not for today. */
  queued: number
  later: number
}

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
  without: ReadonlySet<string> = new Set(),
): DeskFloor {
  const at = Date.parse(now)
  const hours = new OfficeTime(timetable, at)
  const names = new Map<string, string>()
  const present: Present[] = []
  for (const row of rows.person) {
    names.set(row.id, row.name)
    if (without.has(row.id)) continue
    const one = presentOf(row, team, { hours, timetable, teams: rows.team, at })
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
  // What stays with somebody who is not here is with them; nothing can be said about it.
  const movable = own.filter((task) => !staysWithHolder(task) || here.has(task.holder as string))
  const takes = new Takes(rows, present, expected)
  const tasks = [...movable, ...soon].map((task) => taskOf(task, takes, { hours, at, end }))
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
  const beyondMay = new Map(
    movable.flatMap(({ no, holder, type, standardMinutes }, j): [number, number][] => {
      const i = people.findIndex(({ id }) => id === holder)
      if (i < 0 || tasks[j]?.minutes[i] !== 0) return []
      return [[no, wholeMinutes(expected(holder as string, type, standardMinutes))]]
    }),
  )
  const minutes = team.rules?.reserveMinutes ?? 0
  const whole = { people, tasks }
  const { floor, reserve } =
    minutes > 0 ? keepFree(whole, minutes) : { floor: whole, reserve: null }
  return { floor, names, order, begun, beyondMay, reserve, queued: queued.length, later }
}

type Day = { hours: OfficeTime; timetable: Timetable; teams: Look<TeamRow>; at: number }

function presentOf(
  row: PersonRow,
  team: TeamRow,
  { hours: { today }, timetable, teams, at: now }: Day,
): Present | null {
  const works = row.team === team.id || (row.role === 'lead' && row.leads.includes(team.id))
  if (!row.active || !works || (row.role !== 'clerk' && row.role !== 'lead')) return null
  const shift = personShift(timetable, row.id, today)
  const slots = shift ? slotsOf(shift, now) : []
  return shift && slots.length > 0
    ? { row, shift, slots, place: placeOf(shift, row.team === null ? team : teams.get(row.team)) }
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

/**
 * Minutes that tasks take everybody. A queue of thousands has a few dozen kinds of task, each by its type
 * and standard; all of a kind share one row, which is then neither worked out nor sent elsewhere again.
 */
class Takes {
  private readonly kinds = new Map<string, Map<number, number[]>>()
  private readonly places: ReadonlyMap<string, number>

  constructor(
    private readonly rows: DeskRows,
    private readonly present: readonly Present[],
    private readonly expected: Expected,
  ) {
    this.places = new Map(present.map(({ row }, place) => [row.id, place]))
  }

  of(task: TaskRow): readonly number[] {
    let kinds = this.kinds.get(task.type)
    if (!kinds) this.kinds.set(task.type, (kinds = new Map<number, number[]>()))
    let row = kinds.get(task.standardMinutes)
    if (!row) {
      row = this.present.map((one) => this.forOne(task, one, mayBePushed))
      kinds.set(task.standardMinutes, row)
    }
    const place = task.holder === null ? undefined : this.places.get(task.holder)
    if (place === undefined || row[place] !== 0) return row
    // What a lead gave somebody in training may stay with them.
    const own = this.forOne(task, this.present[place] as Present, qualifies)
    return own === 0 ? row : row.with(place, own)
  }

  private forOne(
    { type: id, standardMinutes }: TaskRow,
    { row, place }: Present,
    may: typeof qualifies,
  ): number {
    const type = this.rows.taskType.get(id)
    if (!type || !canBeDoneAt(type, place)) return 0
    const level = workingLevel(this.rows.skill.get(`${row.id}/${id}`))
    if (!may(level, type, row.grade)) return 0
    return wholeMinutes(this.expected(row.id, id, standardMinutes))
  }
}

/**
 * What is pinned, and what is confidential: its holder has read it, and a proposal must not make somebody else
 * read it as well. Who reads it first, out of the queue, is for the lead to say by taking the move.
 */
export const staysWithHolder = ({ pinned, confidential, holder }: TaskRow): boolean =>
  holder !== null && (pinned === true || confidential)

type Ground = {
  hours: OfficeTime
  at: number
  /** When the last of today's work can end. */
  end: number
}

function taskOf(task: TaskRow, all: Takes, { hours, at, end }: Ground): FloorTask {
  const due = task.dueAt === null ? null : Date.parse(task.dueAt)
  const takes = wholeMinutes(task.standardMinutes)
  return {
    no: task.no,
    weight: WEIGHTS[task.priority],
    due: due === null ? null : dueIn(due, at, hours),
    minutes: all.of(task),
    pinned: staysWithHolder(task) ? task.holder : null,
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
function lateTomorrow(due: number, { at, end, hours }: Ground): number {
  if (due > end) return -hours.between(hours.nextOpens, due)
  return Math.floor((end - at) / minute) - dueIn(due, at, hours)
}
