/** Who is compared with whom, over which days, for one training or for all of a team's. */
import type {
  AttendanceRow,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../../contract/training-rows.js'
import type { Outcome } from '../quality/yield.js'
import type { Subject } from '../training-effect.js'

export type Timed = { type: string; person: string; finishedAt: string; ratio: number }

/** The record that a comparison draws on: work of one team, of all types and people. */
export type Record = { outcomes: readonly Outcome[]; timed: readonly Timed[] }

/** One person's dividing line: what was finished before `until` is before, from `since` on it is after. */
export type Line = {
  from: string
  until: string
  since: string
  to: string
  /** When the periods before `from` began, the first first; each ends where the next begins. */
  earlier?: readonly string[]
}

export type Wanted = {
  /** Types of work that are looked at; null: all. */
  types: readonly string[] | null
  /** Return reason that is looked at; null: any. */
  reason: string | null
}

const within = (at: string, from: string, to: string) => from <= at && at < to

/**
 * One person's checks and times on both sides of their line.
 * @param untouchedSince their last such training before these days: what was before that was another person
 */
export function subjectOf(
  person: string,
  trained: boolean,
  line: Line,
  { outcomes, timed }: Record,
  { types, reason }: Wanted,
  untouchedSince = '',
): Subject {
  const own = <T extends { person: string; type: string }>(all: readonly T[]) =>
    all.filter((one) => one.person === person && (types === null || types.includes(one.type)))
  const work = own(outcomes)
  const times = own(timed)
  const counts = (from: string, to: string) => {
    const found = work.filter(({ finishedAt }) => within(finishedAt, from, to))
    const returned = found.filter(
      ({ passed, reasons }) =>
        !passed && (reason === null || reasons.some((one) => one.reason === reason)),
    )
    return { checked: found.length, returned: returned.length }
  }
  const starts = line.earlier ?? []
  const earlier = starts.flatMap((start, at) =>
    start < untouchedSince ? [] : [counts(start, starts[at + 1] ?? line.from)],
  )
  const ratios = (from: string, to: string) =>
    times.flatMap(({ finishedAt, ratio }) => (within(finishedAt, from, to) ? [ratio] : []))
  return {
    person,
    trained,
    returns: {
      before: counts(line.from, line.until),
      after: counts(line.since, line.to),
      ...(earlier.length > 0 ? { earlier } : {}),
    },
    times: { before: ratios(line.from, line.until), after: ratios(line.since, line.to) },
  }
}

/** People who were at a training, by the sign of its trainer. */
export const attendedBy = (
  session: string,
  attendance: readonly AttendanceRow[],
): AttendanceRow[] => attendance.filter((row) => row.session === session && row.attended === true)

/**
 * Trainings about the same: the skill, or where there is none the topic. Whoever had one of them in the days
 * that are compared is not untrained.
 */
export const isAlike = (
  one: Pick<TrainingSessionRow, 'type' | 'topic'>,
  other: Pick<TrainingSessionRow, 'type' | 'topic'>,
): boolean =>
  one.type === null && other.type === null ? one.topic === other.topic : one.type === other.type

/** Kinds of evidence that come from a person's own work. */
const OWN_WORK = ['review', 'task', 'figure']

/**
 * Whether somebody was chosen for what was seen in their work at that time, so that the spell may have been a bad
 * one; also on the training's own day, since a need comes before its training.
 */
export function isPicked(
  { need }: Pick<AttendanceRow, 'need'>,
  needs: ReadonlyMap<string, TrainingNeedRow>,
  { from, since }: Pick<Line, 'from' | 'since'>,
): boolean {
  const found = need === null ? undefined : needs.get(need)
  return (
    found !== undefined &&
    within(found.at, from, since) &&
    found.evidence.some(({ kind }) => OWN_WORK.includes(kind))
  )
}

export type Peer = { person: string; level: number | null }

/**
 * People to compare with: as near in level to the trained as there are at least `least` of, first within one
 * level, else all.
 */
export function peersOf(
  peers: readonly Peer[],
  levels: readonly (number | null)[],
  least: number,
): { people: string[]; unlike: boolean } {
  const known = levels.filter((level) => level !== null)
  const near = peers.filter(
    ({ level }) =>
      known.length === 0 || level === null || known.some((one) => Math.abs(one - level) <= 1),
  )
  const enough = near.length >= least || near.length === peers.length
  return {
    people: (enough ? near : peers).map(({ person }) => person),
    unlike: !enough,
  }
}
