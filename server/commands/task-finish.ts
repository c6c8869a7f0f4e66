import type { TaskRow } from '../contract/rows.js'
import type { CommandOf } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import { differencesOf, unexplained } from '../domain/checks.js'
import { withCounts } from '../domain/fields.js'
import { afterFinish } from './checks.js'
import { mayTouch } from './policy.js'
import { count } from './tally.js'
import { fieldProblems, missingFields, mustBe, needsTask, nobodys, save, settleTime, shown, taskOf, timed, typeOf } from './tasks.js'
import { teach } from './usual.js'

export const taskFinish: CommandOf<'task.finish'> = {
  needs: needsTask,
  decide(rows, { task: no, outcome, fields }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.finish', ctx.actor, before)
    mustBe(before, ['active'], 'finished')
    const type = typeOf(rows, before.type)
    const values = withCounts(type, { ...before.fields, ...fields })
    const problems = [...fieldProblems(type, fields ?? {}), ...missingFields(type, values)]
    const atFault = new Set(problems.map(({ path }) => path))
    problems.push(...unexplained(type, values, (field) => atFault.has(`fields.${field}`)))
    if (problems.length > 0) refuseInput(problems)
    settleTime(rows, ctx.actor.id, ctx)
    const { differences: _before, ...task } = taskOf(rows, no)
    const differences = differencesOf(type, values)
    const finished: TaskRow = {
      ...task, ...nobodys, claimedAt: timed(ctx) ? task.claimedAt : null, status: 'done', fields: values, ...(differences && { differences }),
      outcome: outcome ?? null, finishedAt: ctx.now, finishedBy: ctx.actor.id,
    }
    count(rows, finished, ctx)
    teach(rows, finished, ctx)
    return { task: shown(ctx.actor, save(rows, afterFinish(rows, finished, type, ctx), ctx)) }
  },
}
