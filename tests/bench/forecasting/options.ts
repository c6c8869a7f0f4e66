/** What `npm run bench:forecast` is asked for. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { federalHolidays, type Holidays } from '../../../server/domain/holidays.js'
import { readDate } from '../../../server/domain/import/dates.js'
import type { Hours } from './series.js'
import type { Columns } from './stamps.js'

export const USAGE =
  'npm run bench:forecast -- --file CSV --opened COL [--closed COL] [--group COL] [--hours 8-17] [--holidays FILE|none] [--days N] [--json]'

export type Options = {
  file: string
  columns: Columns
  hours: Hours
  holidays: Holidays
  days: number
  json: boolean
}

function hoursOf(text: string): Hours {
  const [, opens, closes] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  const hours = { opens: Number(opens), closes: Number(closes) }
  if (!(hours.opens < hours.closes && hours.closes <= 24))
    throw new Error(`--hours: "${text}" is not like 8-17`)
  return hours
}

/** A file with a date in each line, as its first cell; other lines are headings or remarks. */
function holidaysOf(given: string | undefined): Holidays {
  if (given === undefined) return federalHolidays
  if (given === 'none') return { has: () => false }
  const dates = readFileSync(given, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => readDate((line.split(/[,;\t]/)[0] ?? '').replaceAll('"', ''), 'mdy'))
  const days = new Set(dates.flatMap((date) => (date.ok ? [date.date.day] : [])))
  if (days.size === 0) throw new Error(`--holidays: no line of ${given} begins with a date`)
  return days
}

function daysOf(text: string | undefined): number {
  const days = text === undefined ? Infinity : Number(text)
  if (!(days >= 1)) throw new Error(`--days: "${text}" is not a number of days`)
  return days
}

export function optionsOf(args: string[]): Options {
  const string = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      file: string,
      opened: string,
      closed: string,
      group: string,
      hours: string,
      holidays: string,
      days: string,
      json: { type: 'boolean' },
    },
  })
  if (!values.file || !values.opened) throw new Error(USAGE)
  return {
    file: values.file,
    columns: { opened: values.opened, closed: values.closed, group: values.group },
    hours: hoursOf(values.hours ?? '8-17'),
    holidays: holidaysOf(values.holidays),
    days: daysOf(values.days),
    json: values.json ?? false,
  }
}
