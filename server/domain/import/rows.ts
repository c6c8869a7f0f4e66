/** One record of a file as one row of `task.import`, or all that is wrong with it. */
import type { z } from 'zod'
import { importRow } from '../../contract/task-commands.js'
import type { BadCell, DateOrder, ImportTarget, Mapping } from '../../contract/import.js'
import type { Channel, FieldValue, Priority, TaskTypeRow } from '../../contract/rows.js'
import type { OfficeHours } from '../calendar.js'
import { denature } from '../csv.js'
import { fileOrder, type Profile } from './columns.js'
import { readDate, toInstant } from './dates.js'
import type { OfficeWords } from './guess.js'
import { finishedWords, openWords } from './synonyms.js'
import {
  byWord,
  readChannel,
  readField,
  readPriority,
  TeamFinder,
  TypeFinder,
  type Read,
} from './values.js'
import { plain, sameAs } from './words.js'

const typeless = importRow.omit({ type: true })
export type TypelessRow = z.output<typeof typeless>

export type FileRecord = { line: number; cells: readonly string[] }
export type RowResult =
  /** `type` null: a type called `typeName` has to be made first. */
  | { kind: 'row'; row: TypelessRow; type: string | null; typeName: string; shortened: boolean }
  | { kind: 'leftOut' }
  /** `unknownType` is set when the row's type is at fault. */
  | { kind: 'bad'; bad: BadCell[]; unknownType: string | null }

export type ReaderOptions = {
  mapping: Mapping
  profiles: readonly Profile[]
  office: OfficeHours
  words: OfficeWords
  /** ISO instant; nothing can have come in or been finished after it. */
  now: string
}

/** Values that say that there is none. */
const NOTHING = new Set(['null', '(null)', 'nan'])
const NO_DETAIL = new Set(['', 'n/a', 'na', 'none', 'unspecified', 'unknown', 'not specified', '-'])

/** Clocks of two systems differ by a little. */
const TOLERANCE_MS = 5 * 60_000

type Draft = Record<string, unknown> & { line: number }

export class RowReader {
  readonly #options: ReaderOptions
  readonly #index: ReadonlyMap<string, number>
  readonly #orders: ReadonlyMap<string, DateOrder>
  readonly #types: TypeFinder
  readonly #teams: TeamFinder
  readonly #priorities: ReadonlyMap<string, Priority>
  readonly #channels: ReadonlyMap<string, Channel>
  readonly #latest: string
  readonly #fields: readonly string[]

