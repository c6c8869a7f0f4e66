import type { CommandOf } from '../core/command.js'
import { mayTouch } from './policy.js'
import { mustBe, needsTask, openStates, save, shown, taskOf } from './tasks.js'

/** The text itself stays in the log's entry; the row only counts it. */
export const taskNote: CommandOf<'task.note'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.note', ctx.actor, task)
    mustBe(task, openStates, 'noted on')
    return { task: shown(ctx.actor, save(rows, { ...task, notes: task.notes + 1 }, ctx)) }
  },
}
