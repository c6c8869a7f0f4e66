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
  /** "12 of 40", with what is missing; '': no daily count. */
  count: string
  /** Fewer than the count on a day that is over. */
  missed: boolean
}

/** The daily count of a type in the team; null: none. */
export type CountOf = (type: string) => number | null
/** A type of which the team has a daily count, whether or not it finished any. */
export type Counted = { type: string; name: string }

/** A line a type, and below it one a field. */
export const totalLines = (
  totals: DayTotals,
  { countOf, over }: { countOf: CountOf; over: boolean } = { countOf: () => null, over: true },
  counted: readonly Counted[] = [],
): TotalLine[] =>
  withCounted(totals, counted).flatMap((type) => [
    {
      key: type.type,
      name: type.name,
      field: false,
      tasks: figure(type.tasks),
      work: duration(type.standardMinutes),
      sum: '',
      ...against(type.tasks, countOf(type.type), over),
    },
    ...type.fields.map(({ field, label, kind, unit, tasks, sum }) => ({
      key: `${type.type}/${field}`,
      name: label,
      field: true,
      tasks: figure(tasks),
      work: '',
      sum: tasks === 0 ? 'none' : `${valueWords(sum, kind)}${unit ? ` ${unit}` : ''}`,
      count: '',
      missed: false,
    })),
  ])

/** Types with a count stand there with none finished too. */
const withCounted = ({ types }: DayTotals, counted: readonly Counted[]): DayTotals['types'] => [
  ...types,
  ...counted
    .filter(({ type }) => !types.some((one) => one.type === type))
    .map((one) => ({ ...one, tasks: 0, standardMinutes: 0, fields: [] })),
]

function against(
  tasks: number,
  count: number | null,
  over: boolean,
): Pick<TotalLine, 'count' | 'missed'> {
  if (count === null) return { count: '', missed: false }
  const lacks = count - tasks
  const rest = lacks <= 0 ? 'reached' : `${figure(lacks)} ${over ? 'short' : 'to go'}`
  return { count: `of ${figure(count)}, ${rest}`, missed: over && lacks > 0 }
}

/** Numbers as numbers, dollars with their cents, so that a spreadsheet adds them up. */
export function totalsCsv(
  totals: readonly DayTotals[],
  teamName: (team: string) => string,
  of: (totals: DayTotals) => { countOf: CountOf; counted: readonly Counted[] } = () => ({
    countOf: () => null,
    counted: [],
  }),
): string {
  const head = [
    'Day',
    'Team',
    'Type',
    'Field',
    'Unit',
    'Tasks',
    'Standard minutes',
    'Sum',
    'Daily count',
  ]
  const rows = totals.flatMap((one) => {
    const { day, team } = one
    const { countOf, counted } = of(one)
    return withCounted(one, counted).flatMap((type): CsvCell[][] => {
      const about = [day, teamName(team), type.name]
      return [
        [...about, '', '', type.tasks, type.standardMinutes, '', countOf(type.type) ?? ''],
        ...type.fields.map(({ label, kind, unit, tasks, sum }) => [
          ...about,
          label,
          kind === 'money' ? '$' : unit,
          tasks,
          '',
          kind === 'money' ? sum.toFixed(2) : sum,
          '',
        ]),
      ]
    })
  })
  return toCsv([head, ...rows])
}

export const totalsFile = (day: string, team: string | null) =>
  `day-totals-${team === null ? 'all-teams' : slug(team)}-${day}.csv`
