/** What who did the work says to a check of it, and how a second checker settles a dispute. */
import type { ReviewRow } from '../contract/quality-rows.js'
import type { TaskRow } from '../contract/rows.js'
import type { Actor, CommandOf, Ctx, Needs } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { audienceOf, sees } from '../domain/audience.js'
import { officeDay } from '../domain/due.js'
import { whyNotDisputed } from '../domain/quality/dispute.js'
import { decidedOf, disputedOf, whyNotSettled } from '../domain/quality/open-checks.js'
import { mayUse } from './policy.js'
import { count } from './tally.js'
import { nobodys, save, settleTime, taskOf } from './tasks.js'
import { teach } from './usual.js'

const needsReview = ({ review }: { review: string }, _actor: Actor, rows: Unit): Needs => {
  const task = rows.get('review', review)?.task
  return task === undefined ? {} : { rows: { task: [task] } }
}

/** @throws Refusal `not_found` for a check that is not done, not on the board any more, or of somebody else's work */
function ownReview(rows: Unit, id: string, ctx: Ctx): ReviewRow {
  const review = rows.get('review', id)
  if (!review || review.result === null || review.person !== ctx.actor.id)
    return refuse('not_found', `There is no check ${id} of your work.`)
  return review
}

/** An event of the task's life that changes nothing of it. */
const mark = (rows: Unit, { task: no }: ReviewRow, ctx: Ctx) => {
  const task = rows.get('task', no)
  if (task) save(rows, task, ctx)
}

export const reviewAcknowledge: CommandOf<'review.acknowledge'> = {
  needs: needsReview,
  decide(rows, { review: id }, ctx) {
    mayUse('review.acknowledge', ctx.actor)
    const review = ownReview(rows, id, ctx)
    if (review.acknowledgedAt !== null) return { review }
    const read = { ...review, acknowledgedAt: ctx.now }
    rows.put('review', read)
    mark(rows, review, ctx)
    return { review: read }
  },
}

export const reviewDispute: CommandOf<'review.dispute'> = {
  needs: needsReview,
  decide(rows, { review: id, text }, ctx) {
    mayUse('review.dispute', ctx.actor)
    const review = ownReview(rows, id, ctx)
    const twin = review.twin ? rows.get('review', review.twin) : null
    const why = whyNotDisputed(
      { ...review, dispute: review.dispute ?? twin?.dispute ?? null },
      review.checkedAt ?? ctx.now,
      ctx,
    )
    if (why) refuse('wrong_state', why)
    const disputed = {
      ...review,
      acknowledgedAt: review.acknowledgedAt ?? ctx.now,
      dispute: { at: ctx.now, text, decision: null },
    }
    rows.put('review', disputed)
    mark(rows, review, ctx)
    return { review: disputed }
  },
}

export const reviewSettle: CommandOf<'review.settle'> = {
  needs: needsReview,
  decide(rows, { review: id, upheld, text }, ctx) {
    const review = rows.get('review', id)
    const task = review && rows.get('task', review.task)
    // An open check is nobody's to name: its id would tell one of two blind checkers of the other.
    if (!review || review.result === null || !task)
      return refuse('not_found', `There is no check ${id}.`)
    const why = whyNotSettled(rows, ctx.actor.person, task, review)
    if (why && !sees(ctx.actor, audienceOf('review', review)))
      refuse('not_found', `There is no check ${id}.`)
    mayUse('review.settle', ctx.actor)
    if (why) refuse('not_allowed', why)
    if (!review.dispute) return refuse('wrong_state', 'It is not disputed.')
    if (review.dispute.decision) return refuse('wrong_state', 'The dispute is decided already.')
    const decision = { by: ctx.actor.id, at: ctx.now, upheld, text }
    const settled = { ...review, dispute: { ...review.dispute, decision } }
    rows.put('review', settled)
    if (upheld) uphold(rows, settled, task, ctx)
    else save(rows, task, ctx)
    return { review: decidedOf(rows.get('review', id) ?? settled) }
  },
}

/** The work was right: the return becomes a pass with a note. What was said stays with it, beside the decision. */
function uphold(rows: Unit, review: ReviewRow, task: TaskRow, ctx: Ctx): void {
  for (const one of disputedOf(rows, review)) rows.put('review', { ...one, result: 'note' })
  const same = task.returned && task.round === review.round
  if (!same) save(rows, task, ctx)
  else if (task.status === 'assigned' || task.status === 'queued') doneAfterAll(rows, review, ctx)
  else {
    // It is being corrected: who has it in hand ends that themselves, as work like any other.
    const { returned: _mistaken, pinned: _kept, ...open } = task
    save(rows, open, ctx)
  }
}

/** Finished as it was when its check opened; counted again where that was today, since only that was taken back. */
function doneAfterAll(rows: Unit, review: ReviewRow, ctx: Ctx): void {
  settleTime(rows, taskOf(rows, review.task).holder, ctx)
  const { returned: _mistaken, ...task } = taskOf(rows, review.task)
  const { finishedAt, person: finishedBy } = review
  const done: TaskRow = { ...task, ...nobodys, status: 'done', finishedAt, finishedBy }
  const dayOf = (instant: string) => officeDay(instant, ctx.office.timeZone).day
  if (dayOf(finishedAt) === dayOf(ctx.now)) count(rows, done, ctx)
  teach(rows, done, ctx)
  save(rows, done, ctx)
}
