/** From text to records, each with the physical line on which it begins. */
import { setImmediate as breathe } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { ColumnCounter, type Profile } from '../../domain/import/columns.js'
import type { FileRecord } from '../../domain/import/rows.js'
import { refuse } from '../refusal.js'
import { createPace } from './pace.js'
import { decode, findDelimiter, whyNoText, type Delimiter, type Encoding } from './decode.js'

export type ParsedFile = {
  encoding: Encoding
  delimiter: Delimiter
  names: string[]
  profiles: Profile[]
  records: FileRecord[]
}

const SLICE = 16 * 1024
const MOST_COLUMNS = 500
/** One record is a few cells; more is a quotation mark that was never closed. */
const LONGEST_RECORD = 1024 * 1024

type Raw = { record: string[]; raw: string }

/**
 * Reads a whole file, giving way to other work after every slice.
 * @throws Refusal `invalid_input` saying what is wrong with the file
 */
export async function parseFile(bytes: Uint8Array): Promise<ParsedFile> {
  const { text, encoding } = decode(bytes)
  if (!/\S/.test(text)) unreadable('The file is empty.')
  const other = whyNoText(bytes, text)
  if (other !== null) unreadable(other)
  const { delimiter, skip } = findDelimiter(text)
  const pace = createPace()
  let line = skip > 0 ? 2 : 1
  let names: string[] | null = null
  const records: FileRecord[] = []
  try {
    for await (const { record, raw } of slices(text, skip, delimiter)) {
      const at = line
      line += raw.match(/\r\n|\r|\n/g)?.length ?? 0
      if (record.every((cell) => cell.trim() === '')) continue
      if (names === null) names = record.map((name) => name.replace(/\s+/g, ' ').trim())
      else records.push({ line: at, cells: record })
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    unreadable(faultOf(error, line))
  }
  if (names === null) unreadable('The file is empty.')
  if (records.length === 0) unreadable('The file has a header and no rows below it.')
  const kept = checkHeader(names, records)
  const counter = new ColumnCounter(kept)
  for (const { cells } of records) {
    counter.look(cells)
    await pace()
  }
  return { encoding, delimiter, names: kept, profiles: counter.profiles(), records }
}

async function* slices(text: string, from: number, delimiter: Delimiter): AsyncGenerator<Raw> {
  const parser = parse({
    delimiter,
    raw: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_RECORD,
  })
  let failure: Error | null = null
  parser.on('error', (error) => (failure = error))
  for (let at = from; at < text.length; at += SLICE) {
    parser.write(text.slice(at, at + SLICE))
    yield* taken(parser)
    if (failure) throw failure as Error
    await breathe()
  }
  parser.end()
  await breathe()
  yield* taken(parser)
  if (failure) throw failure as Error
}

function* taken(parser: { read(): unknown }): Generator<Raw> {
  for (let one = parser.read(); one !== null; one = parser.read()) yield one as Raw
}

function unreadable(message: string): never {
  refuse('invalid_input', message, { problems: [{ path: 'file', message }] })
}

function faultOf(error: CsvError, line: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return `A quotation mark in the record that begins on line ${line} is never closed.`
  }
  return `The record that begins on line ${line} cannot be read: ${error.message}.`
}

/** Every column needs a name of its own; nameless ones at the end without content are left away. */
function checkHeader(names: readonly string[], records: readonly FileRecord[]): string[] {
  const filled = names.map(
    (name, index) => name !== '' || records.some(({ cells }) => (cells[index] ?? '').trim() !== ''),
  )
  const kept = names.slice(0, filled.lastIndexOf(true) + 1)
  if (kept.length > MOST_COLUMNS)
    unreadable(`The file has ${kept.length} columns; at most ${MOST_COLUMNS} can be read.`)
  const problems: string[] = []
  const seen = new Map<string, number>()
  for (const [index, name] of kept.entries()) {
    const first = seen.get(name.toLowerCase())
    if (name === '') problems.push(`Column ${index + 1} has no name in the first row.`)
    else if (first !== undefined)
      problems.push(`Columns ${first + 1} and ${index + 1} are both called “${name}”.`)
    else seen.set(name.toLowerCase(), index)
    if (name.length > 300)
      problems.push(`The name of column ${index + 1} is too long; is the first row a header?`)
  }
  if (problems.length === 0) return kept
  refuse('invalid_input', problems[0] ?? '', {
    problems: problems.map((message) => ({ path: 'file', message })),
  })
}
