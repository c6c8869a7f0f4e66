/** What makes a forecast out of date at once; everything else is caught up with from minute to minute. */
import type { Entry } from '../../db/queries/commit.js'

/** Who works when, at what, and for how long. */
const tables: ReadonlySet<string> = new Set(['shift', 'pattern', 'leave', 'skill', 'taskType', 'team', 'office'])

const isNews = ({ command, puts, drops }: Entry) =>
  command === 'task.import' || [...puts, ...drops].some(({ t }) => tables.has(t))

export class ForecastNews {
  readonly #turns = new Map<string, number>()

  /** @param entries null: the board was read anew, whatever has changed */
  heard(office: string, entries: readonly Entry[] | null): void {
    if (entries === null || entries.some(isNews)) this.#turns.set(office, this.of(office) + 1)
  }

  /** How often there was news of an office. */
  of(office: string): number {
    return this.#turns.get(office) ?? 0
  }
}
