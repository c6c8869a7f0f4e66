/** Trainings as a list tells them: when, by whom, who comes, and what is still to do. Pure. */
import type { AttendanceRow, TrainingSessionRow } from '../../server/contract/training-rows.js'
import {
  attendanceText,
  sessionKindWords,
  sessionTime,
  sessionTitle,
} from '../lib/training-words.js'

/** `toSign`: it is over, and the trainer has not signed. */
export type SessionStage = 'coming' | 'now' | 'toSign' | 'held' | 'cancelled'

export type AttendeeLine = {
  row: AttendanceRow
  name: string
  text: string
}

export type SessionLine = {
  session: TrainingSessionRow
  title: string
  kind: string
  when: string
  trainer: string
  /** Day and time, for sorting. */
  at: string
  stage: SessionStage
  stageText: string
  attendees: AttendeeLine[]
  /** The viewer trains it. */
  trains: boolean
  /** The viewer may change and cancel it. */
  changes: boolean
  /** The viewer may say who came. */
  attends: boolean
  /** The viewer may sign for the trainer now. */
  signs: boolean
}

type Ground = {
  /** Office day and wall clock `HH:MM` now. */
  today: string
  now: string
  me: string
  leads: boolean
  nameOf: (id: string) => string
  typeName: (id: string) => string
  attendance: readonly AttendanceRow[]
}

const stageWords: Record<SessionStage, string> = {
  coming: 'Planned',
  now: 'Under way',
  toSign: 'Over, not signed by the trainer',
  held: 'Held and signed',
  cancelled: 'Cancelled',
}

export function stageOf(
  session: Pick<TrainingSessionRow, 'state' | 'day' | 'from' | 'to' | 'signed'>,
  { today, now }: Pick<Ground, 'today' | 'now'>,
): SessionStage {
  if (session.state === 'cancelled') return 'cancelled'
  if (session.signed !== null) return 'held'
  if (session.day > today || (session.day === today && session.from > now)) return 'coming'
  return session.day === today && session.to > now ? 'now' : 'toSign'
}

export function sessionLine(session: TrainingSessionRow, ground: Ground): SessionLine {
  const { leads, me, nameOf, typeName, today } = ground
  const stage = stageOf(session, ground)
  const trains = session.trainer === me
  const begun = stage === 'now' || stage === 'toSign'
  return {
    session,
    title: sessionTitle(session, typeName),
    kind: sessionKindWords[session.kind],
    when: sessionTime(session, today),
    trainer: nameOf(session.trainer),
    at: `${session.day}T${session.from}`,
    stage,
    stageText: stageWords[stage],
    attendees: ground.attendance
      .map((row) => ({ row, name: nameOf(row.person), text: attendanceText(row) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    trains,
    changes: leads && stage === 'coming',
    attends: (leads || trains) && begun,
    signs: trains && begun,
  }
}
