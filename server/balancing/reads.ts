/** Reads about proposals: asking for one, waiting for better, stopping, and what if. */
import { readQueue } from '../../db/queries/board.js'
import { readKeptRow } from '../../db/queries/balance.js'
import type {
  BalanceRecord,
  Basis,
  KeptBalance,
  KeptReasons,
} from '../contract/balance-commands.js'
import { compareQueue } from '../contract/order.js'
import type { Input, Output } from '../contract/commands.js'
import type { TaskRow, TeamRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { Known } from '../core/command.js'
import type { ReadCtx, ReadHandler } from '../core/execute.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { basisOf } from '../domain/balance/desk/basis.js'
import { floorOf, MOST_QUEUED, type DeskFloor } from '../domain/balance/desk/floor-of.js'
import { takenOf, type Taken } from '../domain/balance/desk/part.js'
import { floorFrom } from '../domain/balance/floor/certificate.js'
import { nameOf } from '../domain/balance/floor/words.js'
import { officeDay } from '../domain/office-day.js'
import { timetableOver } from '../domain/timetable.js'
import { expectedBy } from '../domain/usual.js'
import type { Reckoner } from '../threads/reckoner.js'
import { Jobs, moveKey, shownOf, type Job, type JobsOptions } from './jobs.js'

export type Balancing = {
  reads: Record<string, ReadHandler>
  settle: Settle
  /** Makes ready what the first proposal would have to wait for. */
  warm(): void
  close(): Promise<void>
}

type Named = `balance.${'propose' | 'look' | 'stop' | 'whatIf' | 'part' | 'record'}`
type Read<N extends Named> = (input: Input<N>, ctx: ReadCtx) => Promise<Output<N>>

export function createBalancing(options: JobsOptions & { reckoner: Reckoner }): Balancing {
  const jobs = new Jobs(options)
  const reads = {
    'balance.propose': proposeWith(jobs),
    'balance.look': lookWith(jobs),
    'balance.stop': stopWith(jobs),
    'balance.whatIf': whatIfWith(jobs),
    'balance.part': partWith(jobs),
    'balance.record': recordWith(options.reckoner),
  }
  return {
    settle: settleWith(jobs),
    reads: reads as unknown as Record<string, ReadHandler>,
    warm: () => jobs.warm(),
    close: () => jobs.close(),
  }
}

/** @throws Refusal unless somebody leads the team */
function ledTeam({ line, caller }: ReadCtx, id: string): { board: Board; team: TeamRow } {
  const board = line.board
  const person = board?.tables.person.get(caller.person)
  if (!board || !person?.active)
    return refuse('not_signed_in', 'You are no longer signed in; sign in again.')
  const team = board.tables.team.get(id)
  if (!team) return refuse('not_found', `There is no team ${id} in this office.`)
  if (person.role !== 'lead' || !person.leads.includes(id))
    return refuse('not_allowed', `Only a lead of ${team.name} can balance its work.`)
  return { board, team }
}

/** @throws Refusal `invalid_input` naming who is not of this office */
function refuseUnknown({ tables }: Board, people: readonly string[]): void {
  const problems = people.flatMap((person, at) =>
    tables.person.has(person)
      ? []
      : [{ path: `without.${at}`, message: `there is no person ${person} in this office` }],
  )
  if (problems.length > 0) refuseInput(problems)
}

/** The first answer takes its first plan; longer than this only where the thread has to start. */
const FIRST_MS = 6_500

const proposeWith =
  (jobs: Jobs): Read<'balance.propose'> =>
  async ({ team: id, seconds, without = [], floor: withFloor }, ctx) => {
    const { board, team } = ledTeam(ctx, id)
    refuseUnknown(board, without)
    const asked = jobs.asks(board.office, ctx.caller.person)
    const desk = await deskOf(board, team, new Set(without), ctx).finally(asked.done)
    const { floor, names, order, begun, beyondMay } = desk
    const limit = team.rules?.limit ?? null
    const job = jobs.start(
      {
        office: board.office,
        person: ctx.caller.person,
        team: id,
        seq: desk.seq,
        at: ctx.now,
        basis: desk.basis,
        ground: {
          floor,
          names,
          order,
          begun,
          beyondMay,
          limit,
          reserve: desk.reserve,
          idle: idleWords(desk, team, without.length > 0),
        },
      },
      desk.idle || asked.stopped ? 1 : seconds * 1_000,
    )
    await jobs.newer(job, 0, FIRST_MS)
    return shown(job, withFloor)
  }

const lookWith =
  (jobs: Jobs): Read<'balance.look'> =>
  async ({ proposal, after, floor }, ctx) => {
    const job = jobs.of(ctx.line.board?.office ?? '', ctx.caller.person, proposal)
    ledTeam(ctx, job.team)
    await jobs.newer(job, after)
    return shown(job, floor)
  }

const stopWith =
  (jobs: Jobs): Read<'balance.stop'> =>
  async ({ proposal }, ctx) => {
    const office = ctx.line.board?.office ?? ''
    if (proposal === undefined) jobs.stopAll(office, ctx.caller.person)
    else jobs.stop(jobs.of(office, ctx.caller.person, proposal))
    return {}
  }

const whatIfWith =
  (jobs: Jobs): Read<'balance.whatIf'> =>
  async ({ proposal, person, until }, ctx) => {
    const { board } = { board: ctx.line.board }
    const job = jobs.of(board?.office ?? '', ctx.caller.person, proposal)
    const { floor, names, reserve } = job.ground
    const name = nameOf(person, names)
    const last = floor.people.find(({ id }) => id === person)?.slots.at(-1)
    if (!last || !job.offer) return refuse('not_found', `${name} is not part of this proposal.`)
    // What is kept free is so at the end of a longer day too.
    const kept = reserve?.kept.get(person) ?? 0
    const minute = Math.floor((Date.parse(until) - Date.parse(job.at)) / 60_000) - kept
    if (minute <= last.to || minute > last.to + 720) {
      const message = `must be after the end of ${name}'s shift, by at most 12 hours`
      return refuse('invalid_input', `until: ${message}`, {
        problems: [{ path: 'until', message }],
      })
    }
    if (!job.offer.moves.some(({ from }) => from === person))
      return { sentence: `${name} gives nothing away`, stay: [] }
    const timeZone = board?.tables.office.get(board.office)?.timeZone ?? 'UTC'
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const asked = { what: 'if', offer: job.offer, person, until: minute } as const
    return jobs.ask(job, { ...asked, clock: clock.format(new Date(until)) })
  }

const partWith =
  (jobs: Jobs): Read<'balance.part'> =>
  async ({ proposal, without }, ctx) => {
    const job = jobs.of(ctx.line.board?.office ?? '', ctx.caller.person, proposal)
    ledTeam(ctx, job.team)
    const { offer, version } = job
    if (!offer) return refuse('unavailable', 'The proposal is not there yet; ask again.')
    const taken = takenOf(offer, new Set(without))
    const { after, words, order } = await jobs.ask(job, { what: 'part', offer, taken })
    return { version, after, words, order }
  }

export type Settle = (
  office: { id: string; timeZone: string },
  asked: { person: string; team: string; proposal: string; seq: number; moves: readonly Taken[] },
) => Promise<Known | null>

/**
 * Null: it is unknown here. A bound is about every plan for its floor, so it is kept with whatever is taken,
 * were it of an older version of the proposal.
 */
const settleWith =
  (jobs: Jobs): Settle =>
  async (office, { person, team, proposal, seq, moves: taken }) => {
    const job = jobs.known(office.id, person, proposal)
    if (!job) return null
    const why = taken.flatMap((move): Known['why'] => {
      const sentence = job.reasons.get(moveKey(move))
      return sentence === undefined ? [] : [[move.task, sentence]]
    })
    if (!job.offer || job.failed || job.team !== team || job.seq !== seq)
      return { why, proved: null }
    const { offer, at } = job
    const telling = { timeZone: office.timeZone, at }
    // Work is given out all the same where the thread that proves it has died.
    const settled = await jobs.ask(job, { what: 'settle', offer, taken, telling }).catch(() => null)
    return { why, proved: settled && { ...settled, floorAt: at } }
  }

const recordWith =
  (reckoner: Reckoner): Read<'balance.record'> =>
  async ({ record: id }, ctx) => {
    const kept = await readKeptRow<KeptBalance | KeptReasons>(
      ctx.db,
      ctx.caller.office,
      `balance/${id}`,
    )
    if (!kept || !('certificate' in kept))
      return refuse('not_found', `Nothing is kept of a balance ${id}.`)
    ledTeam(ctx, kept.team)
    const { floor, certificate, lists, open, after } = kept
    const asked = { floor, certificate, lists, open, after }
    const checked = await reckoner.reckon('check', asked, ctx.caller.office)
    return {
      record: { ...kept, floor: floorFrom(floor) as unknown as BalanceRecord['floor'] },
      ...checked,
    }
  }

type Desk = DeskFloor & { seq: number; basis: Basis; idle: boolean }

/** The team's floor as of the board; what memory does not hold of a long queue is read. */
async function deskOf(
  board: Board,
  team: TeamRow,
  without: ReadonlySet<string>,
  { db, now }: ReadCtx,
): Promise<Desk> {
  const office = board.tables.office.get(board.office)
  if (!office) throw new Error(`office ${board.office} has no row`)
  const past = await readPast(board, team.id, db)
  // From here on nothing waits: all is as of one entry of the log.
  const { tables, seq } = board
  const unknown = past.filter((task) => task.seq <= seq && !tables.task.has(task.no))
  const timetable = timetableOver(office, tables)
  const task: TaskRow[] = [...tables.task.values(), ...unknown]
  const desk = floorOf(
    { ...tables, person: tables.person.values(), task },
    team,
    now,
    timetable,
    expectedBy(tables.usual),
    without,
  )
  const basis = basisOf(tables.person.values(), team, {
    ...tables,
    timetable,
    day: officeDay(now, office.timeZone).day,
    types: tables.taskType.values(),
  })
  return {
    ...desk,
    seq,
    basis,
    idle: desk.floor.people.length === 0 || desk.floor.tasks.length === 0,
  }
}

/** What of a long queue memory leaves out, up to as much of it as is looked at. */
async function readPast(board: Board, team: string, db: ReadCtx['db']): Promise<TaskRow[]> {
  for (;;) {
    const after = board.until[team]
    const held = board.tables.task.queued.get(team)?.size ?? 0
    if (!after || held >= MOST_QUEUED) return []
    const rows = await readQueue(db, board.office, {
      teams: [team],
      after,
      limit: MOST_QUEUED - held,
    })
    const until = board.until[team]
    // Memory has let go of some of what it held meanwhile: that is not among these.
    if (!until || compareQueue(until, after) >= 0) return rows
  }
}

function idleWords({ floor, queued }: DeskFloor, team: TeamRow, isWithout: boolean): string | null {
  if (floor.people.length === 0)
    return isWithout
      ? `nobody else of ${team.name} is at work today`
      : `nobody of ${team.name} is at work any more today`
  if (floor.tasks.length > 0) return null
  return queued === 0
    ? 'nothing is in the queue, and nothing is assigned that nobody has begun'
    : 'nothing is assigned that nobody has begun, and nothing in the queue is due by the end of the next working day'
}

function shown(job: Job, withFloor: boolean): Output<'balance.look'> {
  const { idle } = job.ground
  const answer = shownOf(job, idle, withFloor)
  if (idle !== null) return { ...answer, moves: [], order: [] }
  const settled = answer.done && answer.moves.length === 0 && answer.order.length === 0
  return settled ? { ...answer, nothing: 'everything is where it should be' } : answer
}
