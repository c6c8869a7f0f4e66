/** Coverage in words: where nobody is, and where there is more work than people. */
import { runsOf, type Cover, type HourRun } from '../../server/domain/coverage.js'
import { duration } from '../lib/durations.js'
import { counted } from '../lib/words.js'
import { shortDay } from '../lib/day-words.js'

export type DayCover = {
  day: string
  /** Nothing of it is to come. */
  past: boolean
  /** Open hours; null: the office is closed. */
  open: HourRun | null
  hours: Cover[]
}

export type CoverNote = { key: string; tone: 'late' | 'risk'; text: string }

const hours = ({ from, to }: HourRun) => `${from}–${to}`
const isOpenAt = ({ open }: DayCover, hour: number) =>
  open !== null && hour >= open.from && hour < open.to

/** Open hours in which, at some moment, nobody is there. */
const emptyHours = (cover: DayCover): Cover[] =>
  cover.past ? [] : cover.hours.filter(({ hour, least }) => isOpenAt(cover, hour) && least === 0)

/**
 * A sentence for every run of hours without anybody.
 * @param what "is at work", "can take vital records"
 * @param told by day, hours of which worse was said already
 */
export function holesOf(
  days: readonly DayCover[],
  what: string,
  told: ReadonlyMap<string, ReadonlySet<number>> = new Map(),
): CoverNote[] {
  return days.flatMap((cover) => {
    const empty = emptyHours(cover).filter(({ hour }) => !told.get(cover.day)?.has(hour))
    const whole = runsOf(empty.filter(({ people }) => people === 0).map(({ hour }) => hour))
    const partly = runsOf(empty.filter(({ people }) => people > 0).map(({ hour }) => hour))
    const at = `${shortDay(cover.day)} `
    return [
      ...whole.map((run) => ({ run, text: `${at}${hours(run)}: nobody ${what}` })),
      ...partly.map((run) => ({
        run,
        text: `${at}${hours(run)}: nobody ${what} for part of it`,
      })),
    ]
      .sort((a, b) => a.run.from - b.run.from)
      .map(({ run, text }) => ({ key: keyOf(cover.day, run.from, what), tone: 'risk', text }))
  })
}

const keyOf = (day: string, hour: number, what: string) =>
  `${day}/${String(hour).padStart(2, '0')}/${what}`

/** Holes of several types, the first first: whoever mends one goes by the day. */
export const inTime = (holes: readonly CoverNote[]): CoverNote[] =>
  [...holes].sort((a, b) => (a.key < b.key ? -1 : 1))

export const emptyByDay = (days: readonly DayCover[]) =>
  new Map(days.map((cover) => [cover.day, new Set(emptyHours(cover).map(({ hour }) => hour))]))

/** A sentence for every day that asks for more than its people can give. */
export function shortagesOf(days: readonly DayCover[]): CoverNote[] {
  return days.flatMap((cover) => {
    const asked = cover.hours.filter(({ need }) => need !== null)
    if (cover.past || asked.length === 0) return []
    const need = asked.reduce((sum, one) => sum + (one.need ?? 0), 0)
    const there = cover.hours.reduce((sum, { minutes }) => sum + minutes, 0)
    // Where nobody is, that was said.
    if (there === 0 || need - there < 1) return []
    const text = `${shortDay(cover.day)}: ${duration(need)} of work, ${duration(there)} of people`
    return [{ key: `${cover.day}/short`, tone: 'risk' as const, text }]
  })
}

/** One day's coverage for a listener: "Mon: 8–10 2 people, 10–17 3 people". */
export function coverWords(cover: DayCover): string {
  const at = shortDay(cover.day)
  if (!cover.open) return `${at}: closed`
  const open = cover.hours.filter(({ hour }) => isOpenAt(cover, hour))
  const counts = [...new Set(open.map(({ people }) => people))]
  const runs = counts.flatMap((people) =>
    runsOf(open.filter((one) => one.people === people).map(({ hour }) => hour)).map((run) => ({
      run,
      text: `${hours(run)} ${counted(people, 'person', 'people')}`,
    })),
  )
  return `${at}: ${runs
    .sort((a, b) => a.run.from - b.run.from)
    .map(({ text }) => text)
    .join(', ')}`
}
