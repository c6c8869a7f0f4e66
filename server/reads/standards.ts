/** Reads of a lead's desk: what a standard is measured at, and what a day's fields add up to. */
import {
  readFieldTotals,
  readTiming,
  readTypeTotals,
  type Timing,
} from '../../db/queries/standards.js'
import type { Db } from '../../db/schema.js'
import type { Input, Output } from '../contract/commands.js'
import type { FieldRule, TaskTypeRow } from '../contract/rows.js'
import { actorOf } from '../core/batch.js'
import type { Board } from '../core/board.js'
import type { Measured } from '../core/command.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, type Viewer } from '../domain/audience.js'
import { deskRules } from '../domain/desk-rules.js'
import { dayBounds, officeDay } from '../domain/due.js'
import { addsUp, resultOf } from '../domain/fields.js'
import { FEWEST_PEOPLE } from '../domain/quality/yield.js'
import { dailyCountOf, standardFor } from '../domain/standard.js'
import { isOfFew, mayKnowMeasure } from '../domain/viewer.js'

type Read<N extends 'standard.proposal' | 'totals.day'> = (
  input: Input<N>,
  ctx: ReadCtx,
) => Promise<Output<N>>

const DAYS = 90
/** Fewer tasks say more about themselves, and whose they were, than about the work. */
const FEWEST = 20
const DAY_MS = 86_400_000

function asker({ line, caller }: ReadCtx): { viewer: Viewer; board: Board } {
  const board = line.board
  const person = board?.tables.person.get(caller.person)
  if (!board || !person?.active)
    return refuse('not_signed_in', 'You are no longer signed in; sign in again.')
  return { board, viewer: actorOf(person) }
}

/** Left out: of all teams. */
type Work = { type: string; team?: string | undefined }

const timing = (db: Db, office: string, work: Work, now: string) => {
  const since = new Date(Date.parse(now) - DAYS * DAY_MS).toISOString()
  return readTiming(db, office, work, { from: since, to: now }).then((found) => ({
    since,
    ...found,
  }))
}

/** Null below the number of tasks from which a measure is shown. */
function measuredOf({ n, people, most, teams, low, median, high }: Timing): Measured | null {
  if (n < FEWEST || low === null || median === null || high === null) return null
  const tenth = (minutes: number) => Math.round(minutes * 10) / 10
  return { median: tenth(median), low: tenth(low), high: tenth(high), n, people, most, teams }
}

/** What is measured now, for a standard that is being set: it stays with the standard. */
export const measure = async (
  db: Db,
  office: string,
  work: Work,
  now: string,
): Promise<Measured | null> => measuredOf(await timing(db, office, work, now))

/** What the asker may be told: as of a standard that is kept, and of few nothing where the office times nobody. */
function told(found: Timing, viewer: Viewer, timed: boolean) {
  const all = measuredOf(found)
  if (!all)
    return {
      measured: null,
      withheld: `Not shown: it takes ${FEWEST} tasks with known minutes, and the last ${DAYS} days have ${found.n}.`,
    }
  const { people, most: _most, teams: _teams, ...measured } = all
  if (mayKnowMeasure(viewer, all) && (timed || !isOfFew(all))) return { measured, withheld: null }
  const few =
    people < FEWEST_PEOPLE
      ? `it takes the work of ${FEWEST_PEOPLE} people, and these ${found.n} tasks are of ${people}`
      : `more than half of these ${found.n} tasks are of one person`
  const untimed = timed ? '' : 'this office does not time individuals; '
  return { measured: null, withheld: `Not shown: ${untimed}${few}.` }
}

export const standardProposal: Read<'standard.proposal'> = async ({ type: id, team }, ctx) => {
  const { board, viewer } = asker(ctx)
  const type =
    board.tables.taskType.get(id) ??
    refuse('not_found', `There is no task type ${id} in this office.`)
  if (team !== undefined && !board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  const whose = team ?? type.team
  const leads = viewer.role === 'lead' && (whose === null || viewer.leads.includes(whose))
  if (!leads && viewer.role !== 'supervisor' && viewer.role !== 'admin')
    return refuse(
      'not_allowed',
      'What tasks took is for the leads of their team, supervisors and admins.',
    )
  const office = board.tables.office.get(board.office)
  const { since, ...found } = await timing(ctx.db, board.office, { type: id, team }, ctx.now)
  return {
    type: id,
    ...(team === undefined ? {} : { team }),
    standardMinutes:
      team === undefined ? type.standardMinutes : standardFor(type, team).standardMinutes,
    since,
    days: DAYS,
    n: found.n,
    noTiming: found.noTiming,
    dailyCount: dailyCountOf(type, board.tables.standard.values(), team ?? null),
    ...told(found, viewer, deskRules(office ?? {}).individualTiming),
  }
}

export const totalsDay: Read<'totals.day'> = async ({ team, day }, ctx) => {
  const { board, viewer } = asker(ctx)
  if (!board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  // Sums hold what confidential tasks say, so they are for those who may read these tasks themselves.
  if (viewer.role !== 'supervisor' && !leadsTeam(viewer, team))
    return refuse('not_allowed', 'Day totals are for the leads of the team and supervisors.')
  const zone = board.tables.office.get(board.office)?.timeZone ?? 'UTC'
  const asked = day ?? officeDay(ctx.now, zone).day
  const span = { team, ...dayBounds(asked, zone) }
  const types = await readTypeTotals(ctx.db, board.office, span)
  const sums = await readFieldTotals(ctx.db, board.office, span)
  const lines = types.map(({ type, tasks, standardMinutes }) => {
    const row = board.tables.taskType.get(type)
    return {
      type,
      name: row?.name ?? type,
      tasks,
      standardMinutes,
      fields: fieldLines(
        row,
        sums.filter((sum) => sum.type === type),
      ),
    }
  })
  return {
    team,
    day: asked,
    tasks: lines.reduce((total, line) => total + line.tasks, 0),
    standardMinutes:
      Math.round(lines.reduce((total, line) => total + line.standardMinutes, 0) * 100) / 100,
    types: lines.toSorted((a, b) => a.name.localeCompare(b.name)),
  }
}

type FieldLines = Output<'totals.day'>['types'][number]['fields']
type Sum = { field: string; tasks: number; exact: number; cents: number }

function fieldLines(type: TaskTypeRow | undefined, sums: readonly Sum[]): FieldLines {
  const rules = type?.fields ?? []
  return rules
    .filter((rule) => addsUp(rule, rules))
    .map((rule: FieldRule) => {
      const kind = resultOf(rule, rules) ?? 'number'
      const sum = sums.find(({ field }) => field === rule.id)
      return {
        field: rule.id,
        label: rule.label,
        kind,
        unit: kind === 'money' ? null : rule.unit,
        tasks: sum?.tasks ?? 0,
        sum: (kind === 'money' ? sum?.cents : sum?.exact) ?? 0,
      }
    })
}
