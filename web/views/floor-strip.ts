/** The strip's figures: what is known today, and the plan where one is in force. */
import { dayTotals, type HourLine } from '../../server/domain/hour-board.js'
import type { BacklogRow, ShownTask, TallyRow } from '../../server/contract/rows.js'
import { hourOf } from '../lib/day-words.js'
import { BEHIND_SHARE } from './floor-behind.js'
import type { Lane } from './floor-lanes.js'
import type { OfficeDay } from './floor-day.js'
import type { Outlook } from './floor-outlook.js'

export type HourBar = {
  hour: number
  tasks: number
  now: boolean
  /** Left out: no plan has this hour. */
  planned?: number
}

/** Tasks that the plans in force have by now, in the whole day and in each hour. */
export type Planned = { now: number; day: number; hours: ReadonlyMap<number, number> }

export type Strip = {
  finished: {
    tasks: number
    standardMinutes: number
    hours: HourBar[]
    planned: Planned | null
    /** Short of the plan by more than a day's usual ups and downs. */
    behind: boolean
  }
  queue: { tasks: number; standardMinutes: number }
  /** Working minutes that the people here have left, and the part of them that is free. */
  left: { minutes: number; free: number }
  due: { left: number; late: number; risk: number }
  people: { here: number; all: number; free: number }
}

/**
 * The plan of all teams together; null where one of them has none, since what it finishes was not planned.
 * @param teams the hours of each team, in tasks
 */
export function plannedOf(teams: readonly (readonly HourLine[])[]): Planned | null {
  const lines = teams.flat()
  const totals = teams.map(dayTotals)
  if (teams.length === 0 || totals.some(({ plan }) => plan === null)) return null
  const hours = new Map<number, number>()
  for (const { hour, plan } of lines) hours.set(hour, (hours.get(hour) ?? 0) + (plan ?? 0))
  return {
    now: Math.round(sum(totals, ({ planByNow }) => planByNow ?? 0)),
    day: Math.round(sum(totals, ({ plan }) => plan ?? 0)),
    hours,
  }
}

/** Bars for the office's hours and for any other hour in which something was finished or is planned. */
export function hourBars(
  tallies: readonly TallyRow[],
  office: OfficeDay['hours'],
  hour: number,
  planned: Planned | null = null,
): HourBar[] {
  const counts = new Map<number, number>()
  for (const tally of tallies) counts.set(tally.hour, (counts.get(tally.hour) ?? 0) + tally.tasks)
  const closes = Math.ceil(hourOf(office.closes) + Number(office.closes.slice(3)) / 60)
  const busy = [...(planned?.hours ?? [])].flatMap(([at, tasks]) => (tasks > 0 ? at : []))
  const first = Math.min(hourOf(office.opens), hour, ...counts.keys(), ...busy)
  const last = Math.max(closes - 1, hour, ...counts.keys(), ...busy)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = first + index
    const plan = planned?.hours.get(at)
    return {
      hour: at,
      tasks: counts.get(at) ?? 0,
      now: at === hour,
      ...(plan !== undefined && { planned: plan }),
    }
  })
}

/** Team totals of today for these teams. */
export const talliesToday = (
  tallies: Iterable<TallyRow>,
  teams: ReadonlySet<string>,
  day: OfficeDay,
) =>
  [...tallies].filter((row) => row.person === null && row.day === day.date && teams.has(row.team))

/** The exact queue: the backlog also counts waiting work, all of which is on the board. */
export function queueSize(
  backlog: Iterable<BacklogRow>,
  waiting: readonly ShownTask[],
  teams: ReadonlySet<string>,
) {
  let tasks = -waiting.length
  let standardMinutes = -sum(waiting, (task) => task.standardMinutes)
  for (const row of backlog) {
    if (!teams.has(row.team)) continue
    tasks += row.tasks
    standardMinutes += row.standardMinutes
  }
  return { tasks: Math.max(0, tasks), standardMinutes: Math.max(0, standardMinutes) }
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0)
}

export type StripInput = {
  day: OfficeDay
  teams: ReadonlySet<string>
  tallies: Iterable<TallyRow>
  backlog: Iterable<BacklogRow>
  /** Open tasks of the teams shown. */
  tasks: readonly ShownTask[]
  lanes: readonly Lane[]
  outlook: Outlook
  planned: Planned | null
}

export function stripOf({
  day,
  teams,
  tallies,
  backlog,
  tasks,
  lanes,
  outlook,
  planned,
}: StripInput): Strip {
  const today = talliesToday(tallies, teams, day)
  const here = lanes.filter((lane) => lane.here)
  const ends = new Date(day.ends).toISOString()
  const finished = sum(today, (row) => row.tasks)
  return {
    finished: {
      tasks: finished,
      behind: planned !== null && planned.now - finished > planned.now * BEHIND_SHARE,
      standardMinutes: sum(today, (row) => row.standardMinutes),
      hours: hourBars(today, day.hours, day.hour, planned),
      planned,
    },
    queue: queueSize(
      backlog,
      tasks.filter((task) => task.status === 'waiting'),
      teams,
    ),
    left: {
      minutes: sum(here, (lane) => lane.load.left),
      free: sum(here, (lane) => lane.load.free),
    },
    due: {
      left: tasks.filter((task) => task.dueAt !== null && task.dueAt < ends).length,
      late: outlook.late.size,
      risk: outlook.risk.size,
    },
    people: {
      here: here.length,
      all: lanes.length,
      free: here.filter((lane) => !lane.inHand && lane.next.length === 0).length,
    },
  }
}
