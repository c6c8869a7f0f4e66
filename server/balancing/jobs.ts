/** Proposals that are being worked out or looked at. They live in this node's memory and nowhere else. */
import type { Logger } from 'pino'
import type { Basis, Offer, OfferedMove, ShownProposal } from '../contract/balance-commands.js'
import { refuse } from '../core/refusal.js'
import { createThread, type Thread } from '../threads/thread.js'
import type { Answers, FromWorker, Ground, Question, ToWorker } from './messages.js'

/** How long a proposal is kept. */
const KEEP_MS = 600_000
/** Most that are worked out at once for one office. */
const MOST_RUNNING = 4
/** A look must be answered before a screen takes its connection for dead. */
const LOOK_MS = 5_000

export type Job = {
  readonly id: string
  readonly office: string
  readonly person: string
  readonly team: string
  readonly seq: number
  readonly at: string
  readonly basis: Basis
  readonly ground: Ground
  readonly began: number
  offer: Offer | null
  /** Why each move of any version, by `moveKey`: what is taken may be of an older one. */
  readonly reasons: Map<string, string>
  /** Of the floor, as in its certificate. */
  hash: string
  version: number
  took: number
  done: boolean
  failed: boolean
  waiting: Set<() => void>
  timer: NodeJS.Timeout
}

type Asking = Pick<Job, 'office' | 'person'> & { stopped: boolean; done(): void }

export const moveKey = ({ task, from, to }: Pick<OfferedMove, 'task' | 'from' | 'to'>): string =>
  JSON.stringify([task, from, to])

export type JobsOptions = { newId(): string; log: Logger }

export class Jobs {
  readonly #jobs = new Map<string, Job>()
  readonly #asking = new Set<Asking>()
  readonly #asked = new Map<
    string,
    { done: (answer: never) => void; failed: (error: unknown) => void }
  >()
  readonly #thread: Thread<ToWorker>
  readonly #options: JobsOptions
  /** Begins the id of every proposal that is made here. */
  readonly #mark: string
  #closed = false

