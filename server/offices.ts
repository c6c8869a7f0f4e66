/** The offices that this node serves: the line and the publisher of each, and what keeps them current. */
import type { Logger } from 'pino'
import type { Connection } from '../db/connect.js'
import type { Entry } from '../db/queries/commit.js'
import { readHeads } from '../db/queries/log.js'
import { permissionsOf } from './commands/policy.js'
import type { EndedRow } from './contract/rows.js'
import type { Chance } from './core/batch.js'
import type { Board, Window } from './core/board.js'
import { Line, type Hears } from './core/line.js'
import { officeDay } from './domain/due.js'
import { aloneAt } from './domain/quality/dispute.js'
import { goesBack, isOpen, nextUnbegun } from './domain/untouched.js'
import { Publisher, type FanOut } from './feed/publisher.js'

/** A node that has not read the log within this time cannot know that it is at the head. */
const HEAD_MS = 5_000
/** A batch of 64 holds the embedded database's thread for about 2 ms. */
const MOST = { pglite: 64, postgres: 256 }

export type OfficesOptions = {
  connection: Connection
  log: Logger
  now(): string
  chance: Chance
  fanOut: FanOut
  /** Somebody was signed out everywhere by a command of this node. */
  onEndedAll(office: string, ended: EndedRow): void
  /** Entries that a board has taken in; `own`: this node wrote them. */
  onCommitted(board: Board, entries: readonly Entry[], own: boolean): void
  /** A board was read anew, whatever has changed. */
  onReset(office: string): void
  most?: number
  patience?: number
  window?: Window
}

export class Offices {
  readonly #lines = new Map<string, Line>()
  readonly #publishers = new Map<string, Publisher>()
  readonly #announce: (office: string) => void
  /** Marks this node's own notifications: reading the log for each would hold up its line. */
  readonly #name: string

  constructor(private readonly options: OfficesOptions) {
    this.#name = options.chance.newId()
    this.#announce = createAnnouncer(options.connection, this.#name, options.log)
  }

  get count(): number {
    return this.#lines.size
  }

