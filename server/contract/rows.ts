/** The rows of the board: what the log, the wire and every replica hold.
 * Instants are ISO 8601 text in UTC with milliseconds; minutes are numbers, not rounded.
 */
import type { CountedDue, DueRule, FederalId, TaskClock, TeamStandard } from './clock-rows.js'
import type { CheckRule, Formula } from './counting.js'
import type {
  DeskRules, HourNoteRow, LeaveRow, PatternRow, PlanRow, ShiftRow, StandardRow, StandingRules, UndoRow, UsualRow,
} from './desk-rows.js'
import type { AcknowledgementRow, GradeTickRow, LookRow, MonitoringNotice, NoteRow } from './fairness-rows.js'
import type { ChecklistRow, RateRow, ReturnedFor, ReviewRow, SealedRow } from './quality-rows.js'
import type {
  AttendanceRow, DismissalRow, EarlierLevel, Evidence, ProcedureRow, ReadingRow, SheetRow, TargetRow, TrainingNeedRow, TrainingSessionRow,
} from './training-rows.js'

export const roles = ['clerk', 'lead', 'supervisor', 'admin'] as const
export const grades = ['I', 'II', 'III'] as const
export const presences = ['available', 'break', 'training', 'away', 'off'] as const
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export const statuses = ['queued', 'assigned', 'active', 'waiting', 'review', 'done', 'cancelled'] as const
export const channels = ['counter', 'phone', 'mail', 'email', 'web', 'app', 'internal', 'import'] as const
export const fieldKinds = ['text', 'number', 'money', 'count', 'date', 'datetime', 'choice', 'check', 'computed'] as const

export type Role = (typeof roles)[number]
export type Grade = (typeof grades)[number]
export type Presence = (typeof presences)[number]
export type Priority = (typeof priorities)[number]
export type Status = (typeof statuses)[number]
export type Channel = (typeof channels)[number]
export type FieldKind = (typeof fieldKinds)[number]
/** 0 none, 1 in training, 2 can do with review, 3 can do alone, 4 can train others. */
export type Level = 0 | 1 | 2 | 3 | 4
export type FieldValue = string | number | boolean | null

export type OfficeRow = {
  id: string
  name: string
  /** IANA name, or a fixed offset such as `Etc/GMT+7`. Office days follow it. */
  timeZone: string
  /** Working days, ISO numbers: 1 Monday to 7 Sunday. */
  days: number[]
  /** Wall-clock `HH:MM`. */
  opens: string
  closes: string
  /** False: the holidays of the federal government are worked. Left out: they are days off where some day of the week is. */
  federalHolidays?: boolean
  /** Federal holidays that are worked nevertheless. */
  workedHolidays?: FederalId[]
  /** Days off and half days that the office keeps beside them, by date. */
  holidays?: LocalDay[]
  /** Present in a demo only: what the page must say about its data. */
  demo: { notice: string; source: string } | null
  /** How leads run their desks here; what is absent is as `deskDefaults` says. */
  desk?: Partial<DeskRules>
  /** What people were told is recorded of them; absent: nothing was filled in yet. */
  notice?: MonitoringNotice
}

export type TeamRow = { id: string; name: string; location: string | null; rules?: StandingRules }
/** A day (`YYYY-MM-DD`) that is not as other days: off, or (with `hours`) open at other hours. */
export type LocalDay = {
  day: string
  name: string
  hours: { opens: string; closes: string } | null
}

export type PersonRow = {
  id: string
  name: string
  role: Role
  grade: Grade | null
  team: string | null
  /** Ids of the teams led. */
  leads: string[]
  active: boolean
  presence: Presence
  presenceSince: string
  help: { since: string; task: number | null; text: string | null } | null
  /** Task types whose work they may check without leading its team; absent: none. */
  checks?: string[]
  /** When the last that they had in hand left it while more was assigned to them that can go back by a rule. */
  freeSince?: string
}

/** Seen by admins and by the person. The passphrase's hash is never part of a row. */
export type AccountRow = { id: string; username: string; temporary: boolean }

