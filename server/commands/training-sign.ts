/** After a training: who took part, the trainer's signature, and the trainee's. */
import type { Problem } from '../contract/errors.js'
import type { Level } from '../contract/rows.js'
import type { AttendanceRow, TrainingSessionRow } from '../contract/training-rows.js'
import type { CommandOf } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { leadsTeam, showAttendance } from '../domain/audience.js'
import { mayUse } from './policy.js'
import {
  attendanceFor,
  attendanceOf,
  mustBePlanned,
  mustHaveBegun,
  mustTrain,
  sessionOf,
  settleNeed,
} from './training-rows.js'

export const trainingAttend: CommandOf<'training.attend'> = {
  decide(rows, { session: id, person, attended }, ctx) {
    mayUse('training.attend', ctx.actor)
    const session = sessionOf(rows, id)
    mustTrain(session, ctx.actor)
    mustBePlanned(session)
    mustHaveBegun(session, ctx)
    const old =
      rows.get('attendance', `${id}/${person}`) ??
      refuse('not_found', `${nameOf(rows, person)} was not asked to this training.`)
    const attendance = { ...old, attended }
    rows.put('attendance', attendance)
    return { attendance: showAttendance(ctx.actor, attendance) }
  },
}

const nameOf = (rows: Unit, id: string) => rows.get('person', id)?.name ?? id

export const trainingSign: CommandOf<'training.sign'> = {
  decide(rows, { session: id, levels = {} }, ctx) {
    mayUse('training.sign', ctx.actor)
    const old = sessionOf(rows, id)
    mustTrain(old, ctx.actor)
    // A signature is the trainer's own; a lead signs for a trainer who has left.
    if (
      old.trainer !== ctx.actor.id &&
      (rows.get('person', old.trainer)?.active || !leadsTeam(ctx.actor, old.team))
    )
      refuse('not_allowed', `${nameOf(rows, old.trainer)} gave this training and signs it.`)
    mustBePlanned(old)
    mustHaveBegun(old, ctx)
    const before = attendanceOf(rows, id)
    const unsaid = before.filter(({ attended }) => attended === null)
    if (unsaid.length > 0) {
      const names = unsaid.map(({ person }) => nameOf(rows, person)).join(', ')
      refuse('wrong_state', `Say first whether they took part: ${names}.`)
    }
    const problems = levelProblems(rows, old, before, levels)
    if (problems.length > 0) refuseInput(problems)
    const session: TrainingSessionRow = {
      ...old,
      state: 'held',
      signed: { by: ctx.actor.id, at: ctx.now },
    }
    rows.put('trainingSession', session)
    for (const row of before) {
      const levelAfter = levels[row.person] ?? null
      if (levelAfter !== null) rows.put('attendance', { ...row, levelAfter })
    }
    for (const { need } of before) if (need) settleNeed(rows, need)
    return { session, attendance: attendanceFor(rows, id, ctx.actor) }
  },
}

function levelProblems(
  rows: Unit,
  { type }: TrainingSessionRow,
  attendance: readonly AttendanceRow[],
  levels: Record<string, Level>,
): Problem[] {
  return Object.keys(levels).flatMap((person) => {
    const path = `levels.${person}`
    if (type === null)
      return [{ path, message: 'this training is not about a skill; leave it out' }]
    const row = attendance.find((one) => one.person === person)
    return row?.attended ? [] : [{ path, message: `${nameOf(rows, person)} did not take part` }]
  })
}

export const trainingAcknowledge: CommandOf<'training.acknowledge'> = {
  decide(rows, { session: id }, ctx) {
    mayUse('training.acknowledge', ctx.actor)
    const old = rows.get('attendance', `${id}/${ctx.actor.id}`)
    if (!old) return refuse('not_found', 'You were not asked to such a training.')
    const { state } = sessionOf(rows, id)
    if (state !== 'held')
      refuse('wrong_state', 'Its trainer has not signed it yet; you can sign afterwards.')
    if (!old.attended)
      refuse('wrong_state', 'It says that you did not take part; tell your lead if that is wrong.')
    if (old.signedAt !== null) return { attendance: old }
    const attendance = { ...old, signedAt: ctx.now }
    rows.put('attendance', attendance)
    return { attendance }
  },
}
