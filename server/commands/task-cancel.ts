import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { dropChecks, roundBefore, takeBack } from './checks.js'
import { mayTouch } from './policy.js'
import { isOwnUnderReview, mustBe, needsTask, nobodys, openStates, save, settleTime, shown, taskOf } from './tasks.js'

export const taskCancel: CommandOf<'task.cancel'> = {
  needs: needsTask,
  decide(rows, { task: no, reason }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.cancel', ctx.actor, before)
    mustBe(before, openStates, 'cancelled')
    // A lead must not end the check of what they did themselves.
    if (isOwnUnderReview(ctx.actor, before)) mustBe(before, [], 'cancelled by who finished it')
    settleTime(rows, before.holder, ctx)
    const { returned: _back, checkAsked: _asked, review: _check, ...task } = withdrawn(rows, taskOf(rows, no), ctx)
    const cancelled = { ...task, ...nobodys, status: 'cancelled' as const, outcome: reason, finishedAt: ctx.now, finishedBy: ctx.actor.id }
    return { task: shown(ctx.actor, save(rows, cancelled, ctx)) }
  },
}

/** Work in review was finished: what was counted of it goes, and so does its check. */
function withdrawn(rows: Unit, task: TaskRow, ctx: Ctx): TaskRow {
  if (task.status !== 'review') return task
  takeBack(rows, task, ctx)
  dropChecks(rows, task)
  const { round: _round, ...rest } = task
  return { ...rest, ...roundBefore(task) }
}

export const taskReopen: CommandOf<'task.reopen'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.reopen', ctx.actor, task)
    mustBe(task, ['done', 'cancelled'], 'reopened')
    if (task.status === 'done') takeBack(rows, task, ctx)
    const { differences: _settled, review: _check, unchecked: _unchecked, round: _round, ...before } = task
    // A new round, also where nothing was drawn: else the next finish would be known to go unchecked too.
    const finished = task.status === 'done' && task.finishedBy !== null
    const round = finished ? { round: task.round ?? 1 } : task.round ? { round: task.round } : {}
    const open = { ...before, ...round, ...nobodys, status: 'queued' as const, outcome: null, finishedAt: null, finishedBy: null }
    return { task: shown(ctx.actor, save(rows, open, ctx)) }
  },
}
