/** What a suggestion is known by, and when one that was put aside comes back. */
import type { DismissalRow, TrainingNeedRow } from '../../contract/training-rows.js'
import type { Suggestion } from '../../contract/training-figures.js'

/** `<kind>/<team>/…`: the team comes second, whatever it is about. */
export const suggestionKey = (
  kind: Suggestion['kind'],
  team: string,
  ...about: readonly (string | number)[]
) => [kind, team, ...about].join('/')

export const teamOfKey = (key: string): string | null => key.split('/')[1] ?? null

/** Half as much again, and at least two more. */
export const hasGrown = (weight: number, then: number) =>
  weight >= Math.max(then + 2, Math.ceil(then * 1.5))

/** Days for which a closed need keeps away the suggestion that it came from. */
export const CLOSED_DAYS = 30
const DAY_MS = 86_400_000

type Past = {
  needs: Iterable<TrainingNeedRow>
  dismissal(key: string): DismissalRow | null | undefined
}

/** What a lead has not answered yet. `now` in epoch milliseconds. */
export function stillOpen(
  found: readonly Suggestion[],
  { needs, dismissal }: Past,
  now: number,
): Suggestion[] {
  const answered = new Set<string>()
  for (const { suggestion, closed } of needs) {
    if (suggestion === null) continue
    if (!closed || now - Date.parse(closed.at) < CLOSED_DAYS * DAY_MS) answered.add(suggestion)
  }
  return found.filter(({ key, weight }) => {
    if (answered.has(key)) return false
    const put = dismissal(key)
    return !put || hasGrown(weight, put.weight)
  })
}

/** When the last need that a suggestion led to was closed: what came before it is not held against anybody again. */
export function answeredAt(needs: Iterable<TrainingNeedRow>): (key: string) => string | null {
  const last = new Map<string, string>()
  for (const { suggestion, closed } of needs) {
    if (suggestion === null || !closed) continue
    if (closed.at > (last.get(suggestion) ?? '')) last.set(suggestion, closed.at)
  }
  return (key) => last.get(key) ?? null
}
