/**
 * Keeps a board in step with the server: takes what comes, fetches what is missing, and always knows
 * how old what it shows is.
 */
import type { BoardLike } from '../../server/contract/apply.js'
import { apply } from '../../server/contract/apply.js'
import {
  contractVersion,
  type Envelope,
  type Head,
  type Me,
  type Snapshot,
} from '../../server/contract/wire.js'
import type { Link, LinkStatus } from '../wire/link.js'

export interface SyncBoard extends BoardLike {
  epoch: string
  readonly me: Me | null
  load(snapshot: Snapshot): void
  /** After an envelope was applied. */
  applied?(envelope: Envelope): void
}

/** `catching`: connected, but behind. `stale`: what is shown is of `asOf` and may be out of date. */
export type Freshness = { state: 'live' | 'catching' | 'stale'; asOf: string | null }

export type SyncEvents = {
  onFreshness: (freshness: Freshness) => void
  /** The server's clock, with every head: an envelope can be old when it comes. */
  onTime?: (at: string) => void
  /** This page is of another contract than the server: it has to be loaded anew. */
  onOtherContract: () => void
}

/** Without a sign of life for this long, a screen says how old it is. */
const quiet = 12_000
/** An envelope for a head that was announced may still be on its way. */
const grace = 1_000
const mostHeld = 1_000

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

export class Sync {
  #board: SyncBoard
  #link: Link
  #events: SyncEvents
  #open = false
  #failed = false
  #loaded = false
  #resumed = false
  #fetching = false
  #needsSnapshot = false
  /** Counts loads, so that an answer asked for before one is not taken after it. */
  #generation = 0
  #heard = 0
  #asOf: string | null = null
  #headSeq = 0
  #held: Envelope[] = []
  #shown = ''
  #stops: (() => void)[] = []

  constructor(board: SyncBoard, link: Link, events: SyncEvents) {
    this.#board = board
    this.#link = link
    this.#events = events
  }

