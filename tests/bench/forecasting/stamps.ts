/** Reading a file of stamps as wall-clock text: an offset is dropped, a row without the stamp ignored. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'
import type { DateOrder } from '../../../server/contract/import.js'
import { readDate } from '../../../server/domain/import/dates.js'

/** A wall-clock hour: the day and the hour 0–23. */
export type Stamp = { day: string; hour: number }
export type Row = { opened: Stamp | null; closed: Stamp | null; group: string }
export type Columns = { opened: string; closed?: string; group?: string }

/** The delimiter that the first line has most of. */
async function delimiterOf(file: string): Promise<string> {
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input })
  try {
    for await (const line of lines)
      return [',', ';', '\t', '|'].reduce((best, mark) =>
        line.split(mark).length > line.split(best).length ? mark : best,
      )
    return ','
  } finally {
    lines.close()
    input.destroy()
  }
}

const fold = (name: string) => name.trim().toLowerCase()

/** @throws Error that names the column and those there are */
function indexOf(header: readonly string[], column: string | undefined, option: string): number {
  if (column === undefined) return -1
  const exact = header.findIndex((name) => name.trim() === column.trim())
  const found = exact >= 0 ? exact : header.findIndex((name) => fold(name) === fold(column))
  if (found < 0)
    throw new Error(
      `${option}: no column "${column}"; there are ${header.map((name) => name.trim()).join(', ')}`,
    )
  return found
}

/** American dates unless a date of the column can only be day first. */
function orderOf(texts: readonly string[]): DateOrder {
  for (const text of texts) {
    const [, first, second] = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d/.exec(text) ?? []
    if (Number(first) > 12) return 'dmy'
    if (Number(second) > 12) return 'mdy'
  }
  return 'mdy'
}

function stampsOf(texts: readonly string[]): (Stamp | null)[] {
  const order = orderOf(texts)
  return texts.map((text) => {
    if (text.trim() === '') return null
    const read = readDate(text, order)
    return read.ok
      ? { day: read.date.day, hour: Number((read.date.clock ?? '00').slice(0, 2)) }
      : null
  })
}

/** @throws Error that names the column at fault */
export async function readRows(file: string, columns: Columns): Promise<Row[]> {
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      delimiter: await delimiterOf(file),
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
    }),
  )
  const opened: string[] = []
  const closed: string[] = []
  const groups: string[] = []
  let at: number[] | undefined
  for await (const given of parser) {
    const cells = given as string[]
    if (!at) {
      at = [
        indexOf(cells, columns.opened, '--opened'),
        indexOf(cells, columns.closed, '--closed'),
        indexOf(cells, columns.group, '--group'),
      ]
      continue
    }
    opened.push(cells[at[0] ?? -1] ?? '')
    closed.push(cells[at[1] ?? -1] ?? '')
    groups.push((cells[at[2] ?? -1] ?? '').trim())
  }
  if (!at) throw new Error(`${file} is empty`)
  const stamps = { opened: stampsOf(opened), closed: stampsOf(closed) }
  if (!stamps.opened.some(Boolean))
    throw new Error(`--opened: no cell of column "${columns.opened}" is a date`)
  if (columns.closed !== undefined && !stamps.closed.some(Boolean))
    throw new Error(`--closed: no cell of column "${columns.closed}" is a date`)
  return groups.map((group, n) => ({
    opened: stamps.opened[n] ?? null,
    closed: stamps.closed[n] ?? null,
    group,
  }))
}
