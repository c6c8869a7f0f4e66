/** What a team does by itself, what stays where it is, and what goes back by the clock. */
import type { CommandOf, Decision } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import { returnsAt } from '../domain/untouched.js'
import { mayShape, mayUse } from './policy.js'
import { needsTask, save, shown, taskOf, toQueue } from './tasks.js'

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

const heldStates = ['assigned', 'active', 'waiting']

export const taskPin: CommandOf<'task.pin'> = {
  needs: ({ tasks }) => ({ rows: { task: tasks } }),
  decide(rows, { tasks, pinned }, ctx) {
    mayUse('task.pin', ctx.actor)
    const found = [...new Set(tasks)].map((no) => taskOf(rows, no))
    for (const { no, team, status } of found) {
      if (!ctx.actor.leads.includes(team))
        refuse('not_allowed', `#${no} belongs to a team that you do not lead.`)
      if (!heldStates.includes(status))
        refuse('wrong_state', `Nobody has #${no}, so it cannot be pinned to anybody.`)
    }
    return { tasks: found.map((task) => shown(ctx.actor, save(rows, { ...task, pinned }, ctx))) }
  },
}

export type TaskReturn = { task: number; assignedAt: string; after: number; holder: string }

/** Returns an assignment that nobody began in time, if it is still the same one and the team still wants that. */
export const taskReturn: Decision<TaskReturn, object> = {
  needs: needsTask,
  decide(rows, { task: no, assignedAt }, ctx) {
    const task = rows.get('task', no)
    if (task?.status !== 'assigned' || task.assignedAt !== assignedAt) return {}
    const at = returnsAt(task, rows.get('team', task.team)?.rules)
    if (at !== null && at <= Date.parse(ctx.now)) toQueue(rows, no, ctx)
    return {}
  },
}
