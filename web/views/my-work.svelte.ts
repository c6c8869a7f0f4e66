import type { PersonRow, SkillRow, TaskTypeRow } from '../../server/contract/rows.js'
import { lacksTrainer, workingLevel } from '../../server/domain/skill.js'
import { personDay, personShift } from '../../server/domain/timetable.js'
import type { App } from '../lib/context.js'
import type { Claimant } from './my-claims.js'
import { officeDay } from './floor-day.js'
import { laneOf } from './floor-lanes.js'
import { dayNotes, hourAfter, myDay } from './my-day.js'
import { activeOf, assignedTo, waitingOf } from './my-hand.js'
import { claimable, countQueue, filtered, type DueFilter, type QueueFilter } from './my-queue.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'clock' | 'times' | 'router'>

const dueFilters = new Set<string | null>(['late', 'today', 'later', 'none'])

/** What the viewer's record says, for deciding what they may claim. */
export function claimantOf(source: Pick<App, 'replica'>): Claimant {
  const { id, role, grade, team, leads } = source.replica.viewer
  const mine = (skill: SkillRow) => skill.person === id
  const own = [...source.replica.tables.skill.values()].filter(mine)
  const levels = own.map((skill) => [skill.type, workingLevel(skill) ?? 0] as const)
  const untrained = own.filter(lacksTrainer).map(({ type }) => type)
  return { id, role, grade, team, leads, levels: new Map(levels), untrained: new Set(untrained) }
}

/** What a clerk's own page shows, derived from the board. Times are epoch milliseconds. */
export class MyWork {
  #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  #tables = $derived.by(() => this.#source.replica.tables)
  #me = $derived.by(() => this.#source.replica.viewer)
  #tasks = $derived.by(() => [...this.#tables.task.values()])
  types = $derived.by<ReadonlyMap<string | number, TaskTypeRow>>(() => this.#tables.taskType)
  claimant = $derived.by(() => claimantOf(this.#source))

  /** The one in hand first. */
  active = $derived.by(() => activeOf(this.#tasks, this.#me.id))
  assigned = $derived.by(() => assignedTo(this.#tasks, this.#me.id))
  waiting = $derived.by(() => waitingOf(this.#tasks, this.#me.id))
  next = $derived.by(() => [...this.assigned, ...this.waiting])
  filter = $derived.by<QueueFilter>(() => {
    const due = this.#source.router.get('due')
    return {
      types: this.#source.router.list('type'),
      due: dueFilters.has(due) ? (due as DueFilter) : null,
    }
  })
  filterKey = $derived.by(() => `${this.filter.types.join()}/${this.filter.due}`)
  /** All that is here of what I may claim, in queue order. */
  claimable = $derived.by(() => claimable(this.#tasks, this.claimant, this.types))
  queue = $derived.by(() =>
    this.filter.due === null && this.filter.types.length === 0
      ? this.claimable
      : filtered(this.claimable, this.filter, {
          now: this.#source.clock.now,
          dayEnds: this.day.ends,
        }),
  )
  count = $derived.by(() =>
    countQueue(this.#tables.backlog.values(), this.#tasks, this.claimant, this.types),
  )
  /** More is queued in my teams than this screen holds. */
  hasMore = $derived.by(() =>
    Object.entries(this.#source.replica.until).some(
      ([team, edge]) => edge !== null && (team === this.#me.team || this.#me.leads.includes(team)),
    ),
  )

  day = $derived.by(() => officeDay(this.#source.replica.office, this.#source.clock.now))
  #shift = $derived.by(() =>
    personDay(timetableOf(this.#source.replica), this.#me.id, this.day.date),
  )
  tally = $derived.by(() =>
    myDay(this.#tables.tally.values(), this.#me.id, {
      date: this.day.date,
      hour: this.day.hour,
      opens: Math.min(
        this.#source.times.hour(this.day.opens),
        Number(this.#shift.work?.from.slice(0, 2) ?? 24),
      ),
      closes: Math.max(
        hourAfter(this.#source.replica.office.closes),
        this.#shift.work ? hourAfter(this.#shift.work.to) : 0,
      ),
    }),
  )
  /** By hour: breaks, training, leave and the end of my shift. */
  notes = $derived.by(() => dayNotes(this.#shift.work, this.#shift.leave))
  /** My work laid out as time, as my lead sees it too. */
  lane = $derived.by(() => {
    const timetable = timetableOf(this.#source.replica)
    return laneOf(this.#me, [...this.active, ...this.assigned], {
      shiftOf: ({ id }) => personShift(timetable, id, this.day.date),
      usual: this.#tables.usual,
      now: this.#source.clock.now,
    })
  })
  load = $derived.by(() => this.lane.load)
  /** What is given should take me so many minutes. */
  nextMinutes = $derived.by(() =>
    this.assigned.reduce((sum, task) => sum + this.lane.minutesOf(task), 0),
  )
  /** Who leads the team that I work in, other than myself. */
  leads = $derived.by(() => {
    const { id, team } = this.#me
    const leadsMe = (person: PersonRow) =>
      person.active &&
      person.role === 'lead' &&
      person.id !== id &&
      team !== null &&
      person.leads.includes(team)
    return [...this.#tables.person.values()].filter(leadsMe)
  })
}
