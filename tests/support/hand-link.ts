/** A link that a test drives by hand: nothing arrives, opens or is answered until the test says so. */
import type {
  Answer,
  Envelope,
  EnvelopesAnswer,
  Head,
  Snapshot,
} from '../../server/contract/wire.js'
import {
  NoAnswer,
  type Frame,
  type Link,
  type LinkListener,
  type LinkStatus,
  type Resume,
} from '../../web/wire/link.js'

type Asked<T> = { answer: (value: T) => void; fail: () => void }

const asked = <T>(queue: Asked<T>[]) =>
  new Promise<T>((answer, reject) =>
    queue.push({ answer, fail: () => reject(new NoAnswer('lost')) }),
  )

export class HandLink implements Link {
  status: LinkStatus = { state: 'connecting' }
  readonly sent: (Asked<Answer> & { frame: Frame })[] = []
  readonly envelopeFetches: (Asked<EnvelopesAnswer> & { epoch: string; since: number })[] = []
  readonly snapshotFetches: Asked<Snapshot>[] = []
  resume: () => Resume | null = () => null
  #listeners = new Set<LinkListener>()

  connect(resume: () => Resume | null) {
    this.resume = resume
  }
  retry() {}
  close() {
    this.set({ state: 'connecting' })
  }
  listen(listener: LinkListener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  send(frame: Frame): Promise<Answer> {
    const queue: Asked<Answer>[] = []
    const promise = asked(queue)
    this.sent.push({ ...queue[0]!, frame })
    return promise
  }
  fetchEnvelopes(epoch: string, since: number): Promise<EnvelopesAnswer> {
    const queue: Asked<EnvelopesAnswer>[] = []
    const promise = asked(queue)
    this.envelopeFetches.push({ ...queue[0]!, epoch, since })
    return promise
  }
  fetchSnapshot(): Promise<Snapshot> {
    return asked(this.snapshotFetches)
  }

  set(status: LinkStatus) {
    this.status = status
    for (const one of [...this.#listeners]) one.onStatus?.(status)
  }
  open() {
    this.set({ state: 'open' })
  }
  /** The connection is gone, and with it every answer under way. */
  cut() {
    this.set({ state: 'waiting', retryAt: Date.now() + 1_000 })
    for (const { fail } of this.sent.splice(0)) fail()
  }
  snapshot(snapshot: Snapshot) {
    for (const one of this.#listeners) one.onSnapshot?.(snapshot)
  }
  envelope(envelope: Envelope) {
    for (const one of this.#listeners) one.onEnvelope?.(envelope)
  }
  head(head: Head) {
    for (const one of this.#listeners) one.onHead?.(head)
  }
}
