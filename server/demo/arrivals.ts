/** Boston's days laid onto the demo's: what comes in, and when. */
import { demoDay, type DemoRecord } from '../../db/demo/records.js'
import { becomes, type Routine } from '../../db/demo/script.js'
import type { RawInput } from '../contract/commands.js'
import type { Channel } from '../contract/rows.js'
import { minutesOf } from './clock.js'
import type { DemoOffice } from './office.js'

export type Arrival = {
  key: string
  /** Minutes since midnight of the demo's day; negative on the days before. */
  minute: number
  /** The same for when it was closed in Boston; null: never, as far as the records know. */
  closed: number | null
  input: RawInput<'task.create'>
}

const channels: Record<string, Channel> = {
  'Constituent Call': 'phone',
  'Self Service': 'web',
  'Citizens Connect App': 'app',
  Twitter: 'web',
}

const DAY = 86_400_000
const dayNumber = (stamp: string) => Date.parse(`${stamp.slice(0, 10)}T00:00:00Z`) / DAY

/** Minutes between the start of a day of 2011 and a wall-clock stamp. */
const minutesSince = (day: string, stamp: string) =>
  (dayNumber(stamp) - dayNumber(day)) * 1_440 + minutesOf(stamp.slice(11))

/** What the records bring, counted from the start of a day of 2011; types that the office does not know stay out. */
export function recordArrivals(office: DemoOffice, day = demoDay): Arrival[] {
  return office.records.flatMap((record) => arrivalOf(office, record, day) ?? [])
}

function arrivalOf(office: DemoOffice, record: DemoRecord, day: string): Arrival | null {
  const what = becomes(office.script, record)
  return (
    what && {
      key: record.case,
      minute: minutesSince(day, record.opened),
      closed: record.closed ? minutesSince(day, record.closed) : null,
      input: { ...what, channel: channels[record.source] ?? 'internal', reference: record.case },
    }
  )
}

/** The desk's own work of one day; `daysAgo` 0 is today. */
export function routineArrivals({ script }: DemoOffice, daysAgo = 0): Arrival[] {
  return script.routine
    .filter(({ openSince }) => daysAgo === 0 || openSince?.includes(daysAgo))
    .map((routine, index) => ({
      key: `routine-${daysAgo}-${index}`,
      minute: minutesOf(routine.at) - daysAgo * 1_440,
      closed: null,
      input: routineInput(routine),
    }))
}

const routineInput = ({ at: _at, openSince: _openSince, ...input }: Routine): Arrival['input'] => ({
  ...input,
  channel: 'internal',
})

/** All that comes in on the demo's day, in order; `shift` takes the day after of 2011, and so on, at most 2. */
export function todaysArrivals(office: DemoOffice, shift = 0): Arrival[] {
  const day = new Date((dayNumber(demoDay) + shift) * DAY).toISOString().slice(0, 10)
  const records = recordArrivals(office, day).filter(({ minute }) => minute >= 0 && minute < 1_440)
  return [...records, ...routineArrivals(office)].toSorted(
    (one, other) => one.minute - other.minute,
  )
}
