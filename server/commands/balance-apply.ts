import type { KeptBalance, KeptReasons } from '../contract/balance-commands.js'
import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx, Known, Proved } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { changesInWords, taskChange } from '../domain/balance/desk/changes.js'
import { officeDay } from '../domain/office-day.js'
import { basisProblems, dayOf, takerProblem } from './balance-basis.js'
import { fitFault, takerOf } from './fit.js'
import { overWords } from './limit.js'
import { mayUse } from './policy.js'
import { nobodys, save, shown, taskOf } from './tasks.js'
import { keepUndo } from './undo.js'

type Move = Input<'balance.apply'>['moves'][number]

/** All of the moves or none, on tasks that are exactly as they were when the proposal was made. */
export const balanceApply: CommandOf<'balance.apply', Known | null> = {
  needs: ({ moves }) => ({ rows: { task: moves.map(({ task }) => task) } }),
  prepare: async ({ input, actor, office }, tools) =>
    input.proposal === undefined
      ? null
      : tools.known(office, { ...input, proposal: input.proposal, person: actor.id }),
  decide(rows, { team, seq, basis, moves: sent }, ctx, known) {
    const moves = known ? inItsWords(sent, known) : sent
    const proved = known?.proved ?? null
    mayUse('balance.apply', ctx.actor)
    const row =
      rows.get('team', team) ?? refuse('not_found', `There is no team ${team} in this office.`)
    if (!ctx.actor.leads.includes(team))
      refuse('not_allowed', `Only a lead of ${row.name} can balance its work.`)
    refuseTwice(moves)
    const today = dayOf(rows, ctx)
    refuseStale([
      ...moves.flatMap((move, at) => taskProblem(rows, team, seq, move, at)),
      ...(basis ? basisProblems(rows, row, basis, { moves, today }) : []),
    ])
    refuseStale(moves.flatMap((move, at) => takerProblem(rows, move, at, today)))
    refuseMisfits(rows, team, moves)
    const before = moves.map(({ task }) => taskOf(rows, task))
    const unless = new Map(proved?.unless)
    const after = moves.map((move) => apply(rows, move, unless.get(move.task) ?? null, ctx))
    const record = known && keepRecord(rows, { team, seq, moves, proved }, ctx)
    const moved = moves.filter(({ from, to }) => from !== to).length
    const undo = keepUndo(
      rows,
      `Balance of ${moved} ${moved === 1 ? 'task' : 'tasks'}`,
      before,
      ctx,
    )
    const tasks = after.map((task) => shown(ctx.actor, task))
    return { tasks, undo: undo.id, until: undo.until, record }
  },
}

/** A clerk reads why work was moved; that is what was worked out, not what whoever takes it sends. */
function inItsWords(moves: readonly Move[], { why }: Known): Move[] {
  const said = new Map(why)
  return moves.map((move) => ({ ...move, why: said.get(move.task) ?? null }))
}

type Taken = Pick<Input<'balance.apply'>, 'team' | 'seq' | 'moves'> & { proved: Proved | null }

/**
 * Keeps with the entry what the bound can be computed from again, whoever has worked it out; where nothing is
 * proved, the reasons alone: the entry itself has those that were sent.
 * @returns where what was proved is kept; null: nothing was
 */
function keepRecord(rows: Unit, { team, seq, moves, proved }: Taken, ctx: Ctx): string | null {
  const { unless: sentences = [], ...rest } = proved ?? {}
  const unless = new Map(sentences)
  const reasons: KeptReasons = {
    id: String(ctx.seq),
    team,
    by: ctx.actor.id,
    at: ctx.now,
    seq,
    moves: moves.map((move) => ({
      ...move,
      why: move.why ?? null,
      unless: unless.get(move.task) ?? null,
    })),
  }
  const record: KeptBalance | KeptReasons = { ...reasons, ...rest }
  rows.keep('balance', record.id, officeDay(ctx.now, ctx.office.timeZone).day, record)
  return proved && record.id
}

function refuseTwice(moves: readonly Move[]): void {
  const first = new Map(moves.map(({ task }, at) => [task, at] as const).reverse())
  const twice = moves.flatMap(({ task }, at) =>
    first.get(task) === at
      ? []
      : [{ path: `moves.${at}.task`, message: `#${task} is there twice` }],
  )
  if (twice.length > 0) refuseInput(twice)
}

/** @throws Refusal `stale` naming what is not as it was */
function refuseStale(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  refuse(
    'stale',
    `Nothing was moved, since the floor has changed: ${changesInWords(problems.map(({ message }) => message))}.`,
    {
      problems: [...problems],
    },
  )
}

function taskProblem(rows: Unit, team: string, seq: number, move: Move, at: number): Problem[] {
  const { task, from } = move
  const message = taskChange(
    rows.get('task', task),
    { task, from, team, seq },
    (id) => rows.get('person', id)?.name,
  )
  return message ? [{ path: `moves.${at}`, message }] : []
}

/** The rules of giving work by hand hold here too. */
function refuseMisfits(rows: Unit, team: string, moves: readonly Move[]): void {
  const takers = new Map<string, PersonRow>()
  for (const { from, to } of moves)
    if (to !== null && to !== from) takers.set(to, takerOf(rows, to))
  const problems = moves.flatMap(({ task, from, to }, at) => {
    const taker = to === null || to === from ? undefined : takers.get(to)
    return taker ? fitFault(rows, taskOf(rows, task), taker, at) : []
  })
  const first = problems[0]
  if (first) refuse(first.code, `Nothing was moved: ${first.message}.`)
  for (const id of takers.keys()) {
    const into = moves.filter(({ from, to }) => to === id && from !== id).length
    const out = moves.filter(({ from, to }) => from === id && to !== id).length
    const over = overWords(rows, id, team, into - out)
    if (over) refuse('wrong_state', `Nothing was moved: ${over}.`)
  }
}

/** @param unless under what it would have stayed, for whoever gets it to read with the reason */
function apply(
  rows: Unit,
  { task: no, from, to, place, why }: Move,
  unless: string | null,
  ctx: Ctx,
): TaskRow {
  const task = taskOf(rows, no)
  if (to === null) return save(rows, { ...task, status: 'queued', ...nobodys }, ctx)
  if (to === from) return save(rows, { ...task, place }, ctx)
  return save(
    rows,
    {
      ...task,
      ...nobodys,
      status: 'assigned',
      holder: to,
      assignedBy: ctx.actor.id,
      assignedAt: ctx.now,
      place,
      why: [why, unless].filter(Boolean).join('; ') || null,
    },
    ctx,
  )
}
