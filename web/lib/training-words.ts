/** Training in words: levels, needs, sessions and readings. Days are `YYYY-MM-DD`. */
import type { Level } from '../../server/contract/rows.js'
import type {
  AttendanceRow,
  Evidence,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../../server/contract/training-rows.js'
import { addDays } from '../../server/domain/timetable.js'
import { dateOf, shortClock, shortDay } from './day-words.js'
import { counted, levelWords } from './words.js'

export const allLevels: readonly Level[] = [0, 1, 2, 3, 4]

/** As the key above the matrix names them. */
export const shortLevelWords: Record<Level, string> = {
  0: 'none',
  1: 'in training',
  2: 'with review',
  3: 'alone',
  4: 'can train',
}

/** "2, can do with review"; nothing on record is not level 0. */
export const levelText = (level: Level | null) =>
  level === null ? 'not on record' : `${level}, ${levelWords[level]}`

export const priorityWord: Record<TrainingNeedRow['priority'], string> = {
  high: 'High',
  normal: 'Normal',
  low: 'Low',
}

export const needStateWords: Record<TrainingNeedRow['state'], string> = {
  open: 'Open',
  booked: 'Booked',
  met: 'Met',
  dropped: 'Dropped',
}

const dayCount = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export type ByDay = { text: string; late: boolean }

/** "today", "27 Nov", or "18 Nov, 5 days late". Null: no day was set. */
export function byDay(by: string | null, today: string): ByDay | null {
  if (by === null) return null
  if (by < today)
    return { text: `${dateOf(by)}, ${counted(dayCount(by, today), 'day')} late`, late: true }
  return { text: by === today ? 'today' : dateOf(by), late: false }
}

/** "today", "tomorrow", "Tue 24 Nov" */
export function dayText(day: string, today: string): string {
  if (day === today) return 'today'
  if (day === addDays(today, 1)) return 'tomorrow'
  return `${shortDay(day)} ${dateOf(day)}`
}

/** "Tue 24 Nov, 10:00–11:00" */
export const sessionTime = (
  { day, from, to }: Pick<TrainingSessionRow, 'day' | 'from' | 'to'>,
  today: string,
) => `${dayText(day, today)}, ${shortClock(from)}–${shortClock(to)}`

export const sessionKindWords: Record<TrainingSessionRow['kind'], string> = {
  session: 'Session',
  sideBySide: 'Side by side',
}

/** What it is about: the skill's name, or the topic. */
export const aboutOf = (
  { type, topic }: Pick<TrainingNeedRow, 'type' | 'topic'>,
  typeName: (id: string) => string,
) =>
  type === null ? (topic ?? 'Training') : topic ? `${typeName(type)}: ${topic}` : typeName(type)

/** "Permit review", "Permit review: missing signatures": a topic that only repeats the skill is not said twice. */
export const sessionTitle = (
  { type, topic }: Pick<TrainingSessionRow, 'type' | 'topic'>,
  typeName: (id: string) => string,
) => (type === null || typeName(type) === topic ? topic : `${typeName(type)}: ${topic}`)

/** "Ana", "Ana and Tom", "Ana, Tom and 2 others" */
export function namesText(names: readonly string[], most = 3): string {
  if (names.length === 0) return 'nobody'
  if (names.length === 1) return names[0]!
  const shown = names.length <= most ? names : names.slice(0, most - 1)
  const rest = names.length - shown.length
  const last = rest > 0 ? counted(rest, 'other') : shown[shown.length - 1]!
  return `${(rest > 0 ? shown : shown.slice(0, -1)).join(', ')} and ${last}`
}

const kinds: Record<Evidence['kind'], string> = {
  task: 'Task',
  review: 'Check',
  level: 'Level',
  figure: 'Figure',
  procedure: 'Procedure',
  session: 'Training',
  text: 'Seen',
}
export const evidenceKindWord = (kind: Evidence['kind']) => kinds[kind]

/** What became of one person's part in a session. */
export function attendanceText(
  row: Pick<AttendanceRow, 'attended' | 'signedAt' | 'levelAfter'>,
): string {
  const level = row.levelAfter === null ? '' : `, seen at level ${row.levelAfter}`
  if (row.attended === null) return 'not said yet'
  if (!row.attended) return 'did not come'
  return `came${level}${row.signedAt ? ', signed' : ', not signed by them yet'}`
}
