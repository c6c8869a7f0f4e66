/** Tells every screen of an office what was committed: one frame a batch, built once a kind of viewer. */
import type { Entry } from '../../db/queries/commit.js'
import type { EndedRow } from '../contract/rows.js'
import type { Envelope, Head, Snapshot } from '../contract/wire.js'
import type { Board } from '../core/board.js'
import type { Viewer } from '../domain/audience.js'
import { changesSight, concerned, envelopeFor, foldEntries, kindOf, mayHaveChangedSight, viewerOf, type Span } from './envelope.js'
import { meOf, snapshotFor, type PermissionsOf } from './snapshot.js'

export type Subscriber = {
  id: string
  viewer: Viewer
  session: { hash: string; createdAt: string }
  send(event: 'snapshot' | 'envelope' | 'head', payload: Snapshot | Envelope | Head): void
  /** The session or the person's place here has ended. */
  end(): void
}

/** Writes one payload to many screens, encoding it once. */
export type FanOut = (to: readonly Subscriber[], event: 'envelope' | 'head', payload: Envelope | Head) => void

/** Entries kept at hand so that a screen back from a short break needs no snapshot. */
const RECENT = 1_000

export type PublisherOptions = { fanOut: FanOut; permissionsOf: PermissionsOf; now(): string }

export class Publisher {
  readonly #subscribers = new Map<string, Subscriber>()
  #recent: Entry[] = []
  #pending: Entry[] = []
  #board: Board | null = null
  #sent = 0
  #scheduled = false

  constructor(private readonly options: PublisherOptions) {}

  get size(): number {
    return this.#subscribers.size
  }

  committed(board: Board, entries: readonly Entry[]): void {
    if (this.#board !== board) this.#adopt(board, entries[0]?.seq)
    this.#pending.push(...entries)
    this.#recent.push(...entries)
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT)
    this.#endSessions(entries)
    if (this.#scheduled) return
    // The next frame gathers while this one is written, so its interval follows the fan-out's length.
    this.#scheduled = true
    setImmediate(() => this.flush())
  }

  /** Everything was read anew: each screen gets a snapshot. */
  reset(board: Board): void {
    this.#adopt(board)
    this.#recent = []
    this.#pending = []
    for (const subscriber of [...this.#subscribers.values()]) this.#snapshot(board, subscriber)
  }

  /** Adds a screen and brings it up to date: by an envelope from where it was, or by a snapshot. */
  subscribe(board: Board, subscriber: Subscriber, resume?: { epoch: string; seq: number }): void {
    this.flush()
    if (this.#board !== board) this.#adopt(board)
    this.#subscribers.set(subscriber.id, subscriber)
    const missed = resume && resume.epoch === board.epoch ? this.#since(board, resume.seq) : null
    if (missed && resume && !mayHaveChangedSight(subscriber.viewer, missed)) {
      const span = this.#span(board, resume.seq, board.seq)
      subscriber.send('envelope', envelopeFor(subscriber.viewer, span, foldEntries(missed)))
    } else this.#snapshot(board, subscriber)
    subscriber.send('head', this.#head(board))
  }

  unsubscribe(id: string): void {
    this.#subscribers.delete(id)
  }

  head(board: Board): void {
    this.flush()
    if (this.#subscribers.size > 0) this.options.fanOut([...this.#subscribers.values()], 'head', this.#head(board))
  }

  /** Writes what is pending now. */
  flush(): void {
    this.#scheduled = false
    const board = this.#board
    if (!board || this.#pending.length === 0) return
    const entries = this.#pending
    this.#pending = []
    const span = this.#span(board, this.#sent, entries.at(-1)?.seq ?? this.#sent)
    this.#sent = span.to
    this.#write(board, span, entries)
  }

  #write(board: Board, span: Span, entries: readonly Entry[]): void {
    const changes = foldEntries(entries)
    const personal = concerned(changes)
    const kinds = new Map<string, Subscriber[]>()
    for (const subscriber of this.#subscribers.values()) {
      const { viewer } = subscriber
      if (changesSight(viewer, entries)) this.#reintroduce(board, subscriber)
      else if (personal.has(viewer.id)) subscriber.send('envelope', envelopeFor(viewer, span, changes))
      else {
        const kind = kindOf(viewer)
        const same = kinds.get(kind)
        if (same) same.push(subscriber)
        else kinds.set(kind, [subscriber])
      }
    }
    for (const same of kinds.values()) {
      const [first] = same
      if (first) this.options.fanOut(same, 'envelope', envelopeFor(first.viewer, span, changes))
    }
  }

  /** A viewer whose role or teams changed gets the board anew; one who left is shown the door. */
  #reintroduce(board: Board, subscriber: Subscriber): void {
    const person = board.tables.person.get(subscriber.viewer.id)
    if (!person?.active) return subscriber.end()
    subscriber.viewer = viewerOf(person)
    this.#snapshot(board, subscriber)
  }

  #snapshot(board: Board, subscriber: Subscriber): void {
    const person = board.tables.person.get(subscriber.viewer.id)
    if (!person?.active) return subscriber.end()
    const me = meOf(board, person, this.options.permissionsOf)
    subscriber.send('snapshot', snapshotFor(board, subscriber.viewer, me, this.options.now()))
  }

  #endSessions(entries: readonly Entry[]): void {
    const ended = entries.flatMap(({ puts }) => puts.filter(({ t }) => t === 'ended').map(({ row }) => row as EndedRow))
    for (const row of ended) {
      for (const subscriber of [...this.#subscribers.values()]) {
        const { session, viewer } = subscriber
        const all = row.id === viewer.id && session.createdAt <= row.at && session.hash !== row.except
        if (row.id === session.hash || all) subscriber.end()
      }
    }
  }

  #since(board: Board, seq: number): Entry[] | null {
    if (seq === board.seq) return []
    const first = this.#recent[0]
    if (seq > board.seq || !first || first.seq > seq + 1) return null
    return this.#recent.filter((entry) => entry.seq > seq)
  }

  #adopt(board: Board, next = board.seq + 1): void {
    this.#board = board
    this.#sent = next - 1
  }

  #span(board: Board, from: number, to: number): Span {
    return { office: board.office, epoch: board.epoch, from, to, at: this.options.now() }
  }

  #head(board: Board): Head {
    return { epoch: board.epoch, seq: board.seq, at: this.options.now() }
  }
}
