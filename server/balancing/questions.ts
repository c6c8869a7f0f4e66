/** What a proposal is asked beside itself: a part of it, what if, and what is to be kept of it. */
import type { Offer } from '../contract/balance-commands.js'
import { partOf, type PartGround, type Taken } from '../domain/balance/desk/part.js'
import { canonical } from '../domain/balance/floor/certificate.js'
import { figuresOf } from '../domain/balance/floor/figures.js'
import {
  whatIfInUntil,
  whatIfInWords,
  type Move,
  type WhatIf,
} from '../domain/balance/floor/reasons.js'
import { nameOf } from '../domain/balance/floor/words.js'
import type { Answers, Ground, Question, Settled, Telling } from './messages.js'

/** How long one slice lasts. */
export const SLICE_MS = 50
const WHAT_IF_MS = 400
/** Of those whom nobody asked about; other questions wait as long. */
const UNASKED_MS = 120
/** People whose day is thought longer unasked, those who give most away first. */
const MOST_GIVERS = 6
/** By how much their day is thought longer: to a round time at least an hour after its end. */
const LONGER = 60
const ROUND_MS = 1_800_000
const MINUTE_MS = 60_000

/** A floor that is being worked on, with what was found out about it. */
export class Bench {
  readonly at
  readonly #unless = new Map<string, WhatIf | null>()

  constructor(readonly ground: Ground) {
    this.at = figuresOf(ground.floor)
  }

  get part(): PartGround {
    const { floor, names, order, reserve } = this.ground
    return { floor, names, order, reserve, at: this.at }
  }

  answer(question: Question): Answers[Question['what']] {
    switch (question.what) {
      case 'if':
        return this.#ifIn(question)
      case 'part':
        return partOf(this.part, question.offer, question.taken)
      case 'settle':
        return this.#settle(question.offer, question.taken, question.telling)
    }
  }

  /** One more person's longer day. @returns false when all have been thought of */
  think(offer: Offer, atMs: number): boolean {
    const next = giversOf(offer.moves).find((person) => !this.#unless.has(person))
    if (next === undefined) return false
    const moves = offer.moves.map(plainMove)
    this.#unless.set(next, this.#longer(moves, next, atMs))
    return true
  }

  #ifIn({ offer, person, until, clock }: Extract<Question, { what: 'if' }>): Answers['if'] {
    const moves = offer.moves.map(plainMove)
    const found = whatIfInUntil(this.ground.floor, moves, person, until, budget(WHAT_IF_MS))
    const sentence = whatIfInWords(found, moves, this.ground.names, () => clock)
    return { sentence, stay: found.stay }
  }

  #longer(moves: readonly Move[], person: string, atMs: number): WhatIf | null {
    const { floor, reserve } = this.ground
    const last = floor.people.find(({ id }) => id === person)?.slots.at(-1)
    // Who is not there cannot stay longer.
    if (!last) return null
    // What is kept free is so at the end of a longer day too.
    const kept = reserve?.kept.get(person) ?? 0
    const least = atMs + (last.to + kept + LONGER) * MINUTE_MS
    const until = Math.floor((Math.ceil(least / ROUND_MS) * ROUND_MS - atMs) / MINUTE_MS)
    return {
      ...whatIfInUntil(floor, moves, person, until - kept, budget(UNASKED_MS)),
      until,
    }
  }

  /** With what was thought of until now: a lead who takes it does not wait for reasons that nobody asked for. */
  #settle(offer: Offer, taken: readonly Taken[], telling: Telling): Settled | null {
    const { certificate, before } = offer
    const { lists, open, after, words } = partOf(this.part, offer, taken)
    if (!certificate || !words) return null
    const floor = canonical(this.ground.floor)
    return {
      floor,
      certificate,
      lists,
      open,
      before,
      after,
      words,
      unless: this.#words(taken, telling),
    }
  }

  /** "if Ana were in until 18:00, it and 3 more would stay", or that it would go all the same. */
  #words(taken: readonly Taken[], { timeZone, at }: Telling): Settled['unless'] {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    return taken.flatMap(({ task, from, to }): Settled['unless'] => {
      const found = from !== null && from !== to && this.#unless.get(from)
      if (!found) return []
      const time = clock.format(Date.parse(at) + found.until * MINUTE_MS)
      const longer = `if ${nameOf(from, this.ground.names)} were in until ${time}`
      const stay = taken.filter(
        ({ task: no, to: goes }) => goes !== from && found.stay.includes(no),
      )
      if (!found.stay.includes(task)) return [[task, `even ${longer}, it would go`]]
      const which = stay.length === 1 ? 'it' : `it and ${stay.length - 1} more`
      return [[task, `${longer}, ${which} would stay`]]
    })
  }
}

const plainMove = ({ task, from, to }: Taken): Move => ({
  no: task,
  from,
  to,
  why: { kind: 'together' },
})

function giversOf(moves: readonly Taken[]): string[] {
  const gives = new Map<string, number>()
  for (const { from } of moves) if (from !== null) gives.set(from, (gives.get(from) ?? 0) + 1)
  const most = [...gives].sort(([, a], [, b]) => b - a).slice(0, MOST_GIVERS)
  return most.map(([person]) => person)
}

const budget = (milliseconds: number) => ({
  watch: { now: () => performance.now(), deadline: performance.now() + milliseconds },
  chance: Math.random,
  every: SLICE_MS,
})
