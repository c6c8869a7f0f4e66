/** Has long sums done by a thread, so that the server's own is never held by one. */
import type { Logger } from 'pino'
import { Refusal, refuse } from '../core/refusal.js'
import type { SumName, Sums } from './sums.js'
import { createThread } from './thread.js'

export type ToSums = {
  [S in SumName]: { ask: number; sum: S; given: Parameters<Sums[S]>[0] }
}[SumName]
export type FromSums =
  { ask: number; answer: ReturnType<Sums[SumName]> } | { ask: number; error: string }

export type Reckoner = {
  /**
   * @param office whose sum it is
   * @throws Refusal `too_many` when many sums of the office wait already, `unavailable` when the thread dies or
   *   the server goes down meanwhile
   */
  reckon<S extends SumName>(
    sum: S,
    given: Parameters<Sums[S]>[0],
    office: string,
  ): Promise<ReturnType<Sums[S]>>
  /** Ends at once, whatever is being worked out. */
  close(): Promise<void>
}

type Waiting = {
  message: ToSums
  office: string
  done(answer: never): void
  failed(error: unknown): void
}

const WAIT = 'This could not be worked out just now; ask again in a moment.'
/** Sums of one office that may wait for the thread: about as many as all its teams ask for in a minute. */
export const MOST_WAITING = 32
const MUCH = 'Much is being worked out for this office already; try again in a few seconds.'
const RETRY_MS = 3_000

/** What is learnt is learnt once a day, and takes longer than what somebody looks at by the minute. */
const isLate = ({ message }: Waiting) => message.sum === 'learn'

/** What waits for the thread, in the order in which it was asked for: the thread is given one at a time. */
function createLine(say: (message: ToSums) => void) {
  let waiting: Waiting[] = []
  let running: Waiting | null = null
  const next = () => {
    if (running) return
    running = waiting.find((one) => !isLate(one)) ?? waiting[0] ?? null
    if (!running) return
    const { message, failed } = running
    waiting = waiting.filter((one) => one.message !== message)
    try {
      say(message)
    } catch (error) {
      // It cannot cross to the thread; the others can.
      running = null
      failed(error)
      next()
    }
  }
  return {
    of: (office: string) => waiting.filter((one) => one.office === office).length,
    add(one: Waiting) {
      waiting.push(one)
      next()
    },
    /** The one that the thread is through with; the next begins. */
    over(ask: number): Waiting | null {
      const one = running
      if (one?.message.ask !== ask) return null
      running = null
      next()
      return one
    },
    /** Whoever waits is told; those who ask again start the thread anew. */
    give() {
      const all = running ? [running, ...waiting] : waiting
      waiting = []
      running = null
      for (const { failed } of all) failed(new Refusal({ code: 'unavailable', message: WAIT }))
    },
  }
}

export function createReckoner({ log }: { log: Logger }): Reckoner {
  let asked = 0
  let closed = false
  const thread = createThread<ToSums, FromSums>({
    name: 'sums',
    source: new URL('./sums-worker.ts', import.meta.url),
    heard(message) {
      const one = line.over(message.ask)
      if ('error' in message) one?.failed(new Error(message.error))
      else one?.done(message.answer as never)
    },
    died(error) {
      log.error(
        { err: error },
        'the thread that does long sums has died; the next one starts it anew',
      )
      line.give()
    },
  })
  const line = createLine(thread.say)
  return {
    reckon(sum, given, office) {
      if (closed) refuse('unavailable', 'The server is going down; try again in a moment.')
      if (line.of(office) >= MOST_WAITING) refuse('too_many', MUCH, { retryAfterMs: RETRY_MS })
      const message = { ask: ++asked, sum, given } as ToSums
      return new Promise((done, failed) => line.add({ message, office, done, failed }))
    },
    async close() {
      closed = true
      await thread.close()
      line.give()
    },
  }
}
