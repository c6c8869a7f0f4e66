/** What the pace page says. Sentences and figures, from what was read. */
import type { PaceHour } from '../../server/contract/pace-commands.js'
import type { HourLine } from '../../server/domain/hour-board.js'
import { figure } from '../lib/durations.js'
import { hourName } from '../lib/hours.js'
import { counted } from '../lib/words.js'
import { amountIn, type Pace, type PaceForecast, type Unit } from './pace-model.js'

type Clock = (instant: string) => string

const round = (value: number) => figure(Math.round(value))
const percent = (share: number) => `${Math.round(share * 100)} %`
/** Never told as certain when it is not: 500 plays cannot know it. */
const chance = (share: number) =>
  share >= 0.995 ? 'over 99 %' : share > 0 && share < 0.01 ? 'under 1 %' : percent(share)

export const unitWords: Record<Unit, string> = { tasks: 'tasks', minutes: 'standard minutes' }
export const amountWords = (value: number, unit: Unit) =>
  unit === 'tasks' ? counted(Math.round(value), 'task') : `${round(value)} standard minutes`

/** "9:00 to 10:00" */
export const spanOf = (hour: Pick<PaceHour, 'from' | 'to'>, clock: Clock) =>
  `${clock(hour.from)} to ${clock(hour.to)}`

type Found = {
  tasks: readonly { no: number }[]
  more: boolean
  then?: readonly Stood[] | undefined
}
type Stood = { no: number; status: string }

const waited = ({ status }: Stood) => status === 'queued' || status === 'waiting'

/** How many tasks are behind a point. */
export function foundWords(
  { hour, what }: { hour: Pick<PaceHour, 'from'>; what: string },
  { tasks, more, then }: Found,
  { now, clock }: { now: number; clock: Clock },
): string {
  if (!then) return `${more ? `The first ${tasks.length}` : counted(tasks.length, 'task')} ${what}`
  if (Date.parse(hour.from) > now)
    return 'This hour has not begun: its bar is a forecast, and no tasks are behind it yet.'
  const backlog = then.filter(waited).length
  const said = `${backlog} in the backlog, ${then.length - backlog} in progress at ${clock(hour.from)}`
  return more ? `The first ${then.length}: ${said}` : said
}

const stoodAs: Record<string, string> = {
  queued: 'queued',
  waiting: 'waiting',
  assigned: 'assigned',
  active: 'in hand',
}

/** How a task stood then. */
export const stoodWords = ({ then }: Found, no: number): string =>
  stoodAs[then?.find((one) => one.no === no)?.status ?? ''] ?? 'open'

/** What the points of the second chart open, read aloud. */
export const arrivedWords = (hour: PaceHour, unit: Unit, clock: Clock): string =>
  `${spanOf(hour, clock)}: ${hour.arrived ? amountWords(amountIn(unit)(hour.arrived), unit) : 'nothing'} arrived`
export const backlogWords = (
  hour: PaceHour | undefined,
  unit: Unit,
  clock: Clock,
): string | null =>
  hour?.backlog
    ? `Backlog at ${clock(hour.from)}: ${amountWords(amountIn(unit)(hour.backlog), unit)}`
    : hour
      ? `Backlog at ${clock(hour.from)}: forecast`
      : null

/** One hour read aloud. */
export function hourWords(hour: PaceHour, unit: Unit, clock: Clock): string {
  const amount = amountIn(unit)
  const said = [
    `${amountWords(amount(hour.finished), unit)} finished`,
    hour.planned && `${round(amount(hour.planned))} planned`,
    hour.arrived && `${round(amount(hour.arrived))} arrived`,
    hour.backlog && `backlog ${round(amount(hour.backlog))}`,
    hour.due.tasks > 0 && `${hour.due.tasks} due`,
  ].filter(Boolean)
  return `${spanOf(hour, clock)}: ${said.join(', ')}`
}

export function endsOf(pace: Pace, unit: Unit, forecast: PaceForecast['forecast']) {
  const last = pace.expected.at(-1)
  const band = pace.band.at(-1)
  return [
    ...(pace.planned
      ? [{ y: pace.planned.day, name: `Plan ${round(pace.planned.day)}`, tone: 'plain' as const }]
      : []),
    ...(forecast && last && band
      ? [
          {
            y: last.y,
            name: `Forecast ${round(last.y)}`,
            note: `80 %: ${round(band.low)} to ${round(band.high)}`,
            tone: 'accent' as const,
          },
        ]
      : []),
  ]
}