  constructor(options: ReaderOptions) {
    const { mapping, profiles, words, now } = options
    this.#options = options
    this.#index = new Map(profiles.map(({ name }, index) => [name, index]))
    const usual = fileOrder(profiles)
    this.#orders = new Map(
      profiles.map(({ name, dates }) => [name, orderOf(mapping, dates, usual)]),
    )
    this.#types = new TypeFinder(mapping, words.types)
    this.#teams = new TeamFinder(mapping, words.teams)
    this.#priorities = byWord(mapping.priorities)
    this.#channels = byWord(mapping.channels)
    this.#latest = new Date(Date.parse(now) + TOLERANCE_MS).toISOString()
    this.#fields = Object.keys(mapping.columns).filter((target) => target.startsWith('fields.'))
  }

  read(record: FileRecord): RowResult {
    const bad: BadCell[] = []
    const blame = (target: ImportTarget, reason: string) =>
      void bad.push({
        line: record.line,
        column: this.#options.mapping.columns[target] ?? target,
        reason,
      })
    const surplus = record.cells.slice(this.#index.size).filter((cell) => cell.trim() !== '')
    if (surplus.length > 0) {
      const reason = `the line has ${record.cells.length} cells, the header ${this.#index.size}; is a quotation mark missing?`
      return { kind: 'bad', bad: [{ line: record.line, column: '', reason }], unknownType: null }
    }
    const draft: Draft = { line: record.line }
    const finished = this.#when(record, draft, blame)
    if (finished && this.#options.mapping.finished === 'skip') return { kind: 'leftOut' }
    const type = this.#type(record, blame)
    const shortened = this.#what(record, draft, blame)
    if (type.found) this.#fill(record, draft, type.found, blame)
    const parsed = typeless.safeParse(draft)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) blame(targetOf(path), message)
    }
    if (bad.length > 0 || !parsed.success || type.name === null)
      return { kind: 'bad', bad, unknownType: type.unknown }
    return {
      kind: 'row',
      row: parsed.data,
      type: type.found?.id ?? null,
      typeName: type.name,
      shortened,
    }
  }

  /** A mapped cell, trimmed; empty where there is nothing. */
  #cell(record: FileRecord, target: ImportTarget): string {
    const header = this.#options.mapping.columns[target]
    return header === undefined ? '' : this.#at(record, header)
  }

  #at(record: FileRecord, header: string): string {
    const text = denature((record.cells[this.#index.get(header) ?? -1] ?? '').trim())
    return NOTHING.has(text.toLowerCase()) ? '' : text
  }

  /** Fills the three times. @returns whether the work was finished before it came here */
  #when(record: FileRecord, draft: Draft, blame: Blame): boolean {
    const { mapping, office } = this.#options
    const created = this.#time(record, 'createdAt', office.opens, blame)
    const finished = this.#time(record, 'finishedAt', office.closes, blame)
    const due = this.#time(record, 'dueAt', office.closes, blame)
    const status = plain(this.#cell(record, 'status'))
    const isOpen = mapping.finished === 'asOpen' || openWords.has(status)
    const isFinished = !isOpen && (finished !== null || finishedWords.has(status))
    if (mapping.columns.dueAt !== undefined) draft.dueAt = due
    if (created ?? finished) draft.createdAt = created ?? finished
    for (const [target, at] of [
      ['createdAt', created],
      ['finishedAt', finished],
    ] as const) {
      if (at !== null && at > this.#latest) blame(target, 'is in the future')
    }
    if (!isFinished || mapping.finished === 'skip') return isFinished
    draft.finishedAt = finished
    draft.outcome = short(this.#cell(record, 'outcome'), 200) || null
    const known =
      mapping.columns.finishedAt === undefined || this.#cell(record, 'finishedAt') === ''
    if (finished === null && known)
      blame('finishedAt', 'the status says finished, but there is no time of finishing')
    if (finished !== null && created !== null && finished < created)
      blame('finishedAt', 'is before the time when it came in')
    return true
  }

  #time(
    record: FileRecord,
    target: 'createdAt' | 'dueAt' | 'finishedAt',
    otherwise: string,
    blame: Blame,
  ): string | null {
    const text = this.#cell(record, target)
    const header = this.#options.mapping.columns[target]
    if (text === '' || header === undefined) return null
    const read = readDate(text, this.#orders.get(header) ?? 'mdy')
    if (read.ok) return toInstant(read.date, this.#options.office.timeZone, otherwise)
    blame(target, read.reason)
    return null
  }

  #type(
    record: FileRecord,
    blame: Blame,
  ): { found: TaskTypeRow | null; name: string | null; unknown: string | null } {
    const word = this.#cell(record, 'type')
    const answer = this.#types.find(word)
    switch (answer.kind) {
      case 'known':
        return { found: answer.type, name: answer.type.name, unknown: null }
      case 'made':
        return { found: null, name: answer.name, unknown: null }
      case 'gone':
        blame('type', `there is no task type ${answer.id} any more`)
        return { found: null, name: null, unknown: null }
      case 'unknown':
        blame(
          'type',
          word === ''
            ? 'has no task type'
            : `“${short(word, 80)}” is no task type of this office; choose one for it`,
        )
        return { found: null, name: null, unknown: word === '' ? null : word }
    }
  }

  /** Title, who, how and where to. @returns whether something had to be shortened */
  #what(record: FileRecord, draft: Draft, blame: Blame): boolean {
    const title = this.#title(record)
    draft.title = short(title, 200)
    const requester = this.#cell(record, 'requester')
    if (!NO_DETAIL.has(sameAs(requester))) draft.requester = short(requester, 120)
    const outcome = this.#cell(record, 'outcome')
    const reference = this.#cell(record, 'reference')
    if (reference !== '') draft.reference = reference
    const note = this.#cell(record, 'note')
    if (note !== '') draft.note = short(note, 4_000)
    const channel = this.#cell(record, 'channel')
    if (channel !== '') draft.channel = readChannel(channel, this.#channels)
    const priority = this.#cell(record, 'priority')
    if (priority !== '') take(draft, 'priority', readPriority(priority, this.#priorities), blame)
    const team = this.#cell(record, 'team')
    if (team !== '') take(draft, 'team', this.#teams.find(team), blame)
    return (
      title.length > 200 || requester.length > 120 || note.length > 4_000 || outcome.length > 200
    )
  }

  #title(record: FileRecord): string {
    const parts = [this.#cell(record, 'title')]
    for (const header of this.#options.mapping.titleMore) {
      const more = this.#at(record, header)
      if (!NO_DETAIL.has(sameAs(more)) && !parts.some((part) => sameAs(part) === sameAs(more)))
        parts.push(more)
    }
    return parts.filter(Boolean).join(', ').replace(/\s+/g, ' ').trim()
  }

  /** The fields that the row's type has; other types' columns are passed over. */
  #fill(record: FileRecord, draft: Draft, type: TaskTypeRow, blame: Blame): void {
    const { mapping, office } = this.#options
    const values: Record<string, FieldValue> = {}
    for (const target of this.#fields) {
      const rule = type.fields.find(({ id }) => `fields.${id}` === target)
      const text = this.#cell(record, target as ImportTarget)
      // A computed field follows from the others, whatever the file says.
      if (!rule || rule.kind === 'computed' || text === '') continue
      const order = this.#orders.get(mapping.columns[target as ImportTarget] ?? '') ?? 'mdy'
      const read = readField(rule, text, { order, timeZone: office.timeZone, opens: office.opens })
      if ('value' in read) values[rule.id] = read.value
      else blame(target as ImportTarget, read.reason)
    }
    if (Object.keys(values).length > 0) draft.fields = values
  }
}

type Blame = (target: ImportTarget, reason: string) => void

function take(draft: Draft, target: 'priority' | 'team', read: Read<string>, blame: Blame): void {
  if ('value' in read) draft[target] = read.value
  else blame(target, read.reason)
}

const short = (text: string, max: number) => {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  // Never half of a character.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

const orderOf = (mapping: Mapping, dates: Profile['dates'], usual: DateOrder): DateOrder => {
  if (mapping.dates !== 'auto') return mapping.dates
  return dates === 'mdy' || dates === 'dmy' ? dates : usual
}

function targetOf(path: readonly PropertyKey[]): ImportTarget {
  const [first, second] = path.map(String)
  return (
    first === 'fields' && second !== undefined ? `fields.${second}` : (first ?? 'title')
  ) as ImportTarget
}
