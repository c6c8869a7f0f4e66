/**
 * Why somebody's day is not as usual, and what they are trained in: the team needs to know when they are
 * away, not what for.
 */
import type { PatternRow, ShiftRow, WorkDay } from '../contract/desk-rows.js'
import type { AttendanceRow, TrainingSessionRow } from '../contract/training-rows.js'
import { leadsTeam, type Viewer } from './viewer.js'

type Own = { person: string; team: string | null }

/** Theirs, or of somebody whose team they lead. */
export const isOwnOrLed = (viewer: Viewer, { person, team }: Own) =>
  person === viewer.id || (team !== null && leadsTeam(viewer, team))

const hasTopic = (work: WorkDay | null) =>
  work?.blocks.some(({ kind, text }) => kind === 'training' && text !== null) ?? false

/** That there is a training, without what it is about. */
const withoutTopics = <Day extends WorkDay | null>(work: Day): Day =>
  work && hasTopic(work)
    ? {
        ...work,
        blocks: work.blocks.map((block) =>
          block.kind === 'training' ? { ...block, text: null } : block,
        ),
      }
    : work

type Weeks = PatternRow['weeks']
const anyTopic = (weeks: Weeks | null) => weeks?.some((week) => week.some(hasTopic)) ?? false
const weeksWithout = (weeks: Weeks) => weeks.map((week) => week.map(withoutTopics))

export const isPersonalShift = ({ reason, work }: ShiftRow) =>
  reason !== undefined || hasTopic(work)

export const isPersonalPattern = ({ weeks, before }: PatternRow) =>
  anyTopic(weeks) || (before?.some((one) => anyTopic(one.weeks)) ?? false)

export function showShift(viewer: Viewer, shift: ShiftRow): ShiftRow {
  const { reason, toSupervisors, ...day } = shift
  const knows = isOwnOrLed(viewer, shift)
  const told = knows || (toSupervisors === true && viewer.role === 'supervisor')
  return {
    ...day,
    work: knows ? day.work : withoutTopics(day.work),
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
 * What somebody draws who is not told the topics: those that were there stay with their trainings, found
 * by their time, or one by one where all of them were moved.
 */
export function keepTopics<Day extends WorkDay | null>(work: Day, before: WorkDay | null): Day {
  if (!work || !before || !hasTopic(before)) return work
  const old = before.blocks.filter(({ kind }) => kind === 'training')
  const own = work.blocks.filter(({ kind }) => kind === 'training')
  const blocks = work.blocks.map((block) => {
    const at = own.indexOf(block)
    if (at < 0 || block.text !== null) return block
    const same = old.find(({ from, to }) => from === block.from && to === block.to)
    const text = (same ?? (old.length === own.length ? old[at] : undefined))?.text ?? null
    return { ...block, text }
  })
  return { ...work, blocks }
}
