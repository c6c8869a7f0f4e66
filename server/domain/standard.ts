/** What tasks of a type should take and when they are due, in each team, and the versions of that. */
import type { DueRule } from '../contract/clock-rows.js'
import type { StandardRow } from '../contract/desk-rows.js'
import type { TaskTypeRow } from '../contract/rows.js'

/**
 * The newest version; null: none was ever set, and the type's own values are all there is.
 * @param team of what this team has in place of the type's; null: of the type
 */
export function currentStandard(
  rows: Iterable<StandardRow>,
  type: string,
  team: string | null = null,
): StandardRow | null {
  let newest: StandardRow | null = null
  for (const row of rows)
    if (row.type === type && (row.forTeam ?? null) === team && row.version > (newest?.version ?? 0))
      newest = row
  return newest
}

/** Rules that say the same, whatever they leave out because it is so anyway. */
export const sameRule = (a: DueRule | null | undefined, b: DueRule | null | undefined): boolean =>
  plainly(a) === plainly(b)

const plainly = (rule: object | null | undefined): string =>
  JSON.stringify(
    Object.entries(rule ?? {})
      .filter(([, value]) => value !== null && value !== false && value !== undefined)
      .map(([key, value]) => [key, typeof value === 'object' ? plainly(value as object) : value])
      .sort(),
  )

/**
 * How many tasks of a type a team is to finish a day: the team's own count, also where that is none, before
 * that of the type; null: no count.
 * @param team null: of the type
 * @param at instant; null also where it is not known what held then, since the count was set anew later
 */
export function dailyCountOf(
  type: Pick<TaskTypeRow, 'id' | 'teams'>,
  rows: Iterable<StandardRow>,
  team: string | null,
  at?: string,
): number | null {
  const all = [...rows]
  const own = team === null ? undefined : type.teams?.[team]
  const whole = currentStandard(all, type.id)
  const newest = [whole, team === null ? null : currentStandard(all, type.id, team)]
  if (at !== undefined && newest.some((row) => row !== null && row.from >= at)) return null
  return own?.dailyCount === undefined ? (whole?.dailyCount ?? null) : own.dailyCount
}

export type InForce = { standardMinutes: number; due: DueRule | null }

/** A team's own values before those of the type. */
export function standardFor(
  { standardMinutes, due, teams }: Pick<TaskTypeRow, 'standardMinutes' | 'due' | 'teams'>,
  team: string,
): InForce {
  const own = teams?.[team]
  if (!own) return { standardMinutes, due }
  return {
    standardMinutes: own.standardMinutes,
    due: own.due === undefined ? due : own.due,
  }
}

/** The type as a team has it. */
export const typeFor = (type: TaskTypeRow, team: string): TaskTypeRow => ({
  ...type,
  ...standardFor(type, team),
})
