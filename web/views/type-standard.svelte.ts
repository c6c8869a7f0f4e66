/** Setting a type's work standard: what was measured for whom, and what is sent. */
import type { RawInput } from '../../server/contract/commands.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'
import type { App } from '../lib/context.js'
import type { StandardDraft } from '../parts/StandardForm.svelte'
import { dueRuleOf, numberOf } from './due-form.js'
import type { Proposal } from './standard-words.js'

/** The measure of a type in one team, or in all; it never shows that of another. */
export class MeasureReading {
  readonly #dispatch: App['dispatch']
  #about = ''
  #asked = 0
  shown = $state.raw<Proposal | null>(null)
  refused = $state<string | null>(null)

  constructor(dispatch: App['dispatch']) {
    this.#dispatch = dispatch
  }

  /** @param team '': of all */
  async read(type: string, team: string): Promise<void> {
    const about = `${type}@${team}`
    // Read again for the same, it may stay on screen meanwhile.
    if (about !== this.#about) {
      this.shown = null
      this.refused = null
    }
    this.#about = about
    const asked = ++this.#asked
    const answer = await this.#dispatch('standard.proposal', { type, ...(team && { team }) })
    if (asked !== this.#asked) return
    this.shown = answer.ok ? answer.output : null
    this.refused = answer.ok ? null : answer.error.message
  }
}

/** @param count the daily count of the type: a team that says the same goes on with it */
export function standardInput(
  { id: type }: Pick<TaskTypeRow, 'id'>,
  draft: StandardDraft,
  count: number | null,
): RawInput<'standard.set'> {
  const { team, minutes, daily, due, reason } = draft
  // Without a rule of its own a team has the type's, also where it had one till now.
  const rule = due ? dueRuleOf(due) : team === '' ? undefined : 'type'
  const dailyCount = daily.trim() === '' ? null : numberOf(daily)
  return {
    type,
    ...(team && { team }),
    standardMinutes: numberOf(minutes),
    dailyCount: team !== '' && dailyCount === count ? 'type' : dailyCount,
    ...(rule === undefined ? {} : { due: rule }),
    reason,
  }
}
