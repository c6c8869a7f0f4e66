/** What a column holds: counted over the whole file, so that its kind is seen and not supposed. */
import type { DateOrder, ImportColumn } from '../../contract/import.js'
import { OrderFinder, type Orders } from './dates.js'
import { finishedWords, openWords } from './synonyms.js'
import { plain } from './words.js'

export type Profile = {
  name: string
  /** The name as names are compared. */
  plain: string
  samples: string[]
  filled: number
  /** Different values; counted up to `MOST_DISTINCT`. */
  distinct: number
  dates: Orders | null
  /** Share of filled cells that are numbers. */
  numeric: number
  /** Share of filled cells that say whether work is open or finished. */
  statuses: number
  longest: number
  /** Different values with their counts, while there are few. */
  values: ReadonlyMap<string, number>
}

/** More different values are not counted. */
export const MOST_DISTINCT = 200_000
const FEW = 5_000
const NUMBER = /^[+-]?[\d,]*\.?\d+%?$/

/** Takes rows one by one; `profiles` can be asked when all were seen. */
export class ColumnCounter {
  readonly #columns: {
    name: string
    filled: number
    numeric: number
    longest: number
    finder: OrderFinder
    values: Map<string, number>
  }[]

  constructor(names: readonly string[]) {
    this.#columns = names.map((name) => ({
      name,
      filled: 0,
      numeric: 0,
      longest: 0,
      finder: new OrderFinder(),
      values: new Map(),
    }))
  }

  look(cells: readonly string[]): void {
    for (const [index, column] of this.#columns.entries()) {
      const text = cells[index]?.trim()
      if (!text) continue
      column.filled++
      if (NUMBER.test(text)) column.numeric++
      if (text.length > column.longest) column.longest = text.length
      if (text.length <= 40) column.finder.look(text)
      const count = column.values.get(text)
      if (count !== undefined || column.values.size < MOST_DISTINCT)
        column.values.set(text, (count ?? 0) + 1)
    }
  }

  profiles(): Profile[] {
    return this.#columns.map(({ name, filled, numeric, longest, finder, values }) => ({
      name,
      plain: plain(name),
      samples: [...values.keys()]
        .slice(0, 5)
        .map((text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text)),
      filled,
      distinct: values.size,
      dates: filled > 0 && longest <= 40 ? finder.order : null,
      numeric: filled === 0 ? 0 : numeric / filled,
      statuses: filled === 0 || values.size > FEW ? 0 : statusShare(values, filled),
      longest,
      values: values.size > FEW ? new Map<string, number>() : values,
    }))
  }
}

function statusShare(values: ReadonlyMap<string, number>, filled: number): number {
  let known = 0
  for (const [value, count] of values) {
    const word = plain(value)
    if (finishedWords.has(word) || openWords.has(word)) known += count
  }
  return known / filled
}

/** How to read dates whose column can be read both ways: as the file's other dates, else month first. */
export function fileOrder(profiles: readonly Profile[]): DateOrder {
  const orders = profiles.map(({ dates }) => dates)
  if (orders.includes('mdy') || orders.includes('mixed')) return 'mdy'
  return orders.includes('dmy') ? 'dmy' : 'mdy'
}

export const columnReport = (profile: Profile, guess: ImportColumn['guess']): ImportColumn => ({
  name: profile.name,
  samples: profile.samples,
  filled: profile.filled,
  distinct: profile.distinct,
  guess,
  dates: profile.dates === 'mixed' ? 'ambiguous' : profile.dates,
})
