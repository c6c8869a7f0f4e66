import type { TaskRow } from '../contract/rows.js'
import { compareQueue } from '../contract/order.js'
import type { Actor, CommandOf } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { mayUse } from './policy.js'
import { begin, qualifies, shown } from './tasks.js'

const teamsOf = (actor: Actor, team: string | undefined) => {
  const mine = new Set(actor.leads)
  if (actor.team) mine.add(actor.team)
  return [...mine].filter((one) => team === undefined || one === team)
}

export const taskClaimNext: CommandOf<'task.claimNext'> = {
  needs: ({ types, team }, actor) => ({ queue: { teams: teamsOf(actor, team), types: types ?? null } }),
  decide(rows, { types, team }, ctx) {
    mayUse('task.claimNext', ctx.actor)
    const wanted = (task: TaskRow) => !types || types.includes(task.type)
    const next = firstAssigned(rows, ctx.actor, (task) => wanted(task) && (!team || task.team === team))
      ?? firstFree(rows, ctx.actor, teamsOf(ctx.actor, team), wanted)
    return { task: next ? shown(ctx.actor, begin(rows, next.no, ctx)) : null }
  },
}

function firstAssigned(rows: Unit, actor: Actor, accept: (task: TaskRow) => boolean): TaskRow | null {
  const mine = rows.heldBy(actor.id).filter((task) => task.status === 'assigned' && accept(task))
  return mine.sort(compareQueue)[0] ?? null
}

function firstFree(rows: Unit, actor: Actor, teams: string[], wanted: (task: TaskRow) => boolean): TaskRow | null {
  const able = new Map<string, boolean>()
  const mayDo = (type: string) => {
    let answer = able.get(type)
    if (answer === undefined) {
      const row = rows.get('taskType', type)
      able.set(type, (answer = row !== null && qualifies(rows, actor.id, row)))
    }
    return answer
  }
  const firsts = teams.flatMap((team) => rows.firstQueued(team, (task) => wanted(task) && mayDo(task.type)) ?? [])
  return firsts.sort(compareQueue)[0] ?? null
}
