/** What people learn and work by: job breakdowns, procedures with versions, and who has read them. */
import type { Input } from '../contract/commands.js'
import type { ProcedureRow } from '../contract/training-rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { uniqueSlug } from '../domain/slug.js'
import { mayShape, mayUse } from './policy.js'
import { typeOf } from './tasks.js'

const KEPT_VERSIONS = 100

export const sheetSave: CommandOf<'sheet.save'> = {
  decide(rows, { type: id, steps }, ctx) {
    mayUse('sheet.save', ctx.actor)
    const type = typeOf(rows, id)
    mayShape('sheet.save', ctx.actor, type.team)
    const version = (rows.get('sheet', id)?.version ?? 0) + 1
    const sheet = { id, team: type.team, version, at: ctx.now, by: ctx.actor.id, steps }
    rows.put('sheet', sheet)
    return { sheet }
  },
}

export const procedureSave: CommandOf<'procedure.save'> = {
  decide(rows, input, ctx) {
    mayUse('procedure.save', ctx.actor)
    const id = input.id ?? uniqueSlug(input.name, (one) => rows.get('procedure', one) !== null)
    const old = rows.get('procedure', id)
    if (input.id !== undefined && !old)
      refuse('not_found', `There is no procedure ${id} in this office.`)
    for (const team of old ? [old.team, input.team] : [input.team])
      mayShape('procedure.save', ctx.actor, team)
    const problems = input.types.flatMap((type, at) =>
      rows.get('taskType', type)
        ? []
        : [{ path: `types.${at}`, message: 'there is no such task type' }],
    )
    if (input.team && !rows.get('team', input.team))
      problems.push({ path: 'team', message: `there is no team ${input.team}` })
    if (problems.length > 0) refuseInput(problems)
    const procedure = nextProcedure(id, input, old, ctx)
    rows.put('procedure', procedure)
    return { procedure }
  },
}

function nextProcedure(
  id: string,
  { change, name, team, types, text, link, mustRead, active }: Input<'procedure.save'>,
  old: ProcedureRow | null,
  { now, actor }: Ctx,
): ProcedureRow {
  const isNew = !old || change !== undefined
  const version = isNew ? (old?.version ?? 0) + 1 : old.version
  const added = isNew ? [{ version, at: now, by: actor.id, change: change ?? 'First version' }] : []
  return {
    id,
    name,
    team,
    types: [...new Set(types)],
    text,
    link,
    mustRead,
    version,
    versions: [...(old?.versions ?? []), ...added].slice(-KEPT_VERSIONS),
    active,
  }
}

export const procedureRead: CommandOf<'procedure.read'> = {
  decide(rows, { procedure: id, version }, ctx) {
    mayUse('procedure.read', ctx.actor)
    const procedure =
      rows.get('procedure', id) ??
      refuse('not_found', `There is no procedure ${id} in this office.`)
    if (!procedure.active) refuse('wrong_state', `${procedure.name} is not in force any more.`)
    if (version !== undefined && version !== procedure.version)
      refuse('stale', `${procedure.name} has changed; read version ${procedure.version}.`)
    const key = `${id}/${ctx.actor.id}`
    const old = rows.get('reading', key)
    if (old?.version === procedure.version) return { reading: old }
    const reading = {
      id: key,
      procedure: id,
      person: ctx.actor.id,
      team: ctx.actor.team,
      version: procedure.version,
      at: ctx.now,
    }
    rows.put('reading', reading)
    return { reading }
  },
}
