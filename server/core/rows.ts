/** A unit of work: reads through to the board and what was fetched, writes to overlays. */
import { compareQueue, positionOf } from '../contract/order.js'
import { keyOf, type BacklogRow, type CredentialRow, type Key, type Rows, type TableName, type TaskRow } from '../contract/rows.js'
import { audienceOf } from '../domain/audience.js'
import type { LoggedDrop, LoggedPut } from '../../db/schema.js'
import type { Board } from './board.js'

type Slot = { row: object | null; was: ReturnType<typeof audienceOf> }
/** Never on the board: kept only to be read again by table and day. */
export type KeptTable = 'forecast' | 'checklist' | 'balance'
type Archived = { table: TableName | KeptTable; day: string; row: object }
type Overlay = Map<TableName, Map<string | number, Slot>>

/** What one read brought in for a batch; kept for that batch only. */
export type Fetched = {
  rows: Map<TableName, Map<string | number, object>>
  /** What was read past the window of memory; `complete`: nothing of these types follows it. */
  queues: { team: string; types: ReadonlySet<string>; rows: TaskRow[]; complete: boolean }[]
  references: Set<string>
}
export const nothingFetched = (): Fetched => ({ rows: new Map(), queues: [], references: new Set() })

/** Too little of a queue was read for this command in this batch; alone it sees enough. */
export class ShortSight extends Error {
  override name = 'ShortSight'
}

/** The changes of a whole batch so far, over a board that stays as it is until the commit. */
export class BatchRows {
  readonly overlay: Overlay = new Map()
  readonly credentials = new Map<string, CredentialRow>()
  readonly archived = new Map<string, Archived>()
  readonly references = new Set<string>()
  lastNo: number

  constructor(
    readonly board: Board,
    readonly fetched: Fetched = nothingFetched(),
  ) {
    this.lastNo = board.lastNo
  }

  peek<T extends TableName>(table: T, key: Key<T>): Rows[T] | null {
    const slot = this.overlay.get(table)?.get(key)
    if (slot) return slot.row as Rows[T] | null
    const kept = (this.board.tables[table] as unknown as Map<Key<T>, Rows[T]>).get(key)
    return kept ?? ((this.fetched.rows.get(table)?.get(key) as Rows[T] | undefined) ?? null)
  }

  unit(): Unit {
    return new Unit(this)
  }
}

export class Unit {
  readonly #batch: BatchRows
  readonly #own: Overlay = new Map()
  readonly #credentials = new Map<string, CredentialRow>()
  readonly #archived = new Map<string, Archived>()
  readonly #references = new Set<string>()
  #lastNo: number

  constructor(batch: BatchRows) {
    this.#batch = batch
    this.#lastNo = batch.lastNo
  }

  get<T extends TableName>(table: T, key: Key<T>): Rows[T] | null {
    const slot = this.#own.get(table)?.get(key)
    return slot ? (slot.row as Rows[T] | null) : this.#batch.peek(table, key)
  }

  put<T extends TableName>(table: T, row: Rows[T]): void {
    const key = keyOf(table, row) as Key<T>
    const before = this.get(table, key)
    this.#set(table, key, row, before)
    if (table === 'task') this.#count(before as TaskRow | null, row as TaskRow)
  }

  drop<T extends TableName>(table: T, key: Key<T>): void {
    const before = this.get(table, key)
    if (before) this.#set(table, key, null, before)
  }

  /** Takes a row off the board but keeps it in the database, to be read by its table and day. */
  archive<T extends Exclude<TableName, 'task'>>(table: T, key: Key<T>, day: string): void {
    const row = this.get(table, key)
    if (!row) return
    this.#archived.set(`${table}/${key}`, { table, day, row })
    this.drop(table, key)
  }

  /** Keeps a row that no board shows, to be read by its table and day. */
  keep(table: KeptTable, key: string, day: string, row: object): void {
    this.#archived.set(`${table}/${key}`, { table, day, row })
  }

  /** A sign-in secret: written with this command, but kept out of log, wire and memory. */
  putCredential(row: CredentialRow): void {
    this.#credentials.set(row.id, row)
  }

  nextNo(): number {
    return ++this.#lastNo
  }

