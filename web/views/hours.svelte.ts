import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { TeamRow } from '../../server/contract/rows.js'
import type { UsualArrival } from '../../server/domain/coverage.js'
import { deskRules } from '../../server/domain/desk-rules.js'
import { instantAt } from '../../server/domain/due.js'
import {
  dayTotals,
  hourLines,
  inForce,
  missesOf,
  paretoOf,
  type HourOutput,
  type Measure,
} from '../../server/domain/hour-board.js'
import { officeHours, planPeople, proposePlan } from '../../server/domain/plan.js'
import { addDays, mondayOf } from '../../server/domain/timetable.js'
import type { App } from '../lib/context.js'
import { comingOn, taskMinutesOf, type ExpectedWork, type TaskMinutes } from './plan-basis.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'dispatch' | 'clock' | 'teams' | 'times'> & {
  router: Pick<App['router'], 'get'>
}

/** How far back notes and plans stay on the board, and how far ahead one plans here. */
const DAYS = 14
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The hours of a team's day: plan, output, causes. Read-only. */
export class HoursView {
  readonly #source: Source
  /** What days that are over brought, by team and day; read once. */
  readonly #past = new SvelteMap<string, readonly HourOutput[]>()
  readonly #failed = new SvelteSet<string>()
  readonly #asked = new Set<string>()
  /** What usually comes in, by team; read once for a plan. */
  readonly #usual = new SvelteMap<string, readonly UsualArrival[]>()

  constructor(source: Source) {
    this.#source = source
  }

