import { sql, type Kysely, type Transaction } from 'kysely'
import { migrations as all, type Migration } from './migrations/all.js'
import type { Database } from './schema.js'
import { fail } from './settings.js'

const MIGRATION_LOCK = 7_420_183_655

/**
 * Brings the database up to this program, one transaction a migration. Nodes that start together
 * wait for each other.
 * @returns the names of the migrations that were run now
 * @throws OperatorError when a newer program has used the database
 */
export async function migrate(
  db: Kysely<Database>,
  migrations: Readonly<Record<string, Migration>> = all,
): Promise<string[]> {
  const run: string[] = []
  for (;;) {
    const name = await db.transaction().execute((tx) => runNext(tx, migrations))
    if (name === null) return run
    run.push(name)
  }
}

async function runNext(
  tx: Transaction<Database>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<string | null> {
  // Rewriting a large table may take long, and so may waiting for another node that does.
  await sql`select set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx)
  await sql`create table if not exists migration
    (name text primary key, at timestamptz not null default now())`.execute(tx)
  const done = await sql<{ name: string }>`select name from migration order by name`.execute(tx)
  const next = pending(
    done.rows.map((row) => row.name),
    Object.keys(migrations).sort(),
  )
  if (next === null) return null
  // A migration is frozen: it must not see the types of tables as they are today.
  await migrations[next]?.up(tx as unknown as Kysely<unknown>)
  await sql`insert into migration (name) values (${next})`.execute(tx)
  return next
}

function pending(done: string[], known: string[]): string | null {
  const foreign = done.find((name) => !known.includes(name))
  if (foreign !== undefined) {
    throw fail(
      `The database was used by a newer Tallyboard (it has had the change "${foreign}"). ` +
        `Start that version or a later one, or restore a backup made by this one.`,
    )
  }
  const next = known[done.length]
  if (done.some((name, index) => name !== known[index])) {
    throw new Error(`Migrations are out of order: ${next ?? 'one'} comes before one already done`)
  }
  return next ?? null
}
