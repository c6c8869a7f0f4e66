/** Which column of a file means what, as a person sees and corrects it. */
import {
  mappingSchema,
  type DateOrder,
  type importTargets,
  type ImportColumn,
  type ImportTarget,
  type Mapping,
} from '../../server/contract/import.js'
import type { MappingRow, TaskTypeRow } from '../../server/contract/rows.js'
import { folded } from './import-types.js'

type PlainTarget = (typeof importTargets)[number]

export const targetWords: Record<PlainTarget, { label: string; note: string }> = {
  title: { label: 'Title', note: 'what the task is, in a few words' },
  type: { label: 'Task type', note: 'decides steps, minutes and who may take it' },
  reference: {
    label: 'Reference',
    note: 'the number by which a row is known, so that none comes in twice',
  },
  createdAt: { label: 'Received', note: 'when it came in' },
  dueAt: { label: 'Due', note: 'else by the due rule of its type' },
  finishedAt: { label: 'Finished', note: 'when it was done, if it is' },
  status: { label: 'Status', note: 'open or finished' },
  priority: { label: 'Priority', note: 'urgent, high, normal or low' },
  team: { label: 'Team', note: 'else the team of its type' },
  channel: { label: 'How it came', note: 'counter, phone, mail, web' },
  requester: { label: 'Requester', note: 'who asks' },
  outcome: { label: 'Outcome', note: 'what came of it' },
  note: { label: 'Note', note: 'kept with the task' },
}

const order: readonly PlainTarget[] = [
  'title',
  'type',
  'reference',
  'createdAt',
  'dueAt',
  'finishedAt',
  'status',
  'priority',
  'team',
  'channel',
  'requester',
  'outcome',
  'note',
]
const dated: readonly ImportTarget[] = ['createdAt', 'dueAt', 'finishedAt']

export type TargetLine = {
  target: ImportTarget
  label: string
  note: string
  /** '' when nothing is read into it. */
  header: string
  samples: readonly string[]
  /** Why nothing can come in like this; null: it can. */
  error: string | null
}

