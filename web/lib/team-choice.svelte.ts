/** The team that a person looks at: in the address, else the one of last time, else their own. */
import type { TeamRow } from '../../server/contract/rows.js'
import type { Replica } from '../replica/replica.svelte.js'
import type { Preferences } from './preferences.svelte.js'
import type { Router } from './router.svelte.js'

export class TeamChoice {
  #replica: Replica
  #router: Router
  #preferences: Preferences

  constructor(replica: Replica, router: Router, preferences: Preferences) {
    this.#replica = replica
    this.#router = router
    this.#preferences = preferences
  }

  /** The teams one may look at, by name: a clerk's own, those that a lead leads or is of, all for the others. */
  get all(): TeamRow[] {
    const { role, team, leads } = this.#replica.viewer
    const teams = [...this.#replica.tables.team.values()]
    const mine =
      role === 'clerk' || role === 'lead'
        ? teams.filter(({ id }) => id === team || leads.includes(id))
        : teams
    return mine.sort((a, b) => a.name.localeCompare(b.name))
  }

  /** Id of the team, or null for all of them. */
  get current(): string | null {
    const wish = this.#router.get('team') ?? this.#preferences.team
    const { all } = this
    if (wish === 'all' && all.length > 1) return null
    if (wish && all.some(({ id }) => id === wish)) return wish
    const { team, leads } = this.#replica.viewer
    return (
      all.find(({ id }) => id === (leads[0] ?? team))?.id ?? (all.length === 1 ? all[0]!.id : null)
    )
  }

  choose(team: string | null) {
    this.#preferences.team = team ?? 'all'
    this.#router.set({ team: team ?? 'all' })
  }
}
