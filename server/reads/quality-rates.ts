/** How much of a team's work is checked, what that notices and what went unchecked; for its leads. */
import { readFinishedCounts, readUnchecked } from '../../db/queries/quality.js'
import type { UncheckedTask } from '../contract/insight-commands.js'
import type { PersonRow, TaskTypeRow } from '../contract/rows.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { BatchRows } from '../core/rows.js'
import { leadsTeam } from '../domain/audience.js'
import { officeDay } from '../domain/due.js'
import { canCheck } from '../domain/quality/open-checks.js'
import { noticing, personRate } from '../domain/quality/rates.js'
import { LOT } from '../domain/quality/switching.js'
import { outcomesOf, type Outcome } from '../domain/quality/yield.js'
import { addDays } from '../domain/timetable.js'
import {
  deskOf,
  MOST_DAYS,
  reviewsOf,
  spanOf,
  teamOf,
  zoneOf,
  type Asker,
  type Read,
} from './quality.js'
import { asker } from './tasks.js'

const RATE_DAYS = 30
/** Enough to see that somebody must be named who checks. */
const MOST_UNCHECKED = 50

type Team = { who: Asker; people: readonly PersonRow[]; from: string }

function typeRate(
  { who, people, from }: Team,
  type: TaskTypeRow,
  outcomes: readonly Outcome[],
  finished: number,
) {
  const { skill, rate } = who.board.tables
  const rateOf = (id: string) => rate.get(id)
  const { leadShare } = deskOf(who)
  const recent = outcomes.filter((one) => one.finishedAt >= from)
  const everyone = people.map((one) => {
    const known = skill.get(`${one.id}/${type.id}`)
    const theirs = outcomes.filter((outcome) => outcome.person === one.id)
    const { level = null, since } = known ?? {}
    const doer = { id: one.id, grade: one.grade, level, given: since !== undefined }
    return personRate(type, doer, theirs, rateOf, leadShare)
  })
  const lines = everyone.filter(
    ({ person: id, lots, share }) =>
      lots > 0 || share !== type.reviewRate || outcomes.some((one) => one.person === id),
  )
  return {
    type: type.id,
    usual: rateOf(`${type.id}/*/*`)?.share ?? type.reviewRate,
    finished,
    checked: recent.length,
    ...noticing(
      recent,
      finished,
      everyone.map(({ share }) => share),
    ),
    people: lines,
  }
}

export const qualityRates: Read<'quality.rates'> = async ({ team }, ctx) => {
  const who = asker(ctx)
  teamOf(who, team)
  if (!leadsTeam(who.viewer, team)) refuse('not_allowed', 'Only the leads of the team see that.')
  const { taskType, person } = who.board.tables
  const today = officeDay(ctx.now, zoneOf(who)).day
  const days = { from: addDays(today, -MOST_DAYS), to: today }
  const outcomes = outcomesOf(await reviewsOf(who, ctx, { team, ...days }))
  const month = { team, ...spanOf(who, { from: addDays(today, 1 - RATE_DAYS), to: today }) }
  const finishedOf = await finishedIn(
    who,
    ctx,
    month,
    outcomes.filter((one) => one.finishedAt >= month.from),
  )
  const types = [...taskType.values()].filter(
    (type) => type.active && (type.team === team || finishedOf.has(type.id)),
  )
  const people = [...person.values()].filter((one) => one.active && one.team === team)
  await ctx.look(
    people.map(({ id }) => id),
    'How much of your work is checked',
  )
  return {
    days: RATE_DAYS,
    lot: LOT,
    types: types.map((type) =>
      typeRate(
        { who, people, from: month.from },
        type,
        outcomes.filter((one) => one.type === type.id),
        finishedOf.get(type.id) ?? 0,
      ),
    ),
    unchecked: await uncheckedIn(who, ctx, month),
  }
}

/**
 * Finished tasks of each type: what is done or being checked now, and whatever was checked, also where it came
 * back or was cancelled since. Else more would be checked than was finished.
 */
async function finishedIn(
  { board }: Asker,
  { db }: ReadCtx,
  month: { team: string; from: string; to: string },
  checked: readonly Outcome[],
): Promise<Map<string, number>> {
  const numbers = checked.map(({ task }) => task)
  const others = await readFinishedCounts(db, board.office, month, numbers)
  const finishedOf = new Map(others.map(({ type, tasks }) => [type, tasks]))
  for (const { type } of checked) finishedOf.set(type, (finishedOf.get(type) ?? 0) + 1)
  return finishedOf
}

/** What was to be checked and was not, since nobody may: done already, or still open because they left. */
async function uncheckedIn(
  who: Asker,
  ctx: ReadCtx,
  month: { team: string; from: string; to: string },
): Promise<UncheckedTask[]> {
  const done = await readUnchecked(ctx.db, who.board.office, month, MOST_UNCHECKED)
  return [
    ...stuckIn(who, month.team),
    ...done.flatMap(({ no: task, type, finishedBy, finishedAt, unchecked }): UncheckedTask[] =>
      finishedBy && finishedAt && unchecked
        ? [{ task, type, person: finishedBy, finishedAt, cause: unchecked, waits: false }]
        : [],
    ),
  ]
}

/** Open checks that nobody may do any more; never of the asker's own work, of which they hear nothing. */
function stuckIn({ board, viewer }: Asker, team: string): UncheckedTask[] {
  const rows = new BatchRows(board).unit()
  const people = [...board.tables.person.values()]
  return [...board.tables.review.values()].flatMap((review): UncheckedTask[] => {
    const task = board.tables.task.get(review.task)
    if (review.result !== null || task?.status !== 'review' || task.team !== team) return []
    if (task.review !== review.id || review.person === viewer.id) return []
    if (people.some((one) => canCheck(rows, one, task, review.person))) return []
    const { type, person, finishedAt, cause } = review
    return [{ task: task.no, type, person, finishedAt, cause, waits: true }]
  })
}