  start() {
    const ticking = setInterval(() => this.#show(), 1_000)
    this.#stops = [
      () => clearInterval(ticking),
      this.#link.listen({
        onSnapshot: (snapshot) => this.snapshot(snapshot),
        onEnvelope: (envelope) => this.envelope(envelope),
        onHead: (head) => this.head(head),
        onStatus: (status) => this.#status(status),
      }),
    ]
    this.#link.connect(() =>
      this.#loaded ? { epoch: this.#board.epoch, seq: this.#board.seq } : null,
    )
  }

  stop() {
    this.#open = false
    for (const stop of this.#stops) stop()
    this.#generation++
    this.#link.close()
  }

  snapshot(snapshot: Snapshot) {
    if (snapshot.contract !== contractVersion) return this.#events.onOtherContract()
    this.#hear()
    const sameEpoch = this.#loaded && snapshot.epoch === this.#board.epoch
    const backwards = sameEpoch && snapshot.seq < this.#board.seq
    if (backwards) {
      // It may still say that the viewer is someone else now: then one that is new enough is wanted.
      if (!sameRights(snapshot.me, this.#board.me)) void this.#catchUp(true)
      return this.#show()
    }
    this.#generation++
    this.#board.load(snapshot)
    this.#loaded = true
    this.#resumed = true
    this.#needsSnapshot = false
    this.#headSeq = sameEpoch ? Math.max(this.#headSeq, snapshot.seq) : snapshot.seq
    this.#asOf = snapshot.at
    this.#drain()
    this.#show()
  }

  envelope(envelope: Envelope) {
    this.#hear()
    if (!this.#loaded) return
    if (envelope.epoch === this.#board.epoch) this.#headSeq = Math.max(this.#headSeq, envelope.to)
    if (this.#fetching) {
      if (this.#held.length < mostHeld) this.#held.push(envelope)
      return
    }
    if (!this.#take(envelope)) {
      this.#held.push(envelope)
      void this.#catchUp(this.#needsSnapshot)
    }
    this.#show()
  }

  head(head: Head) {
    this.#hear()
    this.#events.onTime?.(head.at)
    if (!this.#loaded) return
    if (head.epoch !== this.#board.epoch) return void this.#catchUp(true)
    this.#headSeq = Math.max(this.#headSeq, head.seq)
    if (head.seq > this.#board.seq) {
      const generation = this.#generation
      setTimeout(() => {
        if (this.#generation === generation && this.#board.seq < head.seq) void this.#catchUp(false)
      }, grace)
    } else {
      this.#asOf = head.at
      this.#resumed = true
    }
    this.#show()
  }

  /** False: there is a gap, or another epoch. */
  #take(envelope: Envelope): boolean {
    if (envelope.epoch !== this.#board.epoch) {
      this.#needsSnapshot = true
      return false
    }
    this.#resumed = true
    if (envelope.to <= this.#board.seq) {
      if (envelope.to === this.#board.seq) this.#asOf = later(this.#asOf, envelope.at)
      return true
    }
    if (envelope.from !== this.#board.seq) return false
    apply(this.#board, envelope)
    this.#headSeq = Math.max(this.#headSeq, envelope.to)
    this.#asOf = envelope.at
    this.#board.applied?.(envelope)
    return true
  }

  /** Fetches what is missing, however often that takes, as long as there is a connection. */
  async #catchUp(snapshot: boolean) {
    if (snapshot) this.#needsSnapshot = true
    if (this.#fetching) return
    this.#fetching = true
    this.#show()
    for (let tries = 0; this.#open && (this.#needsSnapshot || this.#behind()); tries++) {
      if (tries > 0) await wait(Math.min(10_000, 500 * 2 ** tries))
      if (!this.#open) break
      await this.#fetch().catch(() => undefined)
    }
    this.#fetching = false
    this.#drain()
    this.#show()
  }

  #behind = () =>
    this.#board.seq < this.#headSeq || this.#held.some((envelope) => envelope.to > this.#board.seq)

  async #fetch() {
    const generation = this.#generation
    if (!this.#needsSnapshot) {
      const answer = await this.#link.fetchEnvelopes(this.#board.epoch, this.#board.seq)
      if (generation !== this.#generation) return
      if ('reset' in answer) this.#needsSnapshot = true
      else for (const envelope of answer.envelopes) if (!this.#take(envelope)) break
    }
    if (this.#needsSnapshot) {
      const snapshot = await this.#link.fetchSnapshot()
      if (generation === this.#generation) this.snapshot(snapshot)
    }
    const held = this.#held
    this.#held = []
    for (const envelope of held) if (!this.#take(envelope)) this.#held.push(envelope)
  }

  #drain() {
    const held = this.#held
    this.#held = []
    let gap = false
    for (const envelope of held)
      if (envelope.epoch === this.#board.epoch && !this.#take(envelope)) gap = true
    if (gap && this.#open) void this.#catchUp(false)
  }

  #status(status: LinkStatus) {
    this.#open = status.state === 'open'
    this.#failed = status.state === 'waiting' || status.state === 'refused'
    if (this.#open) {
      this.#heard = Date.now()
      this.#resumed = false
      if (this.#needsSnapshot) void this.#catchUp(true)
    }
    this.#show()
  }

  #hear() {
    this.#heard = Date.now()
  }

  #show() {
    const freshness = this.#freshness()
    const key = `${freshness.state} ${freshness.asOf}`
    if (key === this.#shown) return
    this.#shown = key
    this.#events.onFreshness(freshness)
  }

  #freshness(): Freshness {
    const asOf = this.#asOf
    if (!this.#loaded) return { state: this.#failed ? 'stale' : 'catching', asOf }
    if (!this.#open || Date.now() - this.#heard > quiet) return { state: 'stale', asOf }
    if (this.#fetching || !this.#resumed || this.#board.seq < this.#headSeq)
      return { state: 'catching', asOf }
    return { state: 'live', asOf }
  }
}

const later = (a: string | null, b: string) => (a === null || b > a ? b : a)

const sameRights = (a: Me, b: Me | null) =>
  b !== null &&
  a.role === b.role &&
  a.permissions.join() === b.permissions.join() &&
  a.leads.join() === b.leads.join()
