import type { Kysely } from 'kysely'
import { positionOf } from '../contract/order.js'
import { tableNames, type Rows, type TableName } from '../contract/rows.js'
import { readAll, readHeld, readLastNo, readQueue } from '../../db/queries/board.js'
import { toldOfTraining } from '../domain/day-reasons.js'
import { readHead } from '../../db/queries/log.js'
import type { Database } from '../../db/schema.js'
import { Board, WINDOW, type Window } from './board.js'

const whole = tableNames.filter((name) => name !== 'task')

/** Reads an office's board as of one moment; null where there is no such office. */
export async function loadBoard(
  db: Kysely<Database>,
  office: string,
  window: Window = WINDOW,
): Promise<Board | null> {
  // Who is in a transaction holds the office's fence, so nothing changes between the reads; on the
  // embedded database there is no second connection to read on.
  if (db.isTransaction) return readBoard(db, office, window)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => readBoard(tx, office, window))
}

async function readBoard(tx: Kysely<Database>, office: string, window: Window): Promise<Board | null> {
  const head = await readHead(tx, office)
  if (!head) return null
  const rows: { [T in TableName]?: Rows[T][] } = {}
  for (const table of whole) Object.assign(rows, { [table]: await readAll(tx, office, table) })
  const tasks = await readHeld(tx, office)
  const until: Board['until'] = {}
  for (const team of rows.team ?? []) {
    const queue = await readQueue(tx, office, { teams: [team.id], limit: window.keep + 1 })
    const kept = queue.slice(0, window.keep)
    const edge = kept.at(-1)
    until[team.id] = queue.length > kept.length && edge ? positionOf(edge) : null
    tasks.push(...kept)
  }
  rows.task = tasks
  tellTrainings(rows)
  const lastNo = await readLastNo(tx, office)
  return new Board({ office, ...head, lastNo, until, rows, window })
}

/** Trainings that were planned before it was kept with them who is told what they are about. */
function tellTrainings(rows: { [T in TableName]?: Rows[T][] }): void {
  const teamOf = new Map(rows.person?.map(({ id, team }) => [id, team]))
  rows.trainingSession = rows.trainingSession?.map((session) => {
    if (session.told) return session
    const attendance = rows.attendance?.filter((one) => one.session === session.id) ?? []
    return { ...session, told: toldOfTraining(session, attendance, teamOf.get(session.trainer) ?? null) }
  }) ?? []
}
