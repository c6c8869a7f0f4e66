/** What is due of the queue beyond the part that this screen holds, as the server last told it. */
import type { DueWork } from '../../server/domain/coverage.js'
import type { App } from '../lib/context.js'

/** What is added or taken far down a long queue is noticed after so long, in ms. */
const ASKED_EVERY = 5 * 60_000

/** @param until the last day asked about; null: none is. @param now epoch ms */
export type BeyondGround = { teams: Iterable<string>; until: string | null; now: number }

export class DueBeyond {
  #replica: App['replica']
  #ground: () => BeyondGround
  #told = $state.raw<{ of: string; due: readonly DueWork[] }>({ of: '', due: [] })

  constructor(replica: App['replica'], ground: () => BeyondGround) {
    this.#replica = replica
    this.#ground = ground
  }

  #period = $derived.by(() => Math.floor(this.#ground().now / ASKED_EVERY))
  #edges = $derived.by(() => {
    const { teams, until } = this.#ground()
    if (until === null) return []
    return [...teams].flatMap((team) => {
      const after = this.#replica.until[team] ?? null
      return after === null ? [] : [{ team, after, until }]
    })
  })
  #of = $derived.by(() => this.#edges.map(({ team, until }) => `${team}/${until}`).join())
  /** What it is asked for again with; empty: the screen holds all that counts. */
  key = $derived.by(() =>
    this.#edges.length === 0 ? '' : JSON.stringify([this.#edges, this.#period]),
  )
  /** By type and day; of other teams or days nothing is kept. */
  due = $derived.by(() => (this.#told.of === this.#of ? this.#told.due : []))

  async learn(dispatch: App['dispatch']) {
    const { key } = this
    const of = this.#of
    const answers = await Promise.all(
      this.#edges.map((edge) => dispatch('coverage.beyond', { ...edge, after: { ...edge.after } })),
    )
    // Another team, or another part of the queue, may be looked at by now.
    if (key !== this.key || answers.some((answer) => !answer.ok)) return
    this.#told = { of, due: answers.flatMap((answer) => (answer.ok ? answer.output.due : [])) }
  }
}
