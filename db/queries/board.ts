import { sql, type Kysely } from 'kysely'
import type { Position } from '../../server/contract/order.js'
import { priorityRank } from '../../server/contract/order.js'
import type { Rows, TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'
import { documentTables } from './commit.js'

type Whole = Exclude<keyof Rows, 'task'>

/** Every row of one of the small tables of an office. */
export async function readAll<T extends Whole>(
  db: Kysely<Database>,
  office: string,
  table: T,
): Promise<Rows[T][]> {
  const found = await sql<{ row: Rows[T] }>`
    select row from ${sql.table(documentTables[table])} where office = ${office}`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** Rows by key; unknown keys are left out. */
export async function readByKeys<T extends keyof Rows>(
  db: Kysely<Database>,
  office: string,
  table: T,
  keys: (string | number)[],
): Promise<Rows[T][]> {
  if (keys.length === 0) return []
  const type = sql.raw(table === 'task' ? 'integer[]' : 'text[]')
  const found = await sql<{ row: Rows[T] }>`
    select row from ${sql.table(documentTables[table])}
    where office = ${office} and key = any(${keys}::${type})`.execute(db)
  return found.rows.map(({ row }) => row)
}

/** Tasks that somebody holds or that are being checked. */
export async function readHeld(db: Kysely<Database>, office: string): Promise<TaskRow[]> {
  const found = await sql<{ row: TaskRow }>`
    select row from task where office = ${office}
      and status in ('assigned', 'active', 'waiting', 'review')`.execute(db)
  return found.rows.map(({ row }) => row)
}

export type QueueQuery = {
  teams: string[]
  after?: Position | null
  types?: string[]
  limit: number
}

/** A null due time comes last. No text stands for it: which letter sorts after every digit is up to the database. */
function pastPosition({ priority, dueAt, no }: Position) {
  const rank = priorityRank(priority)
  const behind =
    dueAt === null
      ? sql`(due_at is null and key > ${no})`
      : sql`(due_at is null or (due_at, key) > (${dueAt}, ${no}))`
  return sql`rank >= ${rank} and (rank > ${rank} or ${behind})`
}

/** Queued tasks in queue order, after a position, of some teams and types. */
export async function readQueue(
  db: Kysely<Database>,
  office: string,
  { teams, after, types, limit }: QueueQuery,
): Promise<TaskRow[]> {
  const past = after ? sql`and ${pastPosition(after)}` : sql``
  const wanted = types ? sql`and type = any(${types}::text[])` : sql``
  const found = await sql<{ row: TaskRow }>`
    select row from task
    where office = ${office} and status = 'queued' and team = any(${teams}::text[]) ${past} ${wanted}
    order by rank, due_at nulls last, key limit ${limit}`.execute(db)
  return found.rows.map(({ row }) => row)
}

export async function readLastNo(db: Kysely<Database>, office: string): Promise<number> {
  const found = await sql<{ no: number | null }>`
    select max(key) as no from task where office = ${office}`.execute(db)
  return found.rows[0]?.no ?? 0
}

/** Which of these references some task of the office already carries. */
export async function readReferences(
  db: Kysely<Database>,
  office: string,
  references: string[],
): Promise<string[]> {
  if (references.length === 0) return []
  const found = await sql<{ reference: string }>`
    select distinct reference from task
    where office = ${office} and reference = any(${references}::text[])`.execute(db)
  return found.rows.map(({ reference }) => reference)
}

/** The name of the only office here; null: there are several; undefined: there is none. */
export async function readOnlyOfficeName(db: Kysely<Database>): Promise<string | null | undefined> {
  const [only, another] = await db
    .selectFrom('office')
    .select(sql<string>`row->>'name'`.as('name'))
    .limit(2)
    .execute()
  if (!only) return undefined
  return another ? null : only.name
}

export async function readOffices(db: Kysely<Database>): Promise<string[]> {
  const found = await db.selectFrom('office').select('office').execute()
  return found.map(({ office }) => office)
}
