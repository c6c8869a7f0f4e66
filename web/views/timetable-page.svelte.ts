import type { Level, PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
import {
  coverageOf,
  openHours,
  type Demand,
  type UsualArrival,
} from '../../server/domain/coverage.js'
import { isOwnOrLed } from '../../server/domain/day-reasons.js'
import { instantAt } from '../../server/domain/office-day.js'
import { canBeDoneAt, placeOf } from '../../server/domain/places.js'
import {
  addDays,
  KEPT_DAYS,
  mondayOf,
  personShift,
  plannedDay,
  shiftId,
  usualDay,
  weekdayOf,
  type PersonShift,
} from '../../server/domain/timetable.js'
import { minuteOf } from '../../server/domain/work-day.js'
import type { App } from '../lib/context.js'
import { demandHere, wholeMinute } from './demand.js'
import { DueBeyond } from './due-beyond.svelte.js'
import { mayDo, takesWork, worksIn } from './my-claims.js'
import { emptyByDay, holesOf, inTime, shortagesOf, type DayCover } from './timetable-cover.js'
import { wantedDays } from './timetable-pending.js'
import { daysOfWeek, headOf, rowOf, scaleOf, type CellGround } from './timetable-week.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'outbox' | 'clock' | 'router' | 'teams' | 'times'>

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** A week of the timetable, derived from the board. Read-only. */
export class TimetableView {
  #source: Source
  /** What usually comes in, once the server has told it. */
  arrivals = $state.raw<readonly UsualArrival[]>([])

  readonly beyond: DueBeyond

  constructor(source: Source) {
    this.#source = source
    this.beyond = new DueBeyond(source.replica, () => {
      const last = this.days.at(-1)?.day
      const until = last !== undefined && last >= this.today ? last : null
      return { teams: this.#teamIds, until, now: this.#minute }
    })
  }

  #tables = $derived.by(() => this.#source.replica.tables)
  #me = $derived.by(() => this.#source.replica.viewer)
  #office = $derived.by(() => this.#source.replica.office)
  today = $derived.by(() => this.#source.times.day(this.#source.clock.now))
  /** Minutes since midnight there. */
  nowMinute = $derived.by(() => minuteOf(this.#source.times.stamp(this.#source.clock.now)))
  #minute = $derived.by(() => wholeMinute(this.#source.clock.now))
  table = $derived.by(() => timetableOf(this.#source.replica))

  /** The Monday of the week that is shown. */
  monday = $derived.by(() => {
    const wish = this.#source.router.get('week')
    return mondayOf(isDay(wish) ? wish : this.today)
  })
  isThisWeek = $derived.by(() => this.monday === mondayOf(this.today))
  /** What was drawn then has left the board. */
  isForgotten = $derived.by(() => addDays(this.monday, 6) < this.oldest)
  oldest = $derived.by(() => addDays(this.today, -KEPT_DAYS))

  teams = $derived.by(() => {
    const { all, current } = this.#source.teams
    return current === null ? all : all.filter(({ id }) => id === current)
  })
  #teamIds = $derived.by<ReadonlySet<string>>(() => new Set(this.teams.map(({ id }) => id)))
  people = $derived.by(() =>
    [...this.#tables.person.values()]
      .filter(({ active, team }) => active && team !== null && this.#teamIds.has(team))
      .sort((a, b) => a.name.localeCompare(b.name)),
  )

  plans = (person: PersonRow) =>
    this.#source.replica.may('shift.save') &&
    (this.#me.role === 'admin' || this.#me.leads.includes(person.team ?? ''))
  /** Whether the viewer is told why a day of theirs is not as usual. */
  isTold = (person: PersonRow) => isOwnOrLed(this.#me, { person: person.id, team: person.team })
  /** The viewer draws nobody's shifts here. */
  readOnly = $derived.by(() => !this.people.some(this.plans))

  #week = $derived.by(() => daysOfWeek(this.monday))
  #wanted = $derived.by(() =>
    wantedDays(this.#source.outbox.pending.values(), {
      table: this.table,
      people: this.people,
      days: this.#week,
    }),
  )
  #ground = $derived.by<CellGround>(() => ({
    table: this.table,
    teamOf: ({ team }) => this.#tables.team.get(team ?? '') ?? null,
    saidOf: (key) => {
      const { note = null, reason = null } = this.#tables.shift.get(key) ?? {}
      return { note, reason }
    },
    wanted: (key) => this.#wanted.get(key) ?? null,
    mayDraw: (person, day) => day >= this.oldest && this.plans(person),
  }))
  #rows = $derived.by(() => this.people.map((person) => rowOf(this.#ground, person, this.#week)))
  /** Days that the office does not work and nobody does either are folded away unless wanted. */
  allDays = $derived.by(() => this.#source.router.get('days') === '7')
  #shownAt = $derived.by(() =>
    this.#week.flatMap((day, at) =>
      this.allDays ||
      this.#office.days.includes(weekdayOf(day)) ||
      this.#rows.some(({ cells }) => cells[at]?.work)
        ? [at]
        : [],
    ),
  )
  folded = $derived.by(() => 7 - this.#shownAt.length)
  days = $derived.by(() =>
    this.#shownAt.map((at) => headOf(this.table, this.#week[at]!, this.today)),
  )
  rows = $derived.by(() =>
    this.#rows.map((row) => ({ ...row, cells: this.#shownAt.map((at) => row.cells[at]!) })),
  )
  scale = $derived.by(() => scaleOf(this.#office, this.#rows))
  /** An hour that somebody was sent to look at: a hole in the coverage. */
  marked = $derived.by(() => {
    const hour = this.#source.router.get('hour')
    return hour !== null && /^\d{1,2}$/.test(hour) ? { day: this.day, hour: Number(hour) } : null
  })
  /** The one day that a phone shows. */
  day = $derived.by(() => {
    const wish = this.#source.router.get('day')
    const shown = this.days.map(({ day }) => day)
    if (wish !== null && shown.includes(wish)) return wish
    return shown.includes(this.today) ? this.today : (shown[0] ?? this.monday)
  })

  cellOf = (key: string) =>
    this.#rows.flatMap(({ cells }) => cells).find((cell) => cell.key === key) ?? null
  personOf = (id: string) => this.#tables.person.get(id)
  teamOf = (person: PersonRow) => this.#ground.teamOf(person)
  drawnOn = (person: string, day: string) => this.#tables.shift.get(shiftId(person, day)) ?? null
  patternOf = (person: string) => this.#tables.pattern.get(person) ?? null
  usualWork = (person: string, day: string) => usualDay(this.table, person, day).work
  plannedWork = (person: string, day: string) => plannedDay(this.table, person, day).work
  /** Places that a team or a shift names, for choosing. */
  places = $derived.by(() =>
    [
      ...new Set(
        [
          ...[...this.#tables.team.values()].map(({ location }) => location),
          ...[...this.#tables.taskType.values()].map(({ location }) => location ?? null),
        ].flatMap((place) => place ?? []),
      ),
    ].sort((a, b) => a.localeCompare(b)),
  )

  /** Skills are told to leads of the team and to admins. */
  knowsSkills = $derived.by(
    () =>
      this.#me.role === 'admin' ||
      (this.teams.length > 0 && this.teams.every(({ id }) => this.#me.leads.includes(id))),
  )
  types = $derived.by<TaskTypeRow[]>(() =>
    [...this.#tables.taskType.values()]
      .filter(({ active, team }) => active && (team === null || this.#teamIds.has(team)))
      .sort((a, b) => a.name.localeCompare(b.name)),
  )
  /** The type that the strip is about; null: all work. */
  type = $derived.by(() => {
    const wish = this.#source.router.get('cover')
    return this.knowsSkills ? (this.types.find(({ id }) => id === wish) ?? null) : null
  })
  #levels = $derived.by(() => {
    const levels = new Map<string, Map<string, Level>>()
    for (const { person, type, level } of this.#tables.skill.values())
      levels.set(person, (levels.get(person) ?? new Map<string, Level>()).set(type, level))
    return levels
  })
  /** Everybody who takes work of these teams, with their shifts of the shown days. */
  #workers = $derived.by(() =>
    [...this.#tables.person.values()]
      .filter(
        (one) => one.active && takesWork(one) && this.teams.some(({ id }) => worksIn(one, id)),
      )
      .map((person) => ({
        person,
        shifts: new Map(
          this.days.map(({ day }) => [day, personShift(this.table, person.id, day)] as const),
        ),
      })),
  )
  #may = (person: PersonRow, type: TaskTypeRow) => {
    const levels = this.#levels.get(person.id) ?? new Map<string, Level>()
    const claimant = { ...person, levels }
    return [...this.#teamIds].some((team) => mayDo(claimant, type.team ?? team, type))
  }
  #shiftsFor = (type: TaskTypeRow | null, day: string): PersonShift[] =>
    this.#workers.flatMap(({ person, shifts }) => {
      const shift = shifts.get(day)
      if (!shift) return []
      if (type === null) return [shift]
      const place = placeOf(shift, this.#ground.teamOf(person))
      return this.#may(person, type) && canBeDoneAt(type, place) ? [shift] : []
    })

  #openHours = (day: string) => openHours(this.table.calendar, day)
  #demand = $derived.by<Demand>(() =>
    demandHere({
      arrivals: this.arrivals,
      tasks: this.#tables.task.values(),
      beyond: this.beyond.due,
      teams: this.#teamIds,
      now: this.#minute,
      calendar: this.table.calendar,
      dayOf: this.#source.times.day,
      today: this.today,
      hourNow: Math.floor(this.nowMinute / 60),
    }),
  )
  #need = (type: TaskTypeRow | null, day: string, hour: number): number | null => {
    const asked = type === null ? this.types : [type]
    const known = asked.flatMap(({ id }) => this.#demand(id, day, hour) ?? [])
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
  }
  #coverOf = (type: TaskTypeRow | null): DayCover[] =>
    this.days.map(({ day }) => {
      const { timeZone } = this.#office
      const at = (clock: string) => Date.parse(instantAt(day, clock, timeZone))
      const open = this.#openHours(day)
      const on = this.table.calendar.on(day)
      const hours = coverageOf({
        day,
        timeZone,
        hours: { from: this.scale.from / 60, to: this.scale.to / 60 },
        open: on.open ? { from: at(on.opens), to: at(on.closes) } : null,
        shifts: this.#shiftsFor(type, day),
        need: day < this.today ? undefined : (hour) => this.#need(type, day, hour),
      })
      return { day, past: day < this.today, open, hours }
    })
  cover = $derived.by(() => this.#coverOf(this.type))

  /** Holes first, then days with too much work; of all types where none is chosen. */
  notes = $derived.by(() => {
    const whole = this.type === null ? this.cover : this.#coverOf(null)
    const nobody = holesOf(whole, 'is at work')
    const told = emptyByDay(whole)
    const asked = this.type ? [this.type] : this.knowsSkills ? this.types : []
    const isTaken = (type: TaskTypeRow) =>
      this.#workers.some(({ person }) => this.#may(person, type))
    const never = asked
      .filter((type) => !isTaken(type))
      .map(({ id, name }) => ({
        key: id,
        tone: 'late' as const,
        text: `Nobody here can take ${name}`,
      }))
    const holes = asked
      .filter(isTaken)
      .flatMap((type) => holesOf(this.#coverOf(type), `can take ${type.name}`, told))
    return [...nobody, ...never, ...inTime(holes), ...shortagesOf(this.cover)]
  })
}
