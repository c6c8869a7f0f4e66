import pg from 'pg'

export const OLDEST_POSTGRES = 15

/** An error whose message is a whole sentence for the operator; no stack is worth showing. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}

export function fail(message: string): OperatorError {
  return new OperatorError(message)
}

const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184

// seq and counts fit a JSON number; dates stay text, because a Date at midnight in the process's
// time zone is another day elsewhere.
const parsers = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [DATE, (text) => text],
  [TIMESTAMP, (text) => text],
  [TIMESTAMPTZ, (text) => text],
])

/** How values come out of either database. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' ? parsers.get(oid) : undefined) ??
    (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid)),
}

/**
 * Settings of every PostgreSQL connection. The limits are short because nothing here waits for a
 * person: what takes longer is stuck, and would hold an office's line.
 */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'tallyboard',
    options: '-c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 2_000,
    lock_timeout: 5_000,
    statement_timeout: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: typeParsers,
  }
}
