/** Bringing a file of tasks in: how its columns are read, and what came of it. */
import { z } from 'zod'
import { channels, priorities } from './rows.js'
import { id, line } from './text.js'

/** What a column of a file can become. Beside these: `fields.<id>`, a field of the task's type. */
export const importTargets = [
  'title',
  'type',
  'priority',
  'team',
  'status',
  'dueAt',
  'createdAt',
  'finishedAt',
  'outcome',
  'channel',
  'reference',
  'requester',
  'note',
] as const
export type ImportTarget = (typeof importTargets)[number] | `fields.${string}`

const target = z
  .string()
  .refine(
    (value): value is ImportTarget =>
      (importTargets as readonly string[]).includes(value) ||
      /^fields\.[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/.test(value),
    `must be one of ${importTargets.join(', ')}, fields.<id>`,
  )

/** A column's name as the file has it, trimmed. */
const header = z.string().min(1).max(300)
/** Compared without regard to case and how many spaces there are. */
const cell = z.string().max(300)

export const dateOrders = ['iso', 'mdy', 'dmy'] as const
export type DateOrder = (typeof dateOrders)[number]
/** What becomes of rows that were finished before they came here. */
export const finishedModes = ['asDone', 'skip', 'asOpen'] as const
export type FinishedMode = (typeof finishedModes)[number]

export const mappingSchema = z.strictObject({
  /** Target to header. One header may serve several targets; a target that is left out is not read. */
  columns: z.partialRecord(target, header),
  /** Headers whose values follow the title, after commas. */
  titleMore: z.array(header).max(5).default([]),
  /** `auto`: by the whole column; a column that can be read both ways is read as month first, and a note says so. */
  dates: z.enum(['auto', ...dateOrders]).default('auto'),
  /** The file's word for a type, to a type's id. A type's own name or id needs no entry. */
  types: z.record(cell, id).default({}),
  /** Words that become task types of their own, made before the rows are. */
  createTypes: z.array(line(80)).max(500).default([]),
  /** The standard minutes of types that are made. */
  createMinutes: z.number().positive().max(10_000).default(10),
  /** For rows whose type is blank or unknown; null: they are refused. */
  defaultType: id.nullable().default(null),
  priorities: z.record(cell, z.enum(priorities)).default({}),
  teams: z.record(cell, id).default({}),
  channels: z.record(cell, z.enum(channels)).default({}),
  finished: z.enum(finishedModes).default('asDone'),
})
/** As it is used and answered: complete. */
export type Mapping = z.output<typeof mappingSchema>
/** As it may be sent: everything but `columns` may be left out. */
export type RawMapping = z.input<typeof mappingSchema>

export const badCell = z.object({
  /** The physical line of the file, from 1, where the record begins. */
  line: z.number().int(),
  /** The header, or a target's name where no column is to blame. */
  column: z.string(),
  reason: z.string(),
})
export type BadCell = z.infer<typeof badCell>

export const importColumn = z.object({
  name: z.string(),
  /** Up to five different values. */
  samples: z.array(z.string()),
  filled: z.number().int(),
  distinct: z.number().int(),
  /** What it was taken for by name and content, whatever mapping was sent; null: nothing. */
  guess: target.nullable(),
  /** How its dates read; `ambiguous`: month first and day first both fit; null: not a column of dates. */
  dates: z.enum([...dateOrders, 'ambiguous']).nullable(),
})
export type ImportColumn = z.infer<typeof importColumn>

export const previewRow = z.object({
  line: z.number().int(),
  title: z.string(),
  /** A type's id; null: its type will be made. */
  type: z.string().nullable(),
  /** The type's name. */
  typeName: z.string(),
  priority: z.enum(priorities).nullable(),
  team: z.string().nullable(),
  createdAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  channel: z.enum(channels).nullable(),
  reference: z.string().nullable(),
  requester: z.string().nullable(),
  outcome: z.string().nullable(),
  /** A task with this reference is already here (dry run only); it will be skipped. */
  here: z.boolean(),
})
export type PreviewRow = z.infer<typeof previewRow>

export const refusedRow = z.object({
  line: z.number().int(),
  /** As many as there are `columns`, as they stood in the file. */
  cells: z.array(z.string()),
  /** Each reason with its column, joined by `; `. */
  why: z.string(),
})
export type RefusedRow = z.infer<typeof refusedRow>

export const importReport = z.object({
  importId: z.string(),
  dryRun: z.boolean(),
  file: z.object({
    name: z.string(),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
    delimiter: z.enum([',', ';', '\t', '|']),
  }),
  /** The mapping that was used: the one sent, completed, or the one guessed. */
  mapping: mappingSchema,
  columns: z.array(importColumn),
  /** Records below the header. rows = created + skipped + leftOut + refused. */
  rows: z.number().int(),
  /** Tasks made; in a dry run: that would be made. */
  created: z.number().int(),
  /** Rows whose reference is here already, or stood earlier in the file. */
  skipped: z.number().int(),
  /** Finished rows left out at the mapping's wish. */
  leftOut: z.number().int(),
  refused: z.number().int(),
  /** The first 5,000 reasons; a row can have several. */
  bad: z.array(badCell),
  /** All refused rows with their original cells, for a file to correct; empty in a dry run. */
  refusedRows: z.array(refusedRow),
  /** The first 50 good rows. */
  preview: z.array(previewRow),
  /** Words for types that neither the office nor the mapping knows, most frequent first. */
  unknownTypes: z.array(
    z.object({ value: z.string(), rows: z.number().int(), guess: z.string().nullable() }),
  ),
  /** What a person should know before going on, in sentences. */
  notes: z.array(z.string()),
})
export type ImportReport = z.infer<typeof importReport>

export type ImportProgress = { progress: { done: number; total: number } }
