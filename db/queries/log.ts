import { sql, type Kysely } from 'kysely'
import type { Database } from '../schema.js'
import type { Entry, StoredAnswer } from './commit.js'

export type HeadRow = { seq: number; mark: string; epoch: string }

/** The newest entry of an office's log, and the database's epoch; null for an unknown office. */
export async function readHead(db: Kysely<Database>, office: string): Promise<HeadRow | null> {
  const found = await sql<HeadRow>`
    select l.seq, l.mark, m.value #>> '{}' epoch from log l, meta m
    where l.office = ${office} and m.key = 'epoch' order by l.seq desc limit 1`.execute(db)
  return found.rows[0] ?? null
}

/** Heads of several offices at once: office id → seq. */
export async function readHeads(
  db: Kysely<Database>,
  offices: string[],
): Promise<{ epoch: string; seqs: Map<string, number> }> {
  const epoch = await readEpoch(db)
  const rows = await sql<{ office: string; seq: number }>`
    select o.office, (select max(seq) from log where log.office = o.office) seq
    from unnest(${offices}::text[]) o(office)`.execute(db)
  return { epoch, seqs: new Map(rows.rows.map((row) => [row.office, row.seq])) }
}

export async function readEpoch(db: Kysely<Database>): Promise<string> {
  const found = await sql<{ epoch: string }>`
    select value #>> '{}' epoch from meta where key = 'epoch'`.execute(db)
  const epoch = found.rows[0]?.epoch
  if (epoch === undefined) throw new Error('the database has no epoch')
  return epoch
}

export async function readMeta(db: Kysely<Database>, key: string): Promise<string | null> {
  const found = await sql<{ value: string }>`
    select value #>> '{}' as value from meta where key = ${key}`.execute(db)
  return found.rows[0]?.value ?? null
}

/** The mark of the entry at `seq`, to prove that memory and the log share their past. */
export async function readMark(db: Kysely<Database>, office: string, seq: number): Promise<string | null> {
  const row = await db
    .selectFrom('log')
    .select('mark')
    .where('office', '=', office)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.mark ?? null
}

type LogRow = Omit<Entry, 'puts' | 'drops'> & {
  mark: string
  puts: Entry['puts'] | null
  drops: Entry['drops'] | null
}

/** Entries after `since` in order. `puts` and `drops` are null where the entry has been pruned. */
export async function readEntries(
  db: Kysely<Database>,
  office: string,
  since: number,
  limit: number,
): Promise<LogRow[]> {
  return db
    .selectFrom('log')
    .select(['seq', 'mark', 'at', 'actor', 'command', 'id', 'input', 'reason', 'puts', 'drops'])
    .where('office', '=', office)
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(limit)
    .execute() as Promise<LogRow[]>
}

export type AnswerKey = { person: string; id: string }

/** The stored answers among `keys`. */
export async function readAnswers(
  db: Kysely<Database>,
  office: string,
  keys: AnswerKey[],
): Promise<StoredAnswer[]> {
  if (keys.length === 0) return []
  const found = await sql<StoredAnswer>`
    select a.person, a.id, a.seq, a.command, a.hash, a.output
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) k(person text, id text)
    join answer a on a.office = ${office} and a.person = k.person and a.id = k.id`.execute(db)
  return found.rows
}

/** Empties what old entries carried. Their order, actor and input stay, so history stays whole. */
export async function pruneLog(db: Kysely<Database>, before: string, limit: number): Promise<number> {
  const done = await sql`
    update log set puts = null, drops = null where (office, seq) in (
      select l.office, l.seq from log l
      where l.at < ${before} and l.puts is not null
        and l.seq < (select max(seq) from log x where x.office = l.office)
      order by l.office, l.seq limit ${limit})`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

export async function pruneAnswers(db: Kysely<Database>, before: string, limit: number): Promise<number> {
  const done = await sql`
    delete from answer where (office, person, id) in (
      select office, person, id from answer where at < ${before} order by at limit ${limit})`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}
