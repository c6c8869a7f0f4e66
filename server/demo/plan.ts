/** The demo's past: every command by which the office came to be as it is, worked out before any runs. */
import type { WriteName } from '../contract/commands.js'
import { dayOf, instantOf, minutesOf, type DemoClock } from './clock.js'
import { between, chanceOf, shuffle } from './chance.js'
import { recordArrivals, routineArrivals, todaysArrivals, type Arrival } from './arrivals.js'
import { finishedAt } from './finished.js'
import { hoursOfDay } from './hours.js'
import { leaveSteps } from './leave.js'
import { playMorning } from './morning.js'
import type { DemoOffice } from './office.js'
import { trainingSteps } from './training.js'
import { weeksBefore } from './weeks.js'

/** One command of the past. Tasks are named by key, since their numbers are given when they are made. */
export type Step = {
  at: string
  /** Username. */
  person: string
  command: WriteName
  input: object
  /** Key of what this makes. In `input`, `made:` and the key of a need or a training stand for its id. */
  makes?: string
  /** Key of the task that it is about: becomes `input.task`. */
  task?: string
  /** Keys of the tasks that it is about: become `input.tasks`. */
  tasks?: string[]
  /** Key of the leave that it is about: becomes `input.leave`. */
  leave?: string
}

/** Something that happens, in minutes since midnight of the demo's day. */
export type Happening = Omit<Step, 'at'> & { minute: number }

/** What was still open this morning, by how many days ago it came in. */
const openFrom = [0, 44, 22, 12, 7, 4]
/** What this many days brought came in finished, with a file, when the office began. */
const HISTORY_DAYS = 7
/** The same days stand for the weeks before, each with some cases less, so that there is enough to forecast from. */
const EARLIER_WEEKS = [1, 2]
const EARLIER_SHARE = [0.88, 1] as const
const ROWS = 200

/** When the demo's day stands for a fresh office: half past nine. */
export const stillMinute = minutesOf('09:30')

/**
 * The commands that make the office as of `until`, in order. The same input gives the same steps;
 * a later `until` only adds to them, but for the question that somebody asks shortly before it.
 */
export function planDay(
  office: DemoOffice,
  clock: DemoClock,
  now: Date,
  until = stillMinute,
): Step[] {
  const day = dayOf(clock, now)
  const backlog = chooseBacklog(office)
  const arrivals = [...backlog, ...todaysArrivals(office).filter(({ minute }) => minute <= until)]
  const work = [...arrivals.map(creation), ...playMorning(office, { clock, day, until, arrivals })]
  const kept = new Set(backlog.map(({ key }) => key))
  const happenings = [
    ...weeksBefore(office, clock, day),
    ...history(office, { clock, day, kept }),
    ...leaveSteps(office, day),
    ...trainingSteps(office, day),
    ...work,
    ...hoursOfDay(office, { clock, day, backlog, happenings: work }),
  ]
  return happenings
    .toSorted((one, other) => one.minute - other.minute)
    .map(({ minute, ...rest }) => ({ at: instantOf(clock, day, minute), ...rest }))
}

const creation = ({ key, minute, input }: Arrival): Happening => ({
  minute,
  person: 'intake',
  command: 'task.create',
  input,
  makes: key,
})

/** Of what came in on the days before and was not closed by this morning, a handful of each day. */
function chooseBacklog(office: DemoOffice): Arrival[] {
  const candidates = recordArrivals(office).filter(
    ({ minute, closed }) => minute < 0 && (closed === null || closed > minutesOf('08:00')),
  )
  return openFrom.flatMap((many, daysAgo) => {
    const ofDay = candidates.filter(({ minute }) => Math.ceil(-minute / 1_440) === daysAgo)
    const chance = chanceOf(`${office.template.id}/backlog/${daysAgo}`)
    return [
      ...shuffle(chance, ofDay).slice(0, many),
      ...(daysAgo > 0 ? routineArrivals(office, daysAgo) : []),
    ]
  })
}

type Past = { clock: DemoClock; day: string; kept: ReadonlySet<string> }

/**
 * The cases of the last days that are not open any more, brought in with a file yesterday evening. They
 * are as many a day as today's are, so that what is forecast for today is what today brings.
 * @param past its `kept` are the keys of those that are still open
 */
function history(office: DemoOffice, { clock, day, kept }: Past): Happening[] {
  const imported = minutesOf('17:45') - 1_440
  const week = recordArrivals(office)
    // An import cannot hide what it brings, so confidential cases stay out of it.
    .filter(({ input }) => !input.confidential)
    .filter(({ minute }) => minute >= -HISTORY_DAYS * 1_440 && minute < 0)
    .map((one) => ({ ...one, closed: finishedAt(office, one) }))
  const closed = week.filter(({ key, closed: end }) => !kept.has(key) && end < imported)
  const rows = [
    ...closed,
    ...EARLIER_WEEKS.flatMap((weeks) => weekBefore(office, week, weeks)),
  ].map(({ minute, closed: end, input }, index) => ({
    line: index + 2,
    ...openInput(input),
    createdAt: instantOf(clock, day, minute),
    finishedAt: instantOf(clock, day, end),
  }))
  const happenings: Happening[] = []
  for (let from = 0; from < rows.length; from += ROWS) {
    const input = { rows: rows.slice(from, from + ROWS) }
    happenings.push({
      minute: imported + from / 1_000,
      person: 'supervisor',
      command: 'task.import',
      input,
    })
  }
  return happenings
}

type Closed = Arrival & { closed: number }

/** Cases have one number only, so those of the weeks before have none. */
function weekBefore(office: DemoOffice, cases: readonly Closed[], weeks: number): Closed[] {
  const earlier = weeks * HISTORY_DAYS * 1_440
  const kept = new Map<number, Closed[]>()
  for (const one of cases) {
    const of = Math.floor(one.minute / 1_440)
    kept.set(of, [...(kept.get(of) ?? []), one])
  }
  return [...kept].flatMap(([of, ofDay]) => {
    const chance = chanceOf(`${office.template.id}/week ${weeks}/${of}`)
    const share = between(chance, ...EARLIER_SHARE)
    return ofDay
      .filter(() => chance() < share)
      .map(({ input: { reference: _number, ...input }, ...one }) => ({
        ...one,
        input,
        minute: one.minute - earlier,
        closed: one.closed - earlier,
      }))
  })
}

const openInput = ({ type, title, priority, channel, reference }: Arrival['input']) => ({
  type,
  title,
  channel,
  reference,
  ...(priority ? { priority } : {}),
})
