/** The words of the closed sets, as people read them. */
import type { DayEnd, DueUnit } from '../../server/contract/clock-rows.js'
import type {
  Channel,
  Grade,
  Level,
  Presence,
  Priority,
  Role,
  Status,
} from '../../server/contract/rows.js'

export const presenceWords: Record<Presence, string> = {
  available: 'At desk',
  break: 'Break',
  training: 'Training',
  away: 'Away',
  off: 'Off',
}
export const priorityWords: Record<Priority, string> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
}
export const statusWords: Record<Status, string> = {
  queued: 'In the queue',
  assigned: 'Assigned',
  active: 'In hand',
  waiting: 'Waiting',
  review: 'Being checked',
  done: 'Done',
  cancelled: 'Cancelled',
}
export const channelWords: Record<Channel, string> = {
  counter: 'Counter',
  phone: 'Phone',
  mail: 'Mail',
  email: 'E-mail',
  web: 'Web',
  app: 'App',
  internal: 'Internal',
  import: 'File',
}
export const roleWords: Record<Role, string> = {
  clerk: 'clerk',
  lead: 'lead',
  supervisor: 'supervisor',
  admin: 'administrator',
}
export const levelWords: Record<Level, string> = {
  0: 'none',
  1: 'in training',
  2: 'can do with review',
  3: 'can do alone',
  4: 'can train others',
}

/** "clerk II" */
export const roleAndGrade = (role: Role, grade: Grade | null) =>
  grade ? `${roleWords[role]} ${grade}` : roleWords[role]

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`

export const unitWords: Record<DueUnit, string> = {
  hours: 'hours',
  businessHours: 'business hours',
  businessDays: 'business days',
  calendarDays: 'calendar days',
}

export const dayEndWords: Record<DayEnd, string> = {
  closing: 'at closing',
  sameTime: 'at the time of day it came in',
  dayEnd: 'at the end of the day, 23:59',
}

/** "Ana", "Ana and Ben", "Ana, Ben and 3 more" */
export function naming(names: readonly string[], most = 3): string {
  const told = names.length > most ? names.slice(0, most - 1) : names
  const rest = names.length - told.length
  const all = rest > 0 ? [...told, `${rest} more`] : [...told]
  const last = all.pop() ?? ''
  return all.length > 0 ? `${all.join(', ')} and ${last}` : last
}
