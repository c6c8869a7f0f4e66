/** The hour-by-hour board and its causes as files. */
import { toCsv } from '../../server/domain/csv.js'
import type { CauseShare, HourLine, Measure } from '../../server/domain/hour-board.js'
import { hourName, measureWords } from '../lib/hours.js'

export type NameOf = (id: string) => string | null
type Naming = { cause: NameOf; person: NameOf; time: (instant: string) => string }

/** The board of one day, with both measures: `tasks` and `minutes` are the same hours in the same order. */
export function boardCsv(
  day: string,
  tasks: readonly HourLine[],
  minutes: readonly HourLine[],
  naming: Naming,
): string {
  const whole = (value: number | null | undefined) =>
    value === null || value === undefined ? null : Math.round(value)
  const head = [
    ...['Day', 'Hour', 'Planned tasks', 'Finished tasks', 'Difference', 'Cumulative difference'],
    ...['Planned minutes', 'Finished minutes', 'Difference, minutes', 'Cumulative, minutes'],
    ...['Cause', 'What happened', 'Countermeasure', 'Signed by', 'Signed at'],
  ]
  const lines = tasks.map((line, at) => {
    const other = minutes[at]
    const { note } = line
    return [
      ...[day, hourName(line.hour)],
      ...[line.plan, line.actual, line.difference, line.total].map(whole),
      ...[other?.plan, other?.actual, other?.difference, other?.total].map(whole),
      ...[note?.cause ? (naming.cause(note.cause) ?? note.cause) : null],
      ...[note?.text, note?.countermeasure],
      note?.signed ? naming.person(note.signed.by) : null,
      note?.signed ? naming.time(note.signed.at) : null,
    ]
  })
  return toCsv([head, ...lines])
}

export const unexplained = 'No cause noted'

export const causeName = (cause: string | null, naming: Pick<Naming, 'cause'>) =>
  cause === null ? unexplained : (naming.cause(cause) ?? cause)

export function causesCsv(
  causes: readonly CauseShare[],
  measure: Measure,
  naming: Pick<Naming, 'cause'>,
): string {
  const percent = (share: number) => Math.round(share * 100)
  return toCsv([
    ['Cause', 'Hours', `Missed ${measureWords[measure]}`, 'Share, %', 'Cumulative, %'],
    ...causes.map((one) => [
      causeName(one.cause, naming),
      one.hours,
      Math.round(one.missed),
      percent(one.share),
      percent(one.cumulative),
    ]),
  ])
}
