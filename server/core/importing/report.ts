/** Counts and collects what becomes of each row. */
import type {
  BadCell,
  ImportReport,
  ImportTarget,
  Mapping,
  PreviewRow,
} from '../../contract/import.js'
import { columnReport, type Profile } from '../../domain/import/columns.js'
import type { FileRecord, RowResult } from '../../domain/import/rows.js'
import { likest, sameAs } from '../../domain/import/words.js'
import type { OfficeWords } from '../../domain/import/guess.js'

const MOST_BAD = 5_000
const PREVIEW = 50

type Good = Extract<RowResult, { kind: 'row' }>

export class Tally {
  created = 0
  skipped = 0
  leftOut = 0
  shortened = 0
  readonly notes: string[] = []
  readonly preview: PreviewRow[] = []
  readonly #bad: BadCell[] = []
  readonly #reasons = new Map<number, string[]>()
  readonly #unknown = new Map<string, { value: string; rows: number }>()

  refuse(bad: readonly BadCell[], unknownType: string | null = null): void {
    for (const one of bad) {
      if (this.#bad.length < MOST_BAD) this.#bad.push(one)
      const reasons = this.#reasons.get(one.line)
      const text = one.column === '' ? one.reason : `${one.column}: ${one.reason}`
      if (reasons) reasons.push(text)
      else this.#reasons.set(one.line, [text])
    }
    if (unknownType === null) return
    const known = this.#unknown.get(sameAs(unknownType))
    if (known) known.rows++
    else this.#unknown.set(sameAs(unknownType), { value: unknownType, rows: 1 })
  }

  show({ row, type, typeName }: Good): void {
    if (this.preview.length >= PREVIEW) return
    const {
      line,
      title,
      priority,
      team,
      createdAt,
      dueAt,
      finishedAt,
      channel,
      reference,
      requester,
      outcome,
    } = row
    this.preview.push({
      line,
      title,
      type,
      typeName,
      priority: priority ?? null,
      team: team ?? null,
      createdAt: createdAt ?? null,
      dueAt: dueAt ?? null,
      finishedAt: finishedAt ?? null,
      channel: channel ?? null,
      reference: reference ?? null,
      requester: requester ?? null,
      outcome: outcome ?? null,
      here: false,
    })
  }

  /** Refused rows with their cells, for a file to correct. */
  refusedRows(records: readonly FileRecord[], columns: number): ImportReport['refusedRows'] {
    return records.flatMap(({ line, cells }) => {
      const why = this.#reasons.get(line)
      if (!why) return []
      return {
        line,
        cells: Array.from({ length: columns }, (_, index) => cells[index] ?? ''),
        why: why.join('; '),
      }
    })
  }

  get refused(): number {
    return this.#reasons.size
  }

  get bad(): BadCell[] {
    return this.#bad.sort((a, b) => a.line - b.line)
  }

  unknownTypes({ types }: OfficeWords): ImportReport['unknownTypes'] {
    const active = types.filter((type) => type.active)
    return [...this.#unknown.values()]
      .sort((a, b) => b.rows - a.rows)
      .map(({ value, rows }) => ({ value, rows, guess: likest(value, active)?.id ?? null }))
  }
}

const sample = (profile: Profile) => profile.samples[0] ?? ''

/** What a person should know of a mapping before going on. */
export function notesOn(
  mapping: Mapping,
  profiles: readonly Profile[],
  usual: 'mdy' | 'dmy' | 'iso',
): string[] {
  const notes: string[] = []
  const { columns } = mapping
  if (columns.title === undefined) notes.push('No column is the title yet; choose one.')
  if (columns.reference === undefined) {
    notes.push('No column is a reference, so rows that are imported twice become two tasks.')
  }
  const read = new Set(Object.values(columns))
  for (const profile of profiles) {
    if (mapping.dates !== 'auto' || !read.has(profile.name)) continue
    if (profile.dates === 'ambiguous') {
      const how = usual === 'dmy' ? 'day' : 'month'
      notes.push(
        `“${profile.name}” can be read month first or day first (${sample(profile)}); it is read ${how} first.`,
      )
    }
    if (profile.dates === 'mixed') {
      notes.push(
        `“${profile.name}” has dates with the month first and dates with the day first; it is read month first, and the others are refused.`,
      )
    }
  }
  return notes
}

/** What each column was taken for. */
export function columnReports(
  profiles: readonly Profile[],
  guessed: Mapping['columns'],
): ImportReport['columns'] {
  const byHeader = new Map<string, ImportTarget>()
  for (const [target, header] of Object.entries(guessed) as [ImportTarget, string][]) {
    // A column that is both type and title is above all the type.
    if (!byHeader.has(header) || target === 'type') byHeader.set(header, target)
  }
  return profiles.map((profile) => columnReport(profile, byHeader.get(profile.name) ?? null))
}
