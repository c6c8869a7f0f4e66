/** How a due time was counted, in plain English: "4 business days: Thu 5, Fri 6, Mon 9 (Tue 10 is Veterans Day), Wed 11; due Wed 11 Nov 17:00". */
import { Temporal } from 'temporal-polyfill'
import type { DueUnit } from '../contract/clock-rows.js'
import { officeDay } from './office-day.js'
import type { Counted, CountRule, DayPassed, Span } from './due.js'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const units: Record<DueUnit, string> = {
  hours: 'hour',
  businessHours: 'business hour',
  businessDays: 'business day',
  calendarDays: 'calendar day',
}

/** "4 business days", "1 hour". */
export const amountWords = ({ count, unit }: { count: number; unit: DueUnit }) =>
  `${count} ${units[unit]}${count === 1 ? '' : 's'}`

/** More counted days than this are abridged. */
const WHOLE = 7
const FIRST = 3
const LAST = 2
const SPANS = 4
const NAMED = 4

export function countWords(
  rule: CountRule,
  counted: Counted,
  from: string,
  timeZone: string,
): string {
  const say = new Sayer(from, counted.dueAt, timeZone)
  return `${amountWords(rule)}${say.list(rule, counted)}; due ${say.moment(counted.dueAt)}`
}

/** "Wed 11 Nov 17:00". */
export const momentWords = (at: string, timeZone: string, now = at) =>
  new Sayer(now, at, timeZone).moment(at)

class Sayer {
  readonly #zone: string
  /** A day in this month is said without it; one of this year without its year. */
  readonly #month: string
  readonly #year: string
  readonly #received: string

  constructor(from: string, due: string, zone: string) {
    this.#zone = zone
    this.#month = officeDay(due, zone).day.slice(0, 7)
    this.#received = officeDay(from, zone).day
    this.#year = this.#received.slice(0, 4)
  }

  moment(at: string): string {
    const { day } = officeDay(at, this.#zone)
    const date = Temporal.PlainDate.from(day)
    const year = day.startsWith(this.#year) ? '' : ` ${date.year}`
    return `${weekdays[date.dayOfWeek - 1]} ${date.day} ${months[date.month - 1]}${year} ${this.#time(at)}`
  }

  list(rule: CountRule, counted: Counted): string {
    if (rule.unit === 'hours') return ''
    if (rule.unit === 'businessHours') return `: ${this.#spans(counted)}`
    const first = counted.days[0]?.day === this.#received ? ', the first day counted' : ''
    return `${first}: ${this.#days(counted.days)}${this.#moved(counted)}`
  }

  #day(day: string): string {
    const date = Temporal.PlainDate.from(day)
    const month = day.startsWith(this.#month) ? '' : ` ${months[date.month - 1]}`
    return `${weekdays[date.dayOfWeek - 1]} ${date.day}${month}`
  }

  #time(at: string): string {
    const { hour, minute } = Temporal.Instant.from(at).toZonedDateTimeISO(this.#zone)
    return `${hour}:${String(minute).padStart(2, '0')}`
  }

  #days(days: readonly DayPassed[]): string {
    const counted = days.filter(({ as }) => as === 'counted').map(({ day }) => day)
    if (counted.length > WHOLE) return this.#abridged(days, counted)
    const parts: string[] = []
    let aside: string[] = []
    for (const one of [...days].reverse()) {
      if (one.as !== 'counted') aside = [...this.#aside(one), ...aside]
      else {
        parts.unshift(this.#day(one.day) + (aside.length > 0 ? ` (${aside.join(', ')})` : ''))
        aside = []
      }
    }
    return `${aside.length > 0 ? `(${aside.join(', ')}) ` : ''}${parts.join(', ')}`
  }

  #aside({ day, as, name }: DayPassed): string[] {
    if (as === 'stood') return [`${this.#day(day)} did not count: the clock stood`]
    return name === null ? [] : [`${this.#day(day)} is ${name}`]
  }

  #abridged(days: readonly DayPassed[], counted: readonly string[]): string {
    const passed = days.filter(({ as }) => as !== 'counted')
    const off = passed.flatMap((one) => (one.as === 'off' ? this.#aside(one) : []))
    const stood = passed.filter(({ as }) => as === 'stood').length
    const asides = [
      ...(off.length > NAMED ? [`${off.length} holidays did not count`] : off),
      ...(stood > 0 ? [`${stood} did not count: the clock stood`] : []),
    ]
    const named = (list: readonly string[]) => list.map((day) => this.#day(day)).join(', ')
    const between = `${counted.length - FIRST - LAST} more${asides.length > 0 ? ` (${asides.join(', ')})` : ''}`
    return `${named(counted.slice(0, FIRST))}, ${between}, ${named(counted.slice(-LAST))}`
  }

  #moved({ moved, dueAt }: Counted): string {
    const last = moved[0]
    if (!last) return ''
    const why = last.name === null ? 'a day off' : last.name
    return ` (${this.#day(last.day)} is ${why}, so it moves to ${this.#day(officeDay(dueAt, this.#zone).day)})`
  }

  #spans({ spans, days }: Counted): string {
    const asides = days.flatMap((day) => this.#aside(day))
    const off = asides.length > NAMED ? [`${asides.length} holidays did not count`] : asides
    const more = spans.length - SPANS
    const shown = more > 0 ? [...spans.slice(0, 2), null, ...spans.slice(-2)] : spans
    const parts = shown.map((span) => (span === null ? `${more} more` : this.#span(span)))
    return `${parts.join(', ')}${off.length > 0 ? ` (${off.join(', ')})` : ''}`
  }

  #span({ from, to }: Span): string {
    return `${this.#day(officeDay(from, this.#zone).day)} ${this.#time(from)}–${this.#time(to)}`
  }
}
