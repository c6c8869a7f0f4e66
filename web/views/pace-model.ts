/** What the pace page draws: hours with today's live tallies, and the lines of its charts. Times are epoch ms. */
import type { Output } from '../../server/contract/commands.js'
import type { PlanRow } from '../../server/contract/desk-rows.js'
import type { Amount, Band, PaceHour } from '../../server/contract/pace-commands.js'
import type { BacklogRow, ShownTask, TallyRow } from '../../server/contract/rows.js'

export type Unit = 'tasks' | 'minutes'
export type Filters = { team: string; type: string | null; person: string | null }
export type Point = { x: number; y: number }
export type BandPoint = { x: number; low: number; high: number }
export type PaceDay = Output<'pace.day'>
export type PaceForecast = Output<'pace.forecast'>
type Forecast = NonNullable<PaceForecast['forecast']>

export const amountIn = (unit: Unit) => (amount: Amount) =>
  unit === 'tasks' ? amount.tasks : amount.standardMinutes

const none = (): Amount => ({ tasks: 0, standardMinutes: 0 })
const plus = (a: Amount, b: Amount): Amount => ({
  tasks: a.tasks + b.tasks,
  standardMinutes: a.standardMinutes + b.standardMinutes,
})

/** Finished today by hour, from the board. */
export function finishedToday(
  tallies: Iterable<TallyRow>,
  { team, type, person }: Filters,
  day: string,
): Map<number, Amount> {
  const byHour = new Map<number, Amount>()
  for (const tally of tallies) {
    if (tally.day !== day || tally.team !== team || tally.person !== person) continue
    if (type !== null && tally.type !== type) continue
    byHour.set(tally.hour, plus(byHour.get(tally.hour) ?? none(), tally))
  }
  return byHour
}

export function backlogNow(rows: Iterable<BacklogRow>, { team, type }: Filters): Amount {
  let all = none()
  for (const row of rows)
    if (row.team === team && (type === null || row.type === type)) all = plus(all, row)
  return all
}

/** The plan that is in force as the board has it now; null for one type or person, whose plan there is none. */
export function planInForce(plan: PlanRow | undefined, { type, person }: Filters) {
  if (!plan || plan.version === 0 || type !== null || person !== null) return null
  const last = plan.versions.at(-1)
  return { version: plan.version, at: last?.at ?? null, by: last?.by ?? null, hours: plan.hours }
}
export type PlanInForce = NonNullable<ReturnType<typeof planInForce>>

type Board = {
  finished: ReadonlyMap<number, Amount>
  plan: PlanInForce | null
  /** Tasks that came after the hours were read. */
  come: readonly Pick<ShownTask, 'createdAt' | 'standardMinutes'>[]
}

/** The hours as they were read, with what the board knows better. */
export function liveHours(hours: readonly PaceHour[], { finished, plan, come }: Board): PaceHour[] {
  const within = ({ from, to }: PaceHour) =>
    come
      .filter(({ createdAt }) => from <= createdAt && createdAt < to)
      .reduce((sum, { standardMinutes }) => plus(sum, { tasks: 1, standardMinutes }), none())
  return hours.map((hour) => ({
    ...hour,
    finished: finished.get(hour.hour) ?? none(),
    arrived: hour.arrived && plus(hour.arrived, within(hour)),
    planned: plan ? (plan.hours.find((one) => one.hour === hour.hour) ?? none()) : null,
  }))
}

/**
 * The hours of the charts: the office's, and any other with work that is planned, finished or due. What comes in the
 * night is in the backlog with which the day begins, and in the table by its hour.
 */
export function drawnHours(
  hours: readonly PaceHour[],
  { opens, closes }: { opens: string; closes: string },
): PaceHour[] {
  const counts = ({ from, to, finished, due, planned }: PaceHour) =>
    (from < closes && to > opens) || finished.tasks + due.tasks + (planned?.tasks ?? 0) > 0
  const last = hours.findLastIndex(counts)
  return last < 0 ? [...hours] : hours.slice(hours.findIndex(counts), last + 1)
}

export type Pace = {
  /** Since the day began, at the end of each hour that is over and now. */
  finished: Point[]
  plan: Point[]
  band: BandPoint[]
  expected: Point[]
  arrived: Point[]
  backlog: Point[]
  queueAhead: Point[]
  total: number
  /** Of the whole day, and by now; null without a plan. */
  planned: { day: number; now: number } | null
}

