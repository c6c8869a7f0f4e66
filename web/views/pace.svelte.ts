import { deskRules } from '../../server/domain/desk-rules.js'
import type { PersonRow, TaskTypeRow, TeamRow } from '../../server/contract/rows.js'
import type { Failure } from '../../server/contract/errors.js'
import type { App } from '../lib/context.js'
import { officeDay } from './floor-day.js'
import { boardOf, isNews, NEVER, REFRESH_MS } from './forecast-news.js'
import {
  backlogNow,
  drawnHours,
  finishedToday,
  liveHours,
  paceOf,
  planInForce,
  type Filters,
  type PaceDay,
  type PaceForecast,
  type Unit,
} from './pace-model.js'

type Source = Pick<App, 'replica' | 'clock' | 'router' | 'teams' | 'dispatch'>

const pointKinds = ['finished', 'arrived', 'due', 'backlog'] as const
export type PointKind = (typeof pointKinds)[number]

/** The pace of the day. Today's finished work follows the board; the rest is read at most once a minute. */
export class PaceView {
  #source: Source
  #day = $state.raw<{ key: string; day: PaceDay } | null>(null)
  #forecast = $state.raw<{ key: string; said: PaceForecast } | null>(null)
  failure = $state.raw<Failure | null>(null)
  #asked = 0
  #readAt = 0
  #readSeq = -1
  #readKey = ''
  /** The board when the forecast was asked for last. */
  #told = NEVER
  #asking = false

  constructor(source: Source) {
    this.#source = source
  }

