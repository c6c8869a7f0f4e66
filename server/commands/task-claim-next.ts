import type { TaskRow } from '../contract/rows.js'
import { compareNext, compareQueue } from '../contract/order.js'
import type { Actor, CommandOf } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { isOver, refuseOver } from './limit.js'
import { mayUse } from './policy.js'
import { begin, isQualified, shown } from './tasks.js'

const teamsOf = (actor: Actor, team: string | undefined) => {
  const mine = new Set(actor.leads)
  if (actor.team) mine.add(actor.team)
  return [...mine].filter((one) => team === undefined || one === team)
}

export const taskClaimNext: CommandOf<'task.claimNext'> = {
  needs: ({ types, team }, actor, rows) => ({ queue: { teams: teamsOf(actor, team), types: [...able(rows, actor, types)] } }),
  decide(rows, { types, team }, ctx) {
    // Nothing to do in a team and no such team are not the same answer.
    if (team !== undefined && !rows.get('team', team)) refuse('not_found', `There is no team ${team} in this office.`)
    mayUse('task.claimNext', ctx.actor)
    // What was given before the type asked for more is passed over, as it cannot be claimed by its number either.
    const may = able(rows, ctx.actor, types)
    const next = firstAssigned(rows, ctx.actor, (task) => may.has(task.type) && (!team || task.team === team))
      ?? firstFree(rows, teamsWithRoom(rows, ctx.actor, team), may)
    return { task: next ? shown(ctx.actor, begin(rows, next.no, ctx)) : null }
  },
}

/** @throws Refusal `wrong_state` when none of their teams lets them hold one more */
function teamsWithRoom(rows: Unit, actor: Actor, team: string | undefined): string[] {
  const teams = teamsOf(actor, team)
  const open = teams.filter((one) => !isOver(rows, actor.id, one))
  if (open.length === 0 && teams[0]) refuseOver(rows, actor.id, teams[0])
  return open
}

function firstAssigned(rows: Unit, actor: Actor, accept: (task: TaskRow) => boolean): TaskRow | null {
  const mine = rows.heldBy(actor.id).filter((task) => task.status === 'assigned' && accept(task))
  return mine.sort(compareNext)[0] ?? null
}

/** The types that somebody may do, of those asked for. */
function able(rows: Unit, actor: Actor, types: string[] | undefined): Set<string> {
  const known = [...rows.all('taskType')].filter((type) => !types || types.includes(type.id))
  return new Set(known.flatMap((type) => (isQualified(rows, actor.id, type) ? [type.id] : [])))
}

function firstFree(rows: Unit, teams: string[], types: ReadonlySet<string>): TaskRow | null {
  const firsts = teams.flatMap((team) => rows.firstQueued(team, types) ?? [])
  return firsts.sort(compareQueue)[0] ?? null
}
