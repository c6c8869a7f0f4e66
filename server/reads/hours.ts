/** What a team finished, hour by hour: for its leads, and for supervisors. */
import { readFinished, readOutput } from '../../db/queries/hours.js'
import type { Input, Output } from '../contract/commands.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, showTask } from '../domain/audience.js'
import { dayBounds } from '../domain/due.js'
import { hourSpan } from '../domain/plan.js'
import { nameless } from './pace.js'
import { asker, timedIn } from './tasks.js'

type Read<N extends 'hour.tasks' | 'hour.actuals'> = (
  input: Input<N>,
  ctx: ReadCtx,
) => Promise<Output<N>>

/** No hour brings more to a team; a list that does says that there is more. */
const MOST = 300

function looker(team: string, ctx: ReadCtx) {
  const { board, viewer } = asker(ctx)
  if (!board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  if (viewer.role !== 'supervisor' && !leadsTeam(viewer, team))
    return refuse('not_allowed', 'Only the leads of the team and supervisors see that.')
  const timeZone = board.tables.office.get(board.office)?.timeZone ?? 'UTC'
  return { board, office: board.office, viewer, timeZone }
}

const iso = (at: number) => new Date(at).toISOString()

export const hourTasks: Read<'hour.tasks'> = async ({ team, day, hour }, ctx) => {
  const { board, office, viewer, timeZone } = looker(team, ctx)
  const { from, to } = hourSpan(day, hour, timeZone)
  const found = await readFinished(ctx.db, office, {
    team,
    from: iso(from),
    to: iso(to),
    limit: MOST + 1,
  })
  // Who finished what is another's figures: they are for those who lead them.
  const tasks = found
    .slice(0, MOST)
    .map((task) => nameless(viewer, showTask(viewer, task, timedIn(board))))
  return { tasks, more: found.length > MOST }
}

export const hourActuals: Read<'hour.actuals'> = async ({ team, day }, ctx) => {
  const { office, timeZone } = looker(team, ctx)
  const starts = Array.from({ length: 24 }, (_, hour) => iso(hourSpan(day, hour, timeZone).from))
  const { to } = dayBounds(day, timeZone)
  const found = await readOutput(ctx.db, office, { team, starts, to })
  const hours = found.map(({ bucket, ...output }) => ({ hour: bucket - 1, ...output }))
  return { hours }
}
