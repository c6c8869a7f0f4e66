/** The demo's wall clock: a zone of fixed offset in which it is mid-morning now. */

export type DemoClock = {
  /** IANA name, such as `Etc/GMT+7`. */
  timeZone: string
  /** The same for people: `UTC−7`. */
  zoneName: string
  /** Minutes east of UTC. */
  offset: number
}

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/** The zone in which `now` lies between 9:30 and 10:30. */
export function midMorning(now: Date): DemoClock {
  const local = now.getUTCMinutes() >= 30 ? 9 : 10
  const east = local - now.getUTCHours()
  return zone(east < -12 ? east + 24 : east)
}

/** @throws RangeError for a name that is not a fixed offset of whole hours */
export function clockOf(timeZone: string): DemoClock {
  const found = /^Etc\/GMT(?:([+-])(\d{1,2}))?$/.exec(timeZone)
  if (!found) throw new RangeError(`not a fixed offset: ${timeZone}`)
  const hours = Number(found[2] ?? 0)
  return zone(found[1] === '+' ? -hours : hours)
}

// The names of these zones count hours west of Greenwich.
function zone(east: number): DemoClock {
  const hours = Math.abs(east)
  const timeZone = east === 0 ? 'Etc/GMT' : `Etc/GMT${east < 0 ? '+' : '-'}${hours}`
  const zoneName = east === 0 ? 'UTC' : `UTC${east < 0 ? '−' : '+'}${hours}`
  return { timeZone, zoneName, offset: east * 60 }
}

/** `YYYY-MM-DD` there. */
export const dayOf = (clock: DemoClock, now: Date) => shifted(clock, now).toISOString().slice(0, 10)

/** Minutes since midnight there, with fractions. */
export const minuteOf = (clock: DemoClock, now: Date) =>
  (shifted(clock, now).getTime() % DAY) / MINUTE

const shifted = (clock: DemoClock, now: Date) => new Date(now.getTime() + clock.offset * MINUTE)

/** The instant of a minute of the day there; negative minutes lie on the days before. */
export const instantOf = (clock: DemoClock, day: string, minute: number) =>
  new Date(
    Date.parse(`${day}T00:00:00Z`) + Math.round((minute - clock.offset) * MINUTE),
  ).toISOString()

/** Minutes since midnight of `HH:MM`, with or without seconds. */
export function minutesOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return hours * 60 + minutes + seconds / 60
}
