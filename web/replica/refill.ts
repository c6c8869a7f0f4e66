/**
 * Keeps the queue's window of each team full enough, and not endless. A page of the queue is as old
 * as its seq; what the board learned since then is laid over it again, so that it never brings back
 * what is gone.
 */
import { beyondWindow, type BoardLike } from '../../server/contract/apply.js'
import { compareQueue, positionOf, type Position } from '../../server/contract/order.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { Envelope } from '../../server/contract/wire.js'

export type Page = { seq: number; tasks: ShownTask[]; until: Position | null }
export type AskPage = (team: string, after: Position) => Promise<Page | null>
export type TaskTable = Map<number, ShownTask>
export type RefillBoard = Omit<BoardLike, 'tables'> & { tables: { task: TaskTable } }

/** Queued rows of a team: under `few` more are asked for; past `many` and `slack` the last are let go. */
export type Sizes = { few: number; many: number; slack: number }
const usual: Sizes = { few: 250, many: 1_000, slack: 500 }
/** Envelopes kept to lay over a page. */
const memory = 256

export class Refill {
  #board: RefillBoard
  #ask: AskPage
  #sizes: Sizes
  #recent: Envelope[] = []
  #asking = new Set<string>()
  #waiting = new Map<string, { page: Page; after: Position }>()
  #wanted = new Map<string, number>()
  #generation = 0

  constructor(board: RefillBoard, ask: AskPage, sizes = usual) {
    this.#board = board
    this.#ask = ask
    this.#sizes = sizes
  }

  /** A snapshot was loaded: what was asked before it is void. */
  loaded() {
    this.#generation++
    this.#recent = []
    this.#asking.clear()
    this.#waiting.clear()
    this.#wanted.clear()
    this.#check()
  }

  applied(envelope: Envelope) {
    this.#recent.push(envelope)
    if (this.#recent.length > memory) this.#recent.shift()
    for (const [team, { page, after }] of this.#waiting) {
      if (page.seq <= this.#board.seq) this.#merge(team, page, after)
    }
    if (envelope.puts.task || envelope.drops.task) this.#check()
  }

  /** Somebody scrolls near the end of what is here. */
  more(team: string) {
    if (this.#board.until[team] != null) void this.#fetch(team)
  }

  #check() {
    const { few, many, slack } = this.#sizes
    const counts = this.#counts()
    for (const [team, edge] of Object.entries(this.#board.until)) {
      const count = counts.get(team) ?? 0
      if (edge !== null && count < few) void this.#fetch(team)
      const most = Math.max(many, this.#wanted.get(team) ?? 0)
      if (count > most + slack) this.#trim(team, most)
    }
  }

  #counts(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const task of this.#board.tables.task.values()) {
      if (task.status === 'queued') counts.set(task.team, (counts.get(task.team) ?? 0) + 1)
    }
    return counts
  }

  async #fetch(team: string) {
    const after = this.#board.until[team]
    if (after == null || this.#asking.has(team) || this.#waiting.has(team)) return
    this.#asking.add(team)
    const generation = this.#generation
    const page = await this.#ask(team, after).catch(() => null)
    if (generation !== this.#generation) return
    this.#asking.delete(team)
    if (!page) return
    if (page.seq > this.#board.seq) this.#waiting.set(team, { page, after })
    else this.#merge(team, page, after)
  }

  #merge(team: string, page: Page, after: Position) {
    this.#waiting.delete(team)
    const edge = this.#board.until[team]
    const known = this.#recent[0]?.from ?? this.#board.seq
    // The window moved, or too much has happened since: such a page says nothing any more.
    if (edge == null || compareQueue(edge, after) !== 0 || page.seq < known) return this.#check()
    this.#board.until = { ...this.#board.until, [team]: page.until }
    const { task } = this.#board.tables
    for (const row of page.tasks) {
      const here = task.get(row.no)
      if (!here || here.seq <= row.seq) task.set(row.no, row)
    }
    for (const envelope of this.#recent) {
      if (envelope.to <= page.seq) continue
      for (const no of envelope.drops.task ?? []) task.delete(Number(no))
      for (const row of envelope.puts.task ?? []) {
        if (beyondWindow(row, this.#board.until)) task.delete(row.no)
        else task.set(row.no, row)
      }
    }
    this.#wanted.set(team, (this.#counts().get(team) ?? 0) + this.#sizes.slack)
    if (page.until !== null && page.tasks.length > 0) this.#check()
  }

  /** Lets go of the end of a queue that has grown inside its window. */
  #trim(team: string, most: number) {
    const { task } = this.#board.tables
    const queued = [...task.values()]
      .filter((row) => row.status === 'queued' && row.team === team)
      .sort(compareQueue)
    const last = queued[most - 1]
    if (!last) return
    this.#board.until = { ...this.#board.until, [team]: positionOf(last) }
    for (const row of queued.slice(most)) task.delete(row.no)
  }
}
