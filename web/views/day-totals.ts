/** What teams finished on a day: the lines of the table, and the same as a file. */
import type { Output } from '../../server/contract/commands.js'
import { valueWords } from '../../server/domain/checks.js'
import { toCsv, type CsvCell } from '../../server/domain/csv.js'
import { slug } from '../../server/domain/slug.js'
import { duration, figure } from '../lib/durations.js'

export type DayTotals = Output<'totals.day'>
export type TotalLine = {
  key: string
  name: string
  /** A field of the type above it. */
  field: boolean
  tasks: string
  work: string
  sum: string
}

/** A line a type, and below it one a field. */
export const totalLines = ({ types }: DayTotals): TotalLine[] =>
  types.flatMap((type) => [
    {
      key: type.type,
      name: type.name,
      field: false,
      tasks: figure(type.tasks),
      work: duration(type.standardMinutes),
      sum: '',
    },
    ...type.fields.map(({ field, label, kind, unit, tasks, sum }) => ({
      key: `${type.type}/${field}`,
      name: label,
      field: true,
      tasks: figure(tasks),
      work: '',
      sum: tasks === 0 ? 'none' : `${valueWords(sum, kind)}${unit ? ` ${unit}` : ''}`,
    })),
  ])

/** Numbers as numbers, dollars with their cents, so that a spreadsheet adds them up. */
export function totalsCsv(
  totals: readonly DayTotals[],
  teamName: (team: string) => string,
): string {
  const head = ['Day', 'Team', 'Type', 'Field', 'Unit', 'Tasks', 'Standard minutes', 'Sum']
  const rows = totals.flatMap(({ day, team, types }) =>
    types.flatMap((type): CsvCell[][] => {
      const about = [day, teamName(team), type.name]
      return [
        [...about, '', '', type.tasks, type.standardMinutes, ''],
        ...type.fields.map(({ label, kind, unit, tasks, sum }) => [
          ...about,
          label,
          kind === 'money' ? '$' : unit,
          tasks,
          '',
          kind === 'money' ? sum.toFixed(2) : sum,
        ]),
      ]
    }),
  )
  return toCsv([head, ...rows])
}

export const totalsFile = (day: string, team: string | null) =>
  `day-totals-${team === null ? 'all-teams' : slug(team)}-${day}.csv`
