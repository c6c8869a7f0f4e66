/** Who may see which row, and how much of it. One rule for the log, the wire and every answer. */
import type { HourNoteRow, LeaveRow, UndoRow, UsualRow } from '../contract/desk-rows.js'
import type {
  AccountRow,
  Role,
  ShownTask,
  SkillRow,
  TableName,
  TallyRow,
  TaskRow,
  VeiledTask,
} from '../contract/rows.js'
import { onBoard } from '../contract/rows.js'

/** What decides sight: `leads` holds the teams led, and is empty for anyone but a lead. */
export type Viewer = { id: string; role: Role; team: string | null; leads: readonly string[] }

/** Everyone, or one person with the leads of a team and some roles. */
export type Audience =
  'all' | { person: string | null; team: string | null; roles: readonly string[] }

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
      return NOBODY
    default:
      return 'all'
  }
}

export function sees(viewer: Viewer, audience: Audience | null): boolean {
  if (audience === null) return false
  if (audience === 'all') return true
  return (
    audience.person === viewer.id ||
    (audience.team !== null && leadsTeam(viewer, audience.team)) ||
    audience.roles.includes(viewer.role)
  )
}

export const leadsTeam = (viewer: Viewer, team: string) =>
  viewer.role === 'lead' && viewer.leads.includes(team)

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
    claimedAt: task.claimedAt,
    followUpAt: task.followUpAt,
    finishedAt: task.finishedAt,
    standardMinutes: task.standardMinutes,
    confidential: task.confidential,
    seq: task.seq,
  }
}

/** A task as this viewer may see it; the minutes somebody spent are theirs and their leads'. */
export function showTask(viewer: Viewer, task: TaskRow): ShownTask {
  return mayReadFinished(viewer, task) ? task : veil(task)
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

export function project(viewer: Viewer, table: TableName, row: object): object {
  if (table === 'leave') return showLeave(viewer, row as LeaveRow)
  return table === 'task' ? showTask(viewer, row as TaskRow) : row
}
