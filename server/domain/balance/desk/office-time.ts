/** The hours of an office before and after a moment, laid out once, so that many tasks can be measured by them. */
import { instantAt, officeDay } from '../../due.js'
import type { Span } from '../../load.js'
import { addDays, type Timetable } from '../../timetable.js'

/** What is overdue longer counts as being overdue for so many days: it changes no comparison. */
const DAYS_BACK = 30
/** An office that opens on none of so many days is taken to open on the last of them. */
const DAYS_AHEAD = 30
const minute = 60_000

export class OfficeTime {
  readonly today: string
  /** When the office closes today. */
  readonly closes: number
  /** The next day on which the office works, after today. */
  readonly nextOpens: number
  readonly nextCloses: number
  private readonly spans: Span[]

  constructor({ calendar }: Pick<Timetable, 'calendar'>, now: number) {
    const at = (day: string, clock: string) => Date.parse(instantAt(day, clock, calendar.timeZone))
    /** On a day off the usual hours, which nothing counts. */
    const span = (day: string): Span => {
      const on = calendar.on(day)
      const { opens, closes } = on.open ? on : calendar
      return { from: at(day, opens), to: at(day, closes) }
    }
    this.today = officeDay(new Date(now).toISOString(), calendar.timeZone).day
    this.closes = span(this.today).to
    let next = addDays(this.today, 1)
    for (let n = 1; n < DAYS_AHEAD && !calendar.on(next).open; n++) next = addDays(next, 1)
    this.nextOpens = span(next).from
    this.nextCloses = span(next).to
    const days = Array.from({ length: DAYS_BACK + 1 }, (_, n) => addDays(this.today, n - DAYS_BACK))
    this.spans = [...days.filter((day) => calendar.on(day).open), next].map(span)
  }

  /** Minutes between two instants, the earlier first, in which the office is open. */
  between(from: number, to: number): number {
    let sum = 0
    for (const span of this.spans)
      sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
    return Math.floor(sum / minute)
  }
}
