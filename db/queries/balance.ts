import { sql, type Kysely } from 'kysely'
import type { Database } from '../schema.js'

/** One kept row by its key, `<table>/<id>`. */
export async function readKeptRow<T>(
  db: Kysely<Database>,
  office: string,
  key: string,
): Promise<T | null> {
  const found = await sql<{ row: T }>`
    select row->'row' as row from archive where office = ${office} and key = ${key}`.execute(db)
  return found.rows[0]?.row ?? null
}

export type KeptReason = {
  seq: number
  why: string | null
  unless: string | null
  /** What the bound can be computed from is kept as well. */
  proved: boolean
}

/** Why balances moved a task, and under what they would have left it where it was; the records themselves are large. */
export async function readBalanceReasons(
  db: Kysely<Database>,
  office: string,
  no: number,
  seqs: readonly number[],
): Promise<KeptReason[]> {
  if (seqs.length === 0) return []
  const found = await sql<KeptReason>`
    select (a.row->'row'->>'id')::bigint as seq, m->>'why' as why, m->>'unless' as unless,
      (a.row->'row'->'certificate') is not null as proved
    from archive a, jsonb_array_elements(a.row->'row'->'moves') m
    where a.office = ${office} and a.key in (${sql.join(seqs.map((seq) => `balance/${seq}`))})
      and (m->>'task')::int = ${no}`.execute(db)
  return found.rows
}
