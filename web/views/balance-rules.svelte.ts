/** A lead sets what a team does by itself. */
import type { StandingRules } from '../../server/contract/desk-rows.js'
import type { App } from '../lib/context.js'

export class BalanceRules {
  #app: Pick<App, 'dispatch' | 'announcer'>
  saving = $state(false)
  error = $state<string | null>(null)

  constructor(app: Pick<App, 'dispatch' | 'announcer'>) {
    this.#app = app
  }

  async save(team: string, rules: StandingRules) {
    this.saving = true
    const answer = await this.#app.dispatch('team.rules', { team, ...rules })
    this.saving = false
    this.error = answer.ok ? null : answer.error.message
    if (answer.ok) this.#app.announcer.show('The rules of the team are saved.')
  }
}
