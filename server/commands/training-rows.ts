/** What the commands on trainings share: finding one, who takes part, and what it does to needs. */
import type { AttendanceRow, TrainingSessionRow } from '../contract/training-rows.js'
import type { Actor, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { leadsTeam, showAttendance } from '../domain/audience.js'
import { toldOfTraining } from '../domain/day-reasons.js'
import { shortClock, shortDay } from '../domain/day-words.js'
import { instantAt } from '../domain/office-day.js'

/** @throws Refusal `not_found` */
export const sessionOf = (rows: Unit, id: string): TrainingSessionRow =>
  rows.get('trainingSession', id) ?? refuse('not_found', `There is no training ${id}.`)

export const attendanceOf = (rows: Unit, session: string): AttendanceRow[] =>
  [...rows.all('attendance')]
    .filter((row) => row.session === session)
    .sort((a, b) => a.person.localeCompare(b.person))

/** A training with who is told what it is about, by who attends it now. */
export const telling = (rows: Unit, session: TrainingSessionRow): TrainingSessionRow => ({
  ...session,
  told: toldOfTraining(
    session,
    attendanceOf(rows, session.id),
    rows.get('person', session.trainer)?.team ?? null,
  ),
})

/** Who takes part, as the actor may know it: of people whom they neither lead nor train no levels. */
export const attendanceFor = (rows: Unit, session: string, actor: Actor): AttendanceRow[] =>
  attendanceOf(rows, session).map((row) => showAttendance(actor, row))

/** @throws Refusal `wrong_state` where it was held or cancelled */
export function mustBePlanned({ state }: TrainingSessionRow): void {
  if (state === 'planned') return
  refuse(
    'wrong_state',
    `This training was ${state === 'held' ? 'held and signed' : 'cancelled'} already.`,
  )
}

export const hasBegun = (
  { day, from }: Pick<TrainingSessionRow, 'day' | 'from'>,
  { now, office }: Pick<Ctx, 'now' | 'office'>,
): boolean => Date.parse(instantAt(day, from, office.timeZone)) <= Date.parse(now)

/** @throws Refusal `wrong_state` before it begins */
export function mustHaveBegun(session: TrainingSessionRow, ctx: Ctx): void {
  if (hasBegun(session, ctx)) return
  const { day, from } = session
  refuse('wrong_state', `It begins on ${shortDay(day)} at ${shortClock(from)}; say it then.`)
}

/** @throws Refusal `not_allowed` */
export function mustTrain(session: TrainingSessionRow, actor: Actor): void {
  if (session.trainer === actor.id || leadsTeam(actor, session.team)) return
  refuse('not_allowed', 'Only its trainer or a lead of the team can do that.')
}

/**
 * Brings a need in line with the trainings that it is booked into: the next planned one, else the last
 * that the person took part in. Without any it is open again. A closed need stays as it is.
 */
export function settleNeed(rows: Unit, id: string): void {
  const need = rows.get('trainingNeed', id)
  if (!need || need.closed) return
  const booked: TrainingSessionRow[] = []
  for (const row of rows.all('attendance')) {
    const session = row.need === id ? rows.get('trainingSession', row.session) : null
    if (!session || session.state === 'cancelled') continue
    if (session.state === 'planned' || row.attended === true) booked.push(session)
  }
  const when = ({ day, from }: TrainingSessionRow) => `${day} ${from}`
  const inOrder = booked.sort((a, b) => when(a).localeCompare(when(b)))
  const next = inOrder.find(({ state }) => state === 'planned') ?? inOrder.at(-1) ?? null
  const state = next ? 'booked' : 'open'
  if (need.state === state && need.session === (next?.id ?? null)) return
  rows.put('trainingNeed', { ...need, state, session: next?.id ?? null })
}
