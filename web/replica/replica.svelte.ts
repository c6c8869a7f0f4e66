/** This screen's copy of the board: the rows that its viewer may see, reactive, read-only to pages. */
import { SvelteMap } from 'svelte/reactivity'
import { apply } from '../../server/contract/apply.js'
import {
  wireTables,
  keyOf,
  type Key,
  type OfficeRow,
  type WireRows,
  type WireTable,
} from '../../server/contract/rows.js'
import type { Envelope, Me, Snapshot, Until } from '../../server/contract/wire.js'
import { Refill, type AskPage } from './refill.js'
import type { Freshness, SyncBoard } from './sync.js'

export type Tables = {
  [T in WireTable]: SvelteMap<Key<T extends 'task' ? 'task' : 'person'>, WireRows[T]>
}

const emptyTables = () =>
  Object.fromEntries(wireTables.map((name) => [name, new SvelteMap()])) as unknown as Tables

const enough = 1_500
const staffing = ['shift', 'pattern', 'leave', 'skill', 'taskType', 'office'] as const

export class Replica implements SyncBoard {
  readonly tables: Tables = emptyTables()
  epoch = ''
  #seq = $state.raw(0)
  #staffedAt = $state.raw(0)
  #until = $state.raw<Until>({})
  #me = $state.raw<Me | null>(null)
  #office = $state.raw<OfficeRow | null>(null)
  #freshness = $state.raw<Freshness>({ state: 'catching', asOf: null })
  #refill: Refill
  #waiters: { seq: number; done: () => void }[] = []

  constructor(ask: AskPage) {
    this.#refill = new Refill(this, ask)
  }

  /** False until the first snapshot came. */
  get ready() {
    return this.#me !== null
  }
  get seq() {
    return this.#seq
  }
  set seq(seq: number) {
    this.#seq = seq
  }
  /** The last entry that changed who works when, at what and for how long. */
  get staffedAt() {
    return this.#staffedAt
  }
  /** Per team, how far its queue is here; null: all of it. */
  get until(): Until {
    return this.#until
  }
  set until(until: Until) {
    this.#until = until
  }
  get freshness(): Freshness {
    return this.#freshness
  }
  set freshness(freshness: Freshness) {
    this.#freshness = freshness
  }
  /** The viewer. @throws Error before the first snapshot */
  get viewer(): Me {
    if (!this.#me) throw new Error('the board is not here yet')
    return this.#me
  }
  /** @throws Error before the first snapshot */
  get office(): OfficeRow {
    if (!this.#office) throw new Error('the board is not here yet')
    return this.#office
  }
  get me(): Me | null {
    return this.#me
  }

  /** Whether the viewer's role may use a command at all. */
  may = (command: string) => this.#me?.permissions.includes(command) ?? false

  load(snapshot: Snapshot) {
    this.epoch = snapshot.epoch
    this.#until = snapshot.until
    for (const name of wireTables) this.#replace(name, snapshot.tables[name] ?? [])
    this.#seq = this.#staffedAt = snapshot.seq
    this.#office = snapshot.office
    this.#me = snapshot.me
    this.#refill.loaded()
    this.#wake()
  }

  applied(envelope: Envelope) {
    const { puts, drops } = envelope
    if (staffing.some((table) => puts[table] ?? drops[table])) this.#staffedAt = envelope.to
    this.#office = puts.office?.find((row) => row.id === this.#office?.id) ?? this.#office
    const mine = puts.person?.find((row) => row.id === this.#me?.id)
    const account = puts.account?.find((row) => row.id === this.#me?.id)
    if (this.#me && (mine || account)) {
      const username = account?.username ?? this.#me.username
      this.#me = {
        ...this.#me,
        ...mine,
        username,
        mustChangePassword: account?.temporary ?? this.#me.mustChangePassword,
      }
    }
    this.#refill.applied(envelope)
    this.#wake()
  }

  /** Applies an envelope that fits, e.g. in a test. */
  apply(envelope: Envelope) {
    apply(this, envelope)
    this.applied(envelope)
  }

  /** Asks for more of a team's queue than is here; all teams when left out. */
  more(team?: string | null) {
    for (const name of team ? [team] : Object.keys(this.#until)) this.#refill.more(name)
  }

  /** Resolves when the board is at `seq`, or after a moment. */
  reached(seq: number): Promise<void> {
    if (this.#seq >= seq) return Promise.resolve()
    return new Promise((done) => {
      this.#waiters.push({ seq, done })
      setTimeout(done, enough)
    })
  }

  #replace(name: WireTable, rows: readonly object[]) {
    const table = this.tables[name] as unknown as Map<string | number, object>
    const fresh = new Map(rows.map((row) => [keyOf(name, row), row]))
    for (const key of [...table.keys()]) if (!fresh.has(key)) table.delete(key)
    for (const [key, row] of fresh) table.set(key, row)
  }

  #wake() {
    const ready = this.#waiters.filter((waiter) => waiter.seq <= this.#seq)
    this.#waiters = this.#waiters.filter((waiter) => waiter.seq > this.#seq)
    for (const waiter of ready) waiter.done()
  }
}
