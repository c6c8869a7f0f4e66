import type { Status } from '../contract/rows.js'
import type { CommandOf } from '../core/command.js'
import { fault, ledTasks, refuseFaults } from './faults.js'
import { mayUse } from './policy.js'
import { save, shown } from './tasks.js'
import { keepUndo } from './undo.js'

const held: readonly Status[] = ['assigned', 'active', 'waiting']

export const taskPin: CommandOf<'task.pin'> = {
  needs: ({ tasks }) => ({ rows: { task: tasks } }),
  decide(rows, { tasks, pinned }, ctx) {
    mayUse('task.pin', ctx.actor)
    const nothing = `Nothing was ${pinned ? 'pinned' : 'unpinned'}`
    const named = ledTasks(rows, nothing, tasks, ctx.actor)
    const known = named.map(({ task }) => task)
    refuseFaults(
      nothing,
      named.flatMap(({ task: { no, status }, at }) =>
        held.includes(status) ? [] : fault(at, 'wrong_state', whyNot(no, status)),
      ),
    )
    const changed = known.map((task) => save(rows, { ...task, pinned }, ctx))
    const undo = keepUndo(rows, `${changed.length} ${pinned ? 'pinned' : 'unpinned'}`, known, ctx)
    return { tasks: changed.map((task) => shown(ctx.actor, task)), undo: undo.id }
  },
}

/** A pin keeps a task with whoever has it. In the queue nobody has it: there it has nothing to keep. */
const whyNot = (no: number, status: Status) =>
  status === 'queued'
    ? `#${no} is in the queue, so there is nobody to pin it to; give it to somebody first`
    : `#${no} is ${status === 'review' ? 'being checked' : status}, so there is nobody to pin it to`
