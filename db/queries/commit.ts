import { sql, type Kysely, type RawBuilder } from 'kysely'
import { PREPARED } from '../prepared.js'
import type { Database, LoggedDrop, LoggedPut } from '../schema.js'

/** What the log keeps of one command. */
export type Entry = {
  seq: number
  at: string
  actor: string
  command: string
  id: string
  input: object | null
  reason: string | null
  puts: LoggedPut[]
  drops: LoggedDrop[]
}

export type StoredAnswer = {
  person: string
  id: string
  seq: number
  command: string
  hash: string
  output: object
}

/** One batch, folded: per table the last put or drop of a key. */
export type Batch = {
  office: string
  seq: number
  mark: string
  newMark: string
  entries: Entry[]
  answers: (StoredAnswer & { at: string })[]
  events: { no: number; seq: number; status: string; holder: string | null; team: string }[]
  puts: Map<DocumentName, Map<string | number, object>>
  drops: Map<DocumentName, Set<string | number>>
}

export const documentTables = {
  office: 'office',
  team: 'team',
  person: 'person',
  account: 'account',
  skill: 'skill',
  taskType: 'task_type',
  task: 'task',
  backlog: 'backlog',
  tally: 'tally',
  mapping: 'mapping',
  ended: 'ended',
  credential: 'credential',
  pattern: 'pattern',
  shift: 'shift',
  leave: 'leave',
  plan: 'plan',
  hourNote: 'hour_note',
  standard: 'standard',
  usual: 'usual',
  undo: 'undo',
  archive: 'archive',
  checklist: 'checklist',
  rate: 'rate',
  review: 'review',
  sealed: 'sealed',
  target: 'target',
  trainingNeed: 'training_need',
  dismissal: 'dismissal',
  trainingSession: 'training_session',
  attendance: 'attendance',
  sheet: 'sheet',
  procedure: 'procedure',
  reading: 'reading',
  note: 'note',
  look: 'look',
  acknowledgement: 'acknowledgement',
  gradeTick: 'grade_tick',
} as const
export type DocumentName = keyof typeof documentTables
const documentNames = Object.keys(documentTables) as DocumentName[]

const keyType = (name: DocumentName) => sql.raw(name === 'task' ? 'integer' : 'text')

/** Advisory lock class of the offices' fences; the second key is the office's hash. */
export const FENCE_CLASS = 7_420_184

/**
 * Writes a batch in one statement. Each part reads from the count of the log's insert, so the
 * fence is tried before any row is touched.
 * @throws DatabaseError 23505 on `log_fence` (another node was first) or `answer_once` (already
 *   done), 23502 when the log's row at `seq` is not the one that memory knows.
 */
export async function commitBatch(db: Kysely<Database>, batch: Batch): Promise<void> {
  const parts: RawBuilder<unknown>[] = []
  // Always in one order, so that the same tables make the same text, which is prepared once.
  for (const name of documentNames) {
    const rows = batch.puts.get(name)
    if (rows && rows.size > 0) parts.push(putPart(batch, name, rows))
    const keys = batch.drops.get(name)
    if (keys && keys.size > 0) parts.push(dropPart(batch, name, keys))
  }
  if (batch.answers.length > 0) parts.push(answerPart(batch))
  if (batch.events.length > 0) parts.push(eventPart(batch))
  const rest = parts.length > 0 ? sql`, ${sql.join(parts, sql`, `)}` : sql``
  await sql`${sql.raw(PREPARED)}
    with g as materialized (
      select pg_advisory_xact_lock_shared(${FENCE_CLASS}::int, hashtext(${batch.office}))),
    l as (
      insert into log (office, seq, mark, at, actor, command, id, input, reason, puts, drops)
      select ${batch.office},
        (select p.seq from log p where p.office = ${batch.office} and p.seq = ${batch.seq}::bigint
          and p.mark = ${batch.mark}) + u.ord,
        ${batch.newMark}, u.e->>'at', u.e->>'actor', u.e->>'command', u.e->>'id',
        u.e->'input', u.e->>'reason', u.e->'puts', u.e->'drops'
      from g, jsonb_array_elements(${JSON.stringify(batch.entries)}::jsonb)
        with ordinality u(e, ord)
      returning 1),
    n as materialized (select count(*) c from l)${rest}
    select c from n`.execute(db)
}

function putPart(batch: Batch, name: DocumentName, rows: Map<string | number, object>) {
  const table = documentTables[name]
  const body = JSON.stringify([...rows].map(([key, row]) => ({ key, row })))
  return sql`${sql.raw(`p_${table}`)} as (
    insert into ${sql.table(table)} (office, key, row)
    select ${batch.office}, (r->>'key')::${keyType(name)}, r->'row'
    from n, jsonb_array_elements(${body}::jsonb) r
    on conflict (office, key) do update set row = excluded.row)`
}

function dropPart(batch: Batch, name: DocumentName, keys: Set<string | number>) {
  const table = documentTables[name]
  return sql`${sql.raw(`d_${table}`)} as (
    delete from ${sql.table(table)} x using n,
      jsonb_array_elements_text(${JSON.stringify([...keys])}::jsonb) k(key)
    where x.office = ${batch.office} and x.key = k.key::${keyType(name)})`
}

const answerPart = (batch: Batch) => sql`a as (
    insert into answer (office, person, id, seq, command, hash, output, at)
    select ${batch.office}, r->>'person', r->>'id', (r->>'seq')::bigint, r->>'command',
      r->>'hash', r->'output', r->>'at'
    from n, jsonb_array_elements(${JSON.stringify(batch.answers)}::jsonb) r)`

const eventPart = (batch: Batch) => sql`e as (
    insert into event (office, no, seq, status, holder, team)
    select ${batch.office}, (r->>'no')::int, (r->>'seq')::bigint, r->>'status', r->>'holder', r->>'team'
    from n, jsonb_array_elements(${JSON.stringify(batch.events)}::jsonb) r)`

/** Waits until no other node writes to this office, and keeps it so until the transaction ends. */
export async function lockFence(tx: Kysely<Database>, office: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FENCE_CLASS}::int, hashtext(${office}))`.execute(tx)
}

/** The log's entry 0, on which the first fence stands. */
export async function insertGenesis(
  tx: Kysely<Database>,
  { office, mark, at, id }: { office: string; mark: string; at: string; id: string },
): Promise<void> {
  await sql`insert into log (office, seq, mark, at, actor, command, id, puts, drops)
    values (${office}, 0, ${mark}, ${at}, 'system', 'office.genesis', ${id}, '[]', '[]')`.execute(
    tx,
  )
}
