/** A file becomes commands of at most 200 rows each, or in a dry run a report of what they would do. */
import { createHash } from 'node:crypto'
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises'
import { v5 } from 'uuid'
import type { Output, RawInput } from '../../contract/commands.js'
import type { Failure } from '../../contract/errors.js'
import {
  mappingSchema,
  type ImportReport,
  type ImportTarget,
  type Mapping,
} from '../../contract/import.js'
import type { OfficeRow } from '../../contract/rows.js'
import type { Answer } from '../../contract/wire.js'
import { fileOrder } from '../../domain/import/columns.js'
import { guessColumns, guessTitleMore, type OfficeWords } from '../../domain/import/guess.js'
import { RowReader, type RowResult } from '../../domain/import/rows.js'
import { sameAs } from '../../domain/import/words.js'
import { Refusal, refuse } from '../refusal.js'
import { createPace } from './pace.js'
import { parseFile, type ParsedFile } from './records.js'
import { columnReports, notesOn, Tally } from './report.js'

export type ImportJob = {
  /** A uuid; the same one again goes on where it stopped, and doubles nothing. */
  importId: string
  dryRun: boolean
  name: string
  bytes: Uint8Array
  /** Null: guessed. */
  mapping: Mapping | null
  office: OfficeRow
  words: OfficeWords
  /** ISO instant. */
  now: string
}

export type ImportPorts = {
  run(name: 'task.import' | 'type.save', input: object, id: string): Promise<Answer>
  /** Which of these references some task of the office already has. */
  known(references: string[]): Promise<string[]>
  progress(done: number, total: number): void
  /** True when nobody waits for the answer any more. */
  stopped(): boolean
}

type Good = Extract<RowResult, { kind: 'row' }>
type Row = RawInput<'task.import'>['rows'][number]

const CHUNK = 200
const ATTEMPTS = 5

/**
 * @throws Refusal `invalid_input` for a file or mapping that cannot be read; else whatever a command
 * was refused with, and `unavailable` when the outcome of one stayed unknown
 */
export async function importFile(job: ImportJob, ports: ImportPorts): Promise<ImportReport> {
  const file = await parseFile(job.bytes)
  const guessed = guessColumns(file.profiles, job.words)
  const tally = new Tally()
  const mapping = usable(job, file, tally, guessed)
  const reader = new RowReader({
    mapping,
    profiles: file.profiles,
    office: job.office,
    words: job.words,
    now: job.now,
  })
  const good: Good[] = []
  const pace = createPace()
  for (const record of file.records) {
    sort(reader.read(record), tally, good)
    await pace()
  }
  if (job.dryRun) await foresee(good, tally, ports)
  else await create(job, mapping, file, good, tally, ports)
  if (tally.shortened > 0)
    tally.notes.push(
      `${tally.shortened} ${tally.shortened === 1 ? 'row has' : 'rows have'} a text that is too long; it is shortened.`,
    )
  return {
    importId: job.importId,
    dryRun: job.dryRun,
    file: { name: job.name, encoding: file.encoding, delimiter: file.delimiter },
    mapping,
    columns: columnReports(file.profiles, guessed),
    rows: file.records.length,
    created: tally.created,
    skipped: tally.skipped,
    leftOut: tally.leftOut,
    refused: tally.refused,
    bad: tally.bad,
    refusedRows: job.dryRun ? [] : tally.refusedRows(file.records, file.names.length),
    preview: tally.preview,
    unknownTypes: tally.unknownTypes(job.words),
    notes: tally.notes,
  }
}

function sort(result: RowResult, tally: Tally, good: Good[]): void {
  if (result.kind === 'leftOut') tally.leftOut++
  else if (result.kind === 'bad') tally.refuse(result.bad, result.unknownType)
  else {
    if (result.shortened) tally.shortened++
    tally.show(result)
    good.push(result)
  }
}

