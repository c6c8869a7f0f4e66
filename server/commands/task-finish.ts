import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { mayTouch } from './policy.js'
import { fieldProblems, missingFields, mustBe, needsTask, nobodys, save, settleTime, shown, taskOf, typeOf } from './tasks.js'

export const taskFinish: CommandOf<'task.finish'> = {
  needs: needsTask,
  decide(rows, { task: no, outcome, fields }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.finish', ctx.actor, before)
    mustBe(before, ['active'], 'finished')
    const type = typeOf(rows, before.type)
    const values = { ...before.fields, ...fields }
    const problems = [...fieldProblems(type, fields ?? {}), ...missingFields(type, values)]
    if (problems.length > 0) refuseInput(problems)
    settleTime(rows, ctx.actor.id, ctx)
    const task = taskOf(rows, no)
    const done: TaskRow = {
      ...task, ...nobodys, claimedAt: task.claimedAt, status: 'done', fields: values,
      outcome: outcome ?? null, finishedAt: ctx.now, finishedBy: ctx.actor.id,
    }
    tally(rows, done, ctx)
    return { task: shown(ctx.actor, save(rows, done, ctx)) }
  },
}

/** Counts a finished task for the person and, for everyone to see, for the team. */
function tally(rows: Unit, task: TaskRow, ctx: Ctx): void {
  const { day, hour } = officeDay(ctx.now, ctx.office.timeZone)
  for (const person of [ctx.actor.id, null]) {
    const id = [day, hour, person ?? '*', task.team, task.type].join('/')
    const old = rows.get('tally', id)
    rows.put('tally', {
      id, day, hour, person, team: task.team, type: task.type,
      tasks: (old?.tasks ?? 0) + 1,
      standardMinutes: (old?.standardMinutes ?? 0) + task.standardMinutes,
      handleMinutes: (old?.handleMinutes ?? 0) + task.handleMinutes,
    })
  }
}
