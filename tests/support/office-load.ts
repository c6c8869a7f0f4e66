/** People at work on a server over HTTP and Socket.IO, who remember what they sent and what came back. */
import { io, type Socket } from 'socket.io-client'
import type { UndoRow } from '../../server/contract/desk-rows.js'
import type { ShownTask, TaskRow } from '../../server/contract/rows.js'
import type { Answer } from '../../server/contract/wire.js'
import type { Call } from './checker.js'
import type { Dice } from './dice.js'
import { newBoard, people } from './floor.js'
import { nextCommand, type Kind } from './office-life.js'

export const PASSWORD = 'violet stapler counts forms'

const kinds: Partial<Record<Kind, number>> = {
  'task.create': 14,
  'task.import': 1,
  'task.claim': 9,
  'task.claimNext': 14,
  'task.release': 4,
  'task.finish': 12,
  'task.hold': 5,
  'task.resume': 5,
  'task.step': 3,
  'task.note': 3,
  'task.edit': 6,
  'task.cancel': 3,
  'task.reopen': 4,
  'task.assign': 6,
  'person.presence': 3,
  'task.change': 4,
  'task.pin': 3,
  'balance.apply': 4,
  'undo.apply': 3,
  'help.ask': 2,
  'help.answer': 2,
}
const PATIENCE_MS = 15_000

type Sent = Omit<Call, 'answer' | 'to'>
type Told = { task?: ShownTask | null; tasks?: ShownTask[]; undo?: string }
type Post = (sent: Sent) => Promise<Answer>

export async function signIn(address: string, username: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!answer.ok || !cookie) throw new Error(`${username} cannot sign in: ${await answer.text()}`)
  return cookie
}

export const byHttp =
  (address: string, cookies: ReadonlyMap<string, string>): Post =>
  async ({ person, id, name, input }) => {
    const answer = await fetch(`${address}/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: address,
        cookie: cookies.get(person) ?? '',
        'idempotency-key': id,
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return (await answer.json()) as Answer
  }

export class OfficeLoad {
  /** Everything that was sent and answered, or of which nothing more will be heard. */
  readonly calls: Call[] = []
  /** Sent, and not answered before the server was gone. */
  unknown: Sent[] = []
  readonly #board = newBoard()
  #known = 0
  #working = true
  #answered = 0
  #until: { answers: number; done: () => void } | null = null
  #sockets = new Map<string, Socket>()

  constructor(
    private readonly dice: Dice,
    private readonly address: string,
    private readonly cookies: ReadonlyMap<string, string>,
  ) {}

  /** Works until `stop` or until the server is gone. */
  async work(): Promise<void> {
    this.#working = true
    for (const { id } of people) this.#sockets.set(id, this.#connect(id))
    const http = byHttp(this.address, this.cookies)
    await Promise.all([
      ...Array.from({ length: 6 }, () => this.#loop(http)),
      ...Array.from({ length: 6 }, () => this.#loop(this.#bySocket)),
    ])
    for (const socket of this.#sockets.values()) socket.disconnect()
  }

  /** Resolves when so many more have been answered. */
  answers(more: number): Promise<void> {
    return new Promise((done) => (this.#until = { answers: this.#answered + more, done }))
  }

  stop(): void {
    this.#working = false
  }

  /** Asks for each unknown outcome again, with the same id; `unavailable` may be asked again too. */
  async resolve(): Promise<void> {
    const http = byHttp(this.address, this.cookies)
    const asked = this.unknown
    this.unknown = []
    for (const sent of asked) await this.#say(http, { ...sent })
  }

  async #loop(post: Post): Promise<void> {
    while (this.#working) {
      const { person, name, input } = nextCommand(this.dice, this.#board, kinds)
      const answered = await this.#say(post, {
        person,
        name,
        input,
        id: this.dice.uuid(),
        from: this.#known,
      })
      if (!answered) return
    }
  }

  /** False: nothing came back. */
  async #say(post: Post, sent: Sent): Promise<boolean> {
    const answer = await post(sent).catch(() => null)
    if (!answer || (!answer.ok && answer.error.code === 'unavailable')) {
      this.unknown.push(sent)
      this.calls.push({ ...sent, answer: null, to: Infinity })
      return answer !== null
    }
    if (!answer.ok && answer.error.code === 'too_many') {
      await new Promise((done) => setTimeout(done, answer.error.retryAfterMs))
      return true
    }
    this.calls.push({ ...sent, answer, to: Infinity })
    if (answer.ok) this.#learn(answer, sent.person)
    if (++this.#answered === this.#until?.answers) this.#until.done()
    return true
  }

  #learn({ seq, output }: Answer & { ok: true }, by: string): void {
    this.#known = Math.max(this.#known, seq)
    this.#board.seq = this.#known
    const { task, tasks = [], undo } = output as Told
    const rows = task ? [task, ...tasks] : tasks
    if (undo) this.#board.tables.undo.set(undo, undoRow(undo, by, rows))
    for (const row of rows) {
      this.#board.tables.task.set(row.no, row as TaskRow)
      this.#board.lastNo = Math.max(this.#board.lastNo, row.no)
    }
  }

  #connect(person: string): Socket {
    const headers = { cookie: this.cookies.get(person) ?? '', origin: this.address }
    return io(this.address, {
      transports: ['websocket'],
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    })
  }

  readonly #bySocket: Post = async ({ person, id, name, input }) => {
    const socket = this.#sockets.get(person)
    if (!socket) throw new Error('not connected')
    return new Promise<Answer>((done, failed) => {
      const lost = () => failed(new Error('the connection was lost'))
      socket.once('disconnect', lost)
      socket.once('connect_error', lost)
      socket
        .timeout(PATIENCE_MS)
        .emit('command', { id, name, input }, (error: Error | null, answer: Answer) => {
          socket.off('disconnect', lost)
          socket.off('connect_error', lost)
          if (error) failed(error)
          else done(answer)
        })
    })
  }
}

/** As much of it as somebody needs who takes it back. */
const undoRow = (id: string, by: string, rows: readonly ShownTask[]) =>
  ({ id, by, tasks: rows.map(({ no }) => ({ no })) }) as UndoRow
