/**
 * Cuts Boston's export of 311 requests down to what the demo needs.
 * Use: npx tsx db/demo/trim.ts EXPORT.csv > db/demo/boston-311-2011.csv
 */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { columns } from './records.js'

/** Ten days around the demo's day; each line's columns are in the order of `columns`. */
const from = '2011-10-12'
const to = '2011-10-21'

const source: Record<(typeof columns)[number], string> = {
  case: 'case_enquiry_id',
  opened: 'open_dt',
  closed: 'closed_dt',
  type: 'type',
  neighborhood: 'neighborhood',
  source: 'source',
}

export function trim(text: string): string {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  const kept = rows
    .filter(
      (row) => (row.open_dt ?? '').slice(0, 10) >= from && (row.open_dt ?? '').slice(0, 10) <= to,
    )
    .toSorted((a, b) =>
      (a.open_dt + (a.case_enquiry_id ?? '')).localeCompare(b.open_dt + (b.case_enquiry_id ?? '')),
    )
    .map((row) => columns.map((column) => tidy(row[source[column]] ?? '')).join(','))
  return `${[columns.join(','), ...kept].join('\n')}\n`
}

/** The fields hold no quotes; commas would need them, so none may appear. */
function tidy(value: string): string {
  const clean = value.replace(/\s+/g, ' ').trim()
  if (/[",]/.test(clean)) throw new Error(`needs quoting: ${clean}`)
  return clean
}

const [, script, file] = process.argv
if (script?.endsWith('trim.ts') && file) process.stdout.write(trim(readFileSync(file, 'utf8')))