/** The fields of the office's types, once each, by id. */
export function officeFields(
  types: Iterable<TaskTypeRow>,
): { id: string; label: string; of: string }[] {
  const fields = new Map<string, { id: string; label: string; types: string[] }>()
  for (const type of types) {
    if (!type.active) continue
    for (const { id, label, kind } of type.fields) {
      if (kind === 'computed') continue
      const known = fields.get(id)
      if (known) known.types.push(type.name)
      else fields.set(id, { id, label, types: [type.name] })
    }
  }
  return [...fields.values()]
    .map(({ id, label, types: names }) => ({
      id,
      label,
      of: names.length > 2 ? `${names.length} types` : names.join(', '),
    }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

const fieldTarget = (id: string): ImportTarget => `fields.${id}`

function line(
  target: ImportTarget,
  words: { label: string; note: string },
  columns: readonly ImportColumn[],
  mapping: Mapping,
): TargetLine {
  const header = mapping.columns[target] ?? ''
  const column = columns.find(({ name }) => name === header)
  return {
    target,
    ...words,
    header,
    samples: column?.samples ?? [],
    error: wanting(target, header, mapping),
  }
}

function wanting(target: ImportTarget, header: string, mapping: Mapping): string | null {
  if (header !== '') return null
  if (target === 'title') return 'Choose the column that says what each task is.'
  if (target === 'type' && mapping.defaultType === null)
    return 'Choose a column, or one type for all rows.'
  return null
}

/** What can be read from a file, most telling first; of the types' own fields those that are read. */
export function targetLines(
  columns: readonly ImportColumn[],
  mapping: Mapping,
  types: Iterable<TaskTypeRow>,
): TargetLine[] {
  const own = order.map((target) => line(target, targetWords[target], columns, mapping))
  const fields = officeFields(types)
  const read = Object.keys(mapping.columns).filter((target) =>
    target.startsWith('fields.'),
  ) as ImportTarget[]
  return [
    ...own,
    ...read.map((target) => {
      const field = fields.find(({ id }) => fieldTarget(id) === target)
      return line(
        target,
        {
          label: field?.label ?? target.slice('fields.'.length),
          note: field?.of ?? 'no type has this field now',
        },
        columns,
        mapping,
      )
    }),
  ]
}

export const unusedFields = (mapping: Mapping, types: Iterable<TaskTypeRow>) =>
  officeFields(types).filter(({ id }) => mapping.columns[fieldTarget(id)] === undefined)

/** '' takes the column away. */
export function withColumn(mapping: Mapping, target: ImportTarget, header: string): Mapping {
  const columns = { ...mapping.columns }
  if (header === '') delete columns[target]
  else columns[target] = header
  const titleMore = mapping.titleMore.filter((one) => one !== columns.title)
  // Words of another column say nothing about this one's.
  const fresh =
    target === 'type' && mapping.columns.type !== columns.type ? { types: {}, createTypes: [] } : {}
  return { ...mapping, ...fresh, columns, titleMore }
}

/** The headers that a mapping reads. */
const headersOf = ({ columns, titleMore }: Mapping): string[] => [
  ...new Set([...Object.values(columns).flatMap((name) => name ?? []), ...titleMore]),
]

/** Columns that nothing is read from, so that nobody thinks they came in. */
export function unusedColumns(columns: readonly ImportColumn[], mapping: Mapping): ImportColumn[] {
  const used = headersOf(mapping)
  return columns.filter(({ name }) => !used.includes(name))
}

export const dateOrderWords: Record<Mapping['dates'], string> = {
  auto: 'As found in the file',
  iso: 'Year first: 2026-11-23',
  mdy: 'Month first: 11/23/2026',
  dmy: 'Day first: 23/11/2026',
}

export type DateReading = {
  /** Names of the columns that are read as dates. */
  columns: string[]
  found: DateOrder | 'ambiguous' | null
  /** A value that can be read both ways. */
  example: string | null
}

/** How the dates of the chosen columns are written; `ambiguous` as soon as one column is. */
export function dateReading(columns: readonly ImportColumn[], mapping: Mapping): DateReading {
  const names = new Set(dated.flatMap((target) => mapping.columns[target] ?? []))
  const chosen = columns.filter(({ name }) => names.has(name))
  const orders = chosen.flatMap(({ dates }) => dates ?? [])
  const unsure = chosen.find(({ dates }) => dates === 'ambiguous')
  return {
    columns: chosen.map(({ name }) => name),
    found: unsure ? 'ambiguous' : (orders.find((one) => one !== 'iso') ?? orders[0] ?? null),
    example: unsure?.samples.find((sample) => sample.trim() !== '') ?? null,
  }
}

export type Saved = {
  row: MappingRow
  mapping: Mapping
  /** Headers that it wants and this file does not have. */
  missing: string[]
}

/** The saved mappings that can be read, those that fit the file first. */
export function savedMappings(
  rows: Iterable<MappingRow>,
  columns: readonly ImportColumn[],
): Saved[] {
  const headers = new Set(columns.map(({ name }) => name))
  return [...rows]
    .flatMap((row) => {
      const read = mappingSchema.safeParse(row.mapping)
      if (!read.success) return []
      return [
        {
          row,
          mapping: read.data,
          missing: headersOf(read.data).filter((name) => !headers.has(name)),
        },
      ]
    })
    .sort((a, b) => a.missing.length - b.missing.length || a.row.name.localeCompare(b.row.name))
}

/**
 * A saved mapping without what this file lacks and without types that the office has no more. A word
 * that became a type since then is that type's name now and is not made again.
 */
export function fitted(
  { mapping, missing }: Saved,
  types: ReadonlyMap<string, TaskTypeRow>,
): Mapping {
  const here = (name: string) => !missing.includes(name)
  const known = (id: string) => types.get(id)?.active === true
  const names = new Set([...types.values()].map(({ name }) => folded(name)))
  return {
    ...mapping,
    columns: Object.fromEntries(
      Object.entries(mapping.columns).filter(([, name]) => name !== undefined && here(name)),
    ) as Mapping['columns'],
    titleMore: mapping.titleMore.filter(here),
    types: Object.fromEntries(Object.entries(mapping.types).filter(([, id]) => known(id))),
    createTypes: mapping.createTypes.filter((word) => !names.has(folded(word))),
    defaultType:
      mapping.defaultType !== null && known(mapping.defaultType) ? mapping.defaultType : null,
  }
}
