/** What a lead changes never lessens the checks of their own work. */
import type { TaskTypeRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { deskRules } from '../domain/desk-rules.js'
import { rateId, shareFor } from '../domain/quality/sampling.js'

/**
 * The share of the actor's own work of a type that is checked. Everything of a new skill is checked whatever is
 * set, and one day they are not new any more: so it is asked as of somebody who can do it alone.
 */
function ownShare(rows: Unit, type: string, { actor, office }: Ctx): number {
  const row = rows.get('taskType', type)
  if (!row) return 0
  const doer = { id: actor.id, grade: actor.person?.grade ?? null, level: 3 as const }
  return shareFor(row, doer, (id) => rows.get('rate', id), deskRules(office).leadShare).share
}

/**
 * Makes a change to what is checked of a type. Where it would lessen the checks of a lead's own work theirs stay
 * as they were, until another lead or an administrator says otherwise.
 */
export function keepingOwnShare(
  rows: Unit,
  { id: type, team }: Pick<TaskTypeRow, 'id' | 'team'>,
  ctx: Ctx,
  change: () => void,
): void {
  const { actor, now: at } = ctx
  const before = actor.role === 'lead' ? ownShare(rows, type, ctx) : 0
  change()
  if (actor.role !== 'lead' || ownShare(rows, type, ctx) >= before) return
  rows.put('rate', {
    id: rateId(type, null, actor.id),
    type,
    team: actor.team ?? team,
    grade: null,
    person: actor.id,
    share: before,
    at,
    by: actor.id,
    reason: null,
    floor: true,
  })
}
