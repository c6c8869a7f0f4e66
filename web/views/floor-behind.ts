/** A team that brings less than the plan in force has it. */
import type { HourNoteRow, PlanRow } from '../../server/contract/desk-rows.js'
import type { TallyRow, TeamRow } from '../../server/contract/rows.js'
import type { Calendar } from '../../server/domain/calendar.js'
import {
  dayTotals,
  hourLines,
  inForce,
  type HourLine,
  type Measure,
} from '../../server/domain/hour-board.js'
import { officeHours } from '../../server/domain/plan.js'

/** Below a tenth a day's usual ups and downs would call every hour. */
export const BEHIND_SHARE = 0.1
/** Half an hour of work: less is made good by whoever finishes next. */
export const BEHIND_MINUTES = 30

export type Behind = {
  team: TeamRow
  /** Standard minutes: short of the plan so far, and that plan. */
  short: number
  planned: number
  /** The hour to open: the worst that nobody has explained, else the latest that has begun. */
  hour: number
  /** When that hour began, epoch ms. */
  since: number
}

/** @param lines of today, in standard minutes */
export function behindOf(team: TeamRow, lines: readonly HourLine[]): Behind | null {
  const { planByNow, difference } = dayTotals(lines)
  if (planByNow === null || difference === null) return null
  if (-difference < BEHIND_MINUTES || -difference <= planByNow * BEHIND_SHARE) return null
  const open = lines
    .filter(({ missed, note }) => missed && !note?.cause)
    .sort((a, b) => (a.difference ?? 0) - (b.difference ?? 0) || a.hour - b.hour)
  const line = open[0] ?? lines.filter(({ state }) => state !== 'ahead').at(-1)
  if (!line) return null
  return { team, short: -difference, planned: planByNow, hour: line.hour, since: line.from }
}

type Tables = {
  plan: ReadonlyMap<string, PlanRow>
  tally: ReadonlyMap<string, TallyRow>
  hourNote: ReadonlyMap<string, HourNoteRow>
}

/** The hours of a day; none for a team whose plan is not in force. */
export function hoursOf(
  team: string,
  day: string,
  calendar: Calendar,
  tables: Tables,
  now: number,
  measure: Measure = 'standardMinutes',
): HourLine[] {
  const own = (row: { team: string; day: string }) => row.team === team && row.day === day
  const plan = inForce(tables.plan.get(`${team}/${day}`))
  if (!plan) return []
  return hourLines({
    day,
    timeZone: calendar.timeZone,
    hours: officeHours(calendar, day),
    plan,
    actuals: [...tables.tally.values()].filter((row) => row.person === null && own(row)),
    notes: [...tables.hourNote.values()].filter(own),
    measure,
    now,
  })
}