/** The mapping as it can be used on this file; in a dry run what it has not is left away and said. */
function usable(
  job: ImportJob,
  file: ParsedFile,
  tally: Tally,
  guessed: Mapping['columns'],
): Mapping {
  const mapping =
    job.mapping ??
    mappingSchema.parse({ columns: guessed, titleMore: guessTitleMore(file.profiles, guessed) })
  const names = new Set(file.names)
  const has = (header: string | undefined) => header !== undefined && names.has(header)
  const gone = [...Object.values(mapping.columns), ...mapping.titleMore].filter(
    (header) => !has(header),
  )
  if (gone.length > 0 && !job.dryRun) {
    const problems = gone.map((header) => ({
      path: 'mapping',
      message: `The file has no column “${header}”.`,
    }))
    refuse('invalid_input', problems[0]?.message ?? '', { problems })
  }
  for (const header of new Set(gone))
    tally.notes.push(`The mapping reads a column “${header}”, which this file does not have.`)
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(([, header]) => has(header)),
  ) as Mapping['columns']
  const used = { ...mapping, columns, titleMore: mapping.titleMore.filter(has) }
  tally.notes.push(...notesOn(used, file.profiles, fileOrder(file.profiles)))
  return used
}

/** What the commands would do: rows whose reference is here, or stood earlier in the file, are skipped. */
async function foresee(good: readonly Good[], tally: Tally, ports: ImportPorts): Promise<void> {
  const here = new Set<string>()
  const references = [...new Set(good.flatMap(({ row }) => row.reference ?? []))]
  for (let at = 0; at < references.length; at += CHUNK) {
    for (const one of await ports.known(references.slice(at, at + CHUNK))) here.add(one)
    // An embedded database answers without the event loop ever turning.
    await breathe()
  }
  for (const row of tally.preview) row.here = row.reference !== null && here.has(row.reference)
  for (const { row } of good) {
    if (row.reference && here.has(row.reference)) tally.skipped++
    else tally.created++
    if (row.reference) here.add(row.reference)
  }
}

async function create(
  job: ImportJob,
  mapping: Mapping,
  file: ParsedFile,
  good: readonly Good[],
  tally: Tally,
  ports: ImportPorts,
): Promise<void> {
  const made = await makeTypes(job, mapping, good, ports)
  const headerOf = (target: string) => mapping.columns[target as ImportTarget] ?? target
  for (let at = 0; at < good.length; at += CHUNK) {
    if (ports.stopped())
      refuse(
        'unavailable',
        `The import was stopped after ${at} of ${good.length} rows; send it again to go on.`,
      )
    ports.progress(at, good.length)
    await breathe()
    const rows: Row[] = good.slice(at, at + CHUNK).map(({ row, type, typeName }) => ({
      ...row,
      type: type ?? made.get(sameAs(typeName)) ?? '',
    }))
    const answer = await patiently(
      ports,
      'task.import',
      { rows },
      chunkId(job.importId, at / CHUNK, rows),
    )
    if (!answer.ok) refuseMidway(answer.error, at, good.length)
    const output = answer.output as Output<'task.import'>
    tally.created += output.created
    tally.skipped += output.skipped.length
    tally.refuse(
      output.refused.map(({ line, column, reason }) => ({
        line,
        column: headerOf(column),
        reason,
      })),
    )
  }
  ports.progress(good.length, good.length)
}

/** Of place and content: the same file sent again gives the same commands, another one never their answers. */
export const chunkId = (importId: string, index: number, rows: readonly object[]) =>
  v5(`${index} ${createHash('sha256').update(JSON.stringify(rows)).digest('base64url')}`, importId)

async function makeTypes(
  job: ImportJob,
  mapping: Mapping,
  good: readonly Good[],
  ports: ImportPorts,
): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const { type, typeName } of good) {
    if (type !== null || made.has(sameAs(typeName))) continue
    const input = { name: typeName, standardMinutes: mapping.createMinutes }
    const answer = await patiently(
      ports,
      'type.save',
      input,
      v5(`type ${sameAs(typeName)}`, job.importId),
    )
    if (!answer.ok)
      throw new Refusal({
        ...answer.error,
        message: `The task type “${typeName}” could not be made. ${answer.error.message}`,
      })
    made.set(sameAs(typeName), (answer.output as Output<'type.save'>).taskType.id)
  }
  return made
}

/** An unknown outcome is asked for again with the same id. */
async function patiently(
  ports: ImportPorts,
  name: 'task.import' | 'type.save',
  input: object,
  id: string,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ports.run(name, input, id)
    if (answer.ok || answer.error.code !== 'unavailable' || attempt === ATTEMPTS || ports.stopped())
      return answer
    await wait(250 * 2 ** attempt)
  }
}

function refuseMidway(error: Failure, done: number, total: number): never {
  const so =
    done === 0
      ? ''
      : ` ${done} of ${total} rows were taken before; send the same import again to go on.`
  throw new Refusal({ ...error, message: `${error.message}${so}` })
}
