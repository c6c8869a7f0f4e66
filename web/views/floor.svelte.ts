import { compareQueue } from '../../server/contract/order.js'
import type { Level, PersonRow, ShownTask, TeamRow } from '../../server/contract/rows.js'
import type { Measure } from '../../server/domain/hour-board.js'
import { canBeDoneAt } from '../../server/domain/places.js'
import { hasGrade, lacksTrainer, workingLevel } from '../../server/domain/skill.js'
import { personShift } from '../../server/domain/timetable.js'
import type { DueState } from '../lib/due.js'
import { axisOf } from '../lib/axis.js'
import type { App } from '../lib/context.js'
import { FloorAbsences } from './floor-absences.svelte.js'
import { callsOf } from './floor-attention.js'
import { waitingOf } from './floor-checks.js'
import { behindOf, hoursOf } from './floor-behind.js'
import { uncoveredBy } from './floor-coverage.js'
import { officeDay } from './floor-day.js'
import {
  countable,
  countBacklog,
  countTypes,
  filtered,
  fitsBesideType,
  fitsType,
  isFiltered,
  readFilters,
  type FilterGround,
} from './floor-filters.js'
import { elapsedMinutes, lanesOf } from './floor-lanes.js'
import { outlookOf, type MayDo } from './floor-outlook.js'
import { placesToday } from './floor-places.js'
import { plannedOf, stripOf } from './floor-strip.js'
import { onLeaveWords } from './leave-words.js'
import { LeaveView } from './leave.svelte.js'
import { mayDo, isQualified, takesWork, worksIn, type Claimant } from './my-claims.js'
import { freshest } from './search-results.js'
import { takersOf } from './task-takers.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'outbox' | 'clock' | 'router' | 'teams'>

const filterNames = ['type', 'priority', 'of', 'due', 'older', 'held'] as const

/** The lead's screen, derived from the board. Read-only; times are epoch milliseconds. */
export class FloorView {
  #source: Source
  #leave: LeaveView
  #beyond: (no: number) => ShownTask | undefined

  /** @param beyond rows that the board need not hold, like what a search found */
  constructor(source: Source, beyond: (no: number) => ShownTask | undefined = () => undefined) {
    this.#source = source
    this.#beyond = beyond
    this.#leave = new LeaveView(source)
    this.absences = new FloorAbsences(source.replica, this)
  }