export type SkillRow = {
  /** `<person>/<type>` */
  id: string
  person: string
  team: string | null
  type: string
  level: Level
  /** When the level was given, by whom and on what; absent: as the person was added. */
  since?: string
  by?: string
  evidence?: Evidence[]
  /** With whom somebody at level 1 works. */
  trainer?: string | null
  /** Levels before this one, latest first. */
  earlier?: EarlierLevel[]
}

/** A step with a `due` has a clock of its own beside the task's: acknowledge first, then complete. */
export type StepRule = { id: string; name: string; due?: DueRule | null }
export type FieldRule = {
  id: string
  label: string
  kind: FieldKind
  /** Must be filled before the task can be finished. */
  required: boolean
  unit: string | null
  choices: string[]
  /** How a computed field is counted; only such a field has one. */
  formula?: Formula
}
export type TaskTypeRow = {
  id: string
  name: string
  standardMinutes: number
  steps: StepRule[]
  fields: FieldRule[]
  /** Share of finished tasks to be checked, 0 to 1. */
  reviewRate: number
  /** The lead who set it last; absent: somebody who does no such work. */
  reviewRateBy?: string
  /** Skill level that a person needs, 0: anyone of the team; and the lowest grade, absent or null: any. */
  requiredLevel: Level
  requiredGrade?: Grade | null
  /** Where new tasks of this type go when nobody says otherwise. */
  team: string | null
  priority: Priority
  due: DueRule | null
  active: boolean
  /** What some teams have in place of its own standard. */
  teams?: Record<string, TeamStandard>
  /** Where its work can be done only; absent or null: anywhere. */
  location?: string | null
  /** What must agree, or be explained, before a task can be finished. */
  checks?: CheckRule[]
}

export type StepState = {
  id: string
  name: string
  doneAt: string | null
  doneBy: string | null
  due?: CountedDue
}

/** What everyone in the office may know of a confidential task. */
export type VeiledTask = {
  no: number
  type: string
  team: string
  status: Status
  priority: Priority
  holder: string | null
  /** The next open due time: of a step with a clock of its own, or of the whole. */
  dueAt: string | null
  /** Since when its clock stands, because it waits on someone outside. */
  standsSince?: string | null
  createdAt: string
  claimedAt: string | null
  followUpAt: string | null
  finishedAt: string | null
  standardMinutes: number
  confidential: boolean
  seq: number
}

export type TaskRow = VeiledTask & {
  title: string
  channel: Channel
  reference: string | null
  requester: string | null
  fields: Record<string, FieldValue>
  steps: StepState[]
  notes: number
  createdBy: string
  assignedBy: string | null
  assignedAt: string | null
  /** Why it waits, and on whom. */
  waitingFor: string | null
  outcome: string | null
  finishedBy: string | null
  /** Since when minutes count for it; null unless active. */
  activeSince: string | null
  /** Minutes of attention until `activeSince`; time is shared where a person holds several active tasks. */
  handleMinutes: number
  /** Stays with its holder when work is balanced. */
  pinned?: boolean
  /** Its place in the holder's list where a lead has set one, counted from 1; only urgent work without one goes before. */
  place?: number | null
  /** Left out: its due time was never counted by a rule. */
  clock?: TaskClock
  /** What its checks differed by when it was finished, by check; absent: by nothing. */
  differences?: Record<string, number>
  /** Why a balance gave it to its holder, in words that they can read. */
  why?: string | null
  /** How often it has been finished; absent: never, or once without being checked. */
  round?: number
  /** Its last check: the one that is open, or that of the round in which it was finished last. */
  review?: string | null
  /** Who asked that it be checked when it is finished. Leads' eyes only. */
  checkAsked?: string | null
  /** Why it came back from its check; it comes first in its holder's list until it is finished again. */
  returned?: { at: string; by: string; reasons: ReturnedFor[]; note: string | null } | null
  /** Who had it in hand: none of them ever checks it. Never leaves the server. */
  workedBy?: string[]
  /** Who checked an earlier round of it. Never leaves the server. */
  checkedBy?: string[]
  /** It was to be checked when it was finished last, and nobody may: why it was to be. */
  unchecked?: 'drawn' | 'grade' | 'skill' | 'asked' | 'returned'
}

