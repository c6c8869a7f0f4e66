/** The figures of the charts as a table, and as a file. */
import type { Amount, Band, PaceHour } from '../../server/contract/pace-commands.js'
import { toCsv } from '../../server/domain/csv.js'
import { figure } from '../lib/durations.js'
import { amountIn, type Pace, type PaceForecast, type Unit } from './pace-model.js'
import { spanOf } from './pace-words.js'

const round = (value: number) => figure(Math.round(value))
const cell = (value: number | null | undefined) => (value == null ? '–' : round(value))

type Asked = {
  hours: readonly PaceHour[]
  pace: Pace
  unit: Unit
  now: number
  person: boolean
  clock: (at: string) => string
}

const hasBegun = ({ from }: PaceHour, now: number) => Date.parse(from) <= now

/** @param asked.person of one person: no work comes to them */
export function paceTable({ hours, pace, unit, now, person, clock }: Asked) {
  const amount = amountIn(unit)
  const sum = (of: (hour: PaceHour) => number) =>
    round(hours.reduce((all, hour) => all + of(hour), 0))
  const begun = (hour: PaceHour) => hasBegun(hour, now)
  const expected = new Map(pace.band.map((point) => [point.x, point]))
  const forecast = (hour: PaceHour) => {
    const band = Date.parse(hour.to) > now ? expected.get(Date.parse(hour.to)) : undefined
    return band ? `${round(band.low)} to ${round(band.high)}` : '–'
  }
  return {
    heads: [
      'Planned',
      'Finished',
      'Finished in all by then, 80 %',
      ...(person ? [] : ['Arrived', 'Backlog at start']),
      'Due',
      'Due, not finished',
    ],
    rows: hours.map((hour) => ({
      hour: hour.hour,
      name: spanOf(hour, clock),
      now: begun(hour) && now < Date.parse(hour.to),
      cells: [
        cell(hour.planned && amount(hour.planned)),
        cell(begun(hour) ? amount(hour.finished) : null),
        forecast(hour),
        ...(person
          ? []
          : [
              cell(hour.arrived && begun(hour) ? amount(hour.arrived) : null),
              cell(hour.backlog && amount(hour.backlog)),
            ]),
        cell(amount(hour.due)),
        cell(amount(hour.left)),
      ],
    })),
    total: [
      pace.planned ? round(pace.planned.day) : '–',
      round(pace.total),
      '–',
      ...(person ? [] : [sum((hour) => (hour.arrived ? amount(hour.arrived) : 0)), '–']),
      sum((hour) => amount(hour.due)),
      sum((hour) => amount(hour.left)),
    ],
  }
}

type Filed = {
  hours: readonly PaceHour[]
  day: string
  /** Of what is drawn, in tasks. */
  forecast: PaceForecast['forecast']
  now: number
  clock: (instant: string) => string
}

const bandHeads = (what: string) => ['low', 'middle', 'high'].map((part) => `${what}, ${part}`)
const parts = (band: Band | null | undefined) => [band?.low, band?.mid, band?.high]

/** What the charts draw as a file for a spreadsheet: empty is what is not known, or not yet. */
export function paceCsv({ hours, day, forecast, now, clock }: Filed): string {
  const head = [
    'Day',
    'From',
    'To',
    'Finished tasks',
    'Finished standard minutes',
    'Planned tasks',
    'Planned standard minutes',
    'Arrived tasks',
    'Arrived standard minutes',
    'Backlog tasks at start',
    'Backlog standard minutes at start',
    'Due tasks',
    'Due standard minutes',
    'Due and not finished tasks',
    'Due and not finished standard minutes',
    ...bandHeads('Forecast: tasks finished by then'),
    ...bandHeads('Forecast: tasks in the queue then'),
  ]
  const both = (amount: Amount | null) => [amount?.tasks, amount?.standardMinutes]
  return toCsv([
    head,
    ...hours.map((hour) => {
      const begun = hasBegun(hour, now)
      const ahead = forecast?.hours.find(({ at }) => at === hour.to && Date.parse(at) > now)
      return [
        day,
        clock(hour.from),
        clock(hour.to),
        ...both(begun ? hour.finished : null),
        ...both(hour.planned),
        ...both(begun ? hour.arrived : null),
        ...both(hour.backlog),
        ...both(hour.due),
        ...both(hour.left),
        ...parts(ahead?.finished),
        ...parts(ahead?.queue),
      ]
    }),
  ])
}
