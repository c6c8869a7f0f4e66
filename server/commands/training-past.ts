/** Training that is long over leaves the board, and is read from where it is kept. */
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/office-day.js'
import { addDays } from '../domain/timetable.js'

/** A year, so that what a training did can be seen against the same season. */
export const TRAINING_DAYS = 370

export function archiveTraining(rows: Unit, { now, office }: Ctx): void {
  const oldest = addDays(officeDay(now, office.timeZone).day, -TRAINING_DAYS)
  const gone = new Map<string, string>()
  for (const { id, day } of [...rows.all('trainingSession')]) {
    if (day >= oldest) continue
    gone.set(id, day)
    rows.archive('trainingSession', id, day)
  }
  for (const { id, session } of [...rows.all('attendance')]) {
    const day = gone.get(session)
    if (day !== undefined) rows.archive('attendance', id, day)
  }
  for (const { id, closed } of [...rows.all('trainingNeed')]) {
    if (!closed) continue
    const { day } = officeDay(closed.at, office.timeZone)
    if (day < oldest) rows.archive('trainingNeed', id, day)
  }
}
