/** An office in memory: people, types, held work, today's tallies and a window of each queue. */
import { apply, type BoardLike } from '../contract/apply.js'
import { compareQueue, positionOf, type Position } from '../contract/order.js'
import { tableNames, type Key, type Rows, type TableName, type TaskRow } from '../contract/rows.js'
import type { Entry } from '../../db/queries/commit.js'

/** Tasks, with the two indexes that decisions need: by holder and queued by team. */
export class TaskTable extends Map<number, TaskRow> {
  readonly held = new Map<string, Set<number>>()
  readonly queued = new Map<string, Set<number>>()

  override set(no: number, row: TaskRow): this {
    this.#forget(no)
    if (row.holder) add(this.held, row.holder, no)
    if (row.status === 'queued') add(this.queued, row.team, no)
    return super.set(no, row)
  }

  override delete(no: number): boolean {
    this.#forget(no)
    return super.delete(no)
  }

  #forget(no: number): void {
    const old = this.get(no)
    if (!old) return
    if (old.holder) this.held.get(old.holder)?.delete(no)
    if (old.status === 'queued') this.queued.get(old.team)?.delete(no)
  }
}

function add(index: Map<string, Set<number>>, key: string, no: number): void {
  const set = index.get(key)
  if (set) set.add(no)
  else index.set(key, new Set([no]))
}

export type Tables = { [T in TableName]: Map<Key<T>, Rows[T]> } & { task: TaskTable }

const emptyTables = (): Tables => {
  const tables = Object.fromEntries(tableNames.map((name) => [name, new Map()]))
  return { ...tables, task: new TaskTable() } as unknown as Tables
}

export type BoardState = {
  office: string
  epoch: string
  seq: number
  mark: string
  lastNo: number
  until: Record<string, Position | null>
  rows: { [T in TableName]?: Rows[T][] }
  window?: Window
}

/** Queued tasks of a team in memory, refilled below `low` and cut to `keep` above `high`; a screen gets `screen`. */
export type Window = { low: number; keep: number; high: number; screen: number }
export const WINDOW: Window = { low: 600, keep: 1000, high: 1500, screen: 500 }

export class Board {
  readonly office: string
  readonly epoch: string
  seq: number
  mark: string
  lastNo: number
  readonly tables: Tables = emptyTables()
  readonly until: Record<string, Position | null>
  readonly window: Window

  constructor(state: BoardState) {
    this.office = state.office
    this.epoch = state.epoch
    this.seq = state.seq
    this.mark = state.mark
    this.lastNo = state.lastNo
    this.until = { ...state.until }
    this.window = state.window ?? WINDOW
    for (const [name, rows] of Object.entries(state.rows)) {
      const table = this.tables[name as TableName] as Map<unknown, unknown>
      for (const row of rows) table.set(name === 'task' ? (row as TaskRow).no : (row as { id: string }).id, row)
    }
  }

  /** Applies committed entries, which must follow the board's seq without a gap. */
  advance(entries: readonly Entry[], mark: string): void {
    for (const entry of entries) {
      const puts: Record<string, object[]> = {}
      const drops: Record<string, (string | number)[]> = {}
      for (const { t, row } of entry.puts) {
        if (t === 'task') {
          const task = row as TaskRow
          this.lastNo = Math.max(this.lastNo, task.no)
          if (task.status === 'done' || task.status === 'cancelled') {
            ;(drops.task ??= []).push(task.no)
            continue
          }
        }
        ;(puts[t] ??= []).push(row)
      }
      for (const { t, key } of entry.drops) (drops[t] ??= []).push(key)
      apply(this as unknown as BoardLike, { from: this.seq, to: entry.seq, puts, drops })
    }
    this.mark = mark
  }

  /** Teams whose window has run low although the queue goes on behind it. */
  lowTeams(): { team: string; after: Position }[] {
    return Object.entries(this.until).flatMap(([team, after]) =>
      after && (this.tables.task.queued.get(team)?.size ?? 0) < this.window.low ? [{ team, after }] : [],
    )
  }

  /** Takes in what follows a team's window; `rows` are in queue order as of the board's seq. */
  extend(team: string, rows: readonly TaskRow[], complete: boolean): void {
    for (const row of rows) this.tables.task.set(row.no, row)
    const last = rows.at(-1)
    this.until[team] = complete ? null : last ? positionOf(last) : (this.until[team] ?? null)
  }

  /** Forgets the far end of windows that have grown too long. */
  trim(): void {
    const { keep, high } = this.window
    for (const [team, queued] of this.tables.task.queued) {
      if (queued.size <= high) continue
      const rows = this.queueOf(team)
      for (const row of rows.slice(keep)) this.tables.task.delete(row.no)
      const edge = rows[keep - 1]
      if (edge) this.until[team] = positionOf(edge)
    }
  }

  /** A team's queued tasks that memory has, in queue order. */
  queueOf(team: string): TaskRow[] {
    const rows: TaskRow[] = []
    for (const no of this.tables.task.queued.get(team) ?? []) {
      const row = this.tables.task.get(no)
      if (row) rows.push(row)
    }
    return rows.sort(compareQueue)
  }
}
