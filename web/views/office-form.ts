/** The form of an office and of its first admin: what is typed, what is wrong with it, what is sent. */
import type { Problem } from '../../server/contract/errors.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { isTimeZone } from '../../server/domain/time-zone.js'
import { tooShort } from '../lib/passphrase.js'
import { noticeLabels, noticeProblems } from './notice.js'

export type OfficeDraft = {
  name: string
  timeZone: string
  days: number[]
  opens: string
  closes: string
}
export type AdminDraft = { name: string; username: string; password: string }
/** The part of a ready-made office that the form takes over. */
export type OfficeDefaults = Pick<OfficeDraft, 'timeZone' | 'days' | 'opens' | 'closes'>

export const officeLabels = {
  name: 'Office name',
  timeZone: 'Time zone',
  days: 'Working days',
  opens: 'Opening time',
  closes: 'Closing time',
  holidays: 'The day',
}
export const adminLabels = { name: 'Your name', username: 'User name', password: 'Passphrase' }

const under = (prefix: string, labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).map(([key, label]) => [`${prefix}.${key}`, label]))

export const setUpLabels = {
  ...under('office', officeLabels),
  ...under('admin', adminLabels),
  'office.template': 'Ready-made office',
  ...under('notice', noticeLabels),
}

export const emptyOffice = (timeZone: string): OfficeDraft => ({
  name: '',
  timeZone,
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
})

export const officeDraft = ({ name, timeZone, days, opens, closes }: OfficeRow): OfficeDraft => ({
  name,
  timeZone,
  days: [...days],
  opens,
  closes,
})

/** Takes a ready-made office's hours, but nothing that somebody has already set by hand. */
export function withDefaults(
  draft: OfficeDraft,
  defaults: OfficeDefaults,
  touched: ReadonlySet<keyof OfficeDraft>,
): OfficeDraft {
  const taken = Object.entries(defaults).filter(([key]) => !touched.has(key as keyof OfficeDraft))
  return { ...draft, ...(Object.fromEntries(taken) as Partial<OfficeDefaults>) }
}

export const toggleDay = (days: readonly number[], day: number) =>
  (days.includes(day) ? days.filter((one) => one !== day) : [...days, day]).sort((a, b) => a - b)

/** "8", "830", "8:30 am" and "17.30" as `HH:MM`; what is no time stays as it is. */
export function asClock(text: string): string {
  const [, hours, minutes = '00', half] =
    /^(\d{1,2})(?:[:. h]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(text.trim()) ?? []
  if (hours === undefined) return text
  const late = half?.toLowerCase() === 'p'
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (late ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

export const withClocks = (draft: OfficeDraft): OfficeDraft => ({
  ...draft,
  opens: asClock(draft.opens),
  closes: asClock(draft.closes),
})

export function officeProblems(draft: OfficeDraft): Problem[] {
  const problems: Problem[] = []
  const add = (path: keyof OfficeDraft, message: string) => problems.push({ path, message })
  if (draft.name.trim() === '')
    add('name', 'Give the office a name, such as City Clerk, Springfield.')
  else if (draft.name.trim().length > 120) add('name', 'must have at most 120 characters')
  if (!isTimeZone(draft.timeZone) || draft.timeZone === '')
    add('timeZone', 'Choose the time zone that the office keeps.')
  if (draft.days.length === 0) add('days', 'Choose at least one working day.')
  if (!clock.test(draft.opens)) add('opens', 'must be a time like 08:30')
  if (!clock.test(draft.closes)) add('closes', 'must be a time like 17:00')
  else if (clock.test(draft.opens) && draft.opens >= draft.closes)
    add('closes', `must be after ${draft.opens}, when it opens`)
  return problems
}

const usernames = /^[a-z0-9][a-z0-9._@-]{0,59}$/
export const usernameRule =
  'Use 1 to 60 of a–z, 0–9, dot, dash, underscore or @, beginning with a letter or a digit.'
export const isUsername = (text: string) => usernames.test(text.trim().toLowerCase())

/** "Renée Álvarez" signs in as renee.alvarez unless somebody says otherwise. */
export const suggestUsername = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 60)

export function adminProblems(draft: AdminDraft): Problem[] {
  const problems: Problem[] = []
  if (draft.name.trim() === '')
    problems.push({ path: 'name', message: 'Give your name as colleagues know it.' })
  if (!isUsername(draft.username)) problems.push({ path: 'username', message: usernameRule })
  const short = tooShort(draft.password)
  if (short) problems.push({ path: 'password', message: short })
  return problems
}

/** @param notice null: as it is suggested */
export const setUpProblems = (
  office: OfficeDraft,
  admin: AdminDraft,
  notice: Parameters<typeof noticeProblems>[0] | null = null,
): Problem[] => [
  ...officeProblems(office).map(({ path, message }) => ({ path: `office.${path}`, message })),
  ...adminProblems(admin).map(({ path, message }) => ({ path: `admin.${path}`, message })),
  ...(notice ? noticeProblems(notice) : []).map(({ path, message }) => ({
    path: `notice.${path}`,
    message,
  })),
]

/** Only what differs, so that two admins who change different things do not undo each other. */
export function officeChanges(before: OfficeRow, draft: OfficeDraft): Partial<OfficeDraft> {
  const old = officeDraft(before)
  const changed = (Object.keys(old) as (keyof OfficeDraft)[]).filter(
    (key) => String(old[key]) !== String(draft[key]),
  )
  return Object.fromEntries(changed.map((key) => [key, draft[key]]))
}
