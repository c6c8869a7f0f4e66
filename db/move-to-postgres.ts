/** Copies a whole embedded database to PostgreSQL, and proves that it is the same. */
import { sql, type Kysely } from 'kysely'
import type { Database } from './schema.js'
import { fail } from './settings.js'

/** Every table that holds something of the office; `migration` is written by migrating the target. */
const tables = [
  'meta', 'log', 'answer', 'event', 'office', 'team', 'person', 'account', 'skill', 'task_type', 'task',
  'backlog', 'tally', 'mapping', 'ended', 'credential', 'session',
] as const

export type Copied = { table: string; rows: number; hash: string }

const STEP = 1_000

/**
 * Copies in one transaction; the source is only read.
 * @returns each table's count and content hash, equal on both sides
 * @throws OperatorError when the target is not empty or came out different; then nothing is copied
 */
export async function copyAll(from: Kysely<Database>, to: Kysely<Database>): Promise<Copied[]> {
  const taken = await sql<{ n: number }>`select count(*) n from log`.execute(to)
  if ((taken.rows[0]?.n ?? 0) > 0) throw fail('The target database already has an office in it; give an empty one.')
  return to.transaction().execute(async (tx) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`delete from meta`.execute(tx)
    const copied: Copied[] = []
    for (const table of tables) {
      await copyTable(from, tx, table)
      const [here, there] = [await digest(from, table), await digest(tx, table)]
      if (here.rows !== there.rows || here.hash !== there.hash) {
        throw fail(`Table ${table} came out different (${here.rows} rows here, ${there.rows} there); nothing was copied.`)
      }
      copied.push({ table, ...here })
    }
    return copied
  })
}

async function copyTable(from: Kysely<Database>, to: Kysely<Database>, table: string): Promise<void> {
  const columns = await plainColumns(from, table)
  const list = sql.join(columns.map((name) => sql.ref(name)))
  for (let offset = 0; ; offset += STEP) {
    const read = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from (select ${list} from ${sql.table(table)}
        order by ${sql.join(columns.slice(0, 3).map((name) => sql.ref(name)))} limit ${STEP} offset ${offset}) t`.execute(from)
    if (read.rows.length === 0) return
    const rows = `[${read.rows.map(({ row }) => row).join(',')}]`
    await sql`insert into ${sql.table(table)} (${list})
      select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${rows}::jsonb)`.execute(to)
  }
}

/** Columns that are stored, in their order: generated ones make themselves. */
async function plainColumns(db: Kysely<Database>, table: string): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`.execute(db)
  return found.rows.map(({ name }) => name)
}

/** Count and a hash of the content that does not depend on the rows' order. */
async function digest(db: Kysely<Database>, table: string): Promise<{ rows: number; hash: string }> {
  const columns = sql.join((await plainColumns(db, table)).map((name) => sql.ref(name)))
  const found = await sql<{ rows: number; hash: string }>`
    select count(*) as rows, coalesce(md5(string_agg(h, '' order by h)), '') as hash
    from (select md5(to_jsonb(t)::text) h from (select ${columns} from ${sql.table(table)}) t) x`.execute(db)
  return found.rows[0] ?? { rows: 0, hash: '' }
}
