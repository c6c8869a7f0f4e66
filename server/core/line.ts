/**
 * The line of one office: what waited while the last commit ran is the next batch. Memory decides,
 * one statement commits, and the log's key is the fence against other nodes.
 */
import type { Kysely } from 'kysely'
import { commitBatch, lockFence, type Entry } from '../../db/queries/commit.js'
import { readAnswers, readEntries, readHead, readMark } from '../../db/queries/log.js'
import { readQueue } from '../../db/queries/board.js'
import type { Database } from '../../db/schema.js'
import type { Answer } from '../contract/wire.js'
import { decideBatch, internal, reused, type Chance, type Decided, type Waiting } from './batch.js'
import { type Board, type Window } from './board.js'
import { failureOf, FenceError, kindOfFailure, PastError } from './failures.js'
import { fetchNeeds } from './fetch.js'
import { loadBoard } from './load.js'

/** What the feed hears: entries that are committed now, or that everything must be read anew. */
export type Hears = {
  /** `own`: this node wrote them, and should tell the others. */
  committed(board: Board, entries: readonly Entry[], own: boolean): void
  reset(board: Board): void
}

export type LineOptions = {
  db: Kysely<Database>
  office: string
  now: () => string
  chance: Chance
  hears: Hears
  /** Most commands a batch; the embedded database works on this thread, so it gets few. */
  most: number
  /** Milliseconds for which an unknown outcome is looked into before `unavailable` is answered. */
  patience?: number
  /** How much of each queue memory keeps. */
  window?: Window
}

const TRANSIENT_WAIT_MS = 100
/** Locked batches that must read nothing foreign before the line trusts the key alone again. */
const QUIET = 4

export class Line {
  #board: Board | null = null
  #people: Waiting[] = []
  #later: Waiting[] = []
  #running: Promise<void> | null = null
  #locked = 0
  #conflicts = 0
  #look = false
  #closed = false
  /** When memory was last known to be the log's head, in ms of `performance.now()`. */
  provedAt = -Infinity

  constructor(private readonly options: LineOptions) {}

  get board(): Board | null {
    return this.#board
  }

  /** Puts a command into the line; people's go before imports and system rules. */
  submit(waiting: Omit<Waiting, 'answer'>, urgent = true): Promise<Answer> {
    if (this.#closed) return Promise.resolve(unavailable)
    return new Promise((resolve) => {
      ;(urgent ? this.#people : this.#later).push({ ...waiting, answer: resolve })
      this.#start()
    })
  }

  /** Reads the log past memory; resolves when that is done. Other nodes' entries reach the feed. */
  async refresh(): Promise<void> {
    this.#look = true
    this.#start()
    await this.#running
  }

  /** Finishes what waits, then takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#running) await this.#running
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null
      if (this.#look || this.#people.length + this.#later.length > 0) this.#start()
    })
  }

  async #run(): Promise<void> {
    // One tick, so that commands that arrive together are decided together.
    await Promise.resolve()
    while (this.#look || this.#people.length + this.#later.length > 0) {
      if (this.#look) {
        this.#look = false
        await this.#synchronise(this.options.db).catch(() => undefined)
      }
      const batch = this.#next()
      if (batch.length > 0) await this.#turn(batch)
      // The embedded database answers without ever turning the event loop: sockets would starve.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #next(): Waiting[] {
    const batch = this.#people.splice(0, this.options.most)
    return batch.length > 0 ? batch : this.#later.splice(0, 1)
  }

  async #turn(batch: Waiting[]): Promise<void> {
    const deadline = performance.now() + (this.options.patience ?? 8_000)
    let rest = batch
    while (rest.length > 0) {
      try {
        if (!this.#board) await this.#load()
        await (this.#locked > 0 ? this.#lockedAttempt(rest) : this.#attempt(this.options.db, rest))
        return
      } catch (error) {
        const kind = kindOfFailure(error)
        if (kind === 'culprit' && rest.length > 1) {
          for (const one of rest) await this.#turn([one])
          return
        }
        if (kind === 'culprit') {
          rest[0]?.answer({ ok: false, error: failureOf(error) ?? internal(this.options.chance.incident(error)) })
          return
        }
        if (kind === 'fence' && ++this.#conflicts >= 2) this.#locked = QUIET
        if (kind === 'unknown') await new Promise((resolve) => setTimeout(resolve, TRANSIENT_WAIT_MS))
        if (performance.now() > deadline) {
          for (const one of rest) one.answer(unavailable)
          return
        }
        // Whatever went wrong, the log knows what was done: read it before deciding again.
        rest = await this.#settleDone(rest, kind === 'past').catch(() => rest)
      }
    }
  }

  /** Decides and commits against memory as it is; answers, then publishes. */
  async #attempt(db: Kysely<Database>, batch: Waiting[]): Promise<void> {
    const board = this.#known()
    const fetched = await fetchNeeds(db, board, batch)
    const decided = decideBatch(board, fetched, batch, this.options.now(), this.options.chance)
    if (decided.batch.entries.length > 0) await commitBatch(db, decided.batch)
    else await this.#proveHead(db, board)
    await this.#finish(db, board, decided)
    this.#conflicts = 0
  }

  async #finish(db: Kysely<Database>, board: Board, decided: Decided): Promise<void> {
    const { entries, newMark } = decided.batch
    this.provedAt = performance.now()
    if (entries.length > 0) board.advance(entries, newMark)
    for (const { waiting, stored } of decided.accepted) {
      waiting.answer({ ok: true, output: stored.output, seq: stored.seq })
    }
    if (entries.length > 0) this.options.hears.committed(board, entries, true)
    await this.#answerRefused(db, decided)
    await this.#tend(db, board)
  }