  #tables = $derived.by(() => this.#source.replica.tables)
  #me = $derived.by(() => this.#source.replica.viewer)
  /** Supervisors and administrators hold no tasks. */
  takesWork = $derived.by(() => takesWork(this.#me))
  /** What is shown is of `now`: of the moment the screen lost touch, when it has. */
  now = $derived.by(() => {
    const { state, asOf } = this.#source.replica.freshness
    return state === 'stale' && asOf !== null ? Date.parse(asOf) : this.#source.clock.now
  })
  day = $derived.by(() => officeDay(this.#source.replica.office, this.now))
  timetable = $derived.by(() => timetableOf(this.#source.replica))
  /** "On leave until Wed", said of who is not here; null: not on leave now. */
  onLeave = (person: PersonRow): string | null => {
    const leave = this.#leave.nowOf(person.id)
    return leave && onLeaveWords(leave, this.day.date)
  }
  #awayToday = (person: PersonRow): string | null =>
    this.#leave.nowOf(person.id)?.part === null ? this.onLeave(person) : null

  /** The teams looked at, by name; `teamIds` the same as a set. */
  teams = $derived.by<TeamRow[]>(() => {
    const { all, current } = this.#source.teams
    return current === null ? all : all.filter(({ id }) => id === current)
  })
  teamIds = $derived.by<ReadonlySet<string>>(() => new Set(this.teams.map(({ id }) => id)))

  /** A supervisor looks on; so does a lead at a team of another's. */
  readOnly = $derived.by(
    () =>
      this.#me.role !== 'lead' || ![...this.teamIds].some((team) => this.#me.leads.includes(team)),
  )

  #people = $derived.by(() => [...this.#tables.person.values()])
  #tasks = $derived.by(() => [...this.#tables.task.values()])
  /** Open tasks of these teams. */
  tasks = $derived.by(() => this.#tasks.filter((task) => this.teamIds.has(task.team)))
  queue = $derived.by(() =>
    this.tasks.filter((task) => task.status === 'queued').sort(compareQueue),
  )

  #levels = $derived.by(() => {
    const levels = new Map<string, Map<string, Level>>()
    for (const skill of this.#tables.skill.values()) {
      const own = levels.get(skill.person) ?? new Map<string, Level>()
      levels.set(skill.person, own.set(skill.type, workingLevel(skill) ?? 0))
    }
    return levels
  })
  /** What each can do is told to their leads and to admins; the others see the floor as if all could do all. */
  told = (team: string) => this.#me.role === 'admin' || this.leads({ team })
  #claimants = $derived.by(
    () => new Map(this.#people.map((person) => [person.id, this.#claimant(person)])),
  )
  #claimant = (person: PersonRow): Claimant => ({
    ...person,
    levels: this.#levels.get(person.id) ?? new Map(),
  })

  #shiftOf = (person: PersonRow) => personShift(this.timetable, person.id, this.day.date)
  #places = $derived.by(() => placesToday(this.#people, this.#tables.team, this.#shiftOf))

  mayDo: MayDo = (person, task) => {
    const claimant = this.#claimants.get(person.id)
    const type = this.typeOf(task)
    if (!claimant || (type && !canBeDoneAt(type, this.#places.get(person.id) ?? null))) return false
    return this.told(task.team) ? mayDo(claimant, task.team, type) : worksIn(claimant, task.team)
  }

  /** The level on record, as far as the viewer is told. */
  levelOf = (person: PersonRow, task: Pick<ShownTask, 'type'>): Level | null =>
    this.#levels.get(person.id)?.get(task.type) ?? null
  limitOf = (team: string) => this.#tables.team.get(team)?.rules?.limit ?? null

  #lanesOf = (teams: ReadonlySet<string>) => {
    const { usual } = this.#tables
    const ground = { shiftOf: this.#shiftOf, usual, now: this.now }
    return lanesOf(this.#people, this.#tasks, teams, ground)
  }
  lanes = $derived.by(() => this.#lanesOf(this.teamIds))
  outlook = $derived.by(() =>
    outlookOf(
      this.lanes,
      this.tasks,
      this.queue,
      this,
      this.now,
      Math.max(this.day.closes, this.now),
    ),
  )
  /** Absences that leave work due today with nobody who can do it. */
  uncovered = $derived.by(() => uncoveredBy(this.lanes, this.tasks, this, this.now, this.day.ends))
  /** Leave that leaves hours of today or the next day to too few. */
  absences: FloorAbsences
  #hoursOf = ({ id }: TeamRow, measure: Measure) =>
    hoursOf(id, this.day.date, this.timetable.calendar, this.#tables, this.now, measure)
  behind = $derived.by(() =>
    this.teams.flatMap((team) => behindOf(team, this.#hoursOf(team, 'standardMinutes')) ?? []),
  )
  /** The calls that were shown last: those that stay keep their order. */
  #before: string[] = []
  calls = $derived.by(() => {
    const calls = callsOf(this.#callGround(), this.#before)
    this.#before = calls.map(({ key }) => key)
    return calls
  })
  #callGround = () => ({
    lanes: this.lanes,
    queue: this.queue,
    outlook: this.outlook,
    abilities: this,
    tasks: this.tasks,
    uncovered: this.uncovered,
    absences: this.absences.gaps,
    behind: this.behind,
    now: this.now,
    taskOf: this.taskOf,
    personOf: this.personOf,
    awayToday: this.#awayToday,
    asked: this.#leave.awaited,
    ...waitingOf(this.tasks, this.#tables.review.values(), {
      viewer: this.#me.id,
      leads: this.leads,
      office: this.#source.replica.office,
      now: this.now,
    }),
    rulesOf: (team: string) => this.#tables.team.get(team)?.rules,
    office: this.#source.replica.office,
  })
  strip = $derived.by(() =>
    stripOf({
      day: this.day,
      teams: this.teamIds,
      tallies: this.#tables.tally.values(),
      backlog: this.#tables.backlog.values(),
      tasks: this.tasks,
      lanes: this.lanes,
      outlook: this.outlook,
      planned: plannedOf(this.teams.map((team) => this.#hoursOf(team, 'tasks'))),
    }),
  )
  axis = $derived.by(() =>
    axisOf(
      this.day,
      Math.max(0, ...this.lanes.map((lane) => (lane.load.assigned > 0 ? lane.load.freeAt : 0))),
      this.now,
    ),
  )
  /** Nothing has come in yet, today or before. */
  untouched = $derived.by(
    () =>
      this.tasks.length === 0 && this.strip.queue.tasks === 0 && this.strip.finished.tasks === 0,
  )

  filters = $derived.by(() => {
    const { router } = this.#source
    const filters = readFilters(
      new URLSearchParams(filterNames.map((name) => [name, router.get(name) ?? ''])),
    )
    // A team that is not looked at any more, or the only one, has no chip that could take it off.
    const { team } = filters
    const isOne = team !== null && this.teams.length > 1 && this.teamIds.has(team)
    return isOne ? filters : { ...filters, team: null }
  })
  filtering = $derived.by(() => isFiltered(this.filters))
  filterKey = $derived.by(() => JSON.stringify([this.filters, [...this.teamIds]]))
  #ground = $derived.by<FilterGround>(() => ({
    teams: this.teamIds,
    outlook: this.outlook,
    me: this.#me.id,
    now: this.now,
    dayEnds: this.day.ends,
  }))
  shown = $derived.by(() => filtered(this.tasks, this.filters, this.#ground))
  #backlogFits = $derived.by(() => countable(this.filters))
  /** Counts of each type among what the other filters leave: exact where the backlog can tell. */
  typeCounts = $derived.by(() =>
    this.#backlogFits
      ? countBacklog(this.#tables.backlog.values(), this.tasks, this.filters, this.teamIds)
      : countTypes(this.tasks.filter((task) => fitsBesideType(task, this.filters, this.#ground))),
  )
  /** How much fits the filters. Not `exact`: at least so much, since more is queued than is here. */
  figures = $derived.by(() => {
    const counts = this.typeCounts.filter(({ type }) => fitsType({ type }, this.filters))
    const tasks = counts.reduce((sum, one) => sum + one.count, 0)
    const minutes = counts.reduce((sum, one) => sum + one.minutes, 0)
    return { tasks, minutes, exact: this.#backlogFits || !this.truncated }
  })
  /** More is queued than this screen holds. */
  truncated = $derived.by(() => this.teams.some(({ id }) => this.#source.replica.until[id] != null))

  /** Tasks that are on their way to a person or, under null, back to the queue: commands without an answer yet. */
  arriving = $derived.by(() => {
    const arriving = new Map<string | null, ShownTask[]>()
    for (const { name, input } of this.#source.outbox.pending.values()) {
      if (name !== 'task.assign') continue
      const { tasks, to } = input as { tasks: number[]; to: string | null }
      const rows = tasks.map(this.taskOf).filter((task) => task !== undefined && task.holder !== to)
      arriving.set(to, [...(arriving.get(to) ?? []), ...(rows as ShownTask[])])
    }
    return arriving
  })
  pendingOn = (no: number) => this.#source.outbox.pendingOn(no) !== undefined
  /** A call for help that is being answered. */
  answering = (person: string) =>
    [...this.#source.outbox.pending.values()].some(
      ({ name, input }) =>
        name === 'help.answer' && (input as { person: string }).person === person,
    )

  /** Where these tasks could be routed to: every team that is not the one they are all of. */
  otherTeams = (tasks: readonly Pick<ShownTask, 'team'>[]): TeamRow[] => {
    const of = new Set(tasks.map(({ team }) => team))
    return [...this.#tables.team.values()]
      .filter(({ id }) => of.size > 1 || !of.has(id))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  taskOf = (no: number) => freshest(this.#beyond(no), this.#tables.task.get(no))
  personOf = (id: string) => this.#tables.person.get(id)
  typeOf = (task: Pick<ShownTask, 'type'>) => this.#tables.taskType.get(task.type)
  typeName = (task: Pick<ShownTask, 'type'>) => this.typeOf(task)?.name ?? task.type
  dueOf = (task: ShownTask): DueState =>
    this.outlook.late.has(task.no) ? 'late' : this.outlook.risk.has(task.no) ? 'risk' : null

  /** Whether the hour-by-hour board of a team is for the viewer. */
  seesHours = (team: string) => this.#me.role === 'supervisor' || this.leads({ team })

  leads = (task: Pick<ShownTask, 'team'>) =>
    this.#me.role === 'lead' && this.#me.leads.includes(task.team)

  /** Minutes of attention so far. */
  elapsedOf = (task: ShownTask): number => {
    const lane = this.lanes.find(({ person }) => person.id === task.holder)
    return elapsedMinutes(task, lane?.inHand ? lane.beside.length + 1 : 1, this.now)
  }

  /** Why this person cannot be given the task, in a few words; null when they can. */
  whyNot = (person: PersonRow, task: ShownTask): string | null => {
    if (!this.leads(task)) return 'a team that you do not lead'
    if (task.status === 'active') return 'in hand: release it first'
    if (task.status === 'review') return 'being checked'
    const claimant = this.#claimants.get(person.id)
    const type = this.typeOf(task)
    if (!claimant || !type || !worksIn(claimant, task.team)) return 'works in another team'
    if (person.role !== 'clerk' && person.role !== 'lead') return 'takes no tasks'
    if (isQualified(claimant, type)) return null
    if (!hasGrade(person.grade, type)) return `${type.name} needs grade ${type.requiredGrade}`
    if (lacksTrainer(this.#tables.skill.get(`${person.id}/${type.id}`)))
      return `in training for ${type.name}, no trainer yet`
    return type.requiredLevel > 1
      ? `${type.name} needs level ${type.requiredLevel}`
      : `no skill for ${type.name}`
  }
  /** Everybody who works in a team of these tasks, best first, whatever the floor shows. */
  takersOf = (tasks: readonly ShownTask[]) => {
    const teams = new Set(tasks.map(({ team }) => team))
    const works = (person: PersonRow) => [...teams].some((team) => worksIn(person, team))
    const lanes = this.#lanesOf(teams).filter(({ person }) => works(person))
    return takersOf(tasks, lanes, this)
  }
}
