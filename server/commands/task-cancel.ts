import type { CommandOf } from '../core/command.js'
import { mayTouch } from './policy.js'
import { uncount } from './tally.js'
import { mustBe, needsTask, nobodys, openStates, save, settleTime, shown, taskOf } from './tasks.js'
import { unteach } from './usual.js'

export const taskCancel: CommandOf<'task.cancel'> = {
  needs: needsTask,
  decide(rows, { task: no, reason }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.cancel', ctx.actor, before)
    mustBe(before, openStates, 'cancelled')
    settleTime(rows, before.holder, ctx)
    const task = taskOf(rows, no)
    const cancelled = { ...task, ...nobodys, status: 'cancelled' as const, outcome: reason, finishedAt: ctx.now, finishedBy: ctx.actor.id }
    return { task: shown(ctx.actor, save(rows, cancelled, ctx)) }
  },
}

export const taskReopen: CommandOf<'task.reopen'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.reopen', ctx.actor, task)
    mustBe(task, ['done', 'cancelled'], 'reopened')
    // What was imported as finished was never counted.
    if (task.status === 'done' && task.finishedBy) {
      uncount(rows, task, ctx)
      unteach(rows, task)
    }
    const { differences: _settled, ...before } = task
    const open = { ...before, ...nobodys, status: 'queued' as const, outcome: null, finishedAt: null, finishedBy: null }
    return { task: shown(ctx.actor, save(rows, open, ctx)) }
  },
}
