/** What a proposal comes to when some of its moves are left out, asked anew whenever that changes. */
import type { Output } from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type { App } from '../lib/context.js'

type Part = Output<'balance.part'> & { key: string }
type Chosen = { proposal: string; version: number; without: readonly number[] }

const keyOf = ({ proposal, version, without }: Chosen) =>
  JSON.stringify([proposal, version, without])

export class BalancePart {
  #app: Pick<App, 'dispatch'>
  #chosen: () => Chosen | null
  #turn = 0
  #asking = false
  /** Of what was chosen last, until what is chosen now is worked out. */
  last = $state.raw<Part | null>(null)

  constructor(app: Pick<App, 'dispatch'>, chosen: () => Chosen | null) {
    this.#app = app
    this.#chosen = chosen
  }

  /** Of what is chosen now; null while it is asked for. */
  get current(): Part | null {
    const chosen = this.#chosen()
    return chosen && this.last?.key === keyOf(chosen) ? this.last : null
  }

  forget() {
    this.#turn++
    this.last = null
  }

  /**
   * One question at a time, until the answer is about what is chosen now.
   * @returns why there is no answer; null: there is, or none is needed
   */
  async follow(): Promise<Failure | null> {
    // The whole has its own figures; an older part must not flash up when something is left out again.
    if (!this.#chosen()?.without.length) this.last = null
    if (this.#asking) return null
    this.#asking = true
    const turn = this.#turn
    try {
      return await this.#ask(turn)
    } finally {
      this.#asking = false
      if (turn !== this.#turn) void this.follow()
    }
  }

  async #ask(turn: number): Promise<Failure | null> {
    for (let chosen = this.#chosen(); chosen?.without.length; chosen = this.#chosen()) {
      const key = keyOf(chosen)
      if (this.last?.key === key) return null
      const { proposal, version, without } = chosen
      const answer = await this.#app.dispatch('balance.part', { proposal, without: [...without] })
      if (turn !== this.#turn) return null
      if (!answer.ok) return answer.error
      const { output } = answer
      if (output.version === version) this.last = { ...output, key }
      // A newer version is on its way to the screen, and is asked about then.
      else if (this.#chosen()?.version === version) return null
    }
    return null
  }
}
