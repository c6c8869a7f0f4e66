/** What becomes of somebody's training when they move to another team, or leave. */
import type { PersonRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { endTraining } from './skill-set.js'
import { unbook } from './training-booking.js'
import { settleNeed, telling } from './training-rows.js'

const own = <Row extends { person: string | null }>(rows: Iterable<Row>, { id }: PersonRow) =>
  [...rows].filter(({ person }) => person === id)

/** Each row carries the team whose leads see it. */
export function moveTraining(rows: Unit, person: PersonRow): void {
  const { team } = person
  for (const need of own(rows.all('trainingNeed'), person))
    rows.put('trainingNeed', { ...need, team })
  const attendance = own(rows.all('attendance'), person)
  for (const row of attendance) rows.put('attendance', { ...row, team })
  const attended = new Set(attendance.map(({ session }) => session))
  for (const session of [...rows.all('trainingSession')])
    if (
      attended.has(session.id) ||
      (session.trainer === person.id && session.state !== 'cancelled')
    )
      rows.put('trainingSession', telling(rows, session))
  for (const reading of own(rows.all('reading'), person)) rows.put('reading', { ...reading, team })
  leaveTargets(rows, person)
}

/** Who has left takes part in nothing that is to come, and trains nobody. */
export function leaveTraining(rows: Unit, person: PersonRow, ctx: Ctx): void {
  const closed = { by: ctx.actor.id, at: ctx.now, text: `${person.name} has left` }
  for (const need of own(rows.all('trainingNeed'), person))
    if (!need.closed) rows.put('trainingNeed', { ...need, state: 'dropped', closed })
  for (const row of own(rows.all('attendance'), person)) {
    const session = rows.get('trainingSession', row.session)
    if (session?.state !== 'planned' || row.attended !== null) continue
    unbook(rows, person.id, session, ctx)
    rows.drop('attendance', row.id)
    if (row.need) settleNeed(rows, row.need)
  }
  endTraining(rows, person.id)
  leaveTargets(rows, person)
}

function leaveTargets(rows: Unit, { id }: PersonRow): void {
  for (const target of [...rows.all('target')]) {
    if (!target.who.includes(id)) continue
    rows.put('target', { ...target, who: target.who.filter((one) => one !== id) })
  }
}
