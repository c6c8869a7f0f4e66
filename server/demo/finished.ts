/** When the office's own part of one of Boston's cases was done. */
import type { Arrival } from './arrivals.js'
import { between, chanceOf } from './chance.js'
import { minutesOf } from './clock.js'
import type { DemoOffice } from './office.js'

const DAY = 1_440
/** The desk records, routes and tells: it is done with a case within minutes or hours, seldom the same minute. */
const TAKES = [5, 100] as const
const FIRST_THING = [2, 75] as const

/**
 * Boston's own time where it was closed within a day and while the office was open. Many cases were closed
 * weeks later, at night, or never, by crews in the street: the desk had done its part of them long before.
 * @returns minutes since midnight of the demo's day; negative on the days before
 */
export function finishedAt({ template }: DemoOffice, { key, minute, closed }: Arrival): number {
  const [opens, closes] = [minutesOf(template.opens), minutesOf(template.closes)]
  const dayOf = (at: number) => Math.floor(at / DAY) * DAY
  const isOpen = (at: number) => opens <= at - dayOf(at) && at - dayOf(at) < closes
  if (closed !== null && closed - minute <= DAY && isOpen(closed)) return closed
  const chance = chanceOf(`${template.id}/${key}/finished`)
  const day = dayOf(minute)
  const begins = Math.max(minute, day + opens)
  const done = begins + between(chance, ...TAKES)
  return isOpen(begins) && isOpen(done) ? done : day + DAY + opens + between(chance, ...FIRST_THING)
}
