/** The queue pane's filters, as they stand in the address. */
import { compareQueue } from '../../server/contract/order.js'
import {
  priorities,
  type BacklogRow,
  type Priority,
  type ShownTask,
} from '../../server/contract/rows.js'
import type { Outlook } from './floor-outlook.js'

export const dueFilters = ['late', 'risk', 'today', 'none'] as const
export type DueFilter = (typeof dueFilters)[number]
/** Minutes since it came in. */
export const ageFilters = [60, 240, 1440, 4320] as const
export const holderFilters = ['nobody', 'me', 'waiting', 'anyone'] as const
export type HolderFilter = (typeof holderFilters)[number]

export type Filters = {
  /** Empty: every type; so too for the others. */
  types: string[]
  priorities: Priority[]
  team: string | null
  due: DueFilter | null
  olderThan: number | null
  /** `nobody` is the queue itself; `waiting`: on someone outside, whoever holds it. */
  holder: HolderFilter
}

export const noFilters: Filters = {
  types: [],
  priorities: [],
  team: null,
  due: null,
  olderThan: null,
  holder: 'nobody',
}

const list = (params: URLSearchParams, key: string) =>
  (params.get(key) ?? '').split(',').filter(Boolean)

export function readFilters(params: URLSearchParams): Filters {
  const due = params.get('due')
  const holder = params.get('held')
  const older = Number(params.get('older'))
  return {
    types: list(params, 'type'),
    priorities: priorities.filter((priority) => list(params, 'priority').includes(priority)),
    team: params.get('of') || null,
    due: dueFilters.find((one) => one === due) ?? null,
    olderThan: Number.isInteger(older) && older > 0 ? older : null,
    holder: holderFilters.find((one) => one === holder) ?? 'nobody',
  }
}

/** The parameters that differ from no filter at all; null takes one out of the address. */
export function writeFilters(filters: Filters): Record<string, string | null> {
  return {
    type: filters.types.join(',') || null,
    priority: filters.priorities.join(',') || null,
    of: filters.team,
    due: filters.due,
    older: filters.olderThan === null ? null : String(filters.olderThan),
    held: filters.holder === 'nobody' ? null : filters.holder,
  }
}

export const isFiltered = (filters: Filters) =>
  Object.values(writeFilters(filters)).some((value) => value !== null)

export type FilterGround = {
  teams: ReadonlySet<string>
  outlook: Outlook
  me: string
  now: number
  /** Epoch ms of the midnight that ends the office day. */
  dayEnds: number
}

const minute = 60_000

function dueFits(task: ShownTask, due: DueFilter | null, ground: FilterGround): boolean {
  if (due === null) return true
  if (due === 'late') return ground.outlook.late.has(task.no)
  if (due === 'risk') return ground.outlook.risk.has(task.no)
  if (due === 'none') return task.dueAt === null
  return task.dueAt !== null && Date.parse(task.dueAt) < ground.dayEnds
}

function holderFits(task: ShownTask, holder: HolderFilter, me: string): boolean {
  if (holder === 'anyone') return true
  if (holder === 'waiting') return task.status === 'waiting'
  return holder === 'me' ? task.holder === me : task.status === 'queued'
}

/** All but the type: the type chips count within the rest. */
export function fitsBesideType(task: ShownTask, filters: Filters, ground: FilterGround): boolean {
  if (!ground.teams.has(task.team) || (filters.team !== null && task.team !== filters.team))
    return false
  if (!holderFits(task, filters.holder, ground.me)) return false
  if (filters.priorities.length > 0 && !filters.priorities.includes(task.priority)) return false
  if (
    filters.olderThan !== null &&
    ground.now - Date.parse(task.createdAt) < filters.olderThan * minute
  )
    return false
  return dueFits(task, filters.due, ground)
}

export const fitsType = (task: Pick<ShownTask, 'type'>, filters: Filters) =>
  filters.types.length === 0 || filters.types.includes(task.type)

/** The tasks that fit, in queue order. */
export const filtered = (
  tasks: Iterable<ShownTask>,
  filters: Filters,
  ground: FilterGround,
): ShownTask[] =>
  [...tasks]
    .filter((task) => fitsType(task, filters) && fitsBesideType(task, filters, ground))
    .sort(compareQueue)

export type TypeCount = { type: string; count: number; minutes: number }

type Counted = { type: string; tasks: number; standardMinutes: number }

/** Most first; ties by id, so that chips do not jump between equal counts. */
function sumTypes(rows: Iterable<Counted>): TypeCount[] {
  const sums = new Map<string, TypeCount>()
  for (const { type, tasks, standardMinutes } of rows) {
    const { count, minutes } = sums.get(type) ?? { count: 0, minutes: 0 }
    sums.set(type, { type, count: count + tasks, minutes: minutes + standardMinutes })
  }
  return [...sums.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1))
}

export const countTypes = (tasks: Iterable<ShownTask>): TypeCount[] =>
  sumTypes([...tasks].map(({ type, standardMinutes }) => ({ type, tasks: 1, standardMinutes })))

/** Whether the backlog's counts can answer these filters: it knows team, type and priority. */
export const countable = ({ due, olderThan, holder }: Filters) =>
  due === null && olderThan === null && holder === 'nobody'

/**
 * The same over the whole queue, also where only the head of it is here. The backlog counts waiting
 * work too; every waiting task is on the board and is taken off again.
 */
export function countBacklog(
  backlog: Iterable<BacklogRow>,
  tasks: Iterable<ShownTask>,
  filters: Filters,
  teams: ReadonlySet<string>,
): TypeCount[] {
  const fits = ({ team, priority }: { team: string; priority: Priority }) =>
    teams.has(team) &&
    (filters.team === null || team === filters.team) &&
    (filters.priorities.length === 0 || filters.priorities.includes(priority))
  const queued: Counted[] = [...backlog].filter(fits)
  const waiting = [...tasks]
    .filter((task) => task.status === 'waiting' && fits(task))
    .map(({ type, standardMinutes }) => ({ type, tasks: -1, standardMinutes: -standardMinutes }))
  return sumTypes([...queued, ...waiting])
}