  #me = $derived.by(() => this.#source.replica.viewer)
  stale = $derived.by(() => this.#source.replica.freshness.state === 'stale')
  /** What is shown is of `now`: of the moment the screen lost touch, when it has. */
  now = $derived.by(() => {
    const { state, asOf } = this.#source.replica.freshness
    return state === 'stale' && asOf !== null ? Date.parse(asOf) : this.#source.clock.now
  })
  today = $derived.by(() => officeDay(this.#source.replica.office, this.now))

  teams = $derived.by<TeamRow[]>(() => this.#source.teams.all)
  /** One team: where all are looked at, the first. */
  team = $derived.by<TeamRow | null>(() => {
    const { all, current } = this.#source.teams
    return all.find(({ id }) => id === current) ?? all[0] ?? null
  })
  leads = $derived.by(
    () => this.#me.role === 'lead' && this.team !== null && this.#me.leads.includes(this.team.id),
  )
  types = $derived.by<TaskTypeRow[]>(() =>
    [...this.#source.replica.tables.taskType.values()]
      .filter(({ active }) => active)
      .sort((a, b) => a.name.localeCompare(b.name)),
  )
  /** Whose figures one may look at: all of a team that one leads, where the office times individuals. */
  people = $derived.by<PersonRow[]>(() =>
    this.leads && deskRules(this.#source.replica.office).individualTiming
      ? [...this.#source.replica.tables.person.values()]
          .filter(({ team, active }) => active && team === this.team?.id)
          .sort((a, b) => a.name.localeCompare(b.name))
      : [],
  )

  unit = $derived.by<Unit>(() =>
    this.#source.router.get('unit') === 'minutes' ? 'minutes' : 'tasks',
  )
  filters = $derived.by<Filters>(() => {
    const { router } = this.#source
    const [type, person] = [router.get('type'), router.get('person')]
    return {
      team: this.team?.id ?? '',
      type: this.types.some(({ id }) => id === type) ? type : null,
      person: this.people.some(({ id }) => id === person) ? person : null,
    }
  })
  type = $derived.by(() => this.types.find(({ id }) => id === this.filters.type) ?? null)
  person = $derived.by(() => this.people.find(({ id }) => id === this.filters.person) ?? null)
  table = $derived.by(() => this.#source.router.get('table') === '1')

  #key = $derived.by(() => JSON.stringify([this.filters, this.today.date]))
  /** What was read, as long as it is of what is looked at. */
  #read = $derived.by(() => (this.#day?.key === this.#key ? this.#day.day : null))
  ready = $derived.by(() => this.#read !== null)

  #plan = $derived.by(() =>
    planInForce(
      this.#source.replica.tables.plan.get(`${this.filters.team}/${this.today.date}`),
      this.filters,
    ),
  )
  plan = $derived.by(() => this.#plan && { ...this.#plan, name: this.nameOf(this.#plan.by) })
  /** What came since the day was read and is still on the board. */
  #come = $derived.by(() => {
    const { team, type } = this.filters
    const since = this.#read?.at ?? '~'
    return [...this.#source.replica.tables.task.values()].filter(
      (task) => task.createdAt > since && task.team === team && (type ?? task.type) === task.type,
    )
  })
  hours = $derived.by(() => {
    const { tally } = this.#source.replica.tables
    const finished = finishedToday(tally.values(), this.filters, this.today.date)
    return liveHours(this.#read?.hours ?? [], { finished, plan: this.#plan, come: this.#come })
  })
  /** Those that are drawn. */
  drawn = $derived.by(() => (this.#read ? drawnHours(this.hours, this.#read) : []))
  /** What was said of what is looked at. */
  said = $derived.by(() => (this.#forecast?.key === this.#key ? this.#forecast.said : null))
  #backlog = $derived.by(() =>
    this.filters.person === null
      ? backlogNow(this.#source.replica.tables.backlog.values(), this.filters)
      : null,
  )
  #waiting = $derived.by(() =>
    [...this.#source.replica.tables.task.values()].reduce(
      (sum, task) =>
        sum +
        Number(
          task.team === this.team?.id &&
            task.status === 'waiting' &&
            (this.filters.type ?? task.type) === task.type,
        ),
      0,
    ),
  )
  pace = $derived.by(() =>
    paceOf({
      hours: this.drawn,
      now: this.now,
      unit: this.unit,
      forecast: this.said?.forecast ?? null,
      backlog: this.#backlog,
      waiting: this.#waiting,
    }),
  )
  backlog = $derived.by(() => this.#backlog)
  /** Nothing has come, nothing is planned and nothing is waiting. */
  untouched = $derived.by(
    () =>
      this.ready &&
      this.hours.every(
        (hour) =>
          hour.finished.tasks + hour.due.tasks + (hour.arrived?.tasks ?? 0) === 0 &&
          hour.planned === null,
      ) &&
      (this.#backlog?.tasks ?? 0) === 0,
  )

  /** The hour that is opened, and which of its tasks are listed. */
  opened = $derived.by(() => {
    const hour = this.#source.router.number('at')
    const what = this.#source.router.get('what')
    const found = hour === null ? undefined : this.hours.find((one) => one.hour === hour)
    return found
      ? { hour: found, what: pointKinds.find((one) => one === what) ?? 'finished' }
      : null
  })

  nameOf = (id: string | null) =>
    (id && this.#source.replica.tables.person.get(id)?.name) || 'somebody'

  #isNews(team: string): boolean {
    const { replica, clock } = this.#source
    return !clock.still && !this.stale && isNews(replica, team, this.#told)
  }

  /** Null: of one person and one type there is none. */
  async #foretell() {
    const { team, type, person } = this.filters
    if (type !== null && person !== null) return null
    const part = { ...(type && { type }), ...(person && { person }) }
    return this.#source.dispatch('pace.forecast', { team, ...part })
  }

  /** Asks for the forecast alone, at once; what comes in meanwhile is asked about together. */
  async #follow(): Promise<void> {
    const { team } = this.filters
    if (this.#asking || !this.#isNews(team)) return
    this.#asking = true
    try {
      while (team === this.filters.team && this.#isNews(team)) {
        this.#told = boardOf(this.#source.replica, team)
        const key = this.#key
        const forecast = await this.#foretell()
        // What fails is asked for again with all else, a minute later.
        if (!forecast?.ok) return
        if (key === this.#key) this.#forecast = { key, said: forecast.output }
      }
    } finally {
      this.#asking = false
    }
  }

  /** Reads what is looked at when it is another than before, or a minute old and out of date. */
  refresh = async (): Promise<void> => {
    const key = this.#key
    const { seq } = this.#source.replica
    const { now } = this.#source.clock
    const old = seq !== this.#readSeq && now - this.#readAt >= REFRESH_MS
    if (this.team === null) return
    if (key === this.#readKey && !old) return this.#follow()
    this.#readKey = key
    this.#readSeq = seq
    this.#readAt = now
    const mine = ++this.#asked
    const { team, type, person } = this.filters
    const { dispatch } = this.#source
    this.#told = boardOf(this.#source.replica, team)
    const [day, forecast] = await Promise.all([
      dispatch('pace.day', { team, ...(type && { type }), ...(person && { person }) }),
      this.#foretell(),
    ])
    if (mine !== this.#asked) return
    this.failure = day.ok ? (forecast && !forecast.ok ? forecast.error : null) : day.error
    if (day.ok) this.#day = { key, day: day.output }
    if (forecast?.ok) this.#forecast = { key, said: forecast.output }
  }
}
