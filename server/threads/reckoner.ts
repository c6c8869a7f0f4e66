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
  /** @throws Refusal `unavailable` when the thread dies or the server goes down meanwhile */
  reckon<S extends SumName>(sum: S, given: Parameters<Sums[S]>[0]): Promise<ReturnType<Sums[S]>>
  /** Ends at once, whatever is being worked out. */
  close(): Promise<void>
}

type Waiting = { done(answer: never): void; failed(error: unknown): void }

const WAIT = 'This could not be worked out just now; ask again in a moment.'

export function createReckoner({ log }: { log: Logger }): Reckoner {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let closed = false
  /** Whoever waits is told; those who ask again start the thread anew. */
  const give = () => {
    for (const { failed } of waiting.values())
      failed(new Refusal({ code: 'unavailable', message: WAIT }))
    waiting.clear()
  }
  const thread = createThread<ToSums, FromSums>({
    name: 'sums',
    source: new URL('./sums-worker.ts', import.meta.url),
    heard(message) {
      const one = waiting.get(message.ask)
      waiting.delete(message.ask)
      if ('error' in message) one?.failed(new Error(message.error))
      else one?.done(message.answer as never)
    },
    died(error) {
      log.error(
        { err: error },
        'the thread that does long sums has died; the next one starts it anew',
      )
      give()
    },
  })
  return {
    reckon(sum, given) {
      if (closed) refuse('unavailable', 'The server is going down; try again in a moment.')
      const ask = ++asked
      return new Promise((done, failed) => {
        waiting.set(ask, { done, failed })
        thread.say({ ask, sum, given } as ToSums)
      })
    },
    async close() {
      closed = true
      await thread.close()
      give()
    },
  }
}