  /** All rows of one of the tables that memory holds whole. */
  *all<T extends Exclude<TableName, 'task'>>(table: T): Generator<Rows[T]> {
    const seen = new Set<string | number>()
    for (const overlay of [this.#own, this.#batch.overlay]) {
      for (const [key, slot] of overlay.get(table) ?? []) {
        if (seen.has(key)) continue
        seen.add(key)
        if (slot.row) yield slot.row as Rows[T]
      }
    }
    for (const [key, row] of this.#batch.board.tables[table] as Map<string, Rows[T]>) {
      if (!seen.has(key)) yield row
    }
  }

  /** Tasks with this holder. */
  heldBy(person: string): TaskRow[] {
    const found = new Map<number, TaskRow>()
    for (const no of this.#candidates(this.#batch.board.tables.task.held.get(person))) {
      const task = this.get('task', no)
      if (task?.holder === person) found.set(no, task)
    }
    return [...found.values()]
  }

  /**
   * The first queued task, in queue order, of a team and types.
   * @throws ShortSight when others of the batch took all that was read, and more follows
   */
  firstQueued(team: string, types: ReadonlySet<string>): TaskRow | null {
    const board = this.#batch.board
    const found: TaskRow[] = []
    const look = (task: TaskRow | null) => {
      if (task?.status === 'queued' && task.team === team && types.has(task.type)) found.push(task)
    }
    for (const no of this.#candidates(board.tables.task.queued.get(team))) look(this.get('task', no))
    let edge = board.until[team] ?? null
    for (const read of edge ? this.#batch.fetched.queues : []) {
      if (read.team !== team || [...types].some((type) => !read.types.has(type))) continue
      for (const row of read.rows) look(this.get('task', row.no))
      const last = read.rows.at(-1)
      if (read.complete) edge = null
      else if (edge && last && compareQueue(last, edge) > 0) edge = positionOf(last)
    }
    const first = found.reduce<TaskRow | null>((best, task) => (best && compareQueue(best, task) <= 0 ? best : task), null)
    if (edge && (!first || compareQueue(first, edge) > 0)) throw new ShortSight()
    return first
  }

  /**
   * The first `most` queued tasks of a team, in queue order, as far as they were read: what lies behind is
   * not among them, and nothing is said about it.
   */
  queued(team: string, most: number): TaskRow[] {
    const board = this.#batch.board
    const found = new Map<number, TaskRow>()
    const look = (task: TaskRow | null) => {
      if (task?.status === 'queued' && task.team === team) found.set(task.no, task)
    }
    for (const no of this.#candidates(board.tables.task.queued.get(team))) look(this.get('task', no))
    for (const { rows } of this.#batch.fetched.queues) for (const { no } of rows) look(this.get('task', no))
    return [...found.values()].sort(compareQueue).slice(0, most)
  }

  hasReference(reference: string): boolean {
    return this.#references.has(reference) || this.#batch.references.has(reference) || this.#batch.fetched.references.has(reference)
  }

  addReference(reference: string): void {
    this.#references.add(reference)
  }

  /** Hands this unit's changes to its batch. @returns what the log keeps of them */
  commit(): { puts: LoggedPut[]; drops: LoggedDrop[] } {
    const puts: LoggedPut[] = []
    const drops: LoggedDrop[] = []
    for (const [t, slots] of this.#own) {
      let below = this.#batch.overlay.get(t)
      if (!below) this.#batch.overlay.set(t, (below = new Map()))
      for (const [key, slot] of slots) {
        if (slot.row) puts.push({ t, row: slot.row, was: slot.was })
        else drops.push({ t, key, was: slot.was })
        below.set(key, slot)
      }
    }
    for (const [id, row] of this.#credentials) this.#batch.credentials.set(id, row)
    for (const [key, row] of this.#archived) this.#batch.archived.set(key, row)
    for (const reference of this.#references) this.#batch.references.add(reference)
    this.#batch.lastNo = this.#lastNo
    return { puts, drops }
  }

  #set<T extends TableName>(table: T, key: Key<T>, row: Rows[T] | null, before: Rows[T] | null): void {
    let slots = this.#own.get(table)
    if (!slots) this.#own.set(table, (slots = new Map()))
    const first = slots.get(key)
    slots.set(key, { row, was: first ? first.was : before ? audienceOf(table, before) : null })
  }

  *#candidates(kept: Iterable<number> | undefined): Generator<number> {
    const changed = [this.#own.get('task'), this.#batch.overlay.get('task')]
    if (kept) yield* kept
    for (const slots of changed) if (slots) yield* slots.keys() as Iterable<number>
  }

  /** Keeps the backlog rows exact whenever a task changes, whatever command changed it. */
  #count(before: TaskRow | null, after: TaskRow): void {
    const from = before && inBacklog(before) ? before : null
    const to = inBacklog(after) ? after : null
    if (from && to && backlogId(from) === backlogId(to) && from.standardMinutes === to.standardMinutes) return
    if (from) this.#shift(from, -1)
    if (to) this.#shift(to, 1)
  }

  #shift(task: TaskRow, by: 1 | -1): void {
    const id = backlogId(task)
    const { team, type, priority } = task
    const row: BacklogRow = this.get('backlog', id) ?? { id, team, type, priority, tasks: 0, standardMinutes: 0 }
    const tasks = row.tasks + by
    // Rounded to a hundredth, so that adding and taking away for years leaves no crumbs.
    const standardMinutes = Math.round((row.standardMinutes + by * task.standardMinutes) * 100) / 100
    if (tasks <= 0) this.drop('backlog', id)
    else this.put('backlog', { ...row, tasks, standardMinutes })
  }
}

const inBacklog = (task: TaskRow) => task.status === 'queued' || task.status === 'waiting'
const backlogId = (task: TaskRow) => `${task.team}/${task.type}/${task.priority}`
