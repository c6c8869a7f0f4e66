import type { Priority } from '../../../contract/rows.js'

/** What a minute of lateness counts, by priority. */
export const WEIGHTS: Record<Priority, number> = { urgent: 8, high: 4, normal: 2, low: 1 }
