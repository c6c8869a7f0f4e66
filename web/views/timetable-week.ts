/** A week of a team as the grid shows it: a cell a person and day, on one hour scale. */
import type { ClockSpan, LeaveRow, WorkDay } from '../../server/contract/desk-rows.js'
import type { PersonRow, TeamRow } from '../../server/contract/rows.js'
import {
  addDays,
  personDay,
  shiftId,
  type DayCause,
  type Timetable,
} from '../../server/domain/timetable.js'
import { minuteOf, spanMinutes } from '../../server/domain/work-day.js'
import type { Scale } from '../lib/day-scale.js'
import { dateOf, longDay, spanWords, wholeWords } from '../lib/day-words.js'

export type WeekCell = {
  /** `<person>/<day>` */
  key: string
  person: string
  day: string
  cause: DayCause
  work: WorkDay | null
  leave: ClockSpan[]
  note: string | null
  /** Null: there is none, or it is not told to the viewer. */
  reason: string | null
  /** What is said in place of or above the bar. */
  words: string
  /** Below the bar: the place, leave of some hours, a note, why it is so. */
  more: string
  /** The whole cell for a listener. */
  label: string
  /** A command is under way that changes it. */
  pending: boolean
  /** Whether the viewer may draw here. */
  may: boolean
}

export type WeekRow = {
  person: PersonRow
  cells: WeekCell[]
  /** Minutes for the queue and for blocks in the week: shifts without breaks and leave. */
  minutes: number
}

export type WeekDayHead = {
  day: string
  /** The office works. */
  open: boolean
  /** The name of what it is closed for; null: one of its usual free days. */
  holiday: string | null
  today: boolean
}

const leaveWords: Record<LeaveRow['kind'], string> = {
  vacation: 'Vacation',
  sick: 'Sick',
  family: 'Family leave',
  training: 'Training',
  other: 'Leave',
}

export const headOf = (table: Timetable, day: string, today: string): WeekDayHead => {
  const on = table.calendar.on(day)
  return { day, open: on.open, holiday: on.open ? null : on.off, today: day === today }
}

/** A command under way: what a day will be when it is accepted. */
export type Wanted = { work?: WorkDay | null }

export type CellGround = {
  table: Timetable
  teamOf(person: PersonRow): Pick<TeamRow, 'location'> | null
  saidOf(key: string): Pick<WeekCell, 'note' | 'reason'>
  wanted(key: string): Wanted | null
  mayDraw(person: PersonRow, day: string): boolean
}

function leaveOn(table: Timetable, person: string, day: string): LeaveRow | undefined {
  return [...table.leave(person)].find(
    (leave) => leave.part === null && leave.from <= day && day <= leave.to,
  )
}

function offWords(table: Timetable, person: string, day: string, cause: DayCause): string {
  if (cause === 'leave') return leaveWords[leaveOn(table, person, day)?.kind ?? 'other']
  if (cause === 'drawn') return 'Not at work'
  const on = table.calendar.on(day)
  return on.open ? 'Off' : (on.off ?? '')
}

const samePlace = (one: string, other: string | null | undefined) =>
  one.trim().toLowerCase() === other?.trim().toLowerCase()

export function cellOf(ground: CellGround, person: PersonRow, day: string): WeekCell {
  const { table } = ground
  const key = shiftId(person.id, day)
  const wanted = ground.wanted(key)
  const held = personDay(table, person.id, day)
  const wants = wanted?.work !== undefined && held.cause !== 'leave'
  const work = wants ? (wanted.work ?? null) : held.work
  const cause = wants ? 'drawn' : held.cause
  const { note, reason } = ground.saidOf(key)
  const team = ground.teamOf(person)
  const place = work?.location && !samePlace(work.location, team?.location) ? work.location : null
  const leave = work ? held.leave.filter((one) => one.from < work.to && work.from < one.to) : []
  const words = work ? spanWords(work) : offWords(table, person.id, day, cause)
  const more = [
    ...(place ? [place] : []),
    ...leave.map((part) => `Leave ${spanWords(part)}`),
    ...(note ? [note] : []),
    ...(reason ? [reason] : []),
  ]
  const said = work ? wholeWords(work) : words || 'not at work'
  const pending = wanted !== null
  return {
    key,
    person: person.id,
    day,
    cause,
    work,
    leave,
    note,
    reason,
    words,
    more: more.join(' · '),
    label: [
      `${person.name}, ${longDay(day)} ${dateOf(day)}: ${said}`,
      ...more,
      ...(pending ? ['confirming'] : []),
    ].join(', '),
    pending,
    may: ground.mayDraw(person, day) && held.cause !== 'leave',
  }
}

const workedMinutes = ({ work, leave }: WeekCell) =>
  work === null
    ? 0
    : spanMinutes(work) -
      [...work.breaks, ...leave].reduce(
        (sum, part) =>
          sum +
          spanMinutes({
            from: part.from < work.from ? work.from : part.from,
            to: part.to > work.to ? work.to : part.to,
          }),
        0,
      )

export function rowOf(ground: CellGround, person: PersonRow, days: readonly string[]): WeekRow {
  const cells = days.map((day) => cellOf(ground, person, day))
  return { person, cells, minutes: cells.reduce((sum, cell) => sum + workedMinutes(cell), 0) }
}

const hour = 60

/** One scale for all days: the office's hours with an hour around them, and wider where somebody works. */
export function scaleOf(
  office: { opens: string; closes: string },
  rows: readonly WeekRow[],
): Scale {
  const works = rows.flatMap(({ cells }) => cells.flatMap(({ work }) => work ?? []))
  const first = Math.min(minuteOf(office.opens), ...works.map(({ from }) => minuteOf(from)))
  const last = Math.max(minuteOf(office.closes), ...works.map(({ to }) => minuteOf(to)))
  return {
    from: Math.max(0, Math.floor(first / hour) * hour - hour),
    to: Math.min(24 * hour, Math.ceil(last / hour) * hour + hour),
  }
}

/** The seven days of a week from its Monday. */
export const daysOfWeek = (monday: string) =>
  Array.from({ length: 7 }, (_, at) => addDays(monday, at))
