/** What the record says of one person over a period. */
import { countWorkDays, readChecksOf } from '../../db/queries/person.js'
import type { Db } from '../../db/schema.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { Board } from '../core/board.js'
import type { Tools } from '../core/command.js'
import type { Line } from '../core/line.js'
import { refuse } from '../core/refusal.js'
import { deskRules } from '../domain/desk-rules.js'
import {
  noteFigures,
  type FirstChecks,
  type NoteFigure,
  type PersonCounts,
} from '../domain/fairness/figures.js'
import { LONGEST_DAYS } from '../domain/fairness/note.js'
import { dayBounds } from '../domain/office-day.js'
import { outcomesOf, yieldOf } from '../domain/quality/yield.js'
import { addDays } from '../domain/timetable.js'

/** First and last day, both included. */
export type Days = { from: string; to: string }

export function boundsOf({ from, to }: Days, timeZone: string): string[] {
  const bounds: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) bounds.push(dayBounds(day, timeZone).from)
  return [...bounds, dayBounds(to, timeZone).to]
}

/**
 * First checks of work finished between two instants, as the quality page counts and weighs them. What somebody
 * asked to be checked is no fair sample and is counted apart.
 */
export function firstChecks(
  checks: readonly ReviewRow[],
  { from, to }: { from: string; to: string },
): FirstChecks & { askedFor: number } {
  const within = checks.filter(
    ({ round, result, finishedAt }) =>
      round === 1 && result !== null && from <= finishedAt && finishedAt < to,
  )
  const drawn = outcomesOf(within)
  const { share, interval } = yieldOf(drawn, 1)
  const all = new Set(within.map(({ task }) => task))
  return { tasks: drawn.length, share, interval, askedFor: all.size - drawn.length }
}

function training({ tables }: Board, person: string, { from, to }: Days) {
  const held = [...tables.attendance.values()].filter((one) => {
    const session = tables.trainingSession.get(one.session)
    return (
      one.person === person && session?.state === 'held' && from <= session.day && session.day <= to
    )
  })
  const needs = [...tables.trainingNeed.values()]
    .filter((one) => one.person === person && (one.state === 'open' || one.state === 'booked'))
    .map(
      ({ topic, type }) =>
        topic ?? (type === null ? null : tables.taskType.get(type)?.name) ?? 'a topic',
    )
    .sort()
  return {
    trainings: {
      booked: held.length,
      attended: held.filter(({ attended }) => attended === true).length,
    },
    needs,
  }
}

/** @throws Refusal `not_found` where there is no such office */
export async function personFigures(
  db: Db,
  board: Board,
  person: string,
  days: Days,
): Promise<NoteFigure[]> {
  const office =
    board.tables.office.get(board.office) ?? refuse('not_found', 'This office is not here.')
  const bounds = boundsOf(days, office.timeZone)
  const work = await countWorkDays(db, board.office, person, bounds)
  const span = { from: bounds[0] ?? '', to: bounds.at(-1) ?? '' }
  const { askedFor, ...checked } = firstChecks(await readChecksOf(db, board.office, person), span)
  const sum = (of: (day: (typeof work)[number]) => number) =>
    work.reduce((total, day) => total + of(day), 0)
  const counts: PersonCounts = {
    tasks: sum(({ tasks }) => tasks),
    standardMinutes: sum(({ standardMinutes }) => standardMinutes),
    days: work.map(({ tasks }) => tasks),
    due: { tasks: sum(({ withDue }) => withDue), inTime: sum(({ inTime }) => inTime) },
    checked,
    askedFor,
    ...training(board, person, days),
  }
  return noteFigures(counts, deskRules(office).minimumCount)
}

/** The figures as commands ask for them, before they wait in the line. */
export const createFigures = (
  db: Db,
  lineOf: (office: string) => Line,
): Pick<Tools, 'figures' | 'figuresOfNote'> => {
  const figures: Tools['figures'] = async (office, { person, from, to }) => {
    const { board } = lineOf(office)
    // A period that is no period, or too long, is refused when the command is decided.
    if (!board || from > to || addDays(from, LONGEST_DAYS) <= to) return []
    return personFigures(db, board, person, { from, to })
  }
  return {
    figures,
    figuresOfNote: async (office, id) => {
      const note = lineOf(office).board?.tables.note.get(id)
      return note ? figures(office, note) : null
    },
  }
}
