/** What reaches people's screens of one thing that happens, by each way in which it can come. */
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Envelope, Me, Snapshot } from '../../server/contract/wire.js'
import type { Board } from '../../server/core/board.js'
import { viewerOf } from '../../server/feed/envelope.js'
import { Publisher, type Subscriber } from '../../server/feed/publisher.js'
import { envelopesSince } from '../../server/feed/resume.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import type { Node } from './nodes.js'

export const ways = ['snapshot', 'live', 'resumed'] as const
export type Tables = Partial<Snapshot['tables']>
/** The rows that came with a snapshot, with live envelopes and with a resumed feed. */
export type Heard = Record<(typeof ways)[number], Tables>

const merged = (envelopes: readonly Envelope[]): Tables =>
  Object.assign({}, ...envelopes.map(({ puts }) => puts)) as Tables

export class Hearing {
  readonly #live: Map<string, Envelope[]>
  /** Writes frames as it does to sockets: one for each kind of viewer, and personal ones. */
  readonly #publisher: Publisher

  constructor(
    private readonly node: Node,
    private readonly people: readonly string[],
    private readonly now: () => string,
  ) {
    this.#live = new Map(people.map((who) => [who, []]))
    this.#publisher = new Publisher({
      fanOut: (to, event, payload) => {
        for (const screen of to) screen.send(event, payload)
      },
      permissionsOf: () => [],
      now,
    })
  }

  async of(act: () => Promise<unknown>): Promise<Map<string, Heard>> {
    const { app, office, db } = this.node
    const { seq: since, epoch } = await app.boardOf(office)
    await act()
    const board = await app.boardOf(office)
    for (const who of this.people) this.#publisher.subscribe(board, this.#screen(who, board))
    for (const envelopes of this.#live.values()) envelopes.splice(0)
    const entries = await readEntries(db.db, office, since, board.seq - since)
    this.#publisher.committed(board, entries as Entry[])
    this.#publisher.flush()
    const heard = new Map<string, Heard>()
    for (const who of this.people) {
      const person = board.tables.person.get(who) as PersonRow
      const viewer = viewerOf(person)
      const missed = await envelopesSince(db.db, board, viewer, { epoch, since, at: this.now() })
      if (!('envelopes' in missed)) throw new Error('The feed cannot be resumed.')
      heard.set(who, {
        snapshot: snapshotFor(board, viewer, person as Me, this.now()).tables,
        live: merged(this.#live.get(who) ?? []),
        resumed: merged(missed.envelopes),
      })
    }
    return heard
  }

  #screen(who: string, board: Board): Subscriber {
    return {
      id: who,
      viewer: viewerOf(board.tables.person.get(who) as PersonRow),
      session: { hash: who, createdAt: this.now() },
      send: (event, payload) => {
        if (event === 'envelope') this.#live.get(who)?.push(structuredClone(payload as Envelope))
      },
      end: () => {},
    }
  }
}
