import type { CommandOf } from '../core/command.js'
import type { TaskTypeRow } from '../contract/rows.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { hasGrade, lacksTrainer } from '../domain/skill.js'
import { refuseOver } from './limit.js'
import { mayTouch } from './policy.js'
import { begin, mustBe, needsTask, isQualified, refuseTaken, shown, taskOf, typeOf } from './tasks.js'

function whyNot(rows: Unit, person: string, no: number, type: TaskTypeRow): string {
  if (!hasGrade(rows.get('person', person)?.grade ?? null, type))
    return `#${no} is ${type.name}, which needs grade ${type.requiredGrade}; ask your lead.`
  return lacksTrainer(rows.get('skill', `${person}/${type.id}`))
    ? `#${no} is ${type.name}, in which you are in training and have no trainer yet; ask your lead.`
    : `#${no} needs the skill ${type.name}, which is not on your record; ask your lead.`
}

export const taskClaim: CommandOf<'task.claim'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.claim', ctx.actor, task)
    const mine = task.holder === ctx.actor.id
    if (mine && task.status === 'active') return { task: shown(ctx.actor, task) }
    const type = typeOf(rows, task.type)
    if (!isQualified(rows, ctx.actor.id, type)) {
      refuse('not_qualified', whyNot(rows, ctx.actor.id, no, type))
    }
    if (task.holder && !mine) refuseTaken(rows, task)
    mustBe(task, ['queued', 'assigned'], 'claimed')
    if (!mine) refuseOver(rows, ctx.actor.id, task.team)
    return { task: shown(ctx.actor, begin(rows, no, ctx)) }
  },
}
