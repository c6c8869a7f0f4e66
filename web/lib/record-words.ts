/** What is held about a person, in words. Pure. */
import type { Output } from '../../server/contract/commands.js'
import type { LookRow, NoteRow } from '../../server/contract/fairness-rows.js'
import type { PatternRow, ShiftRow, UsualRow } from '../../server/contract/desk-rows.js'
import type { RateRow, ReviewRow } from '../../server/contract/quality-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { TrainingNeedRow } from '../../server/contract/training-rows.js'
import { expectedFor } from '../../server/domain/usual.js'
import type { IconName } from '../parts/icons.js'
import { dayNames, wholeWords } from './day-words.js'
import { presenceWords } from './words.js'

export type PersonRecord = Output<'person.record'>
export type Naming = {
  person: (id: string) => string
  type: (id: string) => string
  reason: (id: string) => string
  day: (instant: string) => string
  time: (instant: string) => string
}

export const noteStateWords: Record<NoteRow['state'], string> = {
  draft: 'Draft',
  signed: 'Signed, not answered yet',
  answered: 'Answered',
  sent: 'Sent to the supervisors',
}
export const noteStateIcons: Record<NoteRow['state'], IconName> = {
  draft: 'pencil',
  signed: 'hourglass',
  answered: 'circle-check',
  sent: 'send',
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** "2 Nov 2026", of an office day. */
export const dayWords = (day: string) => dayFormat.format(Date.parse(`${day}T12:00:00Z`))

export const periodWords = ({ from, to }: { from: string; to: string }) =>
  from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`

/** What became of a check, and what the person said to it. */
export function checkWords(check: ReviewRow, { reason }: Pick<Naming, 'reason'>): string {
  const { result, reasons, note, dispute } = check
  const said =
    result === 'return'
      ? `Returned: ${reasons.map((one) => [reason(one.reason), one.text].filter(Boolean).join(', ')).join('; ') || 'no reason on record'}`
      : result === 'note'
        ? 'Passed, with a note'
        : 'Passed'
  const disputed = dispute
    ? dispute.decision
      ? dispute.decision.upheld
        ? 'Disputed, and the return was withdrawn'
        : 'Disputed; the return stands'
      : 'Disputed, not decided yet'
    : null
  // What somebody typed may end in a full stop of its own.
  return [said, note, disputed].flatMap((one) => one?.trim().replace(/\.+$/, '') || []).join('. ')
}

/** "Mail: 50 % checked, set by Lee Lead on Mon 2 Nov: new to it" */
export const setRateWords = (rate: RateRow, naming: Naming): string =>
  rate.floor
    ? `${naming.type(rate.type)}: at least ${Math.round(rate.share * 100)}\u00a0% checked, as before they changed what is checked of others on ${naming.day(rate.at)}`
    : `${naming.type(rate.type)}: ${Math.round(rate.share * 100)}\u00a0% checked, set by ${naming.person(rate.by)} on ${naming.day(rate.at)}${rate.reason ? `: ${rate.reason}` : ''}`

/** How long the work of a type takes somebody, against the standard: "1.50" over 4 tasks, planned with "1.17". */
export const usualFigures = (usual: UsualRow) => ({
  tasks: Math.round(usual.tasks),
  measured: (usual.ratios / usual.tasks).toFixed(2),
  planned: expectedFor(usual, 1).toFixed(2),
})

/** "Mail: 1.50 times the standard over 4 tasks; plans reckon with 1.17 times the standard" */
export function usualWords(usual: UsualRow, naming: Pick<Naming, 'type'>): string {
  const { tasks, measured, planned } = usualFigures(usual)
  return `${naming.type(usual.type)}: ${measured} times the standard over ${tasks} ${tasks === 1 ? 'task' : 'tasks'}; plans reckon with ${planned} times the standard`
}

/** Each week that repeats: "Every week" or "Week 1 of 2", and "Mon 8:00–12:00, break 10:00–10:15" for each day. */
export const patternWeeks = (pattern: PatternRow | null): { which: string; days: string[] }[] =>
  (pattern?.weeks ?? []).map((week, at, { length }) => {
    const days = week.flatMap((work, day) =>
      work ? [`${dayNames[day]?.short ?? ''} ${wholeWords(work)}`] : [],
    )
    return { which: length === 1 ? 'Every week' : `Week ${at + 1} of ${length}`, days }
  })

/** "Every week: Mon 8:00–12:00, break 10:00–10:15; Tue 8:00–17:00"; a line for each week that repeats. */
export const patternLines = (pattern: PatternRow | null): string[] =>
  patternWeeks(pattern).map(({ which, days }) => `${which}: ${days.join('; ') || 'not at work'}`)

/** "8:00–12:00, with the late bus: Doctor": what a day was, with what was noted and why. */
export const shiftLine = ({ work, note, reason }: ShiftRow): string =>
  [work ? wholeWords(work) : 'not at work', note, reason].filter(Boolean).join(' · ')

/** "At desk since Mon 23 Nov 09:00" */
export const presentWords = (
  { presence, presenceSince }: Pick<PersonRow, 'presence' | 'presenceSince'>,
  naming: Pick<Naming, 'day' | 'time'>,
): string =>
  `${presenceWords[presence]} since ${naming.day(presenceSince)} ${naming.time(presenceSince)}`

/** "Dropped on Mon 2 Nov: no longer needed"; null: the need is not closed. */
export const closedWords = (
  { state, closed }: Pick<TrainingNeedRow, 'state' | 'closed'>,
  naming: Pick<Naming, 'day' | 'person'>,
): string | null =>
  closed &&
  `${state === 'met' ? 'Met' : 'Dropped'} on ${naming.day(closed.at)}, ${naming.person(closed.by)}${closed.text ? `: ${closed.text}` : ''}`

export type LookLine = {
  id: string
  day: string
  by: string
  what: string
  reason: string | null
  times: string[]
}

/** Who looked, the latest day first: one line for each viewer, subject and day. */
export function lookLines(
  looks: readonly LookRow[],
  naming: Pick<Naming, 'person' | 'day' | 'time'>,
): LookLine[] {
  const lines = new Map<string, LookLine>()
  for (const { id, by, at, what, reason } of looks) {
    const day = naming.day(at)
    const key = [day, by, what, reason].join('\n')
    const line = lines.get(key)
    if (line) line.times.unshift(naming.time(at))
    else lines.set(key, { id, day, by: naming.person(by), what, reason, times: [naming.time(at)] })
  }
  return [...lines.values()]
}

export const gradeIcon = (met: boolean | null): IconName =>
  met === null ? 'circle-help' : met ? 'square-check' : 'square'
export const gradeWord = (met: boolean | null) =>
  met === null ? 'Not known' : met ? 'Met' : 'Not met yet'
/** "Not met yet. 1 of 3 at level 3 or above"; evidence that says itself that nothing is known stands alone. */
export const gradeWords = (met: boolean | null, evidence: string): string =>
  met === null && evidence.startsWith('Not known') ? evidence : `${gradeWord(met)}. ${evidence}`
