/** Who can do a skill alone, hour by hour: where nobody can, or only one person. Hours are those of the office's clock. */
import type { Level, PersonRow, TaskTypeRow, TeamRow } from '../../server/contract/rows.js'
import { coverageOf } from '../../server/domain/coverage.js'
import { instantAt } from '../../server/domain/office-day.js'
import {
  addDays,
  personDay,
  personShift,
  type PersonShift,
  type Timetable,
} from '../../server/domain/timetable.js'
import { canBeDoneAt, placeOf } from '../../server/domain/places.js'
import { hasGrade } from '../../server/domain/skill.js'
import { minuteOf } from '../../server/domain/work-day.js'
import { dateOf, longDay, shortClock } from '../lib/day-words.js'
import { dayText, namesText } from '../lib/training-words.js'

export type CoverGround = {
  table: Timetable
  timeZone: string
  people: readonly Pick<PersonRow, 'id' | 'name' | 'team' | 'grade'>[]
  types: readonly Pick<TaskTypeRow, 'id' | 'name' | 'location' | 'requiredGrade'>[]
  teamOf: (team: string | null) => TeamRow | null
  levelOf: (person: string, type: string) => Level | null
}

/** Time for which somebody is taken away from the queue, e.g. by a training that is being planned. */
export type Taken = { people: readonly string[]; day: string; from: string; to: string }

export type ThinRun = {
  key: string
  type: string
  name: string
  day: string
  /** First hour, and the one after the last. */
  from: number
  to: number
  /** `partly`: nobody for part of it. */
  kind: 'nobody' | 'partly' | 'one'
  /** Who is there in some part of it. */
  who: string[]
}

const alone = 3

/** The shift with the time that is taken out of it. */
function without(
  shift: PersonShift,
  taken: readonly Taken[],
  person: string,
  zone: string,
): PersonShift {
  const cuts = taken
    .filter(({ people }) => people.includes(person))
    .map(({ day, from, to }) => ({
      from: Date.parse(instantAt(day, from, zone)),
      to: Date.parse(instantAt(day, to, zone)),
    }))
    .filter(({ from, to }) => from < shift.to && to > shift.from && from < to)
  return cuts.length === 0 ? shift : { ...shift, breaks: [...shift.breaks, ...cuts] }
}

/** The open hours of a day; null: closed. */
export function openHours(table: Timetable, day: string): { from: number; to: number } | null {
  const on = table.calendar.on(day)
  if (!on.open) return null
  return { from: Math.floor(minuteOf(on.opens) / 60), to: Math.ceil(minuteOf(on.closes) / 60) }
}

/**
 * Runs of hours in which a skill hangs on one person or on nobody, in order of time.
 * A skill that nobody of these people can do alone has no runs: that is a gap of the matrix.
 * @param fromHour of the first day, what is over is left out
 */
export function thinRuns(
  ground: CoverGround,
  days: readonly string[],
  { fromHour = 0, taken = [] }: { fromHour?: number; taken?: readonly Taken[] } = {},
): ThinRun[] {
  const { table, timeZone, people } = ground
  return days.flatMap((day, at) => {
    const open = openHours(table, day)
    if (!open) return []
    const hours = { from: at === 0 ? Math.max(open.from, fromHour) : open.from, to: open.to }
    const on = table.calendar.on(day)
    const instant = (clock: string) => Date.parse(instantAt(day, clock, timeZone))
    const span = on.open ? { from: instant(on.opens), to: instant(on.closes) } : null
    const shifts = new Map(
      people.flatMap(({ id }) => {
        const shift = personShift(table, id, day)
        const own = taken.filter((one) => one.day === day)
        return shift ? [[id, without(shift, own, id, timeZone)] as const] : []
      }),
    )
    const cover = (all: PersonShift[]) =>
      coverageOf({ day, timeZone, hours, open: span, shifts: all })
    return ground.types.flatMap((type) => {
      const able = people.filter(
        ({ id, grade }) => (ground.levelOf(id, type.id) ?? 0) >= alone && hasGrade(grade, type),
      )
      if (able.length === 0) return []
      const there = able.flatMap(({ id, team }) => {
        const shift = shifts.get(id)
        const here = shift && canBeDoneAt(type, placeOf(shift, ground.teamOf(team)))
        return here ? [{ id, shift }] : []
      })
      const whole = cover(there.map(({ shift }) => shift))
      const each = there.map(({ id, shift }) => ({ id, hours: cover([shift]) }))
      const thin = whole.flatMap(({ hour, least, people: count }, index) => {
        if (least > 0 && count > 1) return []
        const kind = count === 0 ? 'nobody' : least === 0 ? 'partly' : 'one'
        const who = each.flatMap((one) => ((one.hours[index]?.people ?? 0) > 0 ? [one.id] : []))
        return [{ hour, kind, who } as const]
      })
      return joined(thin).map((run) => ({
        ...run,
        key: `${day}/${type.id}/${run.from}`,
        type: type.id,
        name: type.name,
        day,
      }))
    })
  })
}

