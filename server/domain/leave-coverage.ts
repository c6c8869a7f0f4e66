/** What coverage is left of a team if somebody's leave is approved, against what each hour asks for. */
import type { LeaveRow } from '../contract/desk-rows.js'
import { headsFor, type Demand } from './coverage.js'
import { workingSpans, type Span } from './load.js'
import { officeDay } from './office-day.js'
import { canBeDoneAt, placeOf } from './places.js'
import { addDays, personShift, type Timetable } from './timetable.js'

/** Somebody of the team, and the task types that they can take (decision 005). */
export type Colleague = {
  id: string
  can: ReadonlySet<string>
  /** Where they work unless their shift says otherwise. */
  place?: string | null
}

/** What else decides what is left: where each type is done, and what each hour asks for. */
export type CoverGround = {
  locationOf?(type: string): string | null | undefined
  /** Types of the team; with `demand`, what its need is the sum of. */
  types?: readonly string[]
  demand?: Demand
}

export type HourLeft = {
  day: string
  /** Hour of the office's clock, 0 to 23. */
  hour: number
  /** Fewest at work at any moment of the hour in which the person would be missing. */
  here: number
  of: number
  /** By task type that the person can take: fewest of those left who can take it too. */
  types: ReadonlyMap<string, number>
  /** People whom the hour asks for, for all work and by type; absent where nothing is known. */
  need?: { all: number; types: ReadonlyMap<string, number> }
}

/** The timetable as it would be with this leave. */
export const asIfApproved = (table: Timetable, leave: LeaveRow): Timetable => ({
  ...table,
  leave: (person) =>
    person === leave.person
      ? [
          ...[...table.leave(person)].filter(({ id }) => id !== leave.id),
          { ...leave, state: 'approved' },
        ]
      : table.leave(person),
})

/**
 * What is left of a team if the leave is approved: each hour of its days in which the person would
 * have worked.
 * @param people the whole team, the person among them
 */
export function coverageLeft(
  timetable: Timetable,
  people: readonly Colleague[],
  leave: LeaveRow,
  ground: CoverGround = {},
): HourLeft[] {
  const hours: HourLeft[] = []
  for (let day = leave.from; day <= leave.to; day = addDays(day, 1)) {
    const missing = missingSpans(timetable, leave, day)
    if (missing.length === 0) continue
    const then = asIfApproved(timetable, leave)
    const working = people.map((one) => ({
      can: canOn(then, one, day, ground),
      spans: workedOn(then, one.id, day),
    }))
    const person = people.find(({ id }) => id === leave.person)
    const own = person
      ? canOn(withoutLeave(timetable, leave), person, day, ground)
      : new Set<string>()
    for (const span of missing.flatMap((one) => byHour(one, timetable.calendar.timeZone))) {
      const { hour } = span
      const left = leftIn(span, working, own)
      lower(hours, { day, hour, of: people.length, ...left, ...needOf(ground, day, hour) })
    }
  }
  return hours
}

/** What somebody can take where they are on that day. */
function canOn(
  table: Timetable,
  { id, can, place = null }: Colleague,
  day: string,
  { locationOf }: CoverGround,
): ReadonlySet<string> {
  if (!locationOf) return can
  const at = placeOf(personShift(table, id, day), { location: place })
  return new Set([...can].filter((type) => canBeDoneAt({ location: locationOf(type) }, at)))
}

function needOf(
  { types = [], demand }: CoverGround,
  day: string,
  hour: number,
): Pick<HourLeft, 'need'> {
  const known = types.flatMap((type) => {
    const minutes = demand?.(type, day, hour) ?? null
    return minutes === null ? [] : [{ type, minutes }]
  })
  if (known.length === 0) return {}
  const all = headsFor(known.reduce((sum, { minutes }) => sum + minutes, 0))
  return {
    need: { all, types: new Map(known.map(({ type, minutes }) => [type, headsFor(minutes)])) },
  }
}

function workedOn(table: Timetable, person: string, day: string): Span[] {
  const shift = personShift(table, person, day)
  return shift ? workingSpans(shift, shift.from) : []
}

const withoutLeave = (table: Timetable, leave: LeaveRow): Timetable => ({
  ...table,
  leave: (id) => [...table.leave(id)].filter((one) => one.id !== leave.id),
})

/** When the person would have worked and then would not. */
function missingSpans(table: Timetable, leave: LeaveRow, day: string): Span[] {
  const then = workedOn(asIfApproved(table, leave), leave.person, day)
  return workedOn(withoutLeave(table, leave), leave.person, day).flatMap((span) =>
    without(span, then),
  )
}

function without(span: Span, taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, { from, to }) =>
      left.flatMap((one) =>
        [
          { from: one.from, to: Math.min(one.to, from) },
          { from: Math.max(one.from, to), to: one.to },
        ].filter((piece) => piece.from < piece.to),
      ),
    [span],
  )
}

const QUARTER = 15 * 60_000

