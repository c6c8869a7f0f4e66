/** PostgreSQL for tests: one server a run, a database of its own for whoever asks. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the run's PostgreSQL, database `postgres`. */
    postgresUrl: string
    /** Name of its database that has all migrations done. */
    postgresTemplate: string
  }
}

export interface FreshDatabase {
  /** For DATABASE_URL or `connect({ databaseUrl })`. */
  url: string
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>
}

/** A new database, with all migrations done unless `migrated` is false. */
export async function freshDatabase({ migrated = true } = {}): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = migrated ? inject('postgresTemplate') : 'template0'
  await asSuperuser(`create database ${name} template ${template}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => asSuperuser(`drop database if exists ${name} with (force)`),
  }
}

/** Runs one statement on the run's server, outside any test's database. */
export async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
