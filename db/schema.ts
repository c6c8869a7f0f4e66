/** The tables as Kysely sees them. Board rows are documents: `row` is what the log and the wire hold. */
import type { Generated, JSONColumnType, Kysely } from 'kysely'
import type { CredentialRow, Rows } from '../server/contract/rows.js'

/** JSON that the driver parses on the way out and takes as text on the way in. */
type Json<T extends object | null> = JSONColumnType<T, string, string>

export interface MetaTable {
  key: string
  value: Json<object>
}

export interface LogTable {
  office: string
  seq: number
  mark: string
  at: string
  actor: string
  command: string
  id: string
  input: Json<object | null>
  reason: string | null
  /** Null once pruned. */
  puts: Json<LoggedPut[] | null>
  drops: Json<LoggedDrop[] | null>
}

/** Who could see a row: everyone, or one person, the leads of a team, and some roles. */
export type Audience =
  'all' | { person: string | null; team: string | null; roles: readonly string[] }

export type LoggedPut = { t: keyof Rows; row: object; was: Audience | null }
export type LoggedDrop = { t: keyof Rows; key: string | number; was: Audience | null }

export interface AnswerTable {
  office: string
  person: string
  id: string
  seq: number
  command: string
  hash: string
  output: Json<object>
  at: string
}

/** One row for each entry that touched a task: its life, however old, by an index. */
export interface EventTable {
  office: string
  no: number
  seq: number
  status: string
  holder: string | null
  /** Null: of before teams were told; it is taken for the task's own. */
  team: string | null
}

export interface DocumentTable<Row extends object, Key = string> {
  office: string
  key: Key
  row: Json<Row>
}

export interface TaskTable extends DocumentTable<Rows['task'], number> {
  team: Generated<string>
  type: Generated<string>
  status: Generated<string>
  holder: Generated<string | null>
  rank: Generated<number>
  due_at: Generated<string | null>
  reference: Generated<string | null>
  finished_at: Generated<string | null>
  created_at: Generated<string>
  finished_by: Generated<string | null>
}

export interface ArchiveTable extends DocumentTable<object> {
  table: Generated<string>
  day: Generated<string>
}

export interface ReviewTable extends DocumentTable<Rows['review']> {
  checked_at: Generated<string | null>
}

export interface CredentialTable extends DocumentTable<CredentialRow> {
  username: Generated<string>
}

export interface SessionTable {
  /** SHA-256 of the session's id, hex: a stolen table opens nothing. */
  id_hash: string
  person: string
  office: string
  created_at: string
  idle_until: string
  absolute_until: string
  last_input_at: string
}

export interface Database {
  meta: MetaTable
  log: LogTable
  answer: AnswerTable
  event: EventTable
  office: DocumentTable<Rows['office']>
  team: DocumentTable<Rows['team']>
  person: DocumentTable<Rows['person']>
  account: DocumentTable<Rows['account']>
  skill: DocumentTable<Rows['skill']>
  task_type: DocumentTable<Rows['taskType']>
  task: TaskTable
  backlog: DocumentTable<Rows['backlog']>
  tally: DocumentTable<Rows['tally']>
  mapping: DocumentTable<Rows['mapping']>
  ended: DocumentTable<Rows['ended']>
  pattern: DocumentTable<Rows['pattern']>
  shift: DocumentTable<Rows['shift']>
  leave: DocumentTable<Rows['leave']>
  plan: DocumentTable<Rows['plan']>
  hour_note: DocumentTable<Rows['hourNote']>
  standard: DocumentTable<Rows['standard']>
  usual: DocumentTable<Rows['usual']>
  undo: DocumentTable<Rows['undo']>
  checklist: DocumentTable<Rows['checklist']>
  rate: DocumentTable<Rows['rate']>
  review: ReviewTable
  sealed: DocumentTable<Rows['sealed']>
  target: DocumentTable<Rows['target']>
  training_need: DocumentTable<Rows['trainingNeed']>
  dismissal: DocumentTable<Rows['dismissal']>
  training_session: DocumentTable<Rows['trainingSession']>
  attendance: DocumentTable<Rows['attendance']>
  sheet: DocumentTable<Rows['sheet']>
  procedure: DocumentTable<Rows['procedure']>
  reading: DocumentTable<Rows['reading']>
  note: DocumentTable<Rows['note']>
  look: DocumentTable<Rows['look']>
  acknowledgement: DocumentTable<Rows['acknowledgement']>
  grade_tick: DocumentTable<Rows['gradeTick']>
  /** Rows that left the board because their day is over; the key is `<table>/<key>`. */
  archive: ArchiveTable
  credential: CredentialTable
  session: SessionTable
}

/** A connection to it, or a transaction on one. */
export type Db = Kysely<Database>
