/** What a team should bring in each hour of a day, as its timetable would have it. */
import type { PlanHour } from '../contract/desk-rows.js'
import type { PersonRow } from '../contract/rows.js'
import type { Calendar } from './calendar.js'
import { workingSpans, type Span } from './load.js'
import { dayBounds, instantAt } from './office-day.js'
import { personShift, type Timetable } from './timetable.js'

const MINUTE = 60_000
const LAST_HOUR = 23

/**
 * The time that the office's clock shows as this hour. It is empty for the hour that is skipped in
 * spring, and two hours long for the one that comes twice in autumn.
 */
export function hourSpan(day: string, hour: number, timeZone: string): Span {
  const at = (clock: number) =>
    Date.parse(
      clock > LAST_HOUR
        ? dayBounds(day, timeZone).to
        : instantAt(day, `${String(clock).padStart(2, '0')}:00`, timeZone),
    )
  return { from: at(hour), to: at(hour + 1) }
}

/** The hours of a day in which the office is open, if only for part of them. */
export function officeHours(calendar: Calendar, day: string): number[] {
  const on = calendar.on(day)
  if (!on.open) return []
  const first = Number(on.opens.slice(0, 2))
  const last = Number(on.closes.slice(0, 2)) - (on.closes.endsWith(':00') ? 1 : 0)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** Whose work a plan counts: the team's clerks; its leads only where it has no clerk. */
export function planPeople<P extends Pick<PersonRow, 'role' | 'team' | 'active'>>(
  people: Iterable<P>,
  team: string,
): P[] {
  const own = [...people].filter((person) => person.active && person.team === team)
  const clerks = own.filter(({ role }) => role === 'clerk')
  return clerks.length > 0 ? clerks : own.filter(({ role }) => role === 'lead')
}

type Staff = { timetable: Timetable; people: readonly Pick<PersonRow, 'id'>[]; day: string }

/** Minutes that these people work in each hour of the day, breaks and blocks left out; hours without are absent. */
function workingMinutes({ timetable, people, day }: Staff): Map<number, number> {
  const minutes = new Map<number, number>()
  const hours = Array.from({ length: LAST_HOUR + 1 }, (_, hour) => ({
    hour,
    ...hourSpan(day, hour, timetable.calendar.timeZone),
  }))
  for (const { id } of people) {
    const shift = personShift(timetable, id, day)
    for (const span of shift ? workingSpans(shift, shift.from) : []) {
      for (const { hour, from, to } of hours) {
        const inside = Math.min(span.to, to) - Math.max(span.from, from)
        if (inside > 0) minutes.set(hour, (minutes.get(hour) ?? 0) + inside / MINUTE)
      }
    }
  }
  return minutes
}

/** The hours for which something can be planned: those of the office, and others in which somebody works. */
export function plannableHours(staff: Staff): number[] {
  const hours = new Set(officeHours(staff.timetable.calendar, staff.day))
  for (const hour of workingMinutes(staff).keys()) hours.add(hour)
  return [...hours].sort((a, b) => a - b)
}

/** Rounds amounts so that their sum is the rounded sum: nothing is lost over a day. */
function rounded(amounts: readonly number[]): number[] {
  let exact = 0
  let given = 0
  return amounts.map((amount) => {
    exact += amount
    const whole = Math.round(exact) - given
    given += whole
    return whole
  })
}

export type PlanGround = Staff & {
  /** Share of the time that is expected to bring finished work, 0 to 1. */
  utilisation: number
  /** Standard minutes of a usual task of the team; null: unknown, and no tasks are proposed. */
  taskMinutes: number | null
}

/** Per hour the working minutes of everyone times the utilisation, and how many usual tasks these are. */
export function proposePlan({ utilisation, taskMinutes, ...staff }: PlanGround): PlanHour[] {
  const working = workingMinutes(staff)
  const hours = plannableHours(staff)
  const exact = hours.map((hour) => (working.get(hour) ?? 0) * utilisation)
  const minutes = rounded(exact)
  const tasks = rounded(exact.map((amount) => (taskMinutes ? amount / taskMinutes : 0)))
  return hours.map((hour, at) => ({
    hour,
    tasks: tasks[at] ?? 0,
    standardMinutes: minutes[at] ?? 0,
  }))
}

export type Work = { tasks: number; standardMinutes: number }

/** Mean standard minutes of a task; null where there is none. */
export function meanMinutes(work: Iterable<Work>): number | null {
  let tasks = 0
  let minutes = 0
  for (const one of work) {
    tasks += one.tasks
    minutes += one.standardMinutes
  }
  return tasks > 0 && minutes > 0 ? minutes / tasks : null
}
