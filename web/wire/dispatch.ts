/** Sends commands, and keeps at each until its outcome is known. */
import { SvelteMap } from 'svelte/reactivity'
import { v4 as uuid } from 'uuid'
import {
  commands,
  type CommandName,
  type Output,
  type RawInput,
} from '../../server/contract/commands.js'
import type { Answer } from '../../server/contract/wire.js'
import { NoAnswer, type Link } from './link.js'

export type Pending = {
  id: string
  name: CommandName
  input: unknown
  /** Epoch ms of this machine's clock. */
  since: number
  /** `confirming`: no answer in time, so the outcome is unknown; the same id is sent again until there is one. */
  state: 'sent' | 'confirming'
}

export type Dispatch = <N extends CommandName>(
  name: N,
  input: RawInput<N>,
) => Promise<Answer<Output<N>>>

type Options = {
  /** Ms until a command without an answer is shown as confirming and sent again. */
  patience?: number
  /** Resolves when the screen shows what the server had at `seq`, or will not soon. */
  reached?: (seq: number) => Promise<void>
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const signedOut: Answer = { ok: false, error: { code: 'not_signed_in', message: 'Sign in again' } }

export class Dispatcher {
  /** Commands whose outcome is not known yet, by id. Reads are not among them. */
  readonly pending = new SvelteMap<string, Pending>()
  #link: Link
  #patience: number
  #reached: (seq: number) => Promise<void>
  #wakers = new Set<() => void>()
  #closed = false
  #unlisten: () => void

  constructor(link: Link, options: Options = {}) {
    this.#link = link
    this.#patience = options.patience ?? 8_000
    this.#reached = options.reached ?? (() => Promise.resolve())
    this.#unlisten = link.listen({
      onStatus: (status) => {
        if (status.state === 'open') this.#wake()
        else for (const entry of this.pending.values()) this.#confirming(entry)
      },
    })
  }

  /** How many commands are waiting for an outcome that is late. */
  get confirming() {
    let count = 0
    for (const entry of this.pending.values()) if (entry.state === 'confirming') count++
    return count
  }

  /** The command that is under way for a task, if there is one. */
  pendingOn(no: number): Pending | undefined {
    for (const entry of this.pending.values()) if (concerns(entry.input, no)) return entry
    return undefined
  }

  /**
   * Resolves with the server's answer, however long that takes; never with a guess. When a command
   * was accepted, the board already shows it as a rule.
   */
  dispatch: Dispatch = async (name, input) => {
    const entry: Pending = { id: uuid(), name, input, since: Date.now(), state: 'sent' }
    const write = commands[name].kind === 'command'
    if (write) this.pending.set(entry.id, entry)
    try {
      const answer = await this.#until(entry)
      if (write && answer.ok) await this.#reached(answer.seq)
      return answer as Answer<Output<typeof name>>
    } finally {
      this.pending.delete(entry.id)
    }
  }

  /** Gives up waiting, at sign-out: what was accepted stays accepted. */
  close() {
    this.#closed = true
    this.#unlisten()
    this.#wake()
  }

  async #until(entry: Pending): Promise<Answer> {
    for (let tries = 0; !this.#closed; tries++) {
      if (this.#link.status.state !== 'open') {
        this.#confirming(entry)
        await this.#opened()
        continue
      }
      const answer = await this.#once(entry)
      if (answer && !(answer.ok === false && answer.error.code === 'unavailable')) return answer
      this.#confirming(entry)
      if (this.#link.status.state === 'open') await wait(Math.min(5_000, 250 * 2 ** tries))
    }
    return signedOut
  }

  async #once(entry: Pending): Promise<Answer | null> {
    try {
      return await this.#link.send(
        { id: entry.id, name: entry.name, input: entry.input },
        this.#patience,
      )
    } catch (error) {
      if (error instanceof NoAnswer) return null
      throw error
    }
  }

  #confirming(entry: Pending) {
    const known = this.pending.get(entry.id)
    if (known?.state === 'sent') this.pending.set(entry.id, { ...known, state: 'confirming' })
  }

  #opened = () => new Promise<void>((done) => this.#wakers.add(done))

  #wake() {
    for (const waker of this.#wakers) waker()
    this.#wakers.clear()
  }
}

function concerns(input: unknown, no: number): boolean {
  if (typeof input !== 'object' || input === null) return false
  if ('task' in input && input.task === no) return true
  return 'tasks' in input && Array.isArray(input.tasks) && input.tasks.includes(no)
}
