/** The timetable as this screen's rows tell it. */
import { timetableOver, type Timetable } from '../../server/domain/timetable.js'
import type { Replica } from '../replica/replica.svelte.js'

/** Reads reactive rows: call it inside a derivation. */
export const timetableOf = ({ office, tables }: Pick<Replica, 'office' | 'tables'>): Timetable =>
  timetableOver(office, tables)
