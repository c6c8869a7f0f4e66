/** What the hours to come ask for, as far as this screen can tell: what usually comes in, and what is due. */
import type { Calendar } from '../../server/domain/calendar.js'
import {
  demandOfArrivals,
  demandOfDue,
  openHours,
  together,
  type Demand,
  type DueWork,
  type UsualArrival,
} from '../../server/domain/coverage.js'
import { openWork, type BoardTask } from '../../server/domain/open-work.js'
import { weekdayOf } from '../../server/domain/timetable.js'

export type DemandGround = {
  arrivals: readonly UsualArrival[]
  /** All that are on the board; those of `teams` count. */
  tasks: Iterable<BoardTask>
  /** What is due of those teams and not on the board. */
  beyond: readonly DueWork[]
  teams: ReadonlySet<string>
  /** Epoch milliseconds; a whole minute, so that not every step of a clock counts anew. */
  now: number
  calendar: Calendar
  dayOf(instant: string): string
  today: string
  hourNow: number
}

/** Epoch milliseconds without the seconds. */
export const wholeMinute = (now: number): number => now - (now % 60_000)

export const demandHere = ({
  arrivals,
  tasks,
  beyond,
  teams,
  now,
  calendar,
  ...clock
}: DemandGround): Demand =>
  together(
    demandOfArrivals(arrivals, weekdayOf),
    demandOfDue(
      [...openWork(tasks, (team) => teams.has(team), new Date(now).toISOString()), ...beyond],
      clock,
      (day) => openHours(calendar, day),
    ),
  )
