import type { CommandOf } from '../core/command.js'
import { mayTouch } from './policy.js'
import { mustBe, needsTask, shown, taskOf, toQueue } from './tasks.js'

export const taskRelease: CommandOf<'task.release'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.release', ctx.actor, task)
    mustBe(task, ['active', 'assigned', 'waiting'], 'returned to the queue')
    return { task: shown(ctx.actor, toQueue(rows, no, ctx)) }
  },
}
