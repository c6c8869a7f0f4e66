import { z } from 'zod'
import { MOST_TASKS } from './limits.js'
import { priorities } from './rows.js'
import { shownTask } from './schemas.js'
import { command, held } from './spec.js'
import { id, instant, taskNo } from './text.js'

/** What a lead does to many tasks with one command. */
export const manyCommands = {
  'task.change': command('Change several tasks alike; all or none', z.strictObject({
    tasks: z.array(taskNo).min(1).max(MOST_TASKS),
    priority: z.enum(priorities).optional(),
    /** Routes queued tasks to another team. */
    team: id.optional(),
    dueAt: instant.nullable().optional(),
  }).refine(({ priority, team, dueAt }) => priority !== undefined || team !== undefined || dueAt !== undefined, {
    message: 'must name what to change: priority, team or dueAt',
  }), z.object({ tasks: z.array(shownTask), undo: z.string() }), held),
  'undo.apply': command('Take back a command on several tasks or on the timetable, for ten minutes and while nothing has moved on', z.strictObject({
    undo: id,
  }), z.object({ tasks: z.array(shownTask) }), [...held, 'stale']),
}