/** Beside the now-mark: how much is finished, and how far from the plan that is. */
export function hereOf({ total, planned }: Pace, unit: Unit) {
  const apart = planned ? Math.round(total) - Math.round(planned.now) : 0
  const note = planned
    ? apart === 0
      ? 'as planned'
      : `${round(Math.abs(apart))} ${apart < 0 ? 'behind' : 'ahead of'} plan`
    : undefined
  const name = `${round(total)} ${unit === 'tasks' ? '' : 'min '}finished`
  return { y: total, name, ...(note ? { note } : {}), behind: apart < 0 }
}

/** The last hour that fell short of its plan, as a point of the line; null where none did or it is not drawn. */
export function missOf(
  lines: readonly HourLine[],
  drawn: readonly PaceHour[],
  { finished }: Pick<Pace, 'finished'>,
  causeName: (id: string) => string | null,
) {
  const line = lines.findLast(({ missed }) => missed)
  const end = drawn.find(({ hour }) => hour === line?.hour)?.to
  const x = end === undefined ? NaN : Date.parse(end)
  const y = finished.find((point) => point.x === x)?.y
  if (!line || y === undefined) return null
  const { note } = line
  return {
    x,
    y,
    name: `${hourName(line.hour)}, ${round(-(line.difference ?? 0))} short`,
    note: note?.text || (note?.cause && causeName(note.cause)) || 'no cause yet',
  }
}

/** The forecast's lines: what, how much, how sure. */
export function forecastLines(
  { forecast }: PaceForecast,
  { late, closes, clock }: { late: number; closes: string; clock: Clock },
) {
  if (!forecast) return []
  const { arrivals, finished, clear, clearByClose, due } = forecast
  const until = (at: string | null) => (at === null ? 'not today' : clock(at))
  const band = (one: { low: number; high: number }) =>
    `80 %: ${round(one.low)} to ${round(one.high)}`
  const done = {
    name: 'Finished by close',
    value: round(finished.mid),
    note: `${band(finished)} tasks`,
  }
  // Work comes to the team, and the queue is everybody's: of a person there is only what they finish.
  if (!arrivals || !clear || clearByClose === null || !due) return [done]
  const waiting = due.waiting > 0 ? `; ${due.waiting} waiting outside` : ''
  return [
    {
      name: 'Queue clear',
      value: clear.mid === null ? 'not today' : clock(clear.mid),
      note: clear.low === null ? '' : `80 %: ${until(clear.low)} to ${until(clear.high)}`,
    },
    { name: `Clear by ${clock(closes)}`, value: chance(clearByClose), note: 'chance' },
    {
      name: 'Due today, rest in time',
      value: due.chance === null ? 'none left' : chance(due.chance),
      note:
        due.chance === null
          ? waiting.replace('; ', '')
          : `chance; ${due.tasks - due.waiting} open${late > 0 ? `, ${late} late already` : ''}${waiting}`,
    },
    { name: 'Still to arrive', value: round(arrivals.mid), note: `${band(arrivals)} tasks` },
    done,
  ]
}

/** What is looked at of the team, by its names. */
export type Looked = { type: string | null; person: string | null }

const daysAre = (days: number) => (days === 1 ? 'there is one' : `there are ${days}`)

/** Why there is no forecast; null where there is one. */
export function whyNone(said: PaceForecast | null, { type, person }: Looked): string | null {
  if (type !== null && person !== null)
    return `A forecast of one person is of all that they finish: show all types to see that of ${person}.`
  if (!said) return 'The forecast is on its way.'
  if (said.none === 'closed')
    return 'The office is closed now. The forecast is made while it is open.'
  if (said.none === 'away') return `${person} does not work today, so there is nothing to forecast.`
  if (said.none === 'short' && person !== null)
    return `Not enough days yet: a forecast of one person needs ten days on which they finished something here, and of ${person} ${daysAre(said.days)}.`
  if (said.none === 'short')
    return `Not enough days yet: a forecast needs five office days of ${type === null ? 'this team’s work' : `${type} in this team`}, and ${daysAre(said.days)}.`
  return null
}

const clearWords = ({ heldClear }: PaceForecast) =>
  heldClear
    ? `, those of the clear time ${percent(heldClear.share)} (${figure(heldClear.forecasts)})`
    : ''

/** @param part of one type or person: those forecasts are not kept, but can be made again of each past day */
export const heldWords = (said: PaceForecast | null, part = false) =>
  part && said?.held
    ? `Made again for each of the last ${said.held.days} days from the days before it, the 80 % bands of these counts would have held ${percent(said.held.share)} of the time (${figure(said.held.forecasts)} forecasts).`
    : said?.held
      ? `80 % bands held ${percent(said.held.share)} of the last ${said.held.days} days (${figure(said.held.forecasts)} forecasts)${clearWords(said)}.`
      : 'How often the 80 % bands hold is not known yet: not enough days were scored.'
