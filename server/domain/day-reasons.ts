/**
 * Why somebody's day is not as usual, and what its trainings, meetings and other blocks are about: the team
 * needs to know when they are away, not what for.
 */
import type { PatternRow, ShiftRow, WorkDay } from '../contract/desk-rows.js'
import type { AttendanceRow, TrainingSessionRow } from '../contract/training-rows.js'
import { leadsTeam, type Viewer } from './viewer.js'

type Own = { person: string; team: string | null }

/** Theirs, or of somebody whose team they lead. */
export const isOwnOrLed = (viewer: Viewer, { person, team }: Own) =>
  person === viewer.id || (team !== null && leadsTeam(viewer, team))

const hasWords = (work: WorkDay | null) => work?.blocks.some(({ text }) => text !== null) ?? false

/** That there is a training, a meeting or something else, without what it is about. */
export const withoutWords = <Day extends WorkDay | null>(work: Day): Day =>
  work && hasWords(work)
    ? { ...work, blocks: work.blocks.map((block) => ({ ...block, text: null })) }
    : work

type Weeks = PatternRow['weeks']
const anyWords = (weeks: Weeks | null) => weeks?.some((week) => week.some(hasWords)) ?? false
const weeksWithout = (weeks: Weeks) => weeks.map((week) => week.map(withoutWords))

export const isPersonalShift = ({ reason, work }: ShiftRow) =>
  reason !== undefined || hasWords(work)

export const isPersonalPattern = ({ weeks, before }: PatternRow) =>
  anyWords(weeks) || (before?.some((one) => anyWords(one.weeks)) ?? false)

export function showShift(viewer: Viewer, shift: ShiftRow): ShiftRow {
  const { reason, toSupervisors, ...day } = shift
  const knows = isOwnOrLed(viewer, shift)
  const told = knows || (toSupervisors === true && viewer.role === 'supervisor')
  return {
    ...day,
    work: knows ? day.work : withoutWords(day.work),
    ...(told && reason !== undefined ? { reason } : {}),
  }
}

export function showPattern(viewer: Viewer, pattern: PatternRow): PatternRow {
  if (isOwnOrLed(viewer, pattern) || !isPersonalPattern(pattern)) return pattern
  const { before } = pattern
  return {
    ...pattern,
    weeks: weeksWithout(pattern.weeks),
    ...(before
      ? { before: before.map((one) => ({ ...one, weeks: one.weeks && weeksWithout(one.weeks) })) }
      : {}),
  }
}

/** Who is told what a training is about: who takes part, who gives it, and the leads of all of them. */
export function toldOfTraining(
  session: TrainingSessionRow,
  attendance: readonly Pick<AttendanceRow, 'person' | 'team'>[],
  trainerTeam: string | null,
): NonNullable<TrainingSessionRow['told']> {
  const teams = [session.team, trainerTeam, ...attendance.map(({ team }) => team)]
  return {
    people: [session.trainer, ...attendance.map(({ person }) => person)],
    teams: [...new Set(teams.filter((team) => team !== null))],
  }
}

/** For whoever is told what it is about. */
export const openSession = ({ told: _told, ...session }: TrainingSessionRow): TrainingSessionRow =>
  session

export function showSession(viewer: Viewer, session: TrainingSessionRow): TrainingSessionRow {
  const { told } = session
  const plain = openSession(session)
  const knows =
    session.trainer === viewer.id ||
    leadsTeam(viewer, session.team) ||
    told?.people.includes(viewer.id) === true ||
    told?.teams.some((team) => leadsTeam(viewer, team)) === true
  if (knows) return plain
  return {
    ...plain,
    topic: 'Training',
    type: null,
    links: [],
    ...(plain.cancelled ? { cancelled: { ...plain.cancelled, reason: '' } } : {}),
  }
}

/**
 * What somebody draws who is not told what blocks are about: what was said stays with them, found by kind
 * and time, or one by one where all of a kind were moved.
 */
export function keepWords<Day extends WorkDay | null>(work: Day, before: WorkDay | null): Day {
  if (!work || !before || !hasWords(before)) return work
  const blocks = work.blocks.map((block) => {
    if (block.text !== null) return block
    const old = before.blocks.filter(({ kind }) => kind === block.kind)
    const own = work.blocks.filter(({ kind }) => kind === block.kind)
    const same = old.find(({ from, to }) => from === block.from && to === block.to)
    const moved = old.length === own.length ? old[own.indexOf(block)] : undefined
    return { ...block, text: (same ?? moved)?.text ?? null }
  })
  return { ...work, blocks }
}