/** A span cut at the full hours of the office's clock; every zone's offset is a number of quarters. */
function byHour({ from, to }: Span, timeZone: string): (Span & { hour: number })[] {
  const pieces: (Span & { hour: number })[] = []
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / QUARTER) + 1) * QUARTER)
    const { hour } = officeDay(new Date(at).toISOString(), timeZone)
    const last = pieces.at(-1)
    if (last?.hour === hour) last.to = end
    else pieces.push({ from: at, to: end, hour })
    at = end
  }
  return pieces
}

type Working = { can: ReadonlySet<string>; spans: readonly Span[] }

/** Fewest at any moment of the span. */
function leftIn(
  span: Span,
  working: readonly Working[],
  own: ReadonlySet<string>,
): Pick<HourLeft, 'here' | 'types'> {
  const edges = working.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]))
  const moments = [span.from, ...edges.filter((at) => at > span.from && at < span.to)]
  const at = (moment: number) =>
    working.filter(({ spans }) => spans.some(({ from, to }) => from <= moment && moment < to))
  const here = moments.map(at)
  const fewest = (count: (present: readonly Working[]) => number) => Math.min(...here.map(count))
  return {
    here: fewest((present) => present.length),
    types: new Map(
      [...own].map((type) => [
        type,
        fewest((present) => present.filter(({ can }) => can.has(type)).length),
      ]),
    ),
  }
}

/** Two pieces of one hour are told as one, by the lower figures. */
function lower(hours: HourLeft[], next: HourLeft): void {
  const last = hours.at(-1)
  if (last?.day !== next.day || last.hour !== next.hour) {
    hours.push(next)
    return
  }
  const types = new Map(
    [...last.types].map(([type, count]) => [type, Math.min(count, next.types.get(type) ?? count)]),
  )
  hours.splice(-1, 1, { ...last, here: Math.min(last.here, next.here), types })
}

/** Hours in a row of one day with the same figures. */
export type LowRun = {
  day: string
  from: number
  to: number
  here: number
  of: number
  nobody: string[]
  /** People whom these hours ask for; absent where nothing is known. */
  need?: number
}

const nobodyIn = ({ types }: HourLeft) =>
  [...types].flatMap(([type, count]) => (count === 0 ? [type] : []))
const alike = (a: LowRun, b: LowRun) =>
  a.day === b.day &&
  a.to === b.from &&
  a.here === b.here &&
  a.need === b.need &&
  a.nobody.join() === b.nobody.join()

function runsOf(hours: readonly HourLeft[]): LowRun[] {
  const runs: LowRun[] = []
  for (const hour of hours) {
    const next: LowRun = {
      day: hour.day,
      from: hour.hour,
      to: hour.hour + 1,
      here: hour.here,
      of: hour.of,
      nobody: nobodyIn(hour),
      ...(hour.need ? { need: hour.need.all } : {}),
    }
    const last = runs.at(-1)
    if (last && alike(last, next)) last.to = next.to
    else runs.push(next)
  }
  return runs
}

/** The lowest stretch: fewest people, then most types that nobody can take, then the first. Null: nothing is missed. */
export function lowestOf(hours: readonly HourLeft[]): LowRun | null {
  const runs = runsOf(hours)
  return runs.reduce<LowRun | null>((low, run) => {
    if (!low || run.here < low.here) return run
    return run.here === low.here && run.nobody.length > low.nobody.length ? run : low
  }, null)
}

/** Stretches, other than the lowest, in which a type is left to nobody; the first for each set of types. */
export function gapsOf(hours: readonly HourLeft[]): LowRun[] {
  const lowest = lowestOf(hours)
  const told = new Set(lowest?.nobody ?? [])
  return runsOf(hours).filter((run) => {
    const fresh = run.nobody.filter((type) => !told.has(type))
    for (const type of fresh) told.add(type)
    return fresh.length > 0
  })
}

/** Hours of one day in which fewer are left for a type than it asks for. */
export type ShortRun = {
  type: string
  day: string
  from: number
  to: number
  left: number
  need: number
}

/** For each type that is left to somebody, but to too few: the stretch that lacks most, the first of such. */
export function shortsOf(hours: readonly HourLeft[]): ShortRun[] {
  const worst = new Map<string, ShortRun>()
  const runs = new Map<string, ShortRun>()
  for (const { day, hour, types, need } of hours) {
    for (const [type, left] of types) {
      const asked = need?.types.get(type) ?? 0
      if (left === 0 || left >= asked) continue
      const last = runs.get(type)
      const goes =
        last?.day === day && last.to === hour && last.left === left && last.need === asked
      const run = goes ? last : { type, day, from: hour, to: hour, left, need: asked }
      run.to = hour + 1
      runs.set(type, run)
      const known = worst.get(type)
      if (!known || asked - left > known.need - known.left) worst.set(type, run)
    }
  }
  return [...worst.values()]
}

/** Types that are asked for, and of which each hour keeps as many as it asks for. */
export function enoughOf(hours: readonly HourLeft[]): string[] {
  const asked = new Map<string, boolean>()
  for (const { types, need } of hours) {
    for (const [type, left] of types) {
      const wanted = need?.types.get(type) ?? 0
      if (wanted > 0 || left === 0)
        asked.set(type, (asked.get(type) ?? true) && left >= Math.max(1, wanted))
    }
  }
  return [...asked].flatMap(([type, enough]) => (enough ? [type] : []))
}
