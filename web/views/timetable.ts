/** The timetable as this screen's rows tell it. */
import { federalHolidays } from '../../server/domain/holidays.js'
import { timetableFrom, type Timetable } from '../../server/domain/timetable.js'
import type { Replica } from '../replica/replica.svelte.js'

/** Reads reactive rows: call it inside a derivation. */
export const timetableOf = ({ office, tables }: Pick<Replica, 'office' | 'tables'>): Timetable =>
  timetableFrom(office, (day) => federalHolidays.has(day), {
    shift: tables.shift,
    pattern: tables.pattern,
    leave: tables.leave.values(),
  })
