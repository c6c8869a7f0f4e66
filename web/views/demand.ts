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
import { weekdayOf } from '../../server/domain/timetable.js'

export type DemandGround = {
  arrivals: readonly UsualArrival[]
  /** Open work of the teams. */
  tasks: Iterable<DueWork>
  calendar: Calendar
  dayOf(instant: string): string
  today: string
  hourNow: number
}

export const demandHere = ({ arrivals, tasks, calendar, ...clock }: DemandGround): Demand =>
  together(
    demandOfArrivals(arrivals, weekdayOf),
    demandOfDue(tasks, clock, (day) => openHours(calendar, day)),
  )
