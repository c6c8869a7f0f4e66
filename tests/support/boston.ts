/** The demo's records in the columns of the city's own export, as a file to bring in. */
import { readRecords } from '../../db/demo/records.js'

export const head = [
  'case_enquiry_id',
  'open_dt',
  'closed_dt',
  'case_status',
  'type',
  'priority',
  'neighborhood',
  'source',
]

export type FeedRow = string[]

/** The city gives no priority; each row here has the usual one. */
export const feedRows = (): FeedRow[] =>
  readRecords().map(({ case: reference, opened, closed, type, neighborhood, source }) => [
    reference,
    opened,
    closed ?? '',
    closed ? 'Closed' : 'Open',
    type,
    'normal',
    neighborhood ?? '',
    source,
  ])

/** Plain as the city writes it: no mark, no guard against formulas. */
export const feedFile = (rows: readonly FeedRow[], names: FeedRow = head): string =>
  [names, ...rows]
    .map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)))
    .join('\r\n')
