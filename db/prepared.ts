/** Lets PostgreSQL keep the plan of the statement that commits, whose planning costs more than its run. */
import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** How a statement that is worth a name begins. */
export const PREPARED = '/* prepared */'

const names = new Map<string, string>()

function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) names.set(text, (name = createHash('sha256').update(text).digest('hex').slice(0, 32)))
  return name
}

/**
 * The pool as Kysely takes it, whose marked statements are prepared once a connection. Each
 * set of tables that a batch touches is a text of its own; there are some dozens of them.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      let named = clients.get(client)
      if (!named) clients.set(client, (named = namedClient(client)))
      return named
    },
    end: () => pool.end(),
  }
}

function namedClient(client: pg.PoolClient): PostgresPoolClient {
  const plain = client as unknown as PostgresPoolClient
  const query = (text: unknown, values?: unknown[]): unknown =>
    typeof text === 'string' && text.startsWith(PREPARED)
      ? client.query({ name: nameOf(text), text, values: values ?? [] })
      : plain.query(text as string, values ?? [])
  return { query: query as PostgresPoolClient['query'], release: () => client.release() }
}
