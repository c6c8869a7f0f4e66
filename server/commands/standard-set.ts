import type { StandardRow } from '../contract/desk-rows.js'
import type { TaskTypeRow } from '../contract/rows.js'
import type { CommandOf, Ctx, Measured } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { currentStandard } from '../domain/standard.js'
import { mayShape } from './policy.js'
import { typeOf } from './tasks.js'

/** The standard in force changes for what is begun from now on; what is in hand or finished keeps its own. */
export const standardSet: CommandOf<'standard.set', Measured | null> = {
  prepare: ({ input, office }, tools) => tools.measure(office, input.type),
  decide(rows, { type: id, standardMinutes, dailyCount, reason }, ctx, measured) {
    const before = typeOf(rows, id)
    mayShape('standard.set', ctx.actor, before.team)
    const taskType = { ...before, standardMinutes }
    rows.put('taskType', taskType)
    const standard = writeVersion(
      rows,
      taskType,
      { was: before.standardMinutes, dailyCount, reason, measured },
      ctx,
    )
    return { taskType, standard }
  },
}

type Change = Pick<StandardRow, 'was' | 'reason' | 'measured'> & { dailyCount?: number | null }

/** Adds a version of a type's standard; a daily count that is left out stays as it was. */
export function writeVersion(rows: Unit, type: TaskTypeRow, change: Change, ctx: Ctx): StandardRow {
  const last = currentStandard(rows.all('standard'), type.id)
  const version = (last?.version ?? 0) + 1
  const standard: StandardRow = {
    id: `${type.id}/${version}`,
    type: type.id,
    team: type.team,
    version,
    from: ctx.now,
    by: ctx.actor.id,
    reason: change.reason,
    standardMinutes: type.standardMinutes,
    ...(change.was === undefined ? {} : { was: change.was }),
    dailyCount: change.dailyCount === undefined ? (last?.dailyCount ?? null) : change.dailyCount,
    measured: change.measured,
  }
  rows.put('standard', standard)
  return standard
}