export type Drawing = {
  hours: readonly PaceHour[]
  now: number
  unit: Unit
  /** Of what is drawn. */
  forecast: Forecast | null
  backlog: Amount | null
  /** Waiting on someone outside: in the backlog, but not in the queue. */
  waiting: number
}

/** Of a sum that grows evenly through each hour, what it is at `now`. */
function byNow(hours: readonly PaceHour[], now: number, of: (hour: PaceHour) => number): number {
  return hours.reduce((sum, hour) => {
    const [from, to] = [Date.parse(hour.from), Date.parse(hour.to)]
    return sum + of(hour) * Math.min(1, Math.max(0, (now - from) / Math.max(1, to - from)))
  }, 0)
}

function cumulative(hours: readonly PaceHour[], of: (hour: PaceHour) => number): Point[] {
  let sum = 0
  const start = hours[0] ? [{ x: Date.parse(hours[0].from), y: 0 }] : []
  return [...start, ...hours.map((hour) => ({ x: Date.parse(hour.to), y: (sum += of(hour)) }))]
}

/** How a forecast of tasks is told in the unit: what is still to come is of average size. */
const scaled = (total: number, tasks: number, each: number) => (value: number) =>
  total + Math.max(0, value - tasks) * each

export function paceOf({ hours, now, unit, forecast, backlog, waiting }: Drawing): Pace {
  const amount = amountIn(unit)
  const done = cumulative(hours, (hour) => amount(hour.finished))
  const total = done.at(-1)?.y ?? 0
  const first = done[0]?.x ?? now
  const here = Math.max(first, Math.min(now, done.at(-1)?.x ?? now))
  const isPlanned = hours.some((hour) => hour.planned !== null)
  const each = unit === 'tasks' ? 1 : (forecast?.minutesATask ?? 0)
  const tasks = hours.reduce((sum, hour) => sum + hour.finished.tasks, 0)
  const inUnit = scaled(total, tasks, each)
  const ahead = (forecast?.hours ?? []).filter((hour) => Date.parse(hour.at) > here)
  const from = ahead.length > 0
  const begun = hours.filter((hour) => Date.parse(hour.from) <= now)
  return {
    finished: [...done.filter(({ x }) => x < here), { x: here, y: total }],
    plan: isPlanned ? cumulative(hours, (hour) => (hour.planned ? amount(hour.planned) : 0)) : [],
    band: from
      ? [{ x: here, low: total, high: total }, ...ahead.map((hour) => bandPoint(hour, inUnit))]
      : [],
    expected: from
      ? [
          { x: here, y: total },
          ...ahead.map((hour) => ({ x: Date.parse(hour.at), y: inUnit(hour.finished.mid) })),
        ]
      : [],
    arrived: begun.flatMap((hour) =>
      hour.arrived ? [{ x: middle(hour, now), y: amount(hour.arrived) }] : [],
    ),
    backlog: [
      ...begun.flatMap((hour) =>
        hour.backlog ? [{ x: Date.parse(hour.from), y: amount(hour.backlog) }] : [],
      ),
      ...(backlog && here > first ? [{ x: here, y: amount(backlog) }] : []),
    ],
    queueAhead: ahead.flatMap((hour) =>
      hour.queue ? [{ x: Date.parse(hour.at), y: (hour.queue.mid + waiting) * each }] : [],
    ),
    total,
    planned: isPlanned
      ? {
          day: hours.reduce((sum, hour) => sum + (hour.planned ? amount(hour.planned) : 0), 0),
          now: byNow(hours, now, (hour) => (hour.planned ? amount(hour.planned) : 0)),
        }
      : null,
  }
}

const bandPoint = (
  { at, finished }: { at: string; finished: Band },
  inUnit: (value: number) => number,
) => ({
  x: Date.parse(at),
  low: inUnit(finished.low),
  high: inUnit(finished.high),
})

const middle = (hour: PaceHour, now: number) =>
  (Date.parse(hour.from) +
    Math.min(Date.parse(hour.to), Math.max(now, Date.parse(hour.from) + 1))) /
  2
