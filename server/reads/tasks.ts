/** Reads that the board does not answer: one task with its history, search, more of the queue. */
import { readBalanceReasons } from '../../db/queries/balance.js'
import { readByKeys, readQueue } from '../../db/queries/board.js'
import { readTaskEvents, searchTasks, type TaskEvent } from '../../db/queries/history.js'
import { readHead } from '../../db/queries/log.js'
import type { Input, Output } from '../contract/commands.js'
import { positionOf } from '../contract/order.js'
import type { TaskRow } from '../contract/rows.js'
import type { HistoryEvent } from '../contract/schemas.js'
import { actorOf } from '../core/batch.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, mayReadFinished, isTheirs, showTask, type Viewer } from '../domain/audience.js'
import { deskRules } from '../domain/desk-rules.js'
import { sentence, type Naming } from './sentence.js'
import { withoutReturns } from './untold.js'

type Read<N extends 'task.get' | 'task.search' | 'queue.page'> = (
  input: Input<N>,
  ctx: ReadCtx,
) => Promise<Output<N>>

/** Who asks, and the board that they ask about. @throws Refusal `not_signed_in` */
export function asker({ line, caller }: ReadCtx): {
  viewer: Viewer
  board: NonNullable<ReadCtx['line']['board']>
} {
  const board = line.board
  const person = board?.tables.person.get(caller.person)
  if (!board || !person?.active)
    return refuse('not_signed_in', 'You are no longer signed in; sign in again.')
  return { board, viewer: actorOf(person) }
}

/** Whether minutes of individuals may be shown in this office. */
export const timedIn = (board: Board): boolean => {
  const office = board.tables.office.get(board.office)
  return office === undefined || deskRules(office).individualTiming
}

export const taskGet: Read<'task.get'> = async ({ task: no }, ctx) => {
  const { board, viewer } = asker(ctx)
  const [found] = await readByKeys(ctx.db, board.office, 'task', [no])
  const task = board.tables.task.get(no) ?? found
  if (!task) return refuse('not_found', `There is no task #${no} in this office.`)
  // What came of somebody's finished work is their history; what is under way is on everyone's board.
  const { finishedBy } = task
  const oversees = sightOf(viewer, task) === 'lead' || viewer.role === 'supervisor'
  if (task.status === 'done' && finishedBy && oversees)
    await ctx.look([finishedBy], 'Work that you finished')
  return {
    task: showTask(viewer, task, timedIn(board)),
    history: await historyOf(ctx, { board, viewer }, task),
  }
}

/** Who may know that a task is checked and what was said: see domain/audience.ts. */
type Sight = 'none' | 'own' | 'lead' | 'checker'

/** Events that are told only to those whom a check concerns. */
const ofChecks: Record<string, readonly Sight[]> = {
  'review.ask': ['lead'],
  'review.acknowledge': ['own', 'lead', 'checker'],
  'review.dispute': ['own', 'lead', 'checker'],
  'review.settle': ['own', 'lead', 'checker'],
}

const sightOf = (viewer: Viewer, task: TaskRow): Sight =>
  isTheirs(viewer, task) ? 'own' : leadsTeam(viewer, task.team) ? 'lead' : 'none'

/** What happened to a task, as far as the viewer may know it. @param sight where they are more than their place says */
export async function historyOf(
  ctx: ReadCtx,
  { board, viewer }: ReturnType<typeof asker>,
  task: TaskRow,
  sight: Sight = sightOf(viewer, task),
): Promise<HistoryEvent[]> {
  const { no } = task
  const all = await readTaskEvents(ctx.db, board.office, no)
  const told = sight === 'none' ? withoutReturns(all, (id) => leadsIn(board, id, task)) : all
  const blind = task.status === 'review'
  const events = told.filter(
    ({ command, actor }) =>
      (ofChecks[command]?.includes(sight) ?? true) &&
      // As on the task itself: who may check it does not learn why it is checked.
      !(command === 'review.ask' && blind && actor !== viewer.id),
  )
  const open = mayReadFinished(viewer, task)
  const naming = namingOf(board, task, events)
  const balances = events.flatMap(({ command, seq }) => (command === 'balance.apply' ? [seq] : []))
  const reasons = await readBalanceReasons(ctx.db, board.office, no, balances)
  const kept = new Map(reasons.map((reason) => [reason.seq, reason]))
  return events.map((event, index) => {
    const { seq, at, actor, command, holder } = event
    const words = open ? wordsOf(event, sight) : undefined
    return {
      seq,
      at,
      actor,
      command,
      holder,
      status: event.status as HistoryEvent['status'],
      sentence: sentence(
        event,
        {
          no,
          before: events[index - 1],
          open,
          checks: sight !== 'none',
          me: viewer.id,
          kept: kept.get(seq),
        },
        naming,
      ),
      ...(leadsTeam(viewer, task.team) && kept.get(seq)?.proved ? { record: String(seq) } : {}),
      ...(typeof words === 'string' ? { note: words } : {}),
    }
  })
}

const leadsIn = ({ tables }: Board, id: string, { team }: TaskRow) => {
  const person = tables.person.get(id)
  return person?.role === 'lead' && person.leads.includes(team)
}

/** What somebody wrote with an event. */
function wordsOf({ command, input }: TaskEvent, sight: Sight): unknown {
  const said = (input ?? {}) as { text?: unknown; note?: unknown }
  if (command === 'task.create') return said.note
  if (command === 'review.decide') return sight === 'none' ? undefined : said.note
  return command === 'task.note' || command.startsWith('review.') ? said.text : undefined
}

function namingOf(board: Board, task: TaskRow, events: readonly TaskEvent[]): Naming {
  const office = board.tables.office.get(board.office)
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: office?.timeZone ?? 'UTC',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const reasons = office ? deskRules(office).returnReasons : []
  return {
    person: (id) => (id && board.tables.person.get(id)?.name) || 'somebody',
    time: (instant) => clock.format(new Date(instant)),
    reason: (id) => reasons.find((one) => one.id === id)?.name ?? id,
    extendedTo: (seq) => {
      const at = events.find((event) => event.seq === seq)?.at
      return task.clock?.extensions.find((extension) => extension.at === at)?.dueAt ?? null
    },
    stepName: (step) =>
      (typeof step === 'number'
        ? task.steps[step]?.name
        : task.steps.find(({ id }) => id === step)?.name) ?? String(step),
  }
}

export const taskSearch: Read<'task.search'> = async ({ text, limit }, ctx) => {
  const { board, viewer } = asker(ctx)
  const found = await searchTasks(ctx.db, board.office, text, limit ?? 30)
  const number = Number(/^#?(\d{1,9})$/.exec(text)?.[1] ?? Number.NaN)
  // A veiled task must not be found by words that its finder may not read.
  const mine = found.filter((task) => mayReadFinished(viewer, task) || task.no === number)
  return { tasks: mine.map((task) => showTask(viewer, task, timedIn(board))) }
}

export const queuePage: Read<'queue.page'> = async ({ team, after, types, limit = 250 }, ctx) => {
  const { board, viewer } = asker(ctx)
  const of = team ?? viewer.team ?? viewer.leads[0] ?? board.tables.team.keys().next().value
  if (!of || !board.tables.team.has(of))
    return refuse('not_found', `There is no team ${of ?? ''} in this office.`)
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const head = await readHead(tx, board.office)
      const rows = await readQueue(tx, board.office, {
        teams: [of],
        after,
        types,
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        seq: head?.seq ?? board.seq,
        tasks: page.map((task) => showTask(viewer, task, timedIn(board))),
        until: rows.length > limit && last ? positionOf(last) : null,
      }
    })
}
