/** A client like any other: signs in over HTTP, keeps a board over Socket.IO, sends commands. */
import { createHash, randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { apply } from '../contract/apply.js'
import type { RawInput, WriteName } from '../contract/commands.js'
import type { ChecklistItem, ChecklistRow } from '../contract/quality-rows.js'
import {
  keyOf,
  wireTables,
  type PersonRow,
  type ShownTask,
  type TaskTypeRow,
  type WireTable,
} from '../contract/rows.js'
import type { Answer, Envelope, Me, Snapshot } from '../contract/wire.js'

export type Where = {
  address: string
  /** What the browser of this person would send as Origin. */
  origin: string
}

/** The cookie of a session, and the hash by which the server speaks of it. */
export type SignedIn = { cookie: string; session: string; me: Me }

const UNANSWERED_MS = 10_000

/** Null when the server refused; throws when it could not be reached. */
export async function signIn(
  { address, origin }: Where,
  username: string,
  password: string,
): Promise<SignedIn | null> {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password }),
  })
  if (!response.ok) return null
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const id = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))
  const { me } = (await response.json()) as { me: Me }
  return { cookie, session: createHash('sha256').update(id).digest('hex'), me }
}

export async function signOut({ address, origin }: Where, { cookie }: SignedIn): Promise<void> {
  await fetch(`${address}/api/session`, { method: 'DELETE', headers: { origin, cookie } })
}

type Tables = { [T in WireTable]: Map<string | number, object> }

/** The board as this person sees it, and their voice. */
export class Client {
  readonly #socket: Socket
  #epoch = ''
  #board: { seq: number; tables: Tables; until: Snapshot['until'] } | null = null
  #opened: (() => void) | null = null

  constructor(
    where: Where,
    readonly who: SignedIn,
    private readonly onLost: () => void,
  ) {
    this.#socket = io(where.address, {
      transports: ['websocket'],
      extraHeaders: { cookie: who.cookie, origin: where.origin },
      auth: (give) => give(this.#board ? { epoch: this.#epoch, seq: this.#board.seq } : {}),
      reconnectionDelayMax: 3_000,
      forceNew: true,
    })
    this.#socket.on('snapshot', (snapshot: Snapshot) => this.#replace(snapshot))
    this.#socket.on('envelope', (envelope: Envelope) => this.#take(envelope))
    // `not_signed_in`, or the server ended the connection: this session is over.
    this.#socket.on('connect_error', ({ message }) => message === 'not_signed_in' && this.onLost())
    this.#socket.on('disconnect', (reason) => reason === 'io server disconnect' && this.onLost())
  }

  /** Resolves when the first snapshot is here. */
  opened(): Promise<void> {
    return this.#board ? Promise.resolve() : new Promise((done) => (this.#opened = done))
  }

  get me(): PersonRow | undefined {
    return this.#rows('person').get(this.who.me.id) as PersonRow | undefined
  }

  get people(): PersonRow[] {
    return [...this.#rows('person').values()] as PersonRow[]
  }

  get tasks(): ShownTask[] {
    return [...this.#rows('task').values()] as ShownTask[]
  }

  task(no: number): ShownTask | undefined {
    return this.#rows('task').get(no) as ShownTask | undefined
  }

  /** What a checker of this type looks at; empty where there is nothing in particular. */
  checklist(type: string): ChecklistItem[] {
    const row = this.#rows('checklist').get(type) as ChecklistRow | undefined
    return row?.items ?? []
  }

  type(id: string): TaskTypeRow | undefined {
    return this.#rows('taskType').get(id) as TaskTypeRow | undefined
  }

  /** An unknown outcome is asked for again under the same id, as often as it takes. */
  async command<N extends WriteName>(name: N, input: RawInput<N>): Promise<Answer> {
    const id = randomUUID()
    for (;;) {
      const answer = await this.#ask({ id, name, input })
      const again = answer === null || (!answer.ok && answer.error.code === 'unavailable')
      if (!again || this.#closed)
        return answer ?? { ok: false, error: { code: 'unavailable', message: 'gone' } }
      await new Promise((done) => setTimeout(done, 1_000))
    }
  }

  async #ask(message: { id: string; name: string; input: unknown }): Promise<Answer | null> {
    try {
      return (await this.#socket.timeout(UNANSWERED_MS).emitWithAck('command', message)) as Answer
    } catch {
      return null
    }
  }

  #closed = false

  close(): void {
    this.#closed = true
    this.#socket.disconnect()
  }

  #rows<T extends WireTable>(table: T): Map<string | number, object> {
    return this.#board?.tables[table] ?? new Map()
  }

  #replace(snapshot: Snapshot): void {
    const filled = wireTables.map((table) => [
      table,
      new Map(snapshot.tables[table].map((row) => [keyOf(table, row), row])),
    ])
    this.#epoch = snapshot.epoch
    this.#board = {
      seq: snapshot.seq,
      until: snapshot.until,
      tables: Object.fromEntries(filled) as Tables,
    }
    this.#opened?.()
  }

  #take(envelope: Envelope): void {
    const board = this.#board
    if (!board || envelope.to <= board.seq) return
    if (envelope.from === board.seq) return apply(board, envelope)
    // Something was missed: come back without a resume point, which brings a new snapshot.
    this.#board = null
    this.#socket.disconnect().connect()
  }
}
