/** The figures of one person over a period, in words that can stand alone in a note. */
import type { z } from 'zod'
import type { noteFigure } from '../../contract/fairness-rows.js'
import { wilson, type ShareInterval } from '../quality/wilson.js'

export type NoteFigure = z.infer<typeof noteFigure>

export type FirstChecks = {
  tasks: number
  /** Of all such work, 0 to 1, with its interval; null without checks. */
  share: number | null
  interval: ShareInterval | null
}

/** What the record says of a person over a period. */
export type PersonCounts = {
  tasks: number
  standardMinutes: number
  /** Tasks of each day on which they finished any. */
  days: readonly number[]
  /** Finished tasks that had a due time, and how many of them were finished by it. */
  due: { tasks: number; inTime: number }
  /** Tasks whose first check was drawn and is decided. */
  checked: FirstChecks
  /** Checks left out of that: asked for by somebody, so no fair sample. */
  askedFor: number
  /** Trainings of the period that are held: booked for them, and attended. */
  trainings: { booked: number; attended: number }
  /** Topics of the needs that are open now. */
  needs: readonly string[]
}

const many = (n: number, one: string, more = `${one}s`) =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : more}`

/** "92 % [85 to 96 %]" */
function shareWords(share: number, { low, high }: ShareInterval): string {
  const whole = (part: number) => Math.round(part * 100)
  return `${whole(share)} % [${whole(low)} to ${whole(high)} %]`
}

const withheld = (minimum: number) => `Not shown: it takes ${minimum}`

/** A share with its interval, or why it is withheld. */
const shareOf = (k: number, n: number, minimum: number) =>
  n < Math.max(1, minimum) ? withheld(Math.max(1, minimum)) : shareWords(k / n, wilson(k, n))

/** Days below which the spread of days says nothing. */
const FEWEST_DAYS = 10

/** The range in which the middle 8 of 10 days lie: the values at rank 10 % and 90 %, nearest rank. */
function dayRange(days: readonly number[]): string {
  if (days.length < FEWEST_DAYS) return ''
  const sorted = days.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  const [low, high] = [at(0.1), at(0.9)]
  return `; ${low === high ? many(low, 'task') : `${low} to ${high} tasks`} on 8 of 10 days`
}

/**
 * @param minimum below so many cases a share is withheld
 * @returns always the same five, in one order
 */
export function noteFigures(counts: PersonCounts, minimum: number): NoteFigure[] {
  const { tasks, standardMinutes, days, due, checked, askedFor, trainings, needs } = counts
  const without = tasks - due.tasks
  return [
    {
      id: 'produced',
      name: 'Work produced',
      value: `${many(Math.round(standardMinutes), 'standard minute')}${dayRange(days)}`,
      count: `${many(tasks, 'task')} on ${many(days.length, 'day')}`,
    },
    {
      id: 'timeliness',
      name: 'Finished by the due time',
      value: shareOf(due.inTime, due.tasks, minimum),
      count: `${many(due.tasks, 'task')} with a due time${without > 0 ? `; ${without.toLocaleString('en-US')} without one left out` : ''}`,
    },
    {
      id: 'yield',
      name: 'Passed the first check',
      value:
        checked.share === null || !checked.interval || checked.tasks < minimum
          ? withheld(Math.max(1, minimum))
          : shareWords(checked.share, checked.interval),
      count: `${many(checked.tasks, 'checked task')}${askedFor > 0 ? `; ${askedFor} checked on request left out` : ''}`,
    },
    {
      id: 'trained',
      name: 'Training attended',
      value: many(trainings.attended, 'training'),
      count: `of ${trainings.booked} booked and held`,
    },
    {
      id: 'needs',
      name: 'Training needed',
      value: needs.length === 0 ? 'None recorded' : needs.join(', '),
      count: many(needs.length, 'open need'),
    },
  ]
}
