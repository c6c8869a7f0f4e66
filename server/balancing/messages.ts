/** What the server and the thread that works proposals out say to each other. */
import type { Offer } from '../contract/balance-commands.js'
import type { OfferGround } from '../domain/balance/desk/offer.js'

export type Ground = Omit<OfferGround, 'at' | 'before'> & {
  /** Why there is nothing to work out. */
  idle: string | null
}

export type ToWorker =
  /** Try the search on a made-up floor, so that it is compiled. */
  | { kind: 'warm' }
  | { kind: 'start'; job: string; ground: Ground; milliseconds: number }
  | { kind: 'stop'; job: string }
  | { kind: 'forget'; job: string }
  | {
      kind: 'whatIf'
      ask: string
      job: string
      person: string
      until: number
      clock: string
      offer: Offer
    }

export type FromWorker =
  | { kind: 'offer'; job: string; offer: Offer; hash: string; done: boolean }
  | { kind: 'failed'; job: string; error: string }
  | { kind: 'said'; ask: string; sentence: string; stay: number[] }
  | { kind: 'unsaid'; ask: string; error: string }
