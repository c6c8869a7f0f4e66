import { sql, type Kysely } from 'kysely'
import type { TaskRow } from '../../server/contract/rows.js'
import type { Database } from '../schema.js'

export type TaskEvent = {
  seq: number
  at: string
  actor: string
  command: string
  input: object | null
  reason: string | null
  status: string
  holder: string | null
}

/** The life of a task, oldest first. */
export async function readTaskEvents(
  db: Kysely<Database>,
  office: string,
  no: number,
  limit = 1000,
): Promise<TaskEvent[]> {
  const found = await sql<TaskEvent>`
    select e.seq, l.at, l.actor, l.command, l.input, l.reason, e.status, e.holder
    from event e join log l on l.office = e.office and l.seq = e.seq
    where e.office = ${office} and e.no = ${no} order by e.seq limit ${limit}`.execute(db)
  return found.rows
}

const word = /[\p{L}\p{N}]+/gu

/** Open tasks first, then the newest; every word must begin a word of title, requester or reference. */
export async function searchTasks(
  db: Kysely<Database>,
  office: string,
  text: string,
  limit: number,
): Promise<TaskRow[]> {
  const words = text.toLowerCase().match(word) ?? []
  const query = words.map((one) => `${one}:*`).join(' & ')
  const number = /^#?(\d{1,9})$/.exec(text.trim())?.[1]
  const byNumber = number ? sql`or key = ${Number(number)}::int` : sql``
  const byWords = query ? sql`words @@ to_tsquery('simple', ${query})` : sql`false`
  const found = await sql<{ row: TaskRow }>`
    select row from task where office = ${office} and
      (${byWords} or lower(reference) like ${likePrefix(text)} ${byNumber})
    order by (key = ${Number(number ?? -1)}::int) desc, (status in ('done', 'cancelled')), key desc
    limit ${limit}`.execute(db)
  return found.rows.map(({ row }) => row)
}

const likePrefix = (text: string) => `${text.trim().toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