/** A task as a viewer sees it: whole, or veiled when it is confidential and not theirs to read. */
export type ShownTask = VeiledTask &
  Partial<Omit<TaskRow, keyof VeiledTask | 'workedBy' | 'checkedBy'>>

/** Queued and waiting work of one team, type and priority. Absent when there is none. */
export type BacklogRow = {
  id: string
  team: string
  type: string
  priority: Priority
  tasks: number
  standardMinutes: number
}

/** What was finished in one hour of today. `person` null: the whole team, for everyone to see. */
export type TallyRow = {
  id: string
  /** Office day, `YYYY-MM-DD`, and the hour of it, 0 to 23. */
  day: string
  hour: number
  person: string | null
  team: string
  type: string
  tasks: number
  standardMinutes: number
  handleMinutes: number // 0 also where the office times nobody, and of a team for all but its leads
}

/** A saved way of reading one kind of file into tasks; `mapping` is contract/import.ts's Mapping. */
export type MappingRow = { id: string; name: string; by: string; at: string; mapping: unknown }

/** A session that was ended, or (id = a person's id) all of theirs that began by `at` but `except`. Never leaves the server. */
export type EndedRow = { id: string; person: string; at: string; except: string | null }

/** A sign-in secret. Written with its command, but kept out of the log, the wire and memory. */
export type CredentialRow = {
  id: string
  username: string
  hash: string
  temporary: boolean
  changedAt: string
}

export type Rows = {
  office: OfficeRow
  team: TeamRow
  person: PersonRow
  account: AccountRow
  skill: SkillRow
  taskType: TaskTypeRow
  task: TaskRow
  backlog: BacklogRow
  tally: TallyRow
  mapping: MappingRow
  ended: EndedRow
  pattern: PatternRow
  shift: ShiftRow
  leave: LeaveRow
  plan: PlanRow
  hourNote: HourNoteRow
  standard: StandardRow
  usual: UsualRow
  undo: UndoRow
  checklist: ChecklistRow
  rate: RateRow
  review: ReviewRow
  sealed: SealedRow
  target: TargetRow
  trainingNeed: TrainingNeedRow
  dismissal: DismissalRow
  trainingSession: TrainingSessionRow
  attendance: AttendanceRow
  sheet: SheetRow
  procedure: ProcedureRow
  reading: ReadingRow
  note: NoteRow
  look: LookRow
  acknowledgement: AcknowledgementRow
  gradeTick: GradeTickRow
}
export type TableName = keyof Rows
export type Key<T extends TableName = TableName> = T extends 'task' ? number : string

export const tableNames = [
  'office', 'team', 'person', 'account', 'skill', 'taskType', 'task', 'backlog', 'tally', 'mapping', 'ended',
  'pattern', 'shift', 'leave', 'plan', 'hourNote', 'standard', 'usual', 'undo',
  'checklist', 'rate', 'review', 'sealed', 'target', 'trainingNeed', 'dismissal', 'trainingSession',
  'attendance', 'sheet', 'procedure', 'reading', 'note', 'look', 'acknowledgement', 'gradeTick',
] as const satisfies readonly TableName[]

/** Never leave the server. */
const kept: readonly TableName[] = ['ended', 'sealed']

/** The rows as they cross the wire. */
export type WireRows = Omit<Rows, 'task' | 'ended' | 'sealed'> & { task: ShownTask }
export type WireTable = keyof WireRows
export const wireTables = tableNames.filter((name) => !kept.includes(name)) as WireTable[]

export const keyOf = (table: TableName, row: object): string | number =>
  table === 'task' ? (row as { no: number }).no : (row as { id: string }).id

/** Held work stays on the board; finished and cancelled tasks leave it. */
export const onBoard = (status: Status) => status !== 'done' && status !== 'cancelled'

