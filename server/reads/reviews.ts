/** What waits to be checked by whoever asks, one task as its checker needs it, and a person's own checks. */
import { readByKeys } from '../../db/queries/board.js'
import { readPersonReviews, readTaskReviews } from '../../db/queries/reviews.js'
import type { Input, Output } from '../contract/commands.js'
import { compareQueue } from '../contract/order.js'
import type { PastCheck } from '../contract/quality-commands.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { ShownTask, TaskRow } from '../contract/rows.js'
import { BatchRows } from '../core/rows.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, showTask } from '../domain/audience.js'
import {
  canCheck,
  openCheckOf,
  openChecks,
  whoHas,
  whyNotSettled,
  type Shelf,
} from '../domain/quality/open-checks.js'
import { asker, historyOf, timedIn } from './tasks.js'

type Asker = ReturnType<typeof asker>
type Queue = Output<'review.queue'>

/** The board as decisions read it, so that a read and a command judge by one rule. */
const unitOf = ({ board }: Asker): Shelf => new BatchRows(board).unit()

function personOf({ board, viewer }: Asker) {
  const person = board.tables.person.get(viewer.id)
  return person ?? refuse('not_signed_in', 'You are no longer signed in; sign in again.')
}

/**
 * The work as its checker needs it: with its outcome, also where it has gone back meanwhile, and like any
 * colleague without anybody's minutes. Where it is confidential only leads of its team come here.
 */
const workOf = ({ viewer, board }: Asker, task: TaskRow): ShownTask => {
  const { checkAsked: _asked, ...shown } = showTask(viewer, task, timedIn(board))
  return { ...shown, steps: task.steps, outcome: task.outcome }
}

export const pastOf = (review: ReviewRow): PastCheck | null =>
  review.result === null || review.checkedAt === null
    ? null
    : {
        id: review.id,
        round: review.round,
        person: review.person,
        checker: review.checker,
        checkedAt: review.checkedAt,
        result: review.result,
        answers: review.answers,
        reasons: review.reasons,
        note: review.note,
        dispute: review.dispute,
      }

/** The check that this person would do or has open, or that somebody else has; null: none is theirs to see. */
function checkFor(rows: Shelf, who: Asker, task: TaskRow) {
  const person = personOf(who)
  const checks = openChecks(rows, task)
  if (!checks[0] || !canCheck(rows, person, task, checks[0].person)) return null
  const held = checks.map((check) => ({ check, by: whoHas(rows, task, check)?.id ?? null }))
  const mine = held.find(({ by }) => by === person.id)
  if (mine && rows.get('sealed', mine.check.id)) return null
  const one = mine ?? held.find(({ by }) => by === null) ?? held[0]
  return one ? openCheckOf(one.check, one.by) : null
}

/** Disputes that wait and that this person may decide. */
function disputesFor(
  rows: Shelf,
  who: Asker,
  tasks: ReadonlyMap<number, TaskRow>,
): Queue['disputes'] {
  const person = personOf(who)
  const found = [...who.board.tables.review.values()].flatMap((row) => {
    const task = tasks.get(row.task)
    const review = pastOf(row)
    if (!task || !review || !row.dispute || row.dispute.decision) return []
    return whyNotSettled(rows, person, task, row) === null
      ? [{ review, task: workOf(who, task) }]
      : []
  })
  return found.sort((a, b) =>
    (a.review.dispute?.at ?? '') < (b.review.dispute?.at ?? '') ? -1 : 1,
  )
}

/** Tasks of open disputes; they may be finished, and so not on the board. */
async function disputedTasks({ db }: ReadCtx, { board }: Asker): Promise<Map<number, TaskRow>> {
  const numbers = [...board.tables.review.values()].flatMap(({ dispute, task }) =>
    dispute && !dispute.decision ? [task] : [],
  )
  const known = new Map<number, TaskRow>()
  for (const no of numbers) {
    const task = board.tables.task.get(no)
    if (task) known.set(no, task)
  }
  const missing = [...new Set(numbers)].filter((no) => !known.has(no))
  for (const task of await readByKeys(db, board.office, 'task', missing)) known.set(task.no, task)
  return known
}

export const reviewQueue = async (
  { team }: Input<'review.queue'>,
  ctx: ReadCtx,
): Promise<Queue> => {
  const who = asker(ctx)
  const { board } = who
  if (team !== undefined && !board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  const disputed = await disputedTasks(ctx, who)
  const rows = unitOf(who)
  const waiting = [...board.tables.review.values()].filter(({ result }) => result === null)
  const numbers = new Set(waiting.map(({ task }) => task))
  const checks = [...numbers].flatMap((no): Queue['checks'] => {
    const task = board.tables.task.get(no)
    if (task?.status !== 'review' || (team !== undefined && task.team !== team)) return []
    const check = checkFor(rows, who, task)
    return check ? [{ check, task: workOf(who, task) }] : []
  })
  checks.sort(
    (a, b) => Number(b.check.corrected) - Number(a.check.corrected) || compareQueue(a.task, b.task),
  )
  const disputes = disputesFor(rows, who, disputed)
  return {
    checks,
    disputes: disputes.filter(({ task }) => team === undefined || task.team === team),
  }
}

export const reviewGet = async (
  { task: no }: Input<'review.get'>,
  ctx: ReadCtx,
): Promise<Output<'review.get'>> => {
  const who = asker(ctx)
  const { board } = who
  const [stored] = await readByKeys(ctx.db, board.office, 'task', [no])
  const task = board.tables.task.get(no) ?? stored
  if (!task) return refuse('not_found', `There is no task #${no} in this office.`)
  const all = await readTaskReviews(ctx.db, board.office, no)
  const rows = unitOf(who)
  const check = task.status === 'review' ? checkFor(rows, who, task) : null
  const person = personOf(who)
  const disputed = all.find(
    (review) =>
      review.dispute &&
      !review.dispute.decision &&
      whyNotSettled(rows, person, task, review) === null,
  )
  if (!check && !disputed)
    return refuse('not_allowed', `There is nothing of #${no} that waits to be checked by you.`)
  const checklist = board.tables.checklist.get(task.type)
  const past = all.flatMap((review) => pastOf(review) ?? [])
  return {
    task: workOf(who, task),
    history: await historyOf(ctx, who, task, 'checker'),
    checklist: checklist && checklist.items.length > 0 ? checklist : null,
    check,
    disputed: disputed ? pastOf(disputed) : null,
    earlier: past.filter(({ id }) => id !== disputed?.id),
  }
}

/** Later than any instant that is stored. */
const EVER = '9999'

export const personChecks = async (
  { person: id, from = '', to = EVER }: Input<'person.checks'>,
  ctx: ReadCtx,
): Promise<Output<'person.checks'>> => {
  const { board, viewer } = asker(ctx)
  const person = board.tables.person.get(id)
  if (!person) return refuse('not_found', `There is no person ${id} in this office.`)
  const led = person.team !== null && leadsTeam(viewer, person.team)
  if (id !== viewer.id && !led)
    return refuse('not_allowed', 'Checks of somebody’s work are for them and for their leads.')
  await ctx.look([id], 'The checks of your work')
  return { reviews: await readPersonReviews(ctx.db, board.office, id, { from, to }) }
}