type Hour = { hour: number; kind: ThinRun['kind']; who: readonly string[] }

function joined(hours: readonly Hour[]): Pick<ThinRun, 'from' | 'to' | 'kind' | 'who'>[] {
  const runs: Pick<ThinRun, 'from' | 'to' | 'kind' | 'who'>[] = []
  for (const { hour, kind, who } of hours) {
    const last = runs.at(-1)
    if (last?.to === hour && last.kind === kind && last.who.join() === who.join())
      last.to = hour + 1
    else runs.push({ from: hour, to: hour + 1, kind, who: [...who] })
  }
  return runs
}

/** Where nobody is comes first; then by time. */
export const worstFirst = (runs: readonly ThinRun[]): ThinRun[] =>
  [...runs].sort(
    (a, b) =>
      Number(a.kind === 'one') - Number(b.kind === 'one') ||
      a.day.localeCompare(b.day) ||
      a.from - b.from ||
      a.name.localeCompare(b.name),
  )

/** "nobody", "nobody for part of it", "Sam only" */
export const thinWords = ({ kind, who }: ThinRun, firstName: (id: string) => string): string =>
  kind === 'nobody'
    ? 'nobody'
    : kind === 'partly'
      ? 'nobody for part of it'
      : `${firstName(who[0] ?? '')} only`

/** "today 13:00 to 14:00", "Tue 24 Nov 15:00 to 17:00" */
export const runTime = ({ day, from, to }: ThinRun, today: string) =>
  `${dayText(day, today)} ${from}:00 to ${to}:00`

/** "Vital records, tomorrow 9:00 to 10:00: only Sam can do it alone." */
export function effectWords(
  run: ThinRun,
  today: string,
  firstName: (id: string) => string,
): string {
  const what =
    run.kind === 'one'
      ? `only ${firstName(run.who[0] ?? '')} can do it alone`
      : run.kind === 'partly'
        ? 'nobody can do it alone for part of it'
        : 'nobody can do it alone'
  return `${run.name}, ${runTime(run, today)}: ${what}.`
}

const clockOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/**
 * Why the others who could do it are not there: leave, training, a meeting, hours.
 * "Grace in Fee schedule until 17:00; Hana on leave, back Friday 27 Nov"
 */
export function whyThin(
  ground: CoverGround,
  run: ThinRun,
  firstName: (id: string) => string,
): string {
  const { table } = ground
  const reasons = new Map<string, string[]>()
  const type = ground.types.find(({ id }) => id === run.type)
  for (const { id, grade } of ground.people) {
    if ((ground.levelOf(id, run.type) ?? 0) < alone || (type && !hasGrade(grade, type))) continue
    if (run.kind === 'one' && run.who.includes(id)) continue
    const why = whyAway(table, id, run)
    if (why) reasons.set(why, [...(reasons.get(why) ?? []), firstName(id)])
  }
  return [...reasons].map(([why, names]) => `${namesText(names)} ${why}`).join('; ')
}

function whyAway(table: Timetable, person: string, run: ThinRun): string | null {
  const { work, leave, cause } = personDay(table, person, run.day)
  const from = clockOf(run.from)
  const to = clockOf(run.to)
  if (!work)
    return cause === 'leave' ? `on leave${backAfter(table, person, run.day)}` : 'not at work'
  const meets = (span: { from: string; to: string }) => span.from < to && from < span.to
  const off = leave.find(meets)
  if (off) return `on leave until ${shortClock(off.to)}`
  const block = work.blocks.find(meets)
  if (block) return `in ${block.text ?? block.kind} until ${shortClock(block.to)}`
  if (work.to < to) return `leaves at ${shortClock(work.to)}`
  if (work.from > from) return `comes at ${shortClock(work.from)}`
  const pause = work.breaks.find(meets)
  return pause ? `on break ${shortClock(pause.from)}–${shortClock(pause.to)}` : null
}

/** ", back Friday 27 Nov" within two weeks, else nothing. */
function backAfter(table: Timetable, person: string, day: string): string {
  let at = day
  for (let days = 0; days < 14; days++) {
    at = addDays(at, 1)
    if (personDay(table, person, at).work) return `, back ${longDay(at)} ${dateOf(at)}`
  }
  return ''
}

/** What a session would take away: runs that are thin with it and were not, or not as thin, without. */
export function newlyThin(before: readonly ThinRun[], after: readonly ThinRun[]): ThinRun[] {
  const rank: Record<ThinRun['kind'], number> = { one: 1, partly: 2, nobody: 3 }
  const was = (type: string, day: string, hour: number) =>
    before.find((run) => run.type === type && run.day === day && run.from <= hour && hour < run.to)
  return after.filter((run) => {
    for (let hour = run.from; hour < run.to; hour++) {
      const old = was(run.type, run.day, hour)
      if (!old || rank[old.kind] < rank[run.kind]) return true
    }
    return false
  })
}
