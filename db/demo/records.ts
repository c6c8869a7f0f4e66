/** Boston's 311 requests of October 2011, as the demo reads them. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

export const columns = ['case', 'opened', 'closed', 'type', 'neighborhood', 'source'] as const

/** One request. Times are Boston's wall clock, `YYYY-MM-DD HH:MM:SS`, without offset. */
export type DemoRecord = {
  case: string
  opened: string
  closed: string | null
  type: string
  neighborhood: string | null
  source: string
}

/** The office's "today" is this day of 2011: a busy Wednesday without a mass entry. */
export const demoDay = '2011-10-19'

const file = join('db', 'demo', 'boston-311-2011.csv')

/** All records in order of opening. Throws when the file is not beside the program. */
export function readRecords(): DemoRecord[] {
  const rows: Record<(typeof columns)[number], string>[] = parse(readFileSync(find(), 'utf8'), {
    columns: true,
  })
  return rows.map((row) => ({
    ...row,
    closed: row.closed || null,
    neighborhood: plainPlace(row.neighborhood),
  }))
}

/** The built server runs from a folder of its own, so the file is looked for upwards. */
function find(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    if (existsSync(join(folder, file))) return join(folder, file)
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`The demo's records are missing: ${file}`)
    folder = parent
  }
}

/** `South Boston / South Boston Waterfront` is too long for a list; its first part says enough. */
function plainPlace(text: string): string | null {
  const place = text.split(' / ')[0]?.trim()
  return place && place !== 'Boston' ? place : null
}
