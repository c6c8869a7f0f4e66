/** For how long a reason opens somebody's record to a supervisor. */
import type { LookRow } from '../../contract/fairness-rows.js'

export const LOOK_MINUTES = 60

export const lookUntil = ({ at }: Pick<LookRow, 'at'>) =>
  new Date(Date.parse(at) + LOOK_MINUTES * 60_000).toISOString()

/** The reason that somebody gave for looking at a person, while it holds. */
export function reasonFor(
  looks: Iterable<LookRow>,
  { person, by, now }: { person: string; by: string; now: string },
): LookRow | null {
  for (const look of looks) {
    const theirs = look.person === person && look.by === by && look.reason !== null
    if (theirs && look.at <= now && now < lookUntil(look)) return look
  }
  return null
}
