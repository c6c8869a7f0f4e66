/**
 * Who covers what, hour by hour: people at work who can do it where they are, against what is needed.
 * All times are epoch milliseconds, all amounts of work are minutes.
 */
import type { Calendar } from './calendar.js'
import { dayBounds, instantAt } from './office-day.js'
import { workingSpans, type Span } from './load.js'
import type { PersonShift } from './timetable.js'
import { minuteOf } from './work-day.js'

export type Cover = {
  /** Hour of the office's clock, 0 to 23. */
  hour: number
  /** People who work in some part of it. */
  people: number
  /** Fewest at any moment of the part that is asked about. */
  least: number
  /** What they can give to the queue in it. */
  minutes: number
  /** What the hour asks for; null: nothing is known. */
  need: number | null
}

/** The hour on the clock as instants; shorter or longer where the clock is changed. */
export function hourSpan(day: string, hour: number, timeZone: string): Span {
  const at = (one: number) =>
    one === 24
      ? Date.parse(dayBounds(day, timeZone).to)
      : Date.parse(instantAt(day, `${String(one).padStart(2, '0')}:00`, timeZone))
  return { from: at(hour), to: at(hour + 1) }
}

const cut = (span: Span, { from, to }: Span): Span => ({
  from: Math.max(span.from, from),
  to: Math.min(span.to, to),
})
const isSome = ({ from, to }: Span) => from < to
const minute = 60_000

/** Fewest spans that hold at one moment of `within`; null when it is empty. */
function fewest(spans: readonly Span[], within: Span): number {
  const edges = [within.from, ...spans.flatMap(({ from, to }) => [from, to])]
  const moments = edges.filter((at) => at >= within.from && at < within.to)
  const at = (moment: number) =>
    spans.filter(({ from, to }) => from <= moment && moment < to).length
  return Math.min(...moments.map(at))
}

export type CoverQuestion = {
  day: string
  timeZone: string
  /** First hour, and the one that is not asked about any more. */
  hours: { from: number; to: number }
  /** When the office is open that day; `least` counts only this. Null: closed. */
  open: Span | null
  /** The shifts of those who can do it, each where they are. */
  shifts: readonly PersonShift[]
  need?: (hour: number) => number | null
}

/** How each hour of a day is covered. */
export function coverageOf({ day, timeZone, hours, open, shifts, need }: CoverQuestion): Cover[] {
  const working = shifts.map((shift) => workingSpans(shift, shift.from))
  return Array.from({ length: Math.max(0, hours.to - hours.from) }, (_, at) => {
    const hour = hours.from + at
    const span = hourSpan(day, hour, timeZone)
    const own = working.map((spans) => spans.map((one) => cut(one, span)).filter(isSome))
    const asked = open ? cut(span, open) : span
    return {
      hour,
      people: own.filter((spans) => spans.length > 0).length,
      least: isSome(asked) ? fewest(own.flat(), asked) : 0,
      minutes: own.flat().reduce((sum, { from, to }) => sum + (to - from), 0) / minute,
      need: need?.(hour) ?? null,
    }
  })
}

/** Minutes of work of a type that an hour of a day asks for; null where nothing is known. A forecast fits here. */
export type Demand = (type: string, day: string, hour: number) => number | null

/** What usually comes in, by weekday (1 Monday to 7 Sunday) and hour: the average of some weeks. */
export type UsualArrival = { type: string; weekday: number; hour: number; standardMinutes: number }

/** The usual arrivals as a demand; a type that never came in is unknown, an hour without any asks for nothing. */
export function demandOfArrivals(
  arrivals: readonly UsualArrival[],
  weekdayOf: (day: string) => number,
): Demand {
  const key = (type: string, weekday: number, hour: number) => `${type}/${weekday}/${hour}`
  const minutes = new Map<string, number>()
  for (const one of arrivals) {
    const at = key(one.type, one.weekday, one.hour)
    minutes.set(at, (minutes.get(at) ?? 0) + one.standardMinutes)
  }
  const known = new Set(arrivals.map(({ type }) => type))
  return (type, day, hour) =>
    known.has(type) ? (minutes.get(key(type, weekdayOf(day), hour)) ?? 0) : null
}

/** People whom so many minutes of work in one hour ask for; what rounding makes of a full hour is no second person. */
export const headsFor = (minutes: number): number => Math.max(0, Math.ceil(minutes / 60 - 0.02))

/** The full hours of the clock that touch the office's day; null: it is closed. */
export function openHours(calendar: Calendar, day: string): HourRun | null {
  const on = calendar.on(day)
  if (!on.open) return null
  return {
    from: Math.floor(minuteOf(on.opens) / 60),
    to: Math.ceil(minuteOf(on.closes) / 60),
  }
}

export type DueWork = { type: string; standardMinutes: number; dueAt: string | null }

/**
 * Open work as a demand on the day on which it is due, spread evenly over the open hours until then;
 * what is late already is due today.
 */
export function demandOfDue(
  tasks: Iterable<DueWork>,
  clock: { dayOf(instant: string): string; today: string; hourNow: number },
  open: (day: string) => { from: number; to: number } | null,
): Demand {
  const byDay = new Map<string, number>()
  for (const { type, standardMinutes, dueAt } of tasks) {
    if (dueAt === null) continue
    const day = clock.dayOf(dueAt)
    const at = `${type}/${day < clock.today ? clock.today : day}`
    byDay.set(at, (byDay.get(at) ?? 0) + standardMinutes)
  }
  return (type, day, hour) => {
    const minutes = byDay.get(`${type}/${day}`)
    const hours = open(day)
    if (minutes === undefined || !hours) return null
    const from =
      day === clock.today ? Math.min(Math.max(hours.from, clock.hourNow), hours.to - 1) : hours.from
    return hour < from || hour >= hours.to ? 0 : minutes / (hours.to - from)
  }
}

/** Demands together; unknown only where none of them knows. */
export const together =
  (...demands: readonly Demand[]): Demand =>
  (type, day, hour) => {
    const known = demands.flatMap((demand) => demand(type, day, hour) ?? [])
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
  }

/** Hours in a row about which the same is to be said. */
export type HourRun = { from: number; to: number }

export function runsOf(hours: readonly number[]): HourRun[] {
  const runs: HourRun[] = []
  for (const hour of hours) {
    const last = runs.at(-1)
    if (last?.to === hour) last.to = hour + 1
    else runs.push({ from: hour, to: hour + 1 })
  }
  return runs
}
