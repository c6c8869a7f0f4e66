/** The form of a due rule: what is typed, what is wrong with it, what is sent, and an example of it. */
import type { Problem } from '../../server/contract/errors.js'
import type { DayEnd, DueRule, DueUnit, ExtensionRule } from '../../server/contract/clock-rows.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import { countDue, countExtension, instantAt, officeDay } from '../../server/domain/due.js'
import { countWords, momentWords } from '../../server/domain/due-words.js'

export type DueDraft = {
  /** Empty: no due time. */
  count: string
  unit: DueUnit
  firstDay: boolean
  ends: DayEnd
  pauses: boolean
  citation: string
  law: boolean
  extends: boolean
  /** Empty: as much as the reason needs. */
  moreCount: string
  moreUnit: DueUnit
  /** Empty: as often as there is a reason. */
  moreTimes: string
  reason: boolean
  notice: boolean
  earliest: boolean
}

export const noDue: DueDraft = {
  count: '',
  unit: 'businessDays',
  firstDay: false,
  ends: 'closing',
  pauses: false,
  citation: '',
  law: false,
  extends: false,
  moreCount: '',
  moreUnit: 'businessDays',
  moreTimes: '1',
  reason: true,
  notice: false,
  earliest: false,
}

/** A number as people type it, with a point or a comma; NaN when it is none. */
export const numberOf = (text: string) =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))

const shown = (value: number | null) => (value === null ? '' : String(value))

export function dueDraft(rule: DueRule | null | undefined): DueDraft {
  if (!rule) return noDue
  const { extension } = rule
  return {
    ...noDue,
    count: String(rule.count),
    unit: rule.unit,
    firstDay: rule.firstDay ?? false,
    ends: rule.ends ?? 'closing',
    pauses: rule.pauses ?? false,
    citation: rule.citation ?? '',
    law: rule.law ?? false,
    ...(extension
      ? {
          extends: true,
          moreCount: shown(extension.count),
          moreUnit: extension.unit,
          moreTimes: shown(extension.times),
          reason: extension.reason,
          notice: extension.notice,
          earliest: extension.earliest,
        }
      : {}),
  }
}

export const countsDays = (unit: DueUnit) => unit === 'businessDays' || unit === 'calendarDays'

/** What is wrong with a number of hours or days; null: nothing. */
function misfit(text: string, unit: DueUnit, otherwise: string): string | null {
  const count = numberOf(text)
  if (!(count > 0 && count <= 3650)) return `Give a number above 0, or ${otherwise}.`
  return countsDays(unit) && !Number.isInteger(count) ? 'Give a whole number of days.' : null
}

/** @param path of the rule in what is sent: `due`, `steps.0.due` */
export function dueProblems(draft: DueDraft, path: string, needed = false): Problem[] {
  if (draft.count.trim() === '' && !needed) return []
  const problems: Problem[] = []
  const add = (key: string, message: string | null) =>
    message !== null && problems.push({ path: `${path}.${key}`, message })
  const otherwise = needed ? 'take the clock away' : 'leave it empty for no due time'
  add('count', misfit(draft.count, draft.unit, otherwise))
  if (draft.law && draft.citation.trim() === '')
    add('citation', 'Name the law, such as C.R.S. 24-72-203.')
  if (!draft.extends) return problems
  if (draft.moreCount.trim() !== '') {
    const asNeeded = 'leave it empty for as much as the reason needs'
    add('extension.count', misfit(draft.moreCount, draft.moreUnit, asNeeded))
  }
  const times = numberOf(draft.moreTimes)
  if (draft.moreTimes.trim() !== '' && !(Number.isInteger(times) && times >= 1 && times <= 99))
    add('extension.times', 'Give how often, 1 to 99, or leave it empty for no limit.')
  return problems
}

function extensionOf(draft: DueDraft): ExtensionRule {
  const open = draft.moreCount.trim() === ''
  return {
    count: open ? null : numberOf(draft.moreCount),
    unit: draft.moreUnit,
    times: draft.moreTimes.trim() === '' ? null : numberOf(draft.moreTimes),
    reason: draft.reason,
    notice: draft.notice,
    // Without a length, a date is all that can be held to.
    earliest: draft.earliest || open,
  }
}

/** Only what differs from the plain rule, so that a plain rule stays as small as it was. */
export function dueRuleOf(draft: DueDraft): DueRule | null {
  if (draft.count.trim() === '') return null
  const days = countsDays(draft.unit)
  return {
    count: numberOf(draft.count),
    unit: draft.unit,
    citation: draft.citation.trim() === '' ? null : draft.citation.trim(),
    ...(draft.law ? { law: true } : {}),
    ...(days && draft.firstDay && draft.ends !== 'sameTime' ? { firstDay: true } : {}),
    ...(days && draft.ends !== 'closing' ? { ends: draft.ends } : {}),
    ...(draft.pauses ? { pauses: true } : {}),
    ...(draft.extends ? { extension: extensionOf(draft) } : {}),
  }
}

const RECEIVED = '10:00'

/** "Received today at 10:00: 3 business days: Tue 24, …; due …"; null while the rule cannot be counted. */
export function dueExample(draft: DueDraft, office: OfficeRow, now: number): string[] | null {
  const rule = dueRuleOf(draft)
  if (!rule || dueProblems({ ...draft, citation: 'x' }, '').length > 0) return null
  const { timeZone } = office
  const calendar = calendarOf(office)
  const from = instantAt(officeDay(new Date(now).toISOString(), timeZone).day, RECEIVED, timeZone)
  const counted = countDue(rule, from, calendar)
  const said = [`Received today at ${RECEIVED}: ${countWords(rule, counted, from, timeZone)}`]
  const { extension } = rule
  if (!extension) return said
  const more = countExtension(rule, extension, counted.dueAt, { calendar, waits: [] })
  return [
    ...said,
    more
      ? `Extended: due ${momentWords(more.dueAt, timeZone, from)} at the latest`
      : 'Extended: due as named',
  ]
}