  #replica = $derived.by(() => this.#source.replica)
  #tables = $derived.by(() => this.#replica.tables)
  /** Of the moment the screen lost touch, when it has. */
  now = $derived.by(() => {
    const { state, asOf } = this.#replica.freshness
    return state === 'stale' && asOf !== null ? Date.parse(asOf) : this.#source.clock.now
  })
  office = $derived.by(() => this.#replica.office)

  /** A lead sees what they lead; a supervisor every team. */
  teams = $derived.by<TeamRow[]>(() => {
    const { role, leads } = this.#replica.viewer
    const { all } = this.#source.teams
    return role === 'lead' ? all.filter(({ id }) => leads.includes(id)) : all
  })
  /** The team looked at; null where there is none that one may look at. */
  team = $derived.by<TeamRow | null>(() => {
    const { current } = this.#source.teams
    return this.teams.find(({ id }) => id === current) ?? this.teams[0] ?? null
  })
  #team = $derived.by(() => this.team?.id ?? '')
  mayWrite = $derived.by(() => this.#replica.viewer.leads.includes(this.#team))

  today = $derived.by(() => this.#source.times.day(this.now))
  day = $derived.by(() => {
    const wish = this.#source.router.get('day') ?? ''
    return DAY.test(wish) && this.oldest <= wish && wish <= this.farthest ? wish : this.today
  })
  oldest = $derived.by(() => addDays(this.today, -DAYS))
  farthest = $derived.by(() => addDays(this.today, DAYS))
  measure = $derived.by<Measure>(() =>
    this.#source.router.get('in') === 'minutes' ? 'standardMinutes' : 'tasks',
  )
  planning = $derived.by(() => this.#source.router.get('mode') === 'plan' && this.mayPlan)
  mayPlan = $derived.by(() => this.mayWrite && this.day >= this.today)

  timetable = $derived.by(() => timetableOf(this.#replica))
  plan = $derived.by(() => this.#tables.plan.get(`${this.#team}/${this.day}`) ?? null)

  #linesOf = (day: string, measure: Measure) => {
    const team = this.#team
    const own = (row: { team: string; day: string }) => row.team === team && row.day === day
    return hourLines({
      day,
      timeZone: this.office.timeZone,
      hours: officeHours(this.timetable.calendar, day),
      plan: inForce(this.#tables.plan.get(`${team}/${day}`)),
      actuals: this.#actualsOf(day) ?? [],
      notes: [...this.#tables.hourNote.values()].filter(own),
      measure,
      now: this.now,
    })
  }
  /** Null while they are on their way. */
  #actualsOf = (day: string): readonly HourOutput[] | null => {
    if (day > this.today) return []
    if (day < this.today) return this.#past.get(`${this.#team}/${day}`) ?? null
    return [...this.#tables.tally.values()].filter(
      (row) => row.person === null && row.team === this.#team && row.day === day,
    )
  }
  lines = $derived.by(() => this.#linesOf(this.day, this.measure))
  totals = $derived.by(() => dayTotals(this.lines))
  /** The day in both measures, for the file. */
  both = $derived.by(() => ({
    tasks: this.#linesOf(this.day, 'tasks'),
    minutes: this.#linesOf(this.day, 'standardMinutes'),
  }))
  /** `failed`: it could not be read; asked again by `read`. */
  state = $derived.by(() => this.#stateOf([this.day]))

  /** The days of the shown day's week that are on the board and not to come. */
  week = $derived.by(() => {
    const monday = mondayOf(this.day)
    return Array.from({ length: 7 }, (_, at) => addDays(monday, at)).filter(
      (day) => this.oldest <= day && day <= this.today,
    )
  })
  weekState = $derived.by(() => this.#stateOf(this.week))
  causes = $derived.by(() =>
    paretoOf(this.week.flatMap((day) => missesOf(this.#linesOf(day, this.measure)))),
  )
  /** The hours of the week behind a cause, the latest first. */
  behind = (cause: string | null) =>
    this.week
      .flatMap((day) =>
        this.#linesOf(day, this.measure)
          .filter(({ missed, note }) => (missed || note?.cause) && (note?.cause ?? null) === cause)
          .map(({ hour, difference, note }) => ({
            day,
            hour,
            missed: Math.max(0, -(difference ?? 0)),
            text: note?.text ?? null,
          })),
      )
      .reverse()
  causeNames = $derived.by(
    () => new Map(deskRules(this.office).causes.map(({ id, name }) => [id, name])),
  )
  causeName = (id: string) => this.causeNames.get(id) ?? null
  personName = (id: string) => this.#tables.person.get(id)?.name ?? null

  /** What a usual task of the team takes, and from what that is known. */
  taskMinutes = $derived.by<TaskMinutes>(() =>
    taskMinutesOf(this.#team, {
      backlog: this.#tables.backlog.values(),
      tasks: this.#tables.task.values(),
      tallies: this.#tables.tally.values(),
      types: this.#tables.taskType.values(),
    }),
  )
  planners = $derived.by(() => planPeople(this.#tables.person.values(), this.#team))
  utilisation = $derived.by(() => deskRules(this.office).utilisation)
  proposal = $derived.by(() =>
    proposePlan({
      timetable: this.timetable,
      people: this.planners,
      day: this.day,
      utilisation: this.utilisation,
      taskMinutes: this.taskMinutes.minutes,
    }),
  )

  /** What there will be to do on the day, as far as it is known. */
  expected = $derived.by<ExpectedWork>(() => {
    const arrivals = this.#usual.get(this.#team)
    const today = this.day === this.today
    const { open, finished } = this.taskMinutes.work
    const until = Math.max(0, ...this.proposal.map(({ hour }) => hour + 1))
    const { times } = this.#source
    const from = today ? times.hour(this.now) + Number(times.stamp(this.now).slice(3)) / 60 : null
    const coming = arrivals?.length ? comingOn(this.day, arrivals, { from, until }) : null
    return { open, finished, coming, today }
  })

  /** Reads what usually comes in to the team, for a plan. */
  async readUsual(): Promise<void> {
    const team = this.#team
    if (!team || this.#usual.has(team)) return
    const answer = await this.#source.dispatch('arrivals.usual', { team })
    if (answer.ok) this.#usual.set(team, answer.output.arrivals)
  }

  /** Noon of a day, to name it by. */
  noon = (day: string) => instantAt(day, '12:00', this.office.timeZone)

  /** Reads what the days shown brought, where they are over and not read yet. */
  read(): Promise<void> {
    const days = [...new Set([this.day, ...this.week])].filter((day) => day < this.today)
    return Promise.all(days.map((day) => this.#read(this.#team, day))).then(() => undefined)
  }
  again(): Promise<void> {
    this.#failed.clear()
    return this.read()
  }

  async #read(team: string, day: string) {
    const key = `${team}/${day}`
    if (!team || this.#asked.has(key)) return
    this.#asked.add(key)
    const answer = await this.#source.dispatch('hour.actuals', { team, day })
    if (answer.ok) this.#past.set(key, answer.output.hours)
    else {
      this.#asked.delete(key)
      this.#failed.add(key)
    }
  }

  #stateOf = (days: readonly string[]): 'ready' | 'reading' | 'failed' => {
    if (days.some((day) => this.#failed.has(`${this.#team}/${day}`))) return 'failed'
    return days.some((day) => this.#actualsOf(day) === null) ? 'reading' : 'ready'
  }
}
