import type { Input } from '../contract/commands.js'
import type { DueRule } from '../contract/clock-rows.js'
import type { StandardRow } from '../contract/desk-rows.js'
import type { TeamStandard } from '../contract/clock-rows.js'
import type { TaskTypeRow } from '../contract/rows.js'
import type { CommandOf, Ctx, Measured } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { deskRules } from '../domain/desk-rules.js'
import { currentStandard, sameRule, standardFor } from '../domain/standard.js'
import { isOfFew, showStandard } from '../domain/viewer.js'
import { mayShape } from './policy.js'
import { typeOf } from './tasks.js'
import { partDayProblems } from './whole-days.js'

type Asked = Input<'standard.set'>

/**
 * The standard in force changes for what is begun from now on, the due rule for what comes in; what is in hand
 * or finished keeps its own.
 */
export const standardSet: CommandOf<'standard.set', Measured | null> = {
  prepare: ({ input, office }, tools) => tools.measure(office, input.type, input.team),
  decide(rows, input, ctx, found) {
    const measured = kept(found, ctx)
    const before = typeOf(rows, input.type)
    if (input.team !== undefined)
      return ofTeam(rows, before, { ...input, team: input.team }, ctx, measured)
    mayShape('standard.set', ctx.actor, before.team)
    const { standardMinutes, dailyCount, reason } = input
    if (standardMinutes === null) refuseInput([withoutTeam])
    if (input.due === 'type') refuseInput([dueWithoutTeam])
    if (dailyCount === 'type') return refuseInput([countWithoutTeam])
    const due = input.due === undefined ? before.due : input.due
    refusePartDays(due, before.due)
    const taskType = { ...before, standardMinutes, due }
    rows.put('taskType', taskType)
    const change = { ...changeOf(before, taskType), dailyCount, reason, measured }
    return {
      taskType,
      standard: showStandard(ctx.actor, writeVersion(rows, taskType, change, ctx)),
    }
  },
}

/** Where individuals are not timed, nothing is kept that tells of few. */
const kept = (found: Measured | null, { office }: Ctx): Measured | null =>
  found && isOfFew(found) && !deskRules(office).individualTiming ? null : found

const withoutTeam = {
  path: 'standardMinutes',
  message: 'a type needs minutes; only what a team has in its place can be taken away',
}

const dueWithoutTeam = { path: 'due', message: 'only a team can have the due rule of the type' }

const countWithoutTeam = {
  path: 'dailyCount',
  message: 'only a team can have the daily count of the type',
}

function refusePartDays(due: DueRule | null | undefined, kept: DueRule | null | undefined): void {
  const problems = partDayProblems('due', due, kept)
  if (problems.length > 0) refuseInput(problems)
}

/** What the team has from now on; null: nothing of its own. */
function ownOf(
  old: TeamStandard | undefined,
  { standardMinutes, dailyCount, due }: Asked,
): TeamStandard | null {
  if (standardMinutes === null) return null
  const { due: dueBefore, dailyCount: countBefore } = old ?? {}
  return {
    standardMinutes,
    ...given(
      'dailyCount',
      dailyCount === 'type' ? undefined : dailyCount === undefined ? countBefore : dailyCount,
    ),
    ...given('due', due === 'type' ? undefined : due === undefined ? dueBefore : due),
  }
}

/** What one team has in place of the type's own. */
function ofTeam(
  rows: Unit,
  before: TaskTypeRow,
  input: Asked & { team: string },
  ctx: Ctx,
  measured: Measured | null,
) {
  const { team, reason } = input
  const row = rows.get('team', team)
  if (!row) return refuseInput([{ path: 'team', message: `there is no team ${team}` }])
  mayShape('standard.set', ctx.actor, team)
  const { [team]: old, ...others } = before.teams ?? {}
  const own = ownOf(old, input)
  refusePartDays(own?.due, old?.due)
  if (!own && !old)
    refuseInput([
      { path: 'team', message: `${row.name} has no standard of its own for ${before.name}` },
    ])
  const taskType: TaskTypeRow = { ...before, teams: { ...others, ...(own && { [team]: own }) } }
  rows.put('taskType', taskType)
  const [was, now] = [standardFor(before, team), standardFor(taskType, team)]
  const standard = put(
    rows,
    {
      type: before.id,
      forTeam: team,
      ...(own ? {} : { lifted: true }),
      team: before.team,
      reason,
      measured,
      was: was.standardMinutes,
      standardMinutes: now.standardMinutes,
      dailyCount: own?.dailyCount ?? null,
      ...given('due', own?.due),
      ...(sameRule(was.due, now.due) ? {} : { dueWas: was.due }),
    },
    ctx,
  )
  return { taskType, standard: showStandard(ctx.actor, standard) }
}

const given = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }

const stepRules = ({ steps }: TaskTypeRow) =>
  steps.flatMap(({ name, due }): { name: string; due: DueRule }[] => (due ? [{ name, due }] : []))

type StepRules = ReturnType<typeof stepRules>
const sameSteps = (a: StepRules, b: StepRules) =>
  a.length === b.length &&
  a.every(({ name, due }, at) => name === b[at]?.name && sameRule(due, b[at].due))

type Changed = Pick<StandardRow, 'was' | 'dueWas' | 'steps'>

/** What of a type's standard and due rules is another than before. */
function changeOf(before: TaskTypeRow, after: TaskTypeRow): Changed {
  return {
    was: before.standardMinutes,
    ...(sameRule(before.due, after.due) ? {} : { dueWas: before.due }),
    ...(sameSteps(stepRules(before), stepRules(after))
      ? {}
      : { steps: stepRules(after) as NonNullable<StandardRow['steps']> }),
  }
}

/** Writes a version where saving a type has changed its minutes or when its work is due. */
export function versionChange(
  rows: Unit,
  before: TaskTypeRow,
  after: TaskTypeRow,
  reason: string,
  ctx: Ctx,
): void {
  const change = changeOf(before, after)
  const plain = before.standardMinutes === after.standardMinutes
  if (plain && change.dueWas === undefined && !change.steps) return
  writeVersion(rows, after, { ...change, reason, measured: null }, ctx)
}

type Change = Changed &
  Pick<StandardRow, 'reason' | 'measured'> & { dailyCount?: number | null | undefined }

/** Adds a version of a type's standard; a daily count that is left out stays as it was. */
function writeVersion(rows: Unit, type: TaskTypeRow, change: Change, ctx: Ctx): StandardRow {
  const { dailyCount, ...rest } = change
  const last = currentStandard(rows.all('standard'), type.id)
  return put(
    rows,
    {
      type: type.id,
      team: type.team,
      ...rest,
      standardMinutes: type.standardMinutes,
      dailyCount: dailyCount === undefined ? (last?.dailyCount ?? null) : dailyCount,
      due: type.due as NonNullable<StandardRow['due']> | null,
    },
    ctx,
  )
}

function put(
  rows: Unit,
  version: Omit<StandardRow, 'id' | 'version' | 'from' | 'by'>,
  ctx: Ctx,
): StandardRow {
  const { type, forTeam } = version
  const last = currentStandard(rows.all('standard'), type, forTeam ?? null)
  const number = (last?.version ?? 0) + 1
  const standard: StandardRow = {
    id: `${type}${forTeam === undefined ? '' : `@${forTeam}`}/${number}`,
    version: number,
    from: ctx.now,
    by: ctx.actor.id,
    ...version,
  }
  rows.put('standard', standard)
  return standard
}
