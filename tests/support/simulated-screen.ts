/** A screen as the browser has it (the real Sync and Refill), on a line that loses, delays and doubles. */
import { meOf, snapshotFor } from '../../server/feed/snapshot.js'
import { permissionsOf } from '../../server/commands/policy.js'
import type { App } from '../../server/app.js'
import {
  keyOf,
  wireTables,
  type PersonRow,
  type ShownTask,
  type WireTable,
} from '../../server/contract/rows.js'
import type {
  Envelope,
  EnvelopesAnswer,
  Head,
  Me,
  Snapshot,
  Until,
} from '../../server/contract/wire.js'
import { viewerOf } from '../../server/feed/envelope.js'
import type { Subscriber } from '../../server/feed/publisher.js'
import { envelopesSince } from '../../server/feed/resume.js'
import { Refill, type Page } from '../../web/replica/refill.js'
import { Sync, type SyncBoard } from '../../web/replica/sync.js'
import { NoAnswer, type Link, type LinkListener, type Resume } from '../../web/wire/link.js'
import type { Dice } from './dice.js'

export type Tables = { [T in Exclude<WireTable, 'task'>]: Map<string | number, object> } & {
  task: Map<number, ShownTask>
}
export const tablesOf = (snapshot: Snapshot): Tables =>
  Object.fromEntries(
    wireTables.map((name) => [
      name,
      new Map(snapshot.tables[name].map((row) => [keyOf(name, row), row])),
    ]),
  ) as Tables

const crossing = <T>(payload: T): T => JSON.parse(JSON.stringify(payload)) as T

/** What the server would answer this person at a door. */
export async function readSnapshot(app: App, office: string, id: string): Promise<Snapshot | null> {
  const board = await app.boardOf(office)
  const person = board.tables.person.get(id)
  if (!person?.active) return null
  return crossing(
    snapshotFor(board, viewerOf(person), meOf(board, person, permissionsOf), app.house.now()),
  )
}

export async function readEnvelopes(
  app: App,
  office: string,
  id: string,
  asked: { epoch: string; since: number },
): Promise<EnvelopesAnswer> {
  await app.lineOf(office).refresh()
  const board = await app.boardOf(office)
  const person = board.tables.person.get(id) as PersonRow
  return crossing(
    await envelopesSince(app.house.db, board, viewerOf(person), { ...asked, at: app.house.now() }),
  )
}

class ScreenBoard implements SyncBoard {
  epoch = ''
  seq = 0
  until: Until = {}
  tables = Object.fromEntries(wireTables.map((name) => [name, new Map()])) as unknown as Tables
  me: Me | null = null
  readonly refill: Refill

  constructor(ask: (team: string, after: object) => Promise<Page | null>) {
    this.refill = new Refill(this, ask, { few: 4, many: 14, slack: 6 })
  }

  load(snapshot: Snapshot) {
    Object.assign(this, {
      epoch: snapshot.epoch,
      until: snapshot.until,
      seq: snapshot.seq,
      me: snapshot.me,
    })
    this.tables = tablesOf(snapshot)
    this.refill.loaded()
  }

  applied(envelope: Envelope) {
    const mine = envelope.puts.person?.find(({ id }) => id === this.me?.id)
    if (mine && this.me) this.me = { ...this.me, ...mine }
    this.refill.applied(envelope)
  }
}

type Message = { event: 'snapshot' | 'envelope' | 'head'; payload: Snapshot | Envelope | Head }
let screens = 0

export class SimulatedScreen {
  readonly board: ScreenBoard
  /** Set to false, the line delivers everything, once and in order. */
  troubled = true
  #app: App | null = null
  #subscriber: Subscriber | null = null
  #line: Message[] = []
  #listeners = new Set<LinkListener>()
  #resume: () => Resume | null = () => null
  readonly #sync: Sync

  constructor(
    readonly person: string,
    private readonly office: string,
    private readonly dice: Dice,
  ) {
    this.board = new ScreenBoard((team, after) => this.#page(team, after))
    this.#sync = new Sync(this.board, this.#link(), {
      onFreshness: () => {},
      onOtherContract: () => {},
    })
    this.#sync.start()
  }

  get connected(): boolean {
    return this.#subscriber !== null
  }

  /** Connects to a node, resuming from where the board is; what was under way is lost. */
  async connect(app: App): Promise<void> {
    this.disconnect()
    const board = await app.boardOf(this.office)
    const person = board.tables.person.get(this.person)
    if (!person?.active) return
    const subscriber: Subscriber = {
      id: `screen ${++screens}`,
      viewer: viewerOf(person),
      session: { hash: `session ${screens}`, createdAt: app.house.now() },
      send: (event, payload) => {
        if (this.#subscriber === subscriber) this.#receive({ event, payload: crossing(payload) })
      },
      end: () => {
        app.house.publisherOf(this.office).unsubscribe(subscriber.id)
        if (this.#subscriber === subscriber) this.disconnect()
      },
    }
    this.#app = app
    this.#subscriber = subscriber
    for (const { onStatus } of this.#listeners) onStatus?.({ state: 'open' })
    app.house.publisherOf(this.office).subscribe(board, subscriber, this.#resume() ?? undefined)
  }

  disconnect(): void {
    if (this.#subscriber) this.#app?.house.publisherOf(this.office).unsubscribe(this.#subscriber.id)
    this.#subscriber = null
    this.#line = []
    for (const { onStatus } of this.#listeners) onStatus?.({ state: 'waiting', retryAt: 0 })
  }

  /** Lets some of what is under way arrive; all of it once the trouble is over. */
  deliver(): void {
    const most = this.troubled ? this.dice.whole(0, this.#line.length) : this.#line.length
    for (const message of this.#line.splice(0, most)) this.#hand(message)
  }

  close(): void {
    this.disconnect()
    this.#sync.stop()
  }

  #receive(message: Message): void {
    // A snapshot that is lost takes its connection with it; of the rest any frame may go astray.
    if (!this.troubled || message.event === 'snapshot') return void this.#line.push(message)
    if (this.dice.chance(0.12)) return
    this.#line.push(message)
    if (this.dice.chance(0.08)) this.#line.push(message)
    if (this.dice.chance(0.05)) this.#line.reverse()
  }

  #hand({ event, payload }: Message): void {
    for (const listener of this.#listeners) {
      if (event === 'snapshot') listener.onSnapshot?.(payload as Snapshot)
      else if (event === 'envelope') listener.onEnvelope?.(payload as Envelope)
      else listener.onHead?.(payload as Head)
    }
  }

  async #page(team: string, after: object): Promise<Page | null> {
    const app = this.#usable()
    const answer = await app.execute(this.office, this.person, 'queue.page', {
      team,
      after,
      limit: 5,
    })
    return answer.ok ? crossing(answer.output as Page) : null
  }

  /** @throws NoAnswer when the request is lost */
  #usable(): App {
    if (!this.#app || !this.#subscriber || (this.troubled && this.dice.chance(0.1)))
      throw new NoAnswer()
    return this.#app
  }

  #link(): Link {
    return {
      status: { state: 'open' },
      connect: (resume) => void (this.#resume = resume),
      retry: () => {},
      close: () => {},
      listen: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
      send: () => Promise.reject(new NoAnswer()),
      fetchEnvelopes: async (epoch, since) =>
        readEnvelopes(this.#usable(), this.office, this.person, { epoch, since }),
      fetchSnapshot: async () => {
        const snapshot = await readSnapshot(this.#usable(), this.office, this.person)
        if (!snapshot) throw new NoAnswer()
        return snapshot
      },
    }
  }
}
