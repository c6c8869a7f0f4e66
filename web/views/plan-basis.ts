/** What a plan is made from: what a usual task of a team takes, and the work that is expected to be there. */
import type { BacklogRow, ShownTask, TallyRow, TaskTypeRow } from '../../server/contract/rows.js'
import type { UsualArrival } from '../../server/domain/coverage.js'
import { meanMinutes, type Work } from '../../server/domain/plan.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import { duration } from '../lib/durations.js'

export type TaskMinutes = {
  /** Null: nothing tells. */
  minutes: number | null
  /** Tasks behind it; with none it is the mean of the team's task types. */
  open: number
  finished: number
  /** Standard minutes of these. */
  work: { open: number; finished: number }
}

type Board = {
  backlog: Iterable<BacklogRow>
  tasks: Iterable<ShownTask>
  tallies: Iterable<TallyRow>
  types: Iterable<TaskTypeRow>
}

const sum = (work: readonly Work[]) => work.reduce((all, { tasks }) => all + tasks, 0)
const minutesOf = (work: readonly Work[]) =>
  work.reduce((all, { standardMinutes }) => all + standardMinutes, 0)

/** From all open work and what was finished today; where there is neither, from the types. */
export function taskMinutesOf(
  team: string,
  { backlog, tasks, tallies, types }: Board,
): TaskMinutes {
  const waiting = [...backlog].filter((row) => row.team === team)
  const inHand = [...tasks]
    .filter((task) => task.team === team && !['queued', 'waiting'].includes(task.status))
    .map(({ standardMinutes }): Work => ({ tasks: 1, standardMinutes }))
  const finished = [...tallies].filter((row) => row.team === team && row.person === null)
  const open = [...waiting, ...inHand]
  const minutes = meanMinutes([...open, ...finished])
  const work = { open: minutesOf(open), finished: minutesOf(finished) }
  if (minutes !== null) return { minutes, open: sum(open), finished: sum(finished), work }
  const own = [...types].filter((type) => type.active && (type.team ?? team) === team)
  const usual = own.map(({ standardMinutes }): Work => ({ tasks: 1, standardMinutes }))
  return { minutes: meanMinutes(usual), open: 0, finished: 0, work }
}

/** "A task is 14.2 standard minutes: the mean of 212 open and 34 finished today." */
export function basisWords({
  minutes,
  open,
  finished,
}: Pick<TaskMinutes, 'minutes' | 'open' | 'finished'>): string {
  if (minutes === null) return 'Nothing tells what a task takes, so only minutes are proposed.'
  const size = `A task is ${(Math.round(minutes * 10) / 10).toString()} standard minutes`
  if (open + finished === 0) return `${size}: the mean of the team’s task types.`
  return `${size}: the mean of ${open} open and ${finished} finished today.`
}

export type ExpectedWork = {
  /** Standard minutes; what is open and finished is of now, whatever day is planned. */
  finished: number
  open: number
  /** What usually still comes in by closing; null: not known. */
  coming: number | null
  today: boolean
}

/**
 * What usually comes in until the last planned hour of a day: of today what is still to come, of a day
 * ahead also what comes in on the evening before.
 * @param from the hour of now, with its fraction; null: the day is ahead
 * @param until the hour in which the last planned one ends, 1 to 24
 * @returns standard minutes
 */
export function comingOn(
  day: string,
  arrivals: readonly UsualArrival[],
  { from, until }: { from: number | null; until: number },
): number {
  const [weekday, before] = [weekdayOf(day), weekdayOf(addDays(day, -1))]
  return arrivals.reduce((all, one) => {
    const evening = from === null && one.weekday === before && one.hour >= until
    const that = one.weekday === weekday && one.hour < until
    const share = from === null ? 1 : Math.min(1, Math.max(0, one.hour + 1 - from))
    return all + (evening ? 1 : that ? share : 0) * one.standardMinutes
  }, 0)
}

export const expectedWork = ({ finished, open, coming, today }: ExpectedWork): number | null =>
  coming === null ? null : (today ? finished : 0) + open + coming

/** "38 h 10 of work is expected to be there: 9 h 48 finished, 8 h 02 open, 20 h 20 usually still to come in." */
export function expectedWords(work: ExpectedWork): string {
  const all = expectedWork(work)
  if (all === null || work.coming === null)
    return 'What usually comes in is not known yet, so the proposal is not compared with it.'
  const parts = work.today
    ? `${duration(work.finished)} finished, ${duration(work.open)} open, ${duration(work.coming)} usually still to come in`
    : `at most ${duration(work.open)} of what is open now, ${duration(work.coming)} that usually comes in by then`
  return `${duration(all)} of work is expected to be there: ${parts}.`
}

/** Not worth a word: as much as a day's usual ups and downs. */
const SLACK = 1.05

/** Why a plan of so many standard minutes cannot be met; null: the work for it is expected. */
export function aboveWords(what: string, minutes: number, work: ExpectedWork): string | null {
  const all = expectedWork(work)
  if (all === null || minutes <= all * SLACK) return null
  return `${what} is ${duration(minutes - all)} above the work that is expected to be there. Plan less, or use the time for what can wait: training, filing, corrections.`
}
