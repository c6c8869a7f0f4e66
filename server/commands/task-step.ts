import type { StepState } from '../contract/rows.js'
import type { CommandOf } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import { mayTouch } from './policy.js'
import { mustBe, needsTask, save, shown, taskOf } from './tasks.js'

export const taskStep: CommandOf<'task.step'> = {
  needs: needsTask,
  decide(rows, { task: no, step, done }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.step', ctx.actor, task)
    mustBe(task, ['active'], 'worked on')
    const at = indexOf(task.steps, step)
    const found = task.steps[at]
    if (!found) {
      const names = task.steps.map(({ id }) => id).join(', ')
      refuseInput([{ path: 'step', message: names ? `must be one of: ${names}` : 'this task has no steps' }])
    }
    const changed = (found.doneAt !== null) !== done
    const ticked = { ...found, doneAt: done ? ctx.now : null, doneBy: done ? ctx.actor.id : null }
    const steps = changed ? task.steps.with(at, ticked) : task.steps
    return { task: shown(ctx.actor, save(rows, { ...task, steps }, ctx)) }
  },
}

function indexOf(steps: readonly StepState[], step: string | number): number {
  if (typeof step === 'number') return step
  const byId = steps.findIndex(({ id }) => id === step)
  return byId >= 0 ? byId : steps.findIndex(({ name }) => name === step)
}
