/** What the server and the thread that works proposals out say to each other. */
import type { Offer } from '../contract/balance-commands.js'
import type { Proved } from '../core/command.js'
import type { OfferGround } from '../domain/balance/desk/offer.js'
import type { Part, Taken } from '../domain/balance/desk/part.js'

export type Ground = Omit<OfferGround, 'at' | 'before'> & {
  /** Why there is nothing to work out. */
  idle: string | null
}

/** How office clocks are told, and the moment at which a floor is. */
export type Telling = { timeZone: string; at: string }

/** What a proposal can be asked. */
export type Question =
  | { what: 'if'; offer: Offer; person: string; until: number; clock: string }
  | { what: 'part'; offer: Offer; taken: readonly Taken[] }
  | { what: 'settle'; offer: Offer; taken: readonly Taken[]; telling: Telling }

export type Answers = {
  if: { sentence: string; stay: number[] }
  part: Part
  /** What is to be kept of moves that are taken; null: nothing is proved yet. */
  settle: Settled | null
}

export type Settled = Omit<Proved, 'floorAt'>

export type ToWorker =
  /** Try the search on a made-up floor, so that it is compiled. */
  | { kind: 'warm' }
  | { kind: 'start'; job: string; ground: Ground; at: string; milliseconds: number }
  | { kind: 'stop'; job: string }
  | { kind: 'forget'; job: string }
  | { kind: 'ask'; ask: string; job: string; question: Question }

export type FromWorker =
  | { kind: 'offer'; job: string; offer: Offer; hash: string; done: boolean }
  | { kind: 'failed'; job: string; error: string }
  | { kind: 'said'; ask: string; answer: Answers[keyof Answers] }
  | { kind: 'unsaid'; ask: string; error: string }
