/** The hours of a day against their plan, and why they fell short. */
import type { HourNoteRow, PlanHour, PlanRow } from '../contract/desk-rows.js'
import { hourSpan } from './plan.js'

export type Measure = 'tasks' | 'standardMinutes'
/** What was finished in an hour. */
export type HourOutput = { hour: number; tasks: number; standardMinutes: number }

export type HourLine = {
  hour: number
  /** Epoch milliseconds. */
  from: number
  to: number
  state: 'over' | 'now' | 'ahead'
  /** Null: no plan is in force. */
  plan: number | null
  /** The part of it that should be done by now. */
  planByNow: number | null
  /** Null before the hour has begun. */
  actual: number | null
  /** Of this hour, up to now; null without a plan and before it has begun. */
  difference: number | null
  /** Of the day up to the end of this hour, or to now. */
  total: number | null
  note: HourNoteRow | null
  /** The hour is over and brought less than was planned. */
  missed: boolean
}

export type HourDay = {
  day: string
  timeZone: string
  /** The office's hours; those with a plan, work or a note are added. */
  hours: readonly number[]
  /** Hours of the plan in force; null: none was published. */
  plan: readonly PlanHour[] | null
  actuals: Iterable<HourOutput>
  notes: Iterable<HourNoteRow>
  measure: Measure
  /** Epoch milliseconds. */
  now: number
}

/** An hour can be signed off when it is over and its miss, if it is one, has a cause. */
export const isSignable = ({ state, note, missed }: HourLine) =>
  state === 'over' && !note?.signed && !(missed && !note?.cause)

/** What is in force: a draft is not. */
export const inForce = (plan: PlanRow | null | undefined): PlanHour[] | null =>
  plan && plan.version > 0 ? plan.hours : null

const state = (from: number, to: number, now: number): HourLine['state'] =>
  to <= now ? 'over' : from <= now ? 'now' : 'ahead'

export function hourLines(day: HourDay): HourLine[] {
  const { measure, now } = day
  const actuals = new Map<number, number>()
  for (const one of day.actuals) actuals.set(one.hour, (actuals.get(one.hour) ?? 0) + one[measure])
  const notes = new Map([...day.notes].map((note) => [note.hour, note]))
  const planned = day.plan && new Map(day.plan.map((one) => [one.hour, one[measure]]))
  const hours = new Set([
    ...day.hours,
    ...actuals.keys(),
    ...notes.keys(),
    ...(planned?.keys() ?? []),
  ])
  let total = 0
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => {
      const { from, to } = hourSpan(day.day, hour, day.timeZone)
      const at = state(from, to, now)
      const plan = planned ? (planned.get(hour) ?? 0) : null
      const part = at === 'over' ? 1 : at === 'now' ? (now - from) / (to - from) : 0
      const planByNow = plan === null ? null : plan * part
      const actual = at === 'ahead' ? null : (actuals.get(hour) ?? 0)
      const difference = planByNow === null || actual === null ? null : actual - planByNow
      total += difference ?? 0
      return {
        hour,
        from,
        to,
        state: at,
        plan,
        planByNow,
        actual,
        difference,
        total: difference === null ? null : total,
        note: notes.get(hour) ?? null,
        // To the unit: a third of a minute is no miss.
        missed: at === 'over' && difference !== null && Math.round(difference) < 0,
      }
    })
}

export type DayTotals = {
  /** Of the whole day; null, as what follows from it, without a plan. */
  plan: number | null
  planByNow: number | null
  actual: number
  difference: number | null
}

/** Sums up to now, and the whole day's plan. */
export function dayTotals(lines: readonly HourLine[]): DayTotals {
  const sum = (of: (line: HourLine) => number | null) =>
    lines.reduce((all, line) => all + (of(line) ?? 0), 0)
  const planned = lines.some(({ plan }) => plan !== null)
  return {
    plan: planned ? sum(({ plan }) => plan) : null,
    planByNow: planned ? sum(({ planByNow }) => planByNow) : null,
    actual: sum(({ actual }) => actual),
    difference: planned ? sum(({ difference }) => difference) : null,
  }
}

/** What an hour that was missed, or for which a cause was noted, adds to the causes. */
export type Miss = { cause: string | null; missed: number }

export const missesOf = (lines: readonly HourLine[]): Miss[] =>
  lines
    .filter(({ missed, note }) => missed || note?.cause)
    .map(({ note, difference }) => ({
      cause: note?.cause ?? null,
      missed: Math.max(0, -(difference ?? 0)),
    }))

export type CauseShare = {
  /** Null: nobody has said why. */
  cause: string | null
  hours: number
  missed: number
  /** Of all that was missed, 0 to 1; this one, and with all before it. */
  share: number
  cumulative: number
}

/** The causes, the one that cost most first. */
export function paretoOf(misses: Iterable<Miss>): CauseShare[] {
  const causes = new Map<string | null, { hours: number; missed: number }>()
  for (const { cause, missed } of misses) {
    const one = causes.get(cause) ?? { hours: 0, missed: 0 }
    causes.set(cause, { hours: one.hours + 1, missed: one.missed + missed })
  }
  const all = [...causes.values()].reduce((sum, { missed }) => sum + missed, 0)
  let before = 0
  return [...causes]
    .map(([cause, one]) => ({ cause, ...one }))
    .sort(
      (a, b) =>
        b.missed - a.missed || b.hours - a.hours || ((a.cause ?? '~') < (b.cause ?? '~') ? -1 : 1),
    )
    .map((one) => {
      before += one.missed
      const of = (missed: number) => (all > 0 ? missed / all : 0)
      return { ...one, share: of(one.missed), cumulative: of(before) }
    })
}
