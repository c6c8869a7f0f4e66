/** The hours of an office before and after a moment, laid out once, so that many tasks can be measured by them. */
import { instantAt, officeDay } from '../../due.js'
import type { Span } from '../../load.js'
import type { Calendar } from '../../calendar.js'
import { addDays, type Timetable } from '../../timetable.js'

/** What is overdue longer counts as being overdue for so many days: it changes no comparison. */
const DAYS_BACK = 30
/** An office that opens on none of so many days is taken to open on the last of them. */
const DAYS_AHEAD = 30
/** No zone's day begins later than this after the same day of Greenwich. */
const ZONES_MS = 14 * 3_600_000
const DAY_MS = 86_400_000
const minute = 60_000

export class OfficeTime {
  readonly today: string
  /** When the office closes today. */
  readonly closes: number
  /** The next day on which the office works, after today. */
  readonly nextOpens: number
  readonly nextCloses: number
  private readonly calendar: Calendar
  /** Open hours, the latest first: the next day, today, and as far back as somebody has asked. */
  private readonly spans: Span[]
  private back = 0
  /** By then today has begun, whatever the time zone. */
  private readonly begins: number

  constructor({ calendar }: Pick<Timetable, 'calendar'>, now: number) {
    this.calendar = calendar
    const span = (day: string) => this.hoursOn(day)
    this.today = officeDay(new Date(now).toISOString(), calendar.timeZone).day
    this.begins = Date.parse(`${this.today}T00:00:00Z`) + ZONES_MS
    this.closes = span(this.today).to
    let next = addDays(this.today, 1)
    for (let n = 1; n < DAYS_AHEAD && !calendar.on(next).open; n++) next = addDays(next, 1)
    this.nextOpens = span(next).from
    this.nextCloses = span(next).to
    this.spans = [next, ...(calendar.on(this.today).open ? [this.today] : [])].map(span)
  }

  /** On a day off the usual hours, which nothing counts. */
  private hoursOn(day: string): Span {
    const { calendar } = this
    const on = calendar.on(day)
    const { opens, closes } = on.open ? on : calendar
    const at = (clock: string) => Date.parse(instantAt(day, clock, calendar.timeZone))
    return { from: at(opens), to: at(closes) }
  }

  /** Lays out the days back to a moment: each costs as much as many tasks. */
  private reach(from: number): void {
    while (this.back < DAYS_BACK && from < this.begins - this.back * DAY_MS) {
      const day = addDays(this.today, -++this.back)
      if (this.calendar.on(day).open) this.spans.push(this.hoursOn(day))
    }
  }

  /** Minutes between two instants, the earlier first, in which the office is open. */
  between(from: number, to: number): number {
    this.reach(from)
    let sum = 0
    for (const span of this.spans)
      sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
    return Math.floor(sum / minute)
  }
}
