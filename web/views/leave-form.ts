/** The form in which leave is asked for: what is typed, and what is sent. */
import { leaveKinds, type LeaveRow } from '../../server/contract/desk-rows.js'
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import { leaveProblems } from '../../server/domain/leave.js'
import { addDays } from '../../server/domain/timetable.js'
import { kindWords } from './leave-words.js'

export type LeaveDraft = {
  /** Whose it is, by id. */
  person: string
  from: string
  to: string
  /** Only some hours of each day. */
  hours: boolean
  begins: string
  ends: string
  kind: string
  reason: string
}

export const leaveLabels = {
  person: 'Person',
  from: 'First day',
  to: 'Last day',
  'part.from': 'From',
  'part.to': 'Until',
  part: 'Hours',
  kind: 'Kind',
  reason: 'Reason',
}

export const emptyLeave = (today: string, person: string): LeaveDraft => ({
  person,
  from: addDays(today, 1),
  to: addDays(today, 1),
  hours: false,
  begins: '08:00',
  ends: '12:00',
  kind: 'vacation',
  reason: '',
})

/** Leave of one day stays so when its first day is changed, and none ends before it begins. */
export function changed(draft: LeaveDraft, some: Partial<LeaveDraft>): LeaveDraft {
  const next = { ...draft, ...some }
  const follows = some.from !== undefined && (draft.to === draft.from || draft.to < next.from)
  return follows ? { ...next, to: next.from } : next
}

export const kindOptions = leaveKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)
const isClock = (text: string) => /^\d\d:\d\d$/.test(text)

/** @param own it is one's own */
export function draftProblems(draft: LeaveDraft, today: string, own: boolean): Problem[] {
  const problems: Problem[] = []
  if (!isDay(draft.from)) problems.push({ path: 'from', message: 'Choose the first day.' })
  if (!isDay(draft.to)) problems.push({ path: 'to', message: 'Choose the last day.' })
  if (draft.hours && !isClock(draft.begins))
    problems.push({ path: 'part.from', message: 'Say when it begins.' })
  if (draft.hours && !isClock(draft.ends))
    problems.push({ path: 'part.to', message: 'Say when it ends.' })
  return problems.length > 0 ? problems : leaveProblems(daysOf(draft), today, own)
}

const daysOf = ({ from, to, hours, begins, ends }: LeaveDraft) => ({
  from,
  to,
  part: hours ? { from: begins, to: ends } : null,
})

export function leaveInput(draft: LeaveDraft, own: boolean): RawInput<'leave.ask'> {
  const reason = draft.reason.trim()
  return {
    ...daysOf(draft),
    kind: draft.kind as LeaveRow['kind'],
    ...(own ? {} : { person: draft.person }),
    ...(reason === '' ? {} : { reason }),
  }
}
