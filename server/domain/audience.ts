/** Who may see which row, and how much of it. One rule for the log, the wire and every answer. */
import type {
  HourNoteRow,
  LeaveRow,
  PatternRow,
  ShiftRow,
  StandardRow,
  UndoRow,
  UsualRow,
} from '../contract/desk-rows.js'
import type {
  AcknowledgementRow,
  GradeTickRow,
  LookRow,
  NoteRow,
} from '../contract/fairness-rows.js'
import type { RateRow, ReviewRow } from '../contract/quality-rows.js'
import {
  onBoard,
  type AccountRow,
  type PersonRow,
  type ShownTask,
  type SkillRow,
  type TableName,
  type TallyRow,
  type TaskRow,
  type VeiledTask,
} from '../contract/rows.js'
import type {
  AttendanceRow,
  DismissalRow,
  ReadingRow,
  TargetRow,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../contract/training-rows.js'
import { showPattern, showSession, showShift } from './day-reasons.js'
import { veilNote } from './fairness/note.js'
import { leadsTeam, showPerson, showStandard, showTally, type Viewer } from './viewer.js'

export { leadsTeam, type Viewer }

/** Everyone, or one person (and sometimes others by name) with the leads of a team and some roles. */
export type Audience =
  | 'all'
  | {
      person: string | null
      team: string | null
      roles: readonly string[]
      also?: readonly string[]
    }

const NOBODY: Audience = { person: null, team: null, roles: [] }

/** Null: the row is on nobody's board. */
export function audienceOf(table: TableName, row: object): Audience | null {
  switch (table) {
    case 'task':
      return onBoard((row as TaskRow).status) ? 'all' : null
    case 'account':
      return { person: (row as AccountRow).id, team: null, roles: ['admin'] }
    case 'skill': {
      const skill = row as SkillRow
      return { person: skill.person, team: skill.team, roles: ['admin'] }
    }
    case 'tally': {
      const tally = row as TallyRow
      return tally.person === null ? 'all' : { person: tally.person, team: tally.team, roles: [] }
    }
    case 'leave': {
      const leave = row as LeaveRow
      return { person: leave.person, team: leave.team, roles: ['supervisor', 'admin'] }
    }
    case 'hourNote':
      return { person: null, team: (row as HourNoteRow).team, roles: ['supervisor'] }
    case 'usual': {
      const usual = row as UsualRow
      return { person: usual.person, team: usual.team, roles: [] }
    }
    case 'undo':
      return { person: (row as UndoRow).by, team: null, roles: [] }
    case 'ended':
    case 'sealed':
      return NOBODY
    default:
      return ofPeople(table, row)
  }
}

/** What is recorded of people: checks, training, notes. */
function ofPeople(table: TableName, row: object): Audience {
  switch (table) {
    case 'review': {
      const review = row as ReviewRow
      // On nobody's board while it is open: whoever did the work, a lead too, must not learn what is drawn, and
      // of two blind checkers neither that there is another. What a check needs, `review.get` gives its checker.
      return review.result === null
        ? NOBODY
        : { person: review.person, team: review.team, roles: [] }
    }
    case 'rate': {
      const { team } = row as RateRow
      return { person: null, team, roles: team === null ? ['lead'] : [] }
    }
    case 'trainingNeed': {
      const need = row as TrainingNeedRow
      return { person: need.person, team: need.team, roles: [] }
    }
    case 'target':
    case 'dismissal':
      return { person: null, team: (row as TargetRow | DismissalRow).team, roles: [] }
    case 'attendance': {
      const attendance = row as AttendanceRow
      return {
        person: attendance.person,
        team: attendance.team,
        roles: [],
        also: [attendance.trainer],
      }
    }
    case 'reading': {
      const reading = row as ReadingRow
      return { person: reading.person, team: reading.team, roles: [] }
    }
    case 'note': {
      const note = row as NoteRow
      return {
        person: note.state === 'draft' ? null : note.person,
        team: note.team,
        roles: note.state === 'sent' ? ['supervisor'] : [],
      }
    }
    case 'look':
      return { person: (row as LookRow).person, team: null, roles: [] }
    case 'gradeTick': {
      const { person, team } = row as GradeTickRow
      return { person, team, roles: [] }
    }
    case 'acknowledgement': {
      const { id, team } = row as AcknowledgementRow
      return { person: id, team, roles: ['admin'] }
    }
    default:
      return 'all'
  }
}

export function sees(viewer: Viewer, audience: Audience | null): boolean {
  if (audience === null) return false
  if (audience === 'all') return true
  return (
    audience.person === viewer.id ||
    audience.also?.includes(viewer.id) === true ||
    (audience.team !== null && leadsTeam(viewer, audience.team)) ||
    audience.roles.includes(viewer.role)
  )
}

/** A confidential task is read by its holder, the leads of its team and supervisors. */
export function mayRead(viewer: Viewer, task: TaskRow): boolean {
  return (
    !task.confidential ||
    task.holder === viewer.id ||
    viewer.role === 'supervisor' ||
    leadsTeam(viewer, task.team)
  )
}

/** A finished confidential task has no holder; who finished it may still read it. */
export const mayReadFinished = (viewer: Viewer, task: TaskRow) =>
  mayRead(viewer, task) || task.finishedBy === viewer.id

export function veil(task: TaskRow): VeiledTask {
  return {
    no: task.no,
    type: task.type,
    team: task.team,
    status: task.status,
    priority: task.priority,
    holder: task.holder,
    dueAt: task.dueAt,
    ...(task.standsSince ? { standsSince: task.standsSince } : {}),
    createdAt: task.createdAt,
    // Of finished work it would tell with `finishedAt` how long somebody had it.
    claimedAt: task.finishedAt === null ? task.claimedAt : null,
    followUpAt: task.followUpAt,
    finishedAt: task.finishedAt,
    standardMinutes: task.standardMinutes,
    confidential: task.confidential,
    seq: task.seq,
  }
}

/** Whether they learn of a task's checks: the leads of its team, and who holds it or did the work. */
export const seesChecks = (viewer: Viewer, task: TaskRow): boolean =>
  leadsTeam(viewer, task.team) || isTheirs(viewer, task)

/** Who holds it or did it, and so must not learn that somebody asked for its check. */
export const isTheirs = (viewer: Pick<Viewer, 'id'>, task: Pick<TaskRow, 'holder' | 'finishedBy'>) =>
  task.holder === viewer.id || task.finishedBy === viewer.id

/** Rows that differ from viewer to viewer beyond their role and teams. */
export const isPersonal = (task: TaskRow): boolean =>
  task.confidential ||
  task.checkAsked !== undefined ||
  task.round !== undefined ||
  task.review !== undefined ||
  task.returned !== undefined ||
  task.unchecked !== undefined ||
  (task.why ?? null) !== null

/**
 * What is known of its checks, and why a balance gave it to somebody (which tells of their day), is for those whom
 * it concerns; what was asked for, for leads who do not do it, and while it is checked, blind, for who asked alone.
 */
function withoutChecks(viewer: Viewer, whole: TaskRow): TaskRow {
  const task = whole.workedBy || whole.checkedBy ? withoutPast(whole) : whole
  const blind = task.status === 'review' && task.checkAsked !== undefined && task.checkAsked !== viewer.id
  if (!isPersonal(task) || (leadsTeam(viewer, task.team) && !isTheirs(viewer, task) && !blind)) return task
  const { checkAsked: _asked, ...known } = task
  return seesChecks(viewer, task) ? known : withoutReturn(known)
}

/** Who had it before is for the rules alone. */
function withoutPast({ workedBy: _worked, checkedBy: _checked, ...task }: TaskRow): TaskRow {
  return task
}

/** To others returned work is work that was given to its holder, and nothing of it says that it was finished, or which step is done again. */
function withoutReturn(task: TaskRow): TaskRow {
  const { round: _round, review: _review, returned, why: _why, unchecked: _unchecked, ...plain } = task
  if (!returned) return plain
  const { pinned: _pinned, differences: _differences, ...given } = plain
  return { ...given, steps: given.steps.map((step) => ({ ...step, doneAt: null, doneBy: null })), outcome: null }
}

/** Since when somebody had work that is finished; with `finishedAt` it tells how long. */
const tellsSpan = ({ claimedAt, finishedAt }: TaskRow) => claimedAt !== null && finishedAt !== null

/** Whose minutes a task tells of; null: nobody's. */
export const toldOf = (task: TaskRow): string | null =>
  task.handleMinutes > 0 || task.activeSince !== null || tellsSpan(task)
    ? (task.holder ?? task.finishedBy)
    : null

/**
 * A task as this viewer may see it; the minutes somebody spent are theirs and their leads'.
 * @param timed false: the office times nobody, so minutes of former days are nobody's to see
 */
export function showTask(viewer: Viewer, task: TaskRow, timed = true): ShownTask {
  if (!mayReadFinished(viewer, task)) return veil(task)
  const shown = withoutChecks(viewer, task)
  const whose = toldOf(task)
  if (whose === null || (timed && (whose === viewer.id || leadsTeam(viewer, task.team)))) return shown
  const { handleMinutes: _minutes, activeSince: _since, ...rest } = shown
  return tellsSpan(task) ? { ...rest, claimedAt: null } : rest
}

/** Who draws the timetable needs to know when somebody is away; why is for them, their leads and supervisors. */
export const isReasonTold = (viewer: Viewer, leave: Pick<LeaveRow, 'person'>) =>
  viewer.role !== 'admin' || leave.person === viewer.id

function showLeave(viewer: Viewer, leave: LeaveRow): LeaveRow {
  if (isReasonTold(viewer, leave)) return leave
  return {
    ...leave,
    kind: 'other',
    reason: null,
    word: null,
    answer: leave.answer && { ...leave.answer, text: null },
  }
}

/** Administrators keep levels; what a level rests on, and who had which before, is for the person and their leads. */
export function showSkill(viewer: Viewer, skill: SkillRow): SkillRow {
  const { id, person, team, type, level } = skill
  const concerned = person === viewer.id || (team !== null && leadsTeam(viewer, team))
  return concerned ? skill : { id, person, team, type, level }
}

/** The levels seen at a training are for the person, their leads and the trainer. */
export function showAttendance(viewer: Viewer, row: AttendanceRow): AttendanceRow {
  if (sees(viewer, audienceOf('attendance', row))) return row
  return { ...row, need: null, levelBefore: null, levelAfter: null }
}

/** Rows as they were may hold reasons that are not told to who drew over them. */
const showUndo = ({ timetable: _rows, ...undo }: UndoRow): UndoRow => undo
export function project(viewer: Viewer, table: TableName, row: object): object {
  switch (table) {
    case 'task':
      return showTask(viewer, row as TaskRow)
    case 'leave':
      return showLeave(viewer, row as LeaveRow)
    case 'person':
      return showPerson(viewer, row as PersonRow)
    case 'skill':
      return showSkill(viewer, row as SkillRow)
    case 'shift':
      return showShift(viewer, row as ShiftRow)
    case 'pattern':
      return showPattern(viewer, row as PatternRow)
    case 'trainingSession':
      return showSession(viewer, row as TrainingSessionRow)
    case 'undo':
      return showUndo(row as UndoRow)
    case 'standard':
      return showStandard(viewer, row as StandardRow)
    case 'tally':
      return showTally(viewer, row as TallyRow)
    case 'note':
      return viewer.role === 'supervisor' ? veilNote(row as NoteRow) : row
    default:
      return row
  }
}
