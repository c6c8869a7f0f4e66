/**
 * Times as the office reads them: its own time zone, 24 hours. Instants are ISO text or epoch
 * milliseconds; `now` is epoch milliseconds of the server's clock.
 */
import { Temporal } from 'temporal-polyfill'
import { age } from './durations.js'

export type Instant = string | number

export type DueText = {
  /** "13:00", "Tue 9:00" or "3 Dec" when it is late since another day. */
  time: string
  /** "in 2 h 18", "42 min late", or the day: "Tue", "3 Dec". */
  note: string
}

const minute = 60_000
const ms = (instant: Instant) => (typeof instant === 'number' ? instant : Date.parse(instant))

export class Times {
  readonly zone: string
  #time: Intl.DateTimeFormat
  #stamp: Intl.DateTimeFormat
  #weekday: Intl.DateTimeFormat
  #date: Intl.DateTimeFormat
  #day: Intl.DateTimeFormat

  /** @throws RangeError when the zone is not known here. */
  constructor(zone: string) {
    this.zone = zone
    const of = (locale: string, options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    this.#time = of('en-GB', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
    this.#stamp = of('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    this.#weekday = of('en-GB', { weekday: 'short' })
    this.#date = of('en-GB', { day: 'numeric', month: 'short' })
    this.#day = of('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' })
  }

  /** "9:05", "16:30" */
  time = (at: Instant) => this.#time.format(ms(at)).replace(/^0(\d)/, '$1')
  /** "09:05": where its width must not change. */
  stamp = (at: Instant) => this.#stamp.format(ms(at))
  /** "Mon" */
  weekday = (at: Instant) => this.#weekday.format(ms(at))
  /** "23 Nov" */
  date = (at: Instant) => this.#date.format(ms(at)).replace('Sept', 'Sep')
  /** "Mon 23 Nov" */
  dayAndDate = (at: Instant) => `${this.weekday(at)} ${this.date(at)}`
  /** The office's day, "2026-11-23". */
  day = (at: Instant) => this.#day.format(ms(at))
  hour = (at: Instant) => Number(this.stamp(at).slice(0, 2))

  /** "10:31" today, else "20 Nov 15:12". */
  when = (at: Instant, now: number) =>
    this.day(at) === this.day(now) ? this.time(at) : `${this.date(at)} ${this.time(at)}`

  /** How long ago: "51 min", "1 d 2 h". */
  since = (at: Instant, now: number) => age((now - ms(at)) / minute)

  due(at: Instant, now: number): DueText {
    const left = (ms(at) - now) / minute
    const today = this.day(at) === this.day(now)
    const near = Math.abs(left) < 6 * 24 * 60
    if (left < 0) {
      const time = today
        ? this.time(at)
        : near
          ? `${this.weekday(at)} ${this.time(at)}`
          : this.date(at)
      return { time, note: `${age(-left)} late` }
    }
    if (today) return { time: this.time(at), note: `in ${age(left)}` }
    return { time: this.time(at), note: near ? this.weekday(at) : this.date(at) }
  }

  /** "13:00 today, in 2 h 18", "Tue 24 Nov 9:00", "10:00 today, 42 min late": one line for the task itself. */
  dueLine(at: Instant, now: number): string {
    const left = (ms(at) - now) / minute
    const day =
      this.day(at) === this.day(now)
        ? `${this.time(at)} today`
        : `${this.dayAndDate(at)} ${this.time(at)}`
    if (left < 0) return `${day}, ${age(-left)} late`
    return left < 24 * 60 ? `${day}, in ${age(left)}` : day
  }

  /** The instant of a wall-clock time such as "16:30" on the office day of `on`, in epoch ms. */
  at(clock: string, on: Instant): number {
    return Temporal.PlainDate.from(this.day(on)).toZonedDateTime({
      timeZone: this.zone,
      plainTime: Temporal.PlainTime.from(clock),
    }).epochMilliseconds
  }

  /** For `<input type="datetime-local">`: "2026-11-23T16:30". */
  toInput = (at: Instant) => `${this.day(at)}T${this.stamp(at)}`

  /** The instant that was meant by "2026-11-23T16:30" or "2026-11-23"; null when it is no time. */
  fromInput(text: string): string | null {
    try {
      const local = Temporal.PlainDateTime.from(text)
      return new Date(local.toZonedDateTime(this.zone).epochMilliseconds).toISOString()
    } catch {
      return null
    }
  }
}
