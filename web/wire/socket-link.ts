import { io, type Socket } from 'socket.io-client'
import { errorStatus, type ErrorCode } from '../../server/contract/errors.js'
import type { Answer, Envelope, Head, Snapshot } from '../../server/contract/wire.js'
import { fetchEnvelopes, fetchSnapshot } from './fetches.js'
import {
  NoAnswer,
  type Frame,
  type Link,
  type LinkListener,
  type LinkStatus,
  type Resume,
} from './link.js'

const firstWait = 500
const longestWait = 15_000

/** Refusals at the door after which another try cannot help. */
const final: readonly ErrorCode[] = ['not_signed_in', 'not_allowed']
const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorStatus, text)

/**
 * Socket.IO, websocket only. It reconnects by itself here and not in the library, so that the screen
 * can say when the next try is, and so that a refusal at the door ends the tries.
 */
export class SocketLink implements Link {
  #socket: Socket
  #listeners = new Set<LinkListener>()
  #status: LinkStatus = { state: 'connecting' }
  #resume: () => Resume | null = () => null
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #wanted = false

  constructor(address?: string) {
    const options = {
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      timeout: 10_000,
      auth: (give: (data: object) => void) => give(this.#resume() ?? {}),
    }
    this.#socket = address === undefined ? io(options) : io(address, options)
    this.#socket.on('connect', () => {
      this.#tries = 0
      this.#set({ state: 'open' })
    })
    this.#socket.on('connect_error', (error: Error) => this.#refused(error.message))
    this.#socket.on('disconnect', () => this.#wait())
    this.#socket.on('snapshot', (snapshot: Snapshot) =>
      this.#tell((one) => one.onSnapshot?.(snapshot)),
    )
    this.#socket.on('envelope', (envelope: Envelope) =>
      this.#tell((one) => one.onEnvelope?.(envelope)),
    )
    this.#socket.on('head', (head: Head) => this.#tell((one) => one.onHead?.(head)))
  }

  get status() {
    return this.#status
  }

  connect(resume: () => Resume | null) {
    this.#resume = resume
    this.#wanted = true
    this.#tries = 0
    addEventListener('online', this.#online)
    this.#try()
  }

  /** Also ends a connection that is open but silent. */
  retry() {
    if (!this.#wanted) return
    this.#socket.disconnect()
    clearTimeout(this.#timer)
    this.#try()
  }

  close() {
    this.#wanted = false
    clearTimeout(this.#timer)
    removeEventListener('online', this.#online)
    this.#socket.disconnect()
  }

  listen(listener: LinkListener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async send(frame: Frame, patience: number): Promise<Answer> {
    if (!this.#socket.connected) throw new NoAnswer('not connected')
    try {
      return (await this.#socket.timeout(patience).emitWithAck('command', frame)) as Answer
    } catch (cause) {
      throw new NoAnswer('no answer', { cause })
    }
  }

  fetchEnvelopes = (epoch: string, since: number) => fetchEnvelopes(epoch, since, this.#signedOut)
  fetchSnapshot = () => fetchSnapshot(this.#signedOut)

  #online = () => {
    if (!this.#socket.connected) this.retry()
  }
  #signedOut = () => this.#refused('not_signed_in')

  #try() {
    this.#set({ state: 'connecting' })
    this.#socket.connect()
  }

  #refused(message: string) {
    if (isCode(message) && final.includes(message)) {
      this.#wanted = false
      clearTimeout(this.#timer)
      this.#socket.disconnect()
      this.#set({ state: 'refused', code: message })
    } else {
      this.#wait()
    }
  }

  /** Waits longer from try to try, each time by another amount, so that an office does not come back all at once. */
  #wait() {
    if (!this.#wanted) return
    clearTimeout(this.#timer)
    const most = Math.min(longestWait, firstWait * 2 ** this.#tries++)
    const wait = most / 2 + (Math.random() * most) / 2
    this.#timer = setTimeout(() => this.#try(), wait)
    this.#set({ state: 'waiting', retryAt: Date.now() + wait })
  }

  #set(status: LinkStatus) {
    this.#status = status
    this.#tell((one) => one.onStatus?.(status))
  }

  #tell(say: (listener: LinkListener) => void) {
    for (const listener of [...this.#listeners]) say(listener)
  }
}
