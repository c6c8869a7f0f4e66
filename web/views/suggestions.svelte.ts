/** What the record suggests to a lead, of the teams that are shown; fetched, since it is on no board. */
import type { Suggestion } from '../../server/contract/training-figures.js'
import type { Dispatch } from '../wire/dispatch.js'

export class Suggestions {
  #dispatch: Dispatch
  #teams: () => readonly string[]
  #turn = 0
  #answered = new Set<string>()
  list = $state.raw<readonly Suggestion[]>([])
  state = $state<'loading' | 'failed' | 'here'>('loading')
  /** False: individual timing is switched off, so no one's times were compared. */
  timing = $state(true)

  /** @param teams ids of the teams that the viewer leads and looks at */
  constructor(dispatch: Dispatch, teams: () => readonly string[]) {
    this.#dispatch = dispatch
    this.#teams = teams
  }

  /** Asks anew; what is shown stays until the answer is there. */
  async fetch(): Promise<void> {
    const turn = ++this.#turn
    const answers = await Promise.all(
      this.#teams().map((team) => this.#dispatch('training.suggestions', { team })),
    )
    if (turn !== this.#turn) return
    const good = answers.flatMap((answer) => (answer.ok ? [answer.output] : []))
    if (good.length < answers.length) {
      if (this.list.length === 0) this.state = 'failed'
      return
    }
    this.timing = good.every(({ timing }) => timing)
    this.list = good
      .flatMap(({ suggestions }) => suggestions)
      .filter(({ key }) => !this.#answered.has(key))
    this.state = 'here'
  }

  /** It was accepted or dismissed: an answer that was under way does not bring it back. */
  gone(key: string) {
    this.#answered.add(key)
    this.list = this.list.filter((one) => one.key !== key)
  }
}
