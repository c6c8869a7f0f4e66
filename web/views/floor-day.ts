import type { OfficeRow } from '../../server/contract/rows.js'
import { dayBounds, instantAt, officeDay as dayAndHour } from '../../server/domain/due.js'

/** Today as the office's clock has it. Times are epoch milliseconds. */
export type OfficeDay = {
  /** `YYYY-MM-DD` */
  date: string
  /** 0 to 23 */
  hour: number
  works: boolean
  opens: number
  closes: number
  /** The midnight that ends it. */
  ends: number
}

export function officeDay(
  office: Pick<OfficeRow, 'timeZone' | 'days' | 'opens' | 'closes'>,
  now: number,
): OfficeDay {
  const { day, hour } = dayAndHour(new Date(now).toISOString(), office.timeZone)
  const clock = (text: string) => Date.parse(instantAt(day, text, office.timeZone))
  const weekday = new Date(day).getUTCDay() || 7
  return {
    date: day,
    hour,
    works: office.days.includes(weekday),
    opens: clock(office.opens),
    closes: clock(office.closes),
    ends: Date.parse(dayBounds(day, office.timeZone).to),
  }
}
