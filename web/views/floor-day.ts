import type { OfficeRow } from '../../server/contract/rows.js'
import type { Shift } from '../../server/domain/load.js'

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

type OfficeHours = Pick<OfficeRow, 'timeZone' | 'days' | 'opens' | 'closes'>
type WallTime = { year: number; month: number; day: number; hour: number; minute: number }

const readers = new Map<string, Intl.DateTimeFormat>()

function readerOf(timeZone: string): Intl.DateTimeFormat {
  let reader = readers.get(timeZone)
  if (!reader) {
    reader = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    readers.set(timeZone, reader)
  }
  return reader
}

function wallTime(timeZone: string, at: number): WallTime {
  const wall: WallTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0 }
  for (const { type, value } of readerOf(timeZone).formatToParts(at)) {
    if (type in wall) wall[type as keyof WallTime] = Number(value)
  }
  return wall
}

const asUtc = (wall: WallTime) =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)

/** The instant at which that zone's clocks show `wall`; a time that a change of clocks skips lands just after it. */
function instantOf(timeZone: string, wall: WallTime): number {
  const wanted = asUtc(wall)
  const guess = wanted - (asUtc(wallTime(timeZone, wanted)) - wanted)
  return guess + (wanted - asUtc(wallTime(timeZone, guess)))
}

export function officeDay(office: OfficeHours, now: number): OfficeDay {
  const wall = wallTime(office.timeZone, now)
  const clock = (text: string): number => {
    const [hour = 0, minute = 0] = text.split(':').map(Number)
    return instantOf(office.timeZone, { ...wall, hour, minute })
  }
  const weekday = new Date(asUtc(wall)).getUTCDay() || 7
  return {
    date: new Date(asUtc(wall)).toISOString().slice(0, 10),
    hour: wall.hour,
    works: office.days.includes(weekday),
    opens: clock(office.opens),
    closes: clock(office.closes),
    ends: clock('24:00'),
  }
}

/** Everybody's shift until there are timetables: the office's hours, on its working days. */
export const plainShift = (day: OfficeDay): Shift | null =>
  day.works && day.closes > day.opens ? { from: day.opens, to: day.closes, breaks: [] } : null
