/** Due times by an office's own calendar, and how they were counted. */
import type { DueRule, ExtensionRule, Wait } from '../contract/clock-rows.js'
import type { Calendar } from './calendar.js'
import { instantAt, nextDay, wallClock } from './office-day.js'

export { dayBounds, instantAt, officeDay } from './office-day.js'

export type CountRule = Pick<DueRule, 'count' | 'unit'> &
  Partial<Pick<DueRule, 'firstDay' | 'ends' | 'pauses'>>

/** A day that the count came by: counted, or passed over because it is off or the clock stood at its end. */
export type DayPassed = { day: string; as: 'counted' | 'off' | 'stood'; name: string | null }
export type Span = { from: string; to: string }

export type Counted = {
  dueAt: string
  /** For days: each in order, from the first that could count to the last that does. */
  days: DayPassed[]
  /** For calendar days: off days at the end, over which it moves on to the next working day. */
  moved: DayPassed[]
  /** For business hours: the open time that counted. */
  spans: Span[]
}

/** More days than any rule needs: an office that never opens again must not hold the line. */
const FAR = 60_000
const LAST_MINUTE = '23:59'

/**
 * When work that came in at `receivedAt` is due, and how that was counted.
 *
 * Days end at closing, at the time of day of `receivedAt` within opening hours, or at 23:59. The first
 * is the day after, or with `firstDay` the same if its end is still to come (never at the
 * same time of day). Calendar days whose last is off move on to the next working day. Business hours count open time; hours count all time.
 * @param waits while it waited on someone outside, in order; a pausing rule leaves out this time, and
 *   counts no day at whose end it waited
 * @throws RangeError when the office never opens again
 */
export function countDue(
  rule: CountRule,
  receivedAt: string,
  calendar: Calendar,
  waits: readonly Wait[] = [],
): Counted {
  const stood = rule.pauses ? waits : []
  switch (rule.unit) {
    case 'hours':
      return countHours(rule, receivedAt, stood)
    case 'businessHours':
      return countOpenHours(rule, receivedAt, calendar, stood)
    case 'businessDays':
    case 'calendarDays':
      return countDays(rule, receivedAt, calendar, stood)
  }
}

export const dueAt = (
  rule: CountRule,
  receivedAt: string,
  calendar: Calendar,
  waits: readonly Wait[] = [],
) => countDue(rule, receivedAt, calendar, waits).dueAt

/** How an extension counts on from the present due time; null where its length is not the rule's. */
export function countExtension(
  rule: DueRule,
  { count, unit }: Pick<ExtensionRule, 'count' | 'unit'>,
  dueNow: string,
  at: { calendar: Calendar; waits: readonly Wait[] },
): Counted | null {
  if (count === null) return null
  const { ends, pauses } = rule
  return countDue({ count, unit, ends, pauses }, dueNow, at.calendar, at.waits)
}

const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()
/** To the second, so that no fraction of a millisecond is left over. */
const lengthOf = ({ count }: CountRule) => Math.round(count * 3600) * 1000
const lasts = ({ from, to }: Span) => Date.parse(to) - Date.parse(from)

function countHours(rule: CountRule, from: string, waits: readonly Wait[]): Counted {
  let due = later(from, lengthOf(rule))
  for (const wait of waits) {
    const begun = wait.from > from ? wait.from : from
    if (begun < due && begun < wait.to) due = later(due, lasts({ from: begun, to: wait.to }))
  }
  return { dueAt: due, days: [], moved: [], spans: [] }
}

function countOpenHours(
  rule: CountRule,
  from: string,
  calendar: Calendar,
  waits: readonly Wait[],
): Counted {
  let left = lengthOf(rule)
  const days: DayPassed[] = []
  const spans: Span[] = []
  let { day } = wallClock(from, calendar.timeZone)
  for (let walked = 0; walked < FAR; walked++, day = nextDay(day)) {
    const on = calendar.on(day)
    if (!on.open) {
      days.push({ day, as: 'off', name: on.off })
      continue
    }
    const opens = instantAt(day, on.opens, calendar.timeZone)
    const open = {
      from: opens > from ? opens : from,
      to: instantAt(day, on.closes, calendar.timeZone),
    }
    for (const span of without(open, waits)) {
      const length = lasts(span)
      if (length >= left) {
        const dueAt = later(span.from, left)
        return { dueAt, days, moved: [], spans: [...spans, { from: span.from, to: dueAt }] }
      }
      spans.push(span)
      left -= length
    }
  }
  throw new RangeError('the office is never open')
}

