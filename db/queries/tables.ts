/** Statements over any table, for copying a whole database. Rows travel as JSON text. */
import { sql } from 'kysely'
import type { Db } from '../schema.js'

/** Names of the tables, sorted. */
export async function readTables(db: Db): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select tablename collate "C" as name from pg_tables
    where schemaname = current_schema() order by 1`.execute(db)
  return found.rows.map(({ name }) => name)
}

/** Names of the migrations that were done; empty when there never was one. */
export async function readMigrations(db: Db): Promise<string[]> {
  if (!(await readTables(db)).includes('migration')) return []
  const found = await sql<{ name: string }>`
    select name collate "C" as name from migration order by 1`.execute(db)
  return found.rows.map(({ name }) => name)
}

/** Columns that are stored, in their order: generated ones make themselves. */
export async function readColumns(db: Db, table: string): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select column_name::text as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`.execute(db)
  return found.rows.map(({ name }) => name)
}

export async function hasRows(db: Db, table: string): Promise<boolean> {
  const found = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db)
  return found.rows.length > 0
}

export async function empty(db: Db, table: string): Promise<void> {
  await sql`delete from ${sql.table(table)}`.execute(db)
}

/** Keeps every other connection out of the tables until the transaction ends. */
export async function lock(db: Db, names: string[]): Promise<void> {
  await sql`lock table ${sql.join(names.map((name) => sql.table(name)))}
    in access exclusive mode`.execute(db)
}

/** For a transaction that is to take as long as it takes. */
export async function liftLimits(db: Db): Promise<void> {
  await sql`select set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(db)
}

export interface Cursor {
  /** At most so many further rows, each as JSON text; empty at the end. */
  next(limit: number): Promise<string[]>
  close(): Promise<void>
}

/** Reads a table once through, without order; only within a transaction. */
export async function openCursor(db: Db, table: string, columns: string[]): Promise<Cursor> {
  await sql`declare every no scroll cursor for
    select to_jsonb(t)::text as row from (select ${list(columns)} from ${sql.table(table)}) t
    `.execute(db)
  return {
    next: async (limit) => {
      const read = await sql<{ row: string }>`
        fetch forward ${sql.lit(limit)} from every`.execute(db)
      return read.rows.map(({ row }) => row)
    },
    close: async () => {
      await sql`close every`.execute(db)
    },
  }
}

export async function insertRows(
  db: Db,
  table: string,
  columns: string[],
  rows: string[],
): Promise<void> {
  await sql`insert into ${sql.table(table)} (${list(columns)})
    select ${list(columns)}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::jsonb)
    `.execute(db)
}

/** Count, and a hash of the content that does not depend on the rows' order. */
export async function digest(db: Db, table: string): Promise<{ rows: number; hash: string }> {
  const columns = list(await readColumns(db, table))
  const found = await sql<{ rows: number; hash: string }>`
    select count(*) as rows, md5(coalesce(string_agg(h, '' order by h), '')) as hash
    from (select md5(to_jsonb(t)::text) collate "C" as h
      from (select ${columns} from ${sql.table(table)}) t) hashed`.execute(db)
  return found.rows[0] ?? { rows: 0, hash: '' }
}

const list = (columns: string[]) => sql.join(columns.map((name) => sql.ref(name)))
