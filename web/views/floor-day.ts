import { calendarOf, type OfficeHours } from '../../server/domain/calendar.js'
import { dayBounds, instantAt, officeDay as dayAndHour } from '../../server/domain/due.js'

/** Today as the office's clock has it. Times are epoch milliseconds. */
export type OfficeDay = {
  /** `YYYY-MM-DD` */
  date: string
  /** 0 to 23 */
  hour: number
  /** False on a usual free day of the week and on a holiday; then the hours are the usual ones. */
  works: boolean
  /** On the office's clock. */
  hours: { opens: string; closes: string }
  opens: number
  closes: number
  /** The midnight that ends it. */
  ends: number
}

export function officeDay(office: OfficeHours, now: number): OfficeDay {
  const { day, hour } = dayAndHour(new Date(now).toISOString(), office.timeZone)
  const clock = (text: string) => Date.parse(instantAt(day, text, office.timeZone))
  const calendar = calendarOf(office)
  const on = calendar.on(day)
  const { opens, closes } = on.open ? on : calendar
  return {
    date: day,
    hour,
    works: on.open,
    hours: { opens, closes },
    opens: clock(opens),
    closes: clock(closes),
    ends: Date.parse(dayBounds(day, office.timeZone).to),
  }
}
