/** The strip's figures: only what is known today, no plan and no forecast. */
import type { BacklogRow, ShownTask, TallyRow } from '../../server/contract/rows.js'
import type { Lane } from './floor-lanes.js'
import type { OfficeDay } from './floor-day.js'
import type { Outlook } from './floor-outlook.js'

export type HourBar = { hour: number; tasks: number; now: boolean }

export type Strip = {
  finished: { tasks: number; standardMinutes: number; hours: HourBar[] }
  queue: { tasks: number; standardMinutes: number }
  /** Working minutes that the people here have left, and the part of them that is free. */
  left: { minutes: number; free: number }
  due: { left: number; late: number; risk: number }
  people: { here: number; all: number; free: number }
}

const hourOf = (clock: string) => Number(clock.slice(0, 2))

/** Bars for the office's hours and for any other hour in which something was finished. */
export function hourBars(
  tallies: readonly TallyRow[],
  office: OfficeDay['hours'],
  hour: number,
): HourBar[] {
  const counts = new Map<number, number>()
  for (const tally of tallies) counts.set(tally.hour, (counts.get(tally.hour) ?? 0) + tally.tasks)
  const closes = Math.ceil(hourOf(office.closes) + Number(office.closes.slice(3)) / 60)
  const first = Math.min(hourOf(office.opens), hour, ...counts.keys())
  const last = Math.max(closes - 1, hour, ...counts.keys())
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: first + index,
    tasks: counts.get(first + index) ?? 0,
    now: first + index === hour,
  }))
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
}

export function stripOf({
  day,
  teams,
  tallies,
  backlog,
  tasks,
  lanes,
  outlook,
}: StripInput): Strip {
  const today = talliesToday(tallies, teams, day)
  const here = lanes.filter((lane) => lane.here)
  const ends = new Date(day.ends).toISOString()
  return {
    finished: {
      tasks: sum(today, (row) => row.tasks),
      standardMinutes: sum(today, (row) => row.standardMinutes),
      hours: hourBars(today, day.hours, day.hour),
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