/** What is left of a span without the waits, in order. */
function without(span: Span, waits: readonly Wait[]): Span[] {
  const left: Span[] = []
  let { from } = span
  for (const wait of waits) {
    if (wait.to <= from || wait.from >= span.to) continue
    if (wait.from > from) left.push({ from, to: wait.from })
    from = wait.to
  }
  if (from < span.to) left.push({ from, to: span.to })
  return left
}

function countDays(
  rule: CountRule,
  from: string,
  calendar: Calendar,
  waits: readonly Wait[],
): Counted {
  const endOf = dayEnds(rule, from, calendar)
  const dayOf = (instant: string) => wallClock(instant, calendar.timeZone).day
  const waiting = waits.map((wait) => ({ ...wait, first: dayOf(wait.from), last: dayOf(wait.to) }))
  const whole = Math.ceil(rule.count)
  const days: DayPassed[] = []
  let { day } = wallClock(from, calendar.timeZone)
  if (!countsFirst(rule) || endOf(day) <= from) day = nextDay(day)
  let left = whole
  for (let walked = 0; ; walked++, day = nextDay(day)) {
    if (walked > FAR) throw new RangeError('the office is never open')
    const passed = passing(day, rule, calendar, () =>
      waiting.some((wait) => touches(day, wait) && within(endOf(day), wait)),
    )
    days.push(passed)
    if (passed.as === 'counted' && --left === 0) break
  }
  const moved: DayPassed[] = []
  for (let on = calendar.on(day); !on.open; day = nextDay(day), on = calendar.on(day)) {
    if (moved.length > FAR) throw new RangeError('the office is never open')
    moved.push({ day, as: 'off', name: on.off })
  }
  return {
    dueAt: moved.length > 0 ? endOfMoved(day, rule, calendar, endOf) : endOf(day),
    days,
    moved,
    spans: [],
  }
}

/** A day that ends at the time at which the work came in is over as it begins. */
const countsFirst = ({ firstDay, ends }: CountRule) => firstDay === true && ends !== 'sameTime'

/** The same time on a day off is over when the office opens again; a day that ends then ends with the next. */
function endOfMoved(
  day: string,
  rule: CountRule,
  calendar: Calendar,
  endOf: (day: string) => string,
): string {
  const on = calendar.on(day)
  return rule.ends === 'sameTime' && on.open
    ? instantAt(day, on.opens, calendar.timeZone)
    : endOf(day)
}

const touches = (day: string, { first, last }: { first: string; last: string }) =>
  first <= day && day <= last
const within = (instant: string, wait: Wait) => wait.from <= instant && instant < wait.to

function passing(
  day: string,
  rule: CountRule,
  calendar: Calendar,
  stood: () => boolean,
): DayPassed {
  const on = calendar.on(day)
  if (!on.open && rule.unit === 'businessDays') return { day, as: 'off', name: on.off }
  return stood() ? { day, as: 'stood', name: null } : { day, as: 'counted', name: null }
}

/** The instant at which a day ends under the rule. */
function dayEnds(rule: CountRule, from: string, calendar: Calendar): (day: string) => string {
  const { timeZone } = calendar
  if (rule.ends === 'dayEnd') return (day) => instantAt(day, LAST_MINUTE, timeZone)
  if (rule.ends !== 'sameTime')
    return (day) => instantAt(day, hoursOn(calendar, day).closes, timeZone)
  const time = timeOfDay(rule, from, calendar)
  return (day) => {
    const on = calendar.on(day)
    return instantAt(day, on.open ? clamp(time, on) : time, timeZone)
  }
}

const hoursOn = (calendar: Calendar, day: string) => {
  const on = calendar.on(day)
  return on.open ? on : calendar
}

const clamp = (time: string, { opens, closes }: { opens: string; closes: string }) =>
  time < opens ? opens : time > closes ? closes : time

/** What comes in on a day off counts as if it had come in at the end of the working day before. */
function timeOfDay(rule: CountRule, from: string, calendar: Calendar): string {
  const { day, time } = wallClock(from, calendar.timeZone)
  if (rule.unit === 'calendarDays') return time
  const on = calendar.on(day)
  return on.open && time <= on.closes ? time : LAST_MINUTE
}
