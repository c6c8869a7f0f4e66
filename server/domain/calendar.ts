/** When an office is open: its usual days and hours, federal holidays, and the days that it keeps itself. */
import type { LocalDay, OfficeRow } from '../contract/rows.js'
import { federalHoliday } from './holidays.js'
import { instantAt, nextDay, officeDay, weekdayOf } from './office-day.js'

export type OfficeHours = Pick<OfficeRow, 'timeZone' | 'days' | 'opens' | 'closes'> &
  Partial<Pick<OfficeRow, 'federalHolidays' | 'workedHolidays' | 'holidays'>>

/** `off` says why in a word or two, or null where it is one of the usual free days of the week. */
export type OfficeDay =
  { open: true; opens: string; closes: string } | { open: false; off: string | null }

export type Calendar = {
  timeZone: string
  /** The usual hours. */
  opens: string
  closes: string
  on(day: string): OfficeDay
}

/** An office that works all seven days, as some counters do, works on federal holidays too, unless it says otherwise. */
export const keepsFederal = ({
  federalHolidays,
  days,
}: Pick<OfficeHours, 'federalHolidays' | 'days'>) => federalHolidays ?? days.length < 7

const calendars = new WeakMap<OfficeHours, Calendar>()

/** @throws RangeError for an office that is never open */
export function calendarOf(office: OfficeHours): Calendar {
  let calendar = calendars.get(office)
  if (!calendar) calendars.set(office, (calendar = calendarFor(office)))
  return calendar
}

function calendarFor(office: OfficeHours): Calendar {
  const { timeZone, opens, closes, workedHolidays: worked = [] } = office
  if (office.days.length === 0 || opens >= closes) throw new RangeError('the office is never open')
  const own = new Map<string, LocalDay>((office.holidays ?? []).map((day) => [day.day, day]))
  const federal = keepsFederal(office)
  const usual: OfficeDay = { open: true, opens, closes }
  return {
    timeZone,
    opens,
    closes,
    on(day) {
      const kept = own.get(day)
      if (kept) return kept.hours ? { open: true, ...kept.hours } : { open: false, off: kept.name }
      if (!office.days.includes(weekdayOf(day))) return { open: false, off: null }
      const holiday = federal ? federalHoliday(day) : null
      return holiday === null || worked.includes(holiday.id)
        ? usual
        : { open: false, off: holiday.name }
    },
  }
}

/** Minutes that the office is open in [from, to). */
export function openMinutes(calendar: Calendar, from: string, to: string): number {
  let minutes = 0
  const last = officeDay(to, calendar.timeZone).day
  for (let { day } = officeDay(from, calendar.timeZone); day <= last; day = nextDay(day)) {
    const on = calendar.on(day)
    if (!on.open) continue
    const opens = instantAt(day, on.opens, calendar.timeZone)
    const closes = instantAt(day, on.closes, calendar.timeZone)
    const open = Date.parse(closes < to ? closes : to) - Date.parse(opens > from ? opens : from)
    minutes += Math.max(0, open) / 60_000
  }
  return minutes
}
