/** The pace of a day: what each hour brought, finished and planned, and the tasks behind it. */
import { countByHour, readKept, readOfHour, readOpenAt, readStatusEvents, type HourCount, type Mark } from '../../db/queries/pace.js'
import type { Input, Output } from '../contract/commands.js'
import type { PlanRow } from '../contract/desk-rows.js'
import type { Amount, PaceHour } from '../contract/pace-commands.js'
import type { ShownTask, TaskRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, showTask, type Viewer } from '../domain/audience.js'
import { hourBounds, openBounds, openHours } from '../domain/day-hours.js'
import { shortDay } from '../domain/day-words.js'
import { officeDay } from '../domain/due.js'
import { backlogAt } from '../domain/pace.js'
import { asker, timedIn } from './tasks.js'

/** Why a read that tells how somebody's time was spent says nothing. */
export const notTimed = 'This office does not time individuals, so this is not shown for one person.'

type Filters = { team: string; type?: string | undefined; person?: string | undefined }

const LIMIT = 200

/** @throws Refusal `not_found` */
export function officeOf(board: Board) {
  return board.tables.office.get(board.office) ?? refuse('not_found', 'This office is not here.')
}

/**
 * A team's figures are everyone's to see; a person's are theirs and those of the leads of their team.
 * @throws Refusal `not_found`, `not_allowed`
 */
export function mustSee(board: Board, viewer: Viewer, { team, type, person }: Filters): void {
  if (!board.tables.team.has(team)) refuse('not_found', `There is no team ${team} in this office.`)
  if (type !== undefined && !board.tables.taskType.has(type)) refuse('not_found', `There is no task type ${type} in this office.`)
  if (person === undefined) return
  if (!timedIn(board)) refuse('wrong_state', notTimed)
  if (person === viewer.id) return
  const row = board.tables.person.get(person)
  if (!row) refuse('not_found', `There is no person ${person} in this office.`)
  if (row.team !== null && leadsTeam(viewer, row.team)) return
  refuse('not_allowed', 'Only they and the leads of their team see the figures of a person.')
}

const none = (): Amount => ({ tasks: 0, standardMinutes: 0 })
const plus = (a: Amount, b: Amount): Amount => ({
  tasks: a.tasks + b.tasks, standardMinutes: a.standardMinutes + b.standardMinutes,
})

function sums(counts: readonly HourCount[]): Map<number, Amount> {
  const byHour = new Map<number, Amount>()
  for (const count of counts) byHour.set(count.hour, plus(byHour.get(count.hour) ?? none(), count))
  return byHour
}

async function planOf({ db }: ReadCtx, board: Board, team: string, day: string): Promise<PlanRow | null> {
  const here = board.tables.plan.get(`${team}/${day}`)
  if (here) return here
  const kept = await readKept<PlanRow>(db, board.office, 'plan', { from: day, to: day })
  return kept.find((plan) => plan.team === team) ?? null
}

/** The backlog when each hour began; null for those that have not begun. */
async function backlogs(ctx: ReadCtx, board: Board, asked: Filters, bounds: readonly string[]): Promise<(Amount | null)[]> {
  const now = [...board.tables.backlog.values()]
    .filter(({ team, type }) => team === asked.team && (asked.type === undefined || type === asked.type))
    .reduce(plus, none())
  const { seq, office } = board
  const { team, type } = asked
  const events = await readStatusEvents(ctx.db, office, { from: bounds[0] ?? ctx.now, until: seq, team, type })
  return backlogAt(bounds.slice(0, -1), ctx.now, now, events)
}

/** One person's pace is theirs to know of when somebody else asks. */
export async function lookAt({ person, day }: { person?: string | undefined; day?: string | undefined }, ctx: ReadCtx) {
  if (person !== undefined) await ctx.look([person], day === undefined ? 'Your pace today' : `Your pace on ${shortDay(day)}`)
}

