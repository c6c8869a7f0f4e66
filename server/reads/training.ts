/** All training of a person, and who must still read which procedure. */
import { readKept } from '../../db/queries/pace.js'
import type { Input, Output } from '../contract/commands.js'
import type { PersonRow } from '../contract/rows.js'
import type {
  AttendanceRow,
  ProcedureRow,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../contract/training-rows.js'
import { actorOf } from '../core/batch.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, type Viewer } from '../domain/audience.js'
import { openSession } from '../domain/day-reasons.js'
import { isFor, isUnread } from '../domain/training/readers.js'

export type Asker = { viewer: Viewer; board: Board }

/** @throws Refusal `not_signed_in` */
export function asker({ line, caller }: ReadCtx): Asker {
  const { board } = line
  const person = board?.tables.person.get(caller.person)
  if (!board || !person?.active)
    return refuse('not_signed_in', 'You are no longer signed in; sign in again.')
  return { board, viewer: actorOf(person) }
}

/** @throws Refusal unless the asker leads the team */
export function mustLead({ viewer, board }: Asker, team: string): void {
  if (!board.tables.team.has(team)) refuse('not_found', `There is no team ${team} in this office.`)
  if (!leadsTeam(viewer, team)) refuse('not_allowed', 'Only a lead of the team sees that.')
}

/** Whom a procedure is for, as a board knows it. */
export const isReader = (board: Board, procedure: ProcedureRow, person: PersonRow): boolean =>
  isFor(procedure, person, {
    types: board.tables.taskType,
    level: (id) => board.tables.skill.get(id)?.level,
  })

export const hasToRead = (board: Board, procedure: ProcedureRow, person: PersonRow): boolean =>
  isUnread(procedure, board.tables.reading.get(`${procedure.id}/${person.id}`)) &&
  isReader(board, procedure, person)

const EVER = { from: '0000-01-01', to: '9999-12-31' }

/** A table's rows of all times: those on the board, and those that have left it. */
async function allOf<Row extends { id: string }>(
  { db, line, caller }: ReadCtx,
  table: 'trainingNeed' | 'trainingSession' | 'attendance',
): Promise<Row[]> {
  const kept = await readKept<Row>(db, caller.office, table, EVER)
  const rows = new Map(kept.map((row) => [row.id, row]))
  const present = line.board?.tables[table] as unknown as Map<string, Row> | undefined
  for (const row of present?.values() ?? []) rows.set(row.id, row)
  return [...rows.values()]
}

export const trainingRecord = async (
  { person: id }: Input<'training.record'>,
  ctx: ReadCtx,
): Promise<Output<'training.record'>> => {
  const { viewer, board } = asker(ctx)
  const about = id ?? viewer.id
  const person = board.tables.person.get(about)
  const shown =
    person && (about === viewer.id || (person.team !== null && leadsTeam(viewer, person.team)))
  // Whether there is such a person is no secret; what they were trained in is.
  if (!person) return refuse('not_found', `There is no person ${about} in this office.`)
  if (!shown) return refuse('not_allowed', 'Only the person and the leads of their team see that.')
  await ctx.look([about], 'Your training')
  const sessions = new Map(
    (await allOf<TrainingSessionRow>(ctx, 'trainingSession')).map((row) => [row.id, row]),
  )
  const attendance = (await allOf<AttendanceRow>(ctx, 'attendance')).filter(
    (row) => row.person === about,
  )
  const own = <Row extends { person: string | null }>(rows: Iterable<Row>) =>
    [...rows].filter((row) => row.person === about)
  const latest = (a: TrainingSessionRow, b: TrainingSessionRow) =>
    `${b.day} ${b.from}`.localeCompare(`${a.day} ${a.from}`)
  return {
    person: about,
    skills: own(board.tables.skill.values()).sort((a, b) => a.type.localeCompare(b.type)),
    needs: own(await allOf<TrainingNeedRow>(ctx, 'trainingNeed')).sort((a, b) =>
      b.at.localeCompare(a.at),
    ),
    sessions: attendance
      .flatMap((row) => {
        const session = sessions.get(row.session)
        return session ? [{ session: openSession(session), attendance: row }] : []
      })
      .sort((a, b) => latest(a.session, b.session)),
    given: [...sessions.values()]
      .filter(({ trainer }) => trainer === about)
      .map(openSession)
      .sort(latest),
    readings: own(board.tables.reading.values()).sort((a, b) => b.at.localeCompare(a.at)),
    unread: [...board.tables.procedure.values()]
      .filter((procedure) => hasToRead(board, procedure, person))
      .map((procedure) => procedure.id),
  }
}

export const procedureUnread = async (
  { team }: Input<'procedure.unread'>,
  ctx: ReadCtx,
): Promise<Output<'procedure.unread'>> => {
  const { viewer, board } = asker(ctx)
  if (team !== undefined) mustLead({ viewer, board }, team)
  const people = [...board.tables.person.values()].filter((person) =>
    team === undefined ? person.id === viewer.id : person.team === team,
  )
  if (team !== undefined)
    await ctx.look(
      people.filter((person) => person.active).map(({ id }) => id),
      'Which procedures you have read',
    )
  const active = [...board.tables.procedure.values()].filter((one) => one.active && one.mustRead)
  const procedures = active.flatMap((procedure) => {
    const readers = people.filter((person) => isReader(board, procedure, person))
    const unread = readers.filter((person) => hasToRead(board, procedure, person))
    if (readers.length === 0) return []
    const { id, version } = procedure
    const counts = { people: readers.length, read: readers.length - unread.length }
    return [{ procedure: id, version, ...counts, unread: unread.map((person) => person.id) }]
  })
  return { procedures }
}
