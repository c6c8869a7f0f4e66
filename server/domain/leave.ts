/** Leave: who answers it, and what is wrong with asking for it. */
import type { ClockSpan, LeaveRow } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'
import type { OfficeRow, PersonRow } from '../contract/rows.js'
import { leadsTeam, type Viewer } from './audience.js'
import { deskRules } from './desk-rules.js'
import { addDays } from './timetable.js'

/** Further ahead nobody plans; a day out there is a slip of the pen. */
export const LEAVE_AHEAD_DAYS = 400
/** Longest leave that is asked for at once. */
export const LEAVE_LONGEST_DAYS = 60
/** How far back a lead may enter leave that was taken: as far as the board shows days that are over. */
export const LEAVE_BACK_DAYS = 14

export type LeaveDays = Pick<LeaveRow, 'from' | 'to' | 'part'>

/** @param own asked for oneself: what is over cannot be asked for any more */
export function leaveProblems(
  { from, to, part }: LeaveDays,
  today: string,
  own: boolean,
): Problem[] {
  const earliest = own ? today : addDays(today, -LEAVE_BACK_DAYS)
  const last = addDays(today, LEAVE_AHEAD_DAYS)
  const problems: Problem[] = []
  if (from < earliest) {
    const message = own ? 'must be today or later' : `must be at most ${LEAVE_BACK_DAYS} days ago`
    problems.push({ path: 'from', message })
  }
  if (from > last)
    problems.push({ path: 'from', message: `must be at most ${LEAVE_AHEAD_DAYS} days ahead` })
  if (to < from) problems.push({ path: 'to', message: 'must not be before the first day' })
  else if (to > addDays(from, LEAVE_LONGEST_DAYS - 1)) {
    problems.push({
      path: 'to',
      message: `must be at most ${LEAVE_LONGEST_DAYS} days from the first`,
    })
  } else if (to > last && from <= last) {
    problems.push({ path: 'to', message: `must be at most ${LEAVE_AHEAD_DAYS} days ahead` })
  }
  if (part && part.from >= part.to)
    problems.push({ path: 'part.to', message: `must be after ${part.from}` })
  return problems
}

const meet = (a: ClockSpan | null, b: ClockSpan | null) =>
  !a || !b || (a.from < b.to && b.from < a.to)

/** Whether both take some of the same time. */
export const overlaps = (a: LeaveDays, b: LeaveDays) =>
  a.from <= b.to && b.from <= a.to && meet(a.part, b.part)

/** What still stands: asked, or approved. */
export const stands = ({ state }: Pick<LeaveRow, 'state'>) =>
  state === 'asked' || state === 'approved'

type Asker = Pick<PersonRow, 'id' | 'role' | 'leads' | 'active'>

/**
 * Whether somebody answers this leave. Nobody answers their own. A supervisor answers where the office
 * says so, a lead's leave, and that of whoever has no other lead; else a lead of the team does.
 */
export function answersLeave(
  viewer: Viewer,
  leave: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
  people: Iterable<Asker>,
): boolean {
  if (viewer.id === leave.person) return false
  const { leaveBy } = deskRules(office)
  if (leaveBy === 'lead' && leave.team !== null && leadsTeam(viewer, leave.team)) return true
  return viewer.role === 'supervisor' && supervisorsAnswer(leave, office, people)
}

/** Whether this person's leave is a supervisor's to answer. */
export function supervisorsAnswer(
  { person, team }: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
  people: Iterable<Asker>,
): boolean {
  if (deskRules(office).leaveBy === 'supervisor') return true
  let led = false
  for (const one of people) {
    if (one.id === person && one.role === 'lead') return true
    if (one.id !== person && one.active && one.role === 'lead' && team !== null)
      led ||= one.leads.includes(team)
  }
  return !led
}

/** Whether a lead says a word that a supervisor decides by. */
export const givesWord = (
  viewer: Viewer,
  leave: Pick<LeaveRow, 'person' | 'team'>,
  office: Pick<OfficeRow, 'desk'>,
): boolean =>
  deskRules(office).leaveBy === 'supervisor' &&
  viewer.id !== leave.person &&
  leave.team !== null &&
  leadsTeam(viewer, leave.team)

/** Whether one may take back one's own: while it is asked, or before it begins. */
export const cancelsOwn = (viewer: Pick<Viewer, 'id'>, leave: LeaveRow, today: string): boolean =>
  viewer.id === leave.person &&
  (leave.state === 'asked' || (leave.state === 'approved' && leave.from > today))
