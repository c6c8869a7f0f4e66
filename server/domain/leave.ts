/** Leave: who answers it, what is wrong with asking for it, and what coverage is left without the person. */
import type { ClockSpan, LeaveRow } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'
import type { OfficeRow, PersonRow } from '../contract/rows.js'
import { leadsTeam, type Viewer } from './audience.js'
import { deskRules } from './desk-rules.js'
import { officeDay } from './office-day.js'
import { workingSpans, type Span } from './load.js'
import { addDays, personShift, type Timetable } from './timetable.js'

/** Further ahead nobody plans; a day out there is a slip of the pen. */
export const LEAVE_AHEAD_DAYS = 400
/** Longest leave that is asked for at once. */
export const LEAVE_LONGEST_DAYS = 60
/** How far back a lead may enter leave that was taken: as far as the board shows days that are over. */
export const LEAVE_BACK_DAYS = 14

export type LeaveDays = Pick<LeaveRow, 'from' | 'to' | 'part'>

/** @param own asked for oneself: what is over cannot be asked for any more */
export function leaveProblems(
  { from, to, part }: LeaveDays,
  today: string,
  own: boolean,
): Problem[] {
  const earliest = own ? today : addDays(today, -LEAVE_BACK_DAYS)
  const last = addDays(today, LEAVE_AHEAD_DAYS)
  const problems: Problem[] = []
  if (from < earliest) {
    const message = own ? 'must be today or later' : `must be at most ${LEAVE_BACK_DAYS} days ago`
    problems.push({ path: 'from', message })
  }
  if (from > last)
    problems.push({ path: 'from', message: `must be at most ${LEAVE_AHEAD_DAYS} days ahead` })
  if (to < from) problems.push({ path: 'to', message: 'must not be before the first day' })
  else if (to > addDays(from, LEAVE_LONGEST_DAYS - 1)) {
    problems.push({
      path: 'to',
      message: `must be at most ${LEAVE_LONGEST_DAYS} days from the first`,
    })
  } else if (to > last && from <= last) {
    problems.push({ path: 'to', message: `must be at most ${LEAVE_AHEAD_DAYS} days ahead` })
  }
  if (part && part.from >= part.to)
    problems.push({ path: 'part.to', message: `must be after ${part.from}` })
  return problems
}

const meet = (a: ClockSpan | null, b: ClockSpan | null) =>
  !a || !b || (a.from < b.to && b.from < a.to)

/** Whether both take some of the same time. */
export const overlaps = (a: LeaveDays, b: LeaveDays) =>
  a.from <= b.to && b.from <= a.to && meet(a.part, b.part)

/** What still stands: asked, or approved. */
export const stands = ({ state }: Pick<LeaveRow, 'state'>) =>
  state === 'asked' || state === 'approved'

type Asker = Pick<PersonRow, 'id' | 'role' | 'leads' | 'active'>

/**
 * Whether somebody answers this leave. Nobody answers their own. A supervisor answers where the office
 * says so, a lead's leave, and that of whoever has no other lead; else a lead of the team does.
 */
export function answersLeave(
  viewer: Viewer,
  leave: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
  people: Iterable<Asker>,
): boolean {
  if (viewer.id === leave.person) return false
  const { leaveBy } = deskRules(office)
  if (leaveBy === 'lead' && leave.team !== null && leadsTeam(viewer, leave.team)) return true
  return viewer.role === 'supervisor' && supervisorsAnswer(leave, office, people)
}

/** Whether this person's leave is a supervisor's to answer. */
export function supervisorsAnswer(
  { person, team }: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
  people: Iterable<Asker>,
): boolean {
  if (deskRules(office).leaveBy === 'supervisor') return true
  let led = false
  for (const one of people) {
    if (one.id === person && one.role === 'lead') return true
    if (one.id !== person && one.active && one.role === 'lead' && team !== null)
      led ||= one.leads.includes(team)
  }
  return !led
}

/** Whether a lead says a word that a supervisor decides by. */
export const givesWord = (
  viewer: Viewer,
  leave: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
): boolean =>
  deskRules(office).leaveBy === 'supervisor' &&
  viewer.id !== leave.person &&
  leave.team !== null &&
  leadsTeam(viewer, leave.team)

/** Whether one may take back one's own: while it is asked, or before it begins. */
export const cancelsOwn = (viewer: Pick<Viewer, 'id'>, leave: LeaveRow, today: string): boolean =>
  viewer.id === leave.person &&
  (leave.state === 'asked' || (leave.state === 'approved' && leave.from > today))

/** Somebody of the team, and the task types that they can take (decision 005). */
export type Colleague = { id: string; can: ReadonlySet<string> }

export type HourLeft = {
  day: string
  /** Hour of the office's clock, 0 to 23. */
  hour: number
  /** Fewest at work at any moment of the hour in which the person would be missing. */
  here: number
  of: number
  /** By task type that the person can take: fewest of those left who can take it too. */
  types: ReadonlyMap<string, number>
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
): HourLeft[] {
  const own = people.find(({ id }) => id === leave.person)?.can ?? new Set<string>()
  const hours: HourLeft[] = []
  for (let day = leave.from; day <= leave.to; day = addDays(day, 1)) {
    const missing = missingSpans(timetable, leave, day)
    if (missing.length === 0) continue
    const working = people.map(({ id, can }) => ({
      can,
      spans: workedOn(asIfApproved(timetable, leave), id, day),
    }))
    for (const span of missing.flatMap((one) => byHour(one, timetable.calendar.timeZone)))
      lower(hours, { day, hour: span.hour, of: people.length, ...leftIn(span, working, own) })
  }
  return hours
}

function workedOn(table: Timetable, person: string, day: string): Span[] {
  const shift = personShift(table, person, day)
  return shift ? workingSpans(shift, shift.from) : []
}

/** When the person would have worked and then would not. */
function missingSpans(table: Timetable, leave: LeaveRow, day: string): Span[] {
  const others = {
    ...table,
    leave: (id: string) => [...table.leave(id)].filter((one) => one.id !== leave.id),
  }
  const then = workedOn(asIfApproved(table, leave), leave.person, day)
  return workedOn(others, leave.person, day).flatMap((span) => without(span, then))
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
}

const nobodyIn = ({ types }: HourLeft) =>
  [...types].flatMap(([type, count]) => (count === 0 ? [type] : []))
const alike = (a: LowRun, b: LowRun) =>
  a.day === b.day && a.to === b.from && a.here === b.here && a.nobody.join() === b.nobody.join()

function runsOf(hours: readonly HourLeft[]): LowRun[] {
  const runs: LowRun[] = []
  for (const hour of hours) {
    const next = {
      day: hour.day,
      from: hour.hour,
      to: hour.hour + 1,
      here: hour.here,
      of: hour.of,
      nobody: nobodyIn(hour),
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
