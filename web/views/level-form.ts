/** Giving somebody a level in a skill: what it rests on, and with whom they work at level 1. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { Level } from '../../server/contract/rows.js'
import type {
  AttendanceRow,
  Evidence,
  TrainingSessionRow,
} from '../../server/contract/training-rows.js'
import { dayText, sessionTitle } from '../lib/training-words.js'

export type LevelDraft = {
  level: Level
  /** In the lead's own words. */
  text: string
  /** Offered evidence that is taken, by `<kind>/<ref>`. */
  taken: ReadonlySet<string>
  /** '' for nobody yet. */
  trainer: string
}

export const levelLabels = { level: 'Level', evidence: 'What it rests on', trainer: 'Trainer' }

export const evidenceKey = ({ kind, ref }: Evidence) => `${kind}/${ref ?? ''}`

/** Trainings of this person in this skill, the latest first. */
export function offeredEvidence(
  person: string,
  type: string,
  {
    sessions,
    attendance,
    typeName,
    today,
  }: {
    sessions: ReadonlyMap<string, TrainingSessionRow>
    attendance: Iterable<AttendanceRow>
    typeName: (id: string) => string
    today: string
  },
): Evidence[] {
  return [...attendance]
    .flatMap((row) => {
      const session = sessions.get(row.session)
      return row.person === person && row.attended === true && session?.type === type
        ? [{ session, seen: row.levelAfter }]
        : []
    })
    .sort((a, b) => b.session.day.localeCompare(a.session.day))
    .slice(0, 6)
    .map(({ session, seen }) => ({
      kind: 'session',
      ref: session.id,
      text: `Training ${dayText(session.day, today)}: ${sessionTitle(session, typeName)}${seen === null ? '' : `, seen at level ${seen}`}`,
    }))
}

export function levelProblems(draft: LevelDraft, was: Level | null): Problem[] {
  if (draft.level === was || draft.text.trim() !== '' || draft.taken.size > 0) return []
  return [{ path: 'evidence', message: 'Say what the new level rests on' }]
}

export function levelInput(
  person: string,
  type: string,
  draft: LevelDraft,
  offered: readonly Evidence[],
): RawInput<'skill.set'> {
  const text = draft.text.trim()
  const evidence = [
    ...offered.filter((one) => draft.taken.has(evidenceKey(one))),
    ...(text ? [{ kind: 'text' as const, ref: null, text }] : []),
  ]
  const input = { person, type, level: draft.level, evidence }
  return draft.level === 1 ? { ...input, trainer: draft.trainer || null } : input
}