  get sockets(): number {
    return [...this.#publishers.values()].reduce((sum, { size }) => sum + size, 0)
  }

  readonly lineOf = (office: string): Line => {
    let line = this.#lines.get(office)
    if (!line) this.#lines.set(office, (line = this.#open(office)))
    return line
  }

  readonly publisherOf = (office: string): Publisher => {
    let publisher = this.#publishers.get(office)
    if (!publisher) {
      const { fanOut, now } = this.options
      this.#publishers.set(office, (publisher = new Publisher({ fanOut, permissionsOf, now })))
    }
    return publisher
  }

  /** Another node says that these offices changed. */
  readonly heard = (payload: string): void => {
    const [sender, ...changed] = payload.split(' ')
    if (sender === this.#name) return
    for (const office of changed) void this.#lines.get(office)?.refresh()
  }

  /** Reads on where other nodes have written; one query for all offices. */
  readonly lookAround = async (): Promise<void> => {
    const began = performance.now()
    const { epoch, seqs } = await readHeads(this.options.connection.db, [...this.#lines.keys()])
    for (const [office, seq] of seqs) {
      const line = this.#lines.get(office)
      if (!line?.board) continue
      if (line.board.epoch !== epoch || line.board.seq !== seq) await line.refresh()
      else line.provedAt = Math.max(line.provedAt, began)
    }
  }

  /** Tells every screen where the log stands. */
  readonly heads = (): void => {
    for (const [office, publisher] of this.#publishers) {
      const line = this.#lines.get(office)
      if (line?.board && performance.now() - line.provedAt < HEAD_MS) publisher.head(line.board)
    }
  }

  /** Offices whose board still shows the tallies of a day that has passed, with the day that it is. */
  pastDays(): { office: string; day: string }[] {
    return [...this.#lines].flatMap(([office, { board }]) => {
      const row = board?.tables.office.get(office)
      if (!board || !row) return []
      const { day } = officeDay(this.options.now(), row.timeZone)
      return [...board.tables.tally.values()].some((tally) => tally.day !== day) ? [{ office, day }] : []
    })
  }

  /** The boards that this node has in memory. */
  get boards(): Board[] {
    return [...this.#lines.values()].flatMap(({ board }) => board ?? [])
  }

  /** Assignments that nobody began within the time that their team gives: each holder's next, and no other. */
  untouched(): { office: string; minute: string; task: number; assignedAt: string; after: number; holder: string }[] {
    const minute = this.options.now().slice(0, 16)
    const now = Date.parse(this.options.now())
    return [...this.#lines].flatMap(([office, { board }]) => {
      const teams = board?.tables.team
      const row = board?.tables.office.get(office)
      if (!board || !row || ![...(teams?.values() ?? [])].some(({ rules }) => rules?.returnAfter)) return []
      if (!isOpen(row, now)) return []
      const { task: tasks, person: people } = board.tables
      return [...tasks.held].flatMap(([id, nos]) => {
        const task = nextUnbegun([...nos].flatMap((no) => tasks.get(no) ?? []), (team) => teams?.get(team)?.rules)
        const holder = people.get(id)
        const rules = task ? teams?.get(task.team)?.rules : undefined
        if (!task?.assignedAt || !holder || !goesBack({ task, holder, rules }, row, now)) return []
        return [{ office, minute, task: task.no, assignedAt: task.assignedAt, after: rules?.returnAfter ?? 0, holder: id }]
      })
    })
  }

  /** Blind checks whose other checker has not looked within a working day. */
  unpaired(): { office: string; task: number; review: string }[] {
    const now = this.options.now()
    return [...this.#lines].flatMap(([office, { board }]) => {
      const row = board?.tables.office.get(office)
      if (!board || !row) return []
      return [...board.tables.sealed.values()].flatMap(({ id, at }) => {
        const task = board.tables.review.get(id)?.task
        return task !== undefined && aloneAt(at, row) <= now ? [{ office, task, review: id }] : []
      })
    })
  }

  /** Finishes what waits in every line and writes the last frames. */
  async close(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((line) => line.close()))
    for (const publisher of this.#publishers.values()) publisher.flush()
  }

  #open(office: string): Line {
    const { connection, now, chance, most, patience, window } = this.options
    const hears: Hears = {
      committed: (board, entries, own) => {
        this.publisherOf(office).committed(board, entries)
        this.options.onCommitted(board, entries, own)
        if (!own) return
        this.#announce(office)
        for (const row of endedAll(entries)) this.options.onEndedAll(office, row)
      },
      reset: (board) => {
        this.publisherOf(office).reset(board)
        this.options.onReset(office)
      },
    }
    return new Line({
      db: connection.db, office, now, chance, hears, most: most ?? MOST[connection.kind],
      ...(patience === undefined ? {} : { patience }), ...(window ? { window } : {}),
    })
  }
}

const endedAll = (entries: readonly Entry[]) =>
  entries.flatMap(({ puts }) => puts.flatMap(({ t, row }) => (t === 'ended' ? [row as EndedRow] : [])))
    .filter(({ id, person }) => id === person)

/** Tells other nodes which offices changed: after the commit, many in one payload. */
function createAnnouncer(connection: Connection, name: string, log: Logger): (office: string) => void {
  const changed = new Set<string>()
  let sending = false
  const send = async () => {
    sending = true
    while (changed.size > 0) {
      const payload = [...changed].slice(0, 60)
      for (const office of payload) changed.delete(office)
      await connection.notify([name, ...payload].join(' ')).catch((error: unknown) => log.warn({ err: error }, 'notify failed'))
    }
    sending = false
  }
  return (office) => {
    if (connection.kind !== 'postgres') return
    changed.add(office)
    if (!sending) void send()
  }
}
