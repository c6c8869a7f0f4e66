/** The floor's look ahead: who is on leave today or on the next day the office works, and what that leaves open. */
import type { Level, PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
import { openHours, type UsualArrival } from '../../server/domain/coverage.js'
import { instantAt, officeDay } from '../../server/domain/office-day.js'
import { placeOf } from '../../server/domain/places.js'
import { mayBePushed } from '../../server/domain/skill.js'
import { addDays, personShift, type Timetable } from '../../server/domain/timetable.js'
import type { App } from '../lib/context.js'
import { demandHere, wholeMinute } from './demand.js'
import { DueBeyond } from './due-beyond.svelte.js'
import {
  absenceGaps,
  gapsTold,
  type AbsenceDay,
  type AbsenceGap,
  type ToldHour,
  type Worker,
} from './floor-absence.js'
import type { OfficeDay } from './floor-day.js'
import { takesWork, worksIn } from './my-claims.js'

/** What of the floor it looks at. */
type Ground = {
  readonly day: OfficeDay
  /** Epoch milliseconds. */
  readonly now: number
  readonly timetable: Timetable
  readonly teamIds: ReadonlySet<string>
  levelOf(person: PersonRow, task: { type: string }): Level | null
  /** Whether the viewer is told what the people of a team can do. */
  told(team: string): boolean
}

/** A long weekend is looked across; longer is nothing for today. */
const LOOK_DAYS = 4

export class FloorAbsences {
  #replica: App['replica']
  #ground: Ground
  /** What usually comes in, once the server has told it. */
  arrivals = $state.raw<readonly UsualArrival[]>([])
  readonly beyond: DueBeyond
  /** What leave leaves of teams of which the viewer is not told who can do what, as the server counts it. */
  #told = $state.raw<readonly { person: PersonRow; hours: readonly ToldHour[] }[]>([])

  constructor(replica: App['replica'], ground: Ground) {
    this.#replica = replica
    this.#ground = ground
    this.beyond = new DueBeyond(replica, () => ({
      teams: this.#ground.teamIds,
      until: this.#days.at(-1)?.day ?? null,
      now: this.#minute,
    }))
  }

  // Plain values, so that the clock's every step does not count the floor anew.
  #today = $derived.by(() => this.#ground.day.date)
  #hour = $derived.by(() => this.#ground.day.hour)
  #minute = $derived.by(() => wholeMinute(this.#ground.now))
  #people = $derived.by(() =>
    [...this.#replica.tables.person.values()].filter(
      (one) =>
        one.active &&
        takesWork(one) &&
        [...this.#ground.teamIds].some((team) => worksIn(one, team)),
    ),
  )

  /** Today, and the next day the office works; none on which nobody is on leave. */
  #days = $derived.by<AbsenceDay[]>(() => {
    const next = Array.from({ length: LOOK_DAYS }, (_, at) => addDays(this.#today, at + 1)).find(
      (day) => this.#ground.timetable.calendar.on(day).open,
    )
    return [this.#today, ...(next ? [next] : [])].flatMap((day) => this.#dayOf(day) ?? [])
  })
  #dayOf(day: string): AbsenceDay | null {
    const { timetable } = this.#ground
    const { calendar } = timetable
    const on = calendar.on(day)
    const hours = openHours(calendar, day)
    if (!on.open || !hours) return null
    const at = (clock: string) => Date.parse(instantAt(day, clock, calendar.timeZone))
    const present: Timetable = { ...timetable, leave: () => [] }
    const workers = this.#people.map((person): Worker => {
      const planned = personShift(present, person.id, day)
      const away = [...timetable.leave(person.id)].some(({ from, to }) => from <= day && day <= to)
      return {
        person,
        place: placeOf(planned, this.#replica.tables.team.get(person.team ?? '')),
        planned,
        left: away ? personShift(timetable, person.id, day) : planned,
      }
    })
    if (workers.every(({ planned, left }) => planned === left)) return null
    return {
      day,
      open: { from: at(on.opens), to: at(on.closes) },
      hours: day === this.#today ? { ...hours, from: Math.max(hours.from, this.#hour) } : hours,
      workers,
    }
  }

  /** Leave on these days in teams of which a supervisor sees the leave and not the skills. */
  #untold = $derived.by(() => {
    const { tables, viewer } = this.#replica
    if (viewer.role !== 'supervisor') return []
    const days = this.#days.map(({ day }) => day)
    return [...tables.leave.values()].filter(
      ({ state, team, from, to }) =>
        state === 'approved' &&
        team !== null &&
        this.#ground.teamIds.has(team) &&
        days.some((day) => from <= day && day <= to),
    )
  })
  /** What the server's counts rest on, as far as this screen can tell: they are asked for again when it changes. */
  untoldKey = $derived.by(() =>
    this.#untold.length === 0
      ? ''
      : JSON.stringify([
          this.#today,
          this.#untold,
          [...this.#replica.tables.shift.values()].map(({ id, work }) => [id, work]),
        ]),
  )
  /** Asks what the leave of these days leaves open. */
  async learnUntold(dispatch: App['dispatch']) {
    const key = this.untoldKey
    const { person } = this.#replica.tables
    const told = await Promise.all(
      this.#untold.map(async (leave) => {
        const who = person.get(leave.person)
        const answer = await dispatch('leave.coverage', { leave: leave.id })
        return who && answer.ok ? [{ person: who, hours: answer.output.hours }] : []
      }),
    )
    if (key === this.untoldKey) this.#told = told.flat()
  }
  #gapsTold = $derived.by(() => {
    const days = new Map(this.#days.map(({ day, hours }) => [day, hours]))
    const asked = this.#told.map(({ person, hours }) => ({
      person,
      hours: hours.filter(({ day, hour }) => hour >= (days.get(day)?.from ?? 24)),
    }))
    return gapsTold(asked, (id) => this.#replica.tables.taskType.get(id))
  })

  gaps = $derived.by<AbsenceGap[]>(() => {
    if (this.#days.length === 0) return []
    if (this.#untold.length > 0) return this.#gapsTold
    const { teamIds, timetable } = this.#ground
    const { task, taskType } = this.#replica.tables
    const { calendar } = timetable
    return absenceGaps({
      days: this.#days,
      timeZone: calendar.timeZone,
      types: [...taskType.values()].filter((type) => type.active && this.#teamsOf(type).length > 0),
      alone: this.#alone,
      demand: demandHere({
        arrivals: this.arrivals,
        tasks: task.values(),
        beyond: this.beyond.due,
        teams: teamIds,
        now: this.#minute,
        calendar,
        dayOf: (instant) => officeDay(instant, calendar.timeZone).day,
        today: this.#today,
        hourNow: this.#hour,
      }),
    })
  })
  /** Teams shown that do it, as far as it is told who can. */
  #teamsOf = ({ team }: TaskTypeRow) =>
    [...this.#ground.teamIds].filter(
      (one) => (team === null || team === one) && this.#ground.told(one),
    )
  /** Who learns beside a trainer covers nothing alone. */
  #alone = (person: PersonRow, type: TaskTypeRow) =>
    this.#teamsOf(type).some((team) => worksIn(person, team)) &&
    mayBePushed(this.#ground.levelOf(person, { type: type.id }), type, person.grade)

  /** Asks what usually comes in to these teams. */
  async learn(dispatch: App['dispatch'], teams: readonly string[]) {
    const answers = await Promise.all(teams.map((team) => dispatch('arrivals.usual', { team })))
    // Another team may be looked at by now.
    if ([...this.#ground.teamIds].join() !== teams.join()) return
    this.arrivals = answers.flatMap((answer) => (answer.ok ? answer.output.arrivals : []))
  }
}