export const paceDay = async (asked: Input<'pace.day'>, ctx: ReadCtx): Promise<Output<'pace.day'>> => {
  const { board, viewer } = asker(ctx)
  mustSee(board, viewer, asked)
  await lookAt(asked, ctx)
  const office = officeOf(board)
  const today = officeDay(ctx.now, office.timeZone)
  const day = asked.day ?? today.day
  const bounds = hourBounds(day, office.timeZone)
  const query = { ...asked, own: day === today.day }
  const count = async (mark: Mark) => countByHour(ctx.db, board.office, mark, bounds, query)
  // The counts of backlog end at the board's seq, so the board must not be read later than they.
  const backlog = asked.person === undefined ? await backlogs(ctx, board, asked, bounds) : null
  const finished = sums(await count('finished'))
  const arrived = asked.person === undefined ? sums(await count('arrived')) : null
  const dues = await count('due')
  const due = sums(dues)
  const left = sums(dues.filter(({ open }) => open))
  const plan = asked.type === undefined && asked.person === undefined ? await planOf(ctx, board, asked.team, day) : null
  const inForce = plan && plan.version > 0 ? plan : null
  const planned = (hour: number): Amount | null => {
    const found = inForce?.hours.find((one) => one.hour === hour)
    return inForce ? { tasks: found?.tasks ?? 0, standardMinutes: found?.standardMinutes ?? 0 } : null
  }
  const all = Array.from({ length: 24 }, (_, hour): PaceHour => ({
    hour, from: bounds[hour] ?? '', to: bounds[hour + 1] ?? '',
    finished: finished.get(hour) ?? none(),
    arrived: arrived && (arrived.get(hour) ?? none()),
    backlog: backlog?.[hour] ?? null,
    planned: planned(hour),
    due: due.get(hour) ?? none(),
    left: left.get(hour) ?? none(),
  }))
  const open = openBounds(day, office)
  const last = inForce?.versions.at(-1)
  return {
    day, at: ctx.now, opens: open[0] ?? '', closes: open.at(-1) ?? '',
    hours: shownHours(all, openHours(office)),
    plan: inForce && last ? { version: last.version, at: last.at, by: last.by } : null,
  }
}

/** The opening hours, and any other in which something was finished, came or is due. */
function shownHours(all: readonly PaceHour[], { first, end }: { first: number; end: number }): PaceHour[] {
  const busy = all.filter(({ finished, arrived, due, planned }) =>
    finished.tasks + (arrived?.tasks ?? 0) + due.tasks + (planned?.tasks ?? 0) > 0)
  const from = Math.min(first, ...busy.map(({ hour }) => hour))
  const to = Math.max(end - 1, ...busy.map(({ hour }) => hour))
  return all.slice(from, to + 1)
}

export const paceTasks = async (asked: Input<'pace.tasks'>, ctx: ReadCtx): Promise<Output<'pace.tasks'>> => {
  const { board, viewer } = asker(ctx)
  mustSee(board, viewer, asked)
  await lookAt(asked, ctx)
  const { timeZone } = officeOf(board)
  const bounds = hourBounds(asked.day, timeZone)
  const own = asked.day === officeDay(ctx.now, timeZone).day
  const span = { from: bounds[asked.hour] ?? '', to: bounds[asked.hour + 1] ?? '', limit: LIMIT + 1 }
  const shown = (task: TaskRow) => nameless(viewer, showTask(viewer, task, timedIn(board)))
  if (asked.what === 'backlog') {
    const moment = { at: span.from, limit: span.limit }
    const open = span.from > ctx.now ? [] : await readOpenAt(ctx.db, board.office, moment, asked)
    const first = open.slice(0, LIMIT)
    const then = first.map(({ row: { no }, status }) => ({ no, status }))
    return { tasks: first.map(({ row }) => shown(row)), more: open.length > LIMIT, then }
  }
  const rows = await readOfHour(ctx.db, board.office, asked.what, span, { ...asked, own })
  return { tasks: rows.slice(0, LIMIT).map(shown), more: rows.length > LIMIT }
}

/** Who finished what in an hour are a person's figures; others learn only what was finished. */
export function nameless(viewer: Viewer, task: ShownTask): ShownTask {
  if (task.finishedBy === undefined || task.finishedBy === viewer.id || leadsTeam(viewer, task.team)) return task
  const { finishedBy: _by, handleMinutes: _minutes, steps, ...rest } = task
  return steps ? { ...rest, steps: steps.map((step) => ({ ...step, doneBy: null })) } : rest
}