  /** A refusal leaves only after its id was looked up, else a retry would be refused by itself. */
  async #answerRefused(db: Kysely<Database>, decided: Decided): Promise<void> {
    if (decided.refused.length === 0) return
    const keys = decided.refused.map(({ waiting }) => ({ person: waiting.person, id: waiting.id }))
    const stored = await readAnswers(db, decided.batch.office, keys).catch(() => null)
    for (const { waiting, failure } of decided.refused) {
      if (!stored) waiting.answer(unavailable)
      else if (!answerStored(waiting, stored)) waiting.answer({ ok: false, error: failure })
    }
  }

  /** @throws FenceError when the log's head is not what memory knows: nothing decided here counts */
  async #proveHead(db: Kysely<Database>, board: Board): Promise<void> {
    const head = await readHead(db, board.office)
    if (!head || head.epoch !== board.epoch || head.seq < board.seq) throw new PastError()
    if (head.seq !== board.seq) throw new FenceError()
    if (head.mark !== board.mark) throw new PastError()
  }

  async #lockedAttempt(batch: Waiting[]): Promise<void> {
    let done: { board: Board; decided: Decided } | null = null
    const foreign = await this.options.db.transaction().execute(async (tx) => {
      await lockFence(tx, this.options.office)
      const before = this.#known().seq
      await this.#synchronise(tx)
      const board = this.#known()
      const found = await readAnswers(tx, board.office, batch)
      const rest = batch.filter((one) => !answerStored(one, found))
      const fetched = await fetchNeeds(tx, board, rest)
      const decided = decideBatch(board, fetched, rest, this.options.now(), this.options.chance)
      if (decided.batch.entries.length > 0) await commitBatch(tx, decided.batch)
      done = { board, decided }
      return board.seq !== before
    })
    this.#locked = foreign ? QUIET : this.#locked - 1
    if (done) await this.#finish(this.options.db, (done as { board: Board }).board, (done as { decided: Decided }).decided)
  }

  /** Reads what is new, answers what was already done, and hands back the rest. */
  async #settleDone(batch: Waiting[], reload: boolean): Promise<Waiting[]> {
    if (reload) await this.#load()
    else await this.#synchronise(this.options.db)
    const stored = await readAnswers(this.options.db, this.options.office, batch)
    return batch.filter((one) => !answerStored(one, stored))
  }

  /** Brings memory to the log's head, or reads the board anew where the two have no common past. */
  async #synchronise(db: Kysely<Database>): Promise<void> {
    if (!this.#board) return this.#load(db)
    const board = this.#board
    const began = performance.now()
    const head = await readHead(db, board.office)
    if (!head || head.epoch !== board.epoch || head.seq < board.seq) return this.#load(db)
    if (head.seq === board.seq && head.mark === board.mark) {
      this.provedAt = began
      return
    }
    if ((await readMark(db, board.office, board.seq)) !== board.mark) return this.#load(db)
    const entries = await readEntries(db, board.office, board.seq, 2_000)
    const last = entries.at(-1)
    if (!last || last.seq - board.seq !== entries.length || entries.length === 2_000) return this.#load(db)
    if (entries.some((entry) => entry.puts === null)) return this.#load(db)
    board.advance(entries as Entry[], last.mark)
    this.provedAt = began
    this.options.hears.committed(board, entries as Entry[], false)
    await this.#tend(db, board)
  }

  async #load(db = this.options.db): Promise<void> {
    const began = performance.now()
    const had = this.#board !== null
    const board = await loadBoard(db, this.options.office, this.options.window)
    if (!board) throw new Error(`there is no office ${this.options.office}`)
    this.#board = board
    this.provedAt = began
    if (had) this.options.hears.reset(board)
  }

  /** Keeps each team's window neither too short to answer from nor too long to hold. */
  async #tend(db: Kysely<Database>, board: Board): Promise<void> {
    board.trim()
    for (const { team, after } of board.lowTeams()) {
      const rows = await readQueue(db, board.office, { teams: [team], after, limit: board.window.keep + 1 }).catch(() => null)
      const head = rows && (await readHead(db, board.office).catch(() => null))
      // Rows read at another head than memory's would mix two moments; the next turn tries again.
      if (!rows || head?.seq !== board.seq || head.mark !== board.mark) return
      board.extend(team, rows.slice(0, board.window.keep), rows.length <= board.window.keep)
    }
  }

  #known(): Board {
    if (!this.#board) throw new Error('the board is not loaded')
    return this.#board
  }
}

export const unavailable: Answer = {
  ok: false,
  error: {
    code: 'unavailable',
    message: 'It is not known yet whether this was done. Send it again with the same id.',
  },
}

function answerStored(
  waiting: Waiting,
  stored: readonly { person: string; id: string; hash: string; seq: number; output: object }[],
): boolean {
  const found = stored.find((one) => one.person === waiting.person && one.id === waiting.id)
  if (!found) return false
  waiting.answer(
    found.hash === waiting.hash
      ? { ok: true, output: found.output, seq: found.seq }
      : { ok: false, error: reused },
  )
  return true
}