  constructor(options: JobsOptions) {
    this.#options = options
    this.#mark = `${options.newId()}.`
    this.#thread = createThread<ToWorker, FromWorker>({
      name: 'balancing',
      source: new URL('./worker.ts', import.meta.url),
      heard: this.#heard,
      died: this.#died,
      // What is over in a thread that is gone is over.
      isIdle: ({ kind }) => kind === 'stop' || kind === 'forget',
    })
  }

  /** Starts the thread and lets it try itself, so that the first who asks need not wait for that. */
  warm(): void {
    if (!this.#closed) this.#thread.say({ kind: 'warm' })
  }

  /** Begins; whoever had another one running has this one instead. */
  start(
    about: Pick<Job, 'office' | 'person' | 'team' | 'seq' | 'at' | 'basis' | 'ground'>,
    milliseconds: number,
  ): Job {
    if (this.#closed) refuse('unavailable', 'The server is going down; try again in a moment.')
    for (const job of [...this.#jobs.values()]) {
      if (job.office === about.office && job.person === about.person) this.#forget(job)
    }
    const running = [...this.#jobs.values()].filter(
      (job) => job.office === about.office && !job.done,
    )
    if (running.length >= MOST_RUNNING) {
      refuse(
        'too_many',
        'Several proposals are being worked out already; try again in a few seconds.',
        { retryAfterMs: 3_000 },
      )
    }
    const id = this.#mark + this.#options.newId()
    const job: Job = {
      ...about,
      id,
      began: performance.now(),
      offer: null,
      reasons: new Map(),
      hash: '',
      version: 0,
      took: 0,
      done: false,
      failed: false,
      waiting: new Set(),
      timer: setTimeout(() => this.#forget(job), KEEP_MS),
    }
    job.timer.unref()
    this.#jobs.set(id, job)
    const { ground, at } = about
    this.#thread.say({ kind: 'start', job: id, ground, at, milliseconds })
    return job
  }

  /**
   * @throws Refusal `stale` for one of another server, or of this one before it was started anew;
   * `not_found` for one that is over, or somebody else's
   */
  of(office: string, person: string, id: string): Job {
    const job = this.#jobs.get(id)
    if (!id.startsWith(this.#mark))
      return refuse(
        'stale',
        'The server that worked this proposal out does not answer any more; ask for a fresh one.',
      )
    if (!job || job.office !== office || job.person !== person)
      return refuse('not_found', 'That proposal is over; ask for a fresh one.')
    return job
  }

  /** Resolves when there is a newer version, or it is done, or a few seconds are over. */
  async newer(job: Job, version: number, patience: number = LOOK_MS): Promise<void> {
    if (job.version > version || job.done || this.#closed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, patience)
      function done() {
        clearTimeout(timer)
        job.waiting.delete(done)
        resolve()
      }
      job.waiting.add(done)
    })
  }

  /** Somebody asks for a proposal whose floor is not laid out yet; they can stop it already. */
  asks(office: string, person: string): Asking {
    const asking: Asking = {
      office,
      person,
      stopped: false,
      done: () => void this.#asking.delete(asking),
    }
    this.#asking.add(asking)
    return asking
  }

  stop(job: Job): void {
    this.#thread.say({ kind: 'stop', job: job.id })
  }

  /** Whatever is being worked out for somebody, were it only asked for. */
  stopAll(office: string, person: string): void {
    const theirs = (one: Pick<Job, 'office' | 'person'>) =>
      one.office === office && one.person === person
    for (const asking of this.#asking) if (theirs(asking)) asking.stopped = true
    for (const job of this.#jobs.values()) if (theirs(job)) this.stop(job)
  }

  /** Null: this server does not have it, or it is somebody else's. */
  known(office: string, person: string, id: string): Job | null {
    const job = this.#jobs.get(id)
    return job?.office === office && job.person === person ? job : null
  }

  ask<Q extends Question>(job: Job, question: Q): Promise<Answers[Q['what']]> {
    const ask = this.#options.newId()
    return new Promise((done, failed) => {
      this.#asked.set(ask, { done, failed })
      this.#thread.say({ kind: 'ask', ask, job: job.id, question })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const job of [...this.#jobs.values()]) this.#forget(job)
    await this.#thread.close()
    this.#fail(new Error('the server goes down'))
  }

  readonly #heard = (message: FromWorker): void => {
    if (message.kind === 'said' || message.kind === 'unsaid') {
      const asked = this.#asked.get(message.ask)
      this.#asked.delete(message.ask)
      if (message.kind === 'said') asked?.done(message.answer as never)
      else asked?.failed(new Error(message.error))
      return
    }
    const job = this.#jobs.get(message.job)
    if (!job) return
    if (message.kind === 'failed') {
      this.#options.log.error({ error: message.error }, 'a proposal failed')
      job.failed = job.done = true
    } else {
      job.offer = message.offer
      for (const move of message.offer.moves)
        if (move.why !== null) job.reasons.set(moveKey(move), move.why)
      job.hash = message.hash
      job.done = message.done
      job.version++
      job.took = performance.now() - job.began
    }
    wake(job)
  }

  readonly #died = (error: unknown): void => {
    this.#options.log.error(
      { err: error },
      'the thread that works proposals out has died; the next one starts it anew',
    )
    this.#fail(error)
  }

  #fail(error: unknown): void {
    for (const job of this.#jobs.values()) {
      if (job.done) continue
      job.failed = job.done = true
      wake(job)
    }
    for (const { failed } of this.#asked.values()) failed(error)
    this.#asked.clear()
  }

  #forget(job: Job): void {
    clearTimeout(job.timer)
    this.#jobs.delete(job.id)
    job.done = true
    if (!this.#closed) this.#thread.say({ kind: 'forget', job: job.id })
    wake(job)
  }
}

function wake(job: Job): void {
  for (const done of [...job.waiting]) done()
}

/** What a job can show; without an offer it has failed. */
export function shownOf(job: Job, nothing: string | null, withFloor: boolean): ShownProposal {
  const { offer, ground, version, seq, at, basis, done } = job
  if (!offer || job.failed)
    return refuse(
      'unavailable',
      'The proposal could not be worked out just now; ask for a fresh one.',
    )
  return {
    ...offer,
    proposal: job.id,
    version,
    seq,
    at,
    done,
    took: Math.round(job.took),
    nothing,
    hash: job.hash,
    basis,
    ...(withFloor ? { floor: mutableFloor(ground) } : {}),
  }
}

const mutableFloor = ({ floor }: Ground) =>
  structuredClone(floor) as unknown as NonNullable<ShownProposal['floor']>
