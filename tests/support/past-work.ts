import type { RawInput } from '../../server/contract/commands.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'

/** Tasks of the working days before one, so many each, created and finished one an hour or more. */
export function pastWork(
  before: string,
  days: number,
  each: number,
  at: (clock: string, day: string) => string,
): RawInput<'task.import'>['rows'] {
  const rows: RawInput<'task.import'>['rows'] = []
  let day = before
  for (let n = 0; n < days; n++) {
    do day = addDays(day, -1)
    while (weekdayOf(day) > 5)
    for (let one = 0; one < each; one++) {
      const when = at(`${String(8 + (one % 9)).padStart(2, '0')}:15`, day)
      rows.push({
        line: rows.length + 1,
        type: 'mail',
        title: 'Past',
        createdAt: when,
        finishedAt: when,
      })
    }
  }
  return rows
}
