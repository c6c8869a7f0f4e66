/** What a team does by itself, and what goes back by the clock. */
import type { CommandOf, Decision } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import { goesBack, nextUnbegun } from '../domain/untouched.js'
import { mayShape, mayUse } from './policy.js'
import { needsTask, toQueue } from './tasks.js'

export const teamRules: CommandOf<'team.rules'> = {
  decide(rows, { team: id, ...given }, ctx) {
    mayUse('team.rules', ctx.actor)
    const old =
      rows.get('team', id) ?? refuse('not_found', `There is no team ${id} in this office.`)
    mayShape('team.rules', ctx.actor, id)
    const changed = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    )
    const team = { ...old, rules: { ...old.rules, ...changed } }
    rows.put('team', team)
    return { team }
  },
}

export type TaskReturn = { task: number; assignedAt: string; after: number; holder: string }

/** Returns an assignment that nobody began in time, if it is still the same one and the team still wants that. */
export const taskReturn: Decision<TaskReturn, object> = {
  needs: needsTask,
  decide(rows, { task: no, assignedAt }, ctx) {
    const task = rows.get('task', no)
    if (task?.status !== 'assigned' || task.assignedAt !== assignedAt) return {}
    const holder = rows.get('person', task.holder ?? '')
    const rulesOf = (team: string) => rows.get('team', team)?.rules
    if (!holder || nextUnbegun(rows.heldBy(holder.id), rulesOf)?.no !== no) return {}
    if (goesBack({ task, holder, rules: rulesOf(task.team) }, ctx.office, Date.parse(ctx.now)))
      toQueue(rows, no, ctx)
    return {}
  },
}
