/** What came of an import, in words, and the file of what was refused. */
import type { BadCell, ImportReport } from '../../server/contract/import.js'
import { toCsv } from '../../server/domain/csv.js'
import { figure } from '../lib/durations.js'
import { counted } from '../lib/words.js'

export type Count = { label: string; rows: number; note: string; tone: 'plain' | 'risk' }

/** The four counts that make up all rows. */
export function counts(report: ImportReport): Count[] {
  const will = report.dryRun
  const all: Count[] = [
    {
      label: will ? 'Will come in' : 'Created',
      rows: report.created,
      note: 'as tasks',
      tone: 'plain',
    },
    {
      label: will ? 'Already here' : 'Skipped',
      rows: report.skipped,
      note: 'their reference is here already',
      tone: 'plain',
    },
    {
      label: 'Left out',
      rows: report.leftOut,
      note: 'finished before, left out as you chose',
      tone: 'plain',
    },
    {
      label: will ? 'Would be refused' : 'Refused',
      rows: report.refused,
      note: 'listed with the reason',
      tone: report.refused > 0 ? 'risk' : 'plain',
    },
  ]
  return all.filter((one) => one.label !== 'Left out' || one.rows > 0)
}

/** One sentence for screen readers and the head of the result. */
export function summary(report: ImportReport): string {
  const said = counts(report)
    .filter(({ rows }) => rows > 0)
    .map(({ label, rows }) => `${figure(rows)} ${label.toLowerCase()}`)
  return `${figure(report.rows)} ${report.rows === 1 ? 'row' : 'rows'}: ${said.join(', ') || 'nothing to do'}`
}

/** Reasons that many rows share, most frequent first, so that one look shows what to correct. */
export type Reason = {
  column: string
  /** As said of the first row. */
  reason: string
  /** How many others are said in the same words of something else. */
  alike: number
  rows: number
  first: number
}

export function reasons(bad: readonly BadCell[]): Reason[] {
  const found = new Map<string, Reason>()
  const said = new Set<string>()
  for (const { line, column, reason } of bad) {
    // What is quoted differs from row to row; the reason is the same.
    const key = `${column}\n${reason.replace(/“[^”]*”/g, '“…”')}`
    const known = found.get(key)
    const isNew = !said.has(`${column}\n${reason}`)
    said.add(`${column}\n${reason}`)
    if (!known) found.set(key, { column, reason, alike: 0, rows: 1, first: line })
    else {
      known.rows++
      if (isNew) known.alike++
    }
  }
  return [...found.values()].sort((a, b) => b.rows - a.rows || a.first - b.first)
}

export const reasonColumn = 'Why refused'

/** The refused rows as they stood in the file, with the reason behind: to correct and bring in again. */
export function refusedFile(report: Pick<ImportReport, 'columns' | 'refusedRows'>): string {
  const headers = report.columns.map(({ name }) => name)
  // A file that was corrected once has the column already.
  const kept = headers.flatMap((name, at) => (name === reasonColumn ? [] : [at]))
  const rows = report.refusedRows.map(({ cells, why }) => [
    ...kept.map((at) => cells[at] ?? ''),
    why,
  ])
  return toCsv([[...kept.map((at) => headers[at] ?? ''), reasonColumn], ...rows])
}

/** "requests.csv" becomes "requests refused.csv", also the second time. */
export const refusedName = (file: string) =>
  `${file.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/ refused$/, '')} refused.csv`

export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const
export const delimiterWords = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
} as const

/** "9,386 rows, 14 columns, comma separated, UTF-8" */
export const fileWords = (report: ImportReport) =>
  `${figure(report.rows)} ${report.rows === 1 ? 'row' : 'rows'}, ${counted(report.columns.length, 'column')}, parted by ${delimiterWords[report.file.delimiter]}, ${encodingWords[report.file.encoding]}`
