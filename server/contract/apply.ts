/**
 * How an envelope changes a board. The server's memory, every screen and the tests use this one
 * function, so that apply(snapshot(n), log(n..m)) = snapshot(m) is a law and not a hope.
 */
import { compareQueue, type Position } from './order.js'
import { keyOf, type TableName } from './rows.js'

/** What apply needs of a table: a Map, or a reactive one. */
export type TableLike = {
  get(key: string | number): unknown
  set(key: string | number, row: never): unknown
  delete(key: string | number): boolean
}

export type BoardLike = {
  seq: number
  tables: { [table: string]: TableLike }
  until: Record<string, Position | null>
}

export type Change = {
  from: number
  to: number
  puts: { [table: string]: readonly object[] | undefined }
  drops: { [table: string]: readonly (string | number)[] | undefined }
}

type QueuedLike = Position & { status: string; team: string }

/** True when a queued task lies past the point up to which its team's queue is kept here. */
export function beyondWindow(task: QueuedLike, until: BoardLike['until']): boolean {
  if (task.status !== 'queued') return false
  const edge = until[task.team]
  return edge != null && compareQueue(task, edge) > 0
}

/**
 * Applies one change in place.
 * @throws RangeError when `from` is not the board's seq: the caller must fetch what is missing first.
 */
export function apply(board: BoardLike, change: Change): void {
  if (change.from !== board.seq) {
    throw new RangeError(`change begins at ${change.from}, board is at ${board.seq}`)
  }
  for (const [name, keys] of Object.entries(change.drops)) {
    const table = board.tables[name]
    if (table && keys) for (const key of keys) table.delete(key)
  }
  for (const [name, rows] of Object.entries(change.puts)) {
    const table = board.tables[name]
    if (!table || !rows) continue
    for (const row of rows) {
      const key = keyOf(name as TableName, row)
      if (name === 'task' && beyondWindow(row as QueuedLike, board.until)) table.delete(key)
      else table.set(key, row as never)
    }
  }
  board.seq = change.to
}
