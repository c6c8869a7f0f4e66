import type { Answer, EnvelopesAnswer, Snapshot } from '../../../server/contract/wire.js'
import {
  NoAnswer,
  type Frame,
  type Link,
  type LinkListener,
  type LinkStatus,
} from '../../../web/wire/link.js'
import type { Desk } from './desk.js'

const delay = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** The seam's other side for the gallery: quick, and cut off on purpose when the choice says so. */
export class FakeLink implements Link {
  status: LinkStatus = { state: 'connecting' }
  #desk: Desk
  #listeners = new Set<LinkListener>()
  #stops: (() => void)[] = []

  constructor(desk: Desk) {
    this.#desk = desk
  }

  connect() {
    void this.#open()
  }

  retry() {
    if (this.#desk.choice.state === 'offline') this.#cut()
  }

  close() {
    for (const stop of this.#stops) stop()
    this.status = { state: 'connecting' }
  }

  listen(listener: LinkListener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async send(frame: Frame): Promise<Answer> {
    if (this.status.state !== 'open') throw new NoAnswer('not connected')
    await delay(60)
    return structuredClone(
      await this.#desk.execute(this.#desk.user, frame.id, frame.name, frame.input),
    )
  }

  fetchEnvelopes = (): Promise<EnvelopesAnswer> => Promise.resolve({ ok: true, reset: true })
  fetchSnapshot = (): Promise<Snapshot> => Promise.resolve(structuredClone(this.#desk.snapshot()))

  async #open() {
    await delay(20)
    this.#set({ state: 'open' })
    const snapshot = structuredClone(this.#desk.snapshot())
    if (this.#desk.choice.state === 'offline') {
      snapshot.at = new Date(Date.now() - 3 * 60_000).toISOString()
      this.#tell((one) => one.onSnapshot?.(snapshot))
      this.#clock()
      return void setTimeout(() => this.#cut(), 100)
    }
    this.#tell((one) => one.onSnapshot?.(snapshot))
    const beating = setInterval(() => this.#beat(), 5_000)
    this.#beat()
    this.#stops = [
      () => clearInterval(beating),
      this.#desk.onEnvelope((envelope) => this.#tell((one) => one.onEnvelope?.(envelope))),
    ]
  }

  #beat() {
    const { epoch, seq } = this.#desk.board
    this.#tell((one) => one.onHead?.({ epoch, seq, at: new Date().toISOString() }))
  }

  /** What time it is, without being level with it. */
  #clock() {
    const { epoch, seq } = this.#desk.board
    this.#tell((one) => one.onHead?.({ epoch, seq: seq + 1, at: new Date().toISOString() }))
  }

  #cut() {
    this.#set({ state: 'waiting', retryAt: Date.now() + 60_000 })
  }

  #set(status: LinkStatus) {
    this.status = status
    this.#tell((one) => one.onStatus?.(status))
  }

  #tell(say: (listener: LinkListener) => void) {
    for (const listener of [...this.#listeners]) say(listener)
  }
}
