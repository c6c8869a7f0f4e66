/** The figures of the charts as a table, and as a file. */
import type { PaceHour } from '../../server/contract/pace-commands.js'
import { figure } from '../lib/durations.js'
import { amountIn, type Pace, type Unit } from './pace-model.js'
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

/** @param asked.person of one person: no work comes to them */
export function paceTable({ hours, pace, unit, now, person, clock }: Asked) {
  const amount = amountIn(unit)
  const sum = (of: (hour: PaceHour) => number) =>
    round(hours.reduce((all, hour) => all + of(hour), 0))
  const begun = (hour: PaceHour) => Date.parse(hour.from) <= now
  return {
    heads: [
      'Planned',
      'Finished',
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
      ...(person ? [] : [sum((hour) => (hour.arrived ? amount(hour.arrived) : 0)), '–']),
      sum((hour) => amount(hour.due)),
      sum((hour) => amount(hour.left)),
    ],
  }
}
