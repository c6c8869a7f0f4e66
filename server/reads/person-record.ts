/** All that is held about one person: theirs, their leads', and a supervisor's with a reason. */
import {
  countProduction,
  countWork,
  readChecksOf,
  readKeptGivenBy,
  readKeptOf,
  readKeptByIds,
  readWork,
} from '../../db/queries/person.js'
import type { Input, Output } from '../contract/commands.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { OfficeRow, PersonRow, Rows } from '../contract/rows.js'
import type { TrainingSessionRow } from '../contract/training-rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam, showTask, type Viewer } from '../domain/audience.js'
import { openSession, showPattern, showSession, showShift } from '../domain/day-reasons.js'
import { deskRules } from '../domain/desk-rules.js'
import { gradeAbove, gradeSteps } from '../domain/fairness/grade.js'
import { reasonFor } from '../domain/fairness/look.js'
import { officeDay } from '../domain/office-day.js'
import { addDays } from '../domain/timetable.js'
import { officeOf } from './pace.js'
import { boundsOf, firstChecks, personFigures } from './person-figures.js'
import { asker } from './tasks.js'

type Read<N extends 'person.record' | 'person.work'> = (
  input: Input<N>,
  ctx: ReadCtx,
) => Promise<Output<N>>

/** Days before today that the figures are about. */
const FIGURE_DAYS = 90
const PAGE = 50
const DAY_MS = 86_400_000

type Subject = { board: Board; office: OfficeRow; viewer: Viewer; person: PersonRow; own: boolean }

/**
 * Whose record is asked for, by whom; what is not the asker's own is written down first.
 * @throws Refusal `not_found`, `not_allowed`
 */
async function subject(id: string | undefined, what: string, ctx: ReadCtx): Promise<Subject> {
  const { board, viewer } = asker(ctx)
  const own = id === undefined || id === viewer.id
  const person = board.tables.person.get(id ?? viewer.id)
  if (!own) {
    const led = person && person.team !== null && leadsTeam(viewer, person.team)
    const reason =
      id !== undefined &&
      viewer.role === 'supervisor' &&
      reasonFor(board.tables.look.values(), { person: id, by: viewer.id, now: ctx.now })
    if (viewer.role === 'supervisor' && !reason)
      return refuse('not_allowed', 'Give a reason first; the person sees it.')
    if (!led && !reason)
      return refuse(
        'not_allowed',
        'Only they and the leads of their team see the record of a person.',
      )
  }
  if (!person) return refuse('not_found', `There is no person ${id ?? ''} in this office.`)
  if (!own) await ctx.look([person.id], what)
  return { board, office: officeOf(board), viewer, person, own }
}

const newestFirst = <Row>(rows: Iterable<Row>, when: (row: Row) => string) =>
  [...rows].sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0))

const of = <Row extends { person: string | null }>(
  rows: ReadonlyMap<string, Row>,
  person: string,
) => [...rows.values()].filter((row) => row.person === person)

/** A person's rows of all times: on the board, and those that have left it. */
async function everOf<T extends 'look' | 'trainingNeed' | 'attendance' | 'leave' | 'shift'>(
  { db }: ReadCtx,
  board: Board,
  table: T,
  person: string,
): Promise<Rows[T][]> {
  const present = board.tables[table] as unknown as ReadonlyMap<
    string,
    Rows[T] & { person: string }
  >
  // The board is newer: a day that closes meanwhile may have a row in both.
  return [
    ...new Map(
      [...(await readKeptOf<Rows[T]>(db, board.office, table, person)), ...of(present, person)].map(
        (row) => [row.id, row],
      ),
    ).values(),
  ]
}

async function trainingsOf(
  ctx: ReadCtx,
  board: Board,
  person: string,
): Promise<Output<'person.record'>['trainings']> {
  const attended = await everOf(ctx, board, 'attendance', person)
  const past = attended.flatMap(({ session }) =>
    board.tables.trainingSession.has(session) ? [] : session,
  )
  const kept = new Map(
    (await readKeptByIds(ctx.db, board.office, 'trainingSession', past)).map((row) => [
      row.id,
      row,
    ]),
  )
  const named = attended.map((one) => {
    const session = board.tables.trainingSession.get(one.session) ?? kept.get(one.session)
    return { ...one, topic: session?.topic ?? null, day: session?.day ?? null }
  })
  return newestFirst(named, ({ day }) => day ?? '')
}

/** What they gave or are to give, as the asker may see it. */
async function givenBy(
  ctx: ReadCtx,
  { board, viewer, person }: Subject,
): Promise<TrainingSessionRow[]> {
  const kept = await readKeptGivenBy(ctx.db, board.office, person.id)
  const given = new Map(kept.map((row) => [row.id, row]))
  for (const row of board.tables.trainingSession.values())
    if (row.trainer === person.id) given.set(row.id, row)
    else given.delete(row.id)
  return newestFirst(given.values(), ({ day, from }) => `${day} ${from}`).map((row) =>
    viewer.id === person.id ? openSession(row) : showSession(viewer, row),
  )
}

/** When they are to work, and when they were. */
async function timetableOf(ctx: ReadCtx, { board, viewer, person }: Subject) {
  const pattern = board.tables.pattern.get(person.id)
  const shifts = newestFirst(await everOf(ctx, board, 'shift', person.id), ({ day }) => day)
  return {
    pattern: pattern ? showPattern(viewer, pattern) : null,
    shifts: shifts.map((shift) => showShift(viewer, shift)),
  }
}

async function productionOf(
  { db }: ReadCtx,
  { office, person, timed }: { office: OfficeRow; person: PersonRow; timed: boolean },
  days: { from: string; to: string },
): Promise<Output<'person.record'>['production']> {
  const bounds = boundsOf(days, office.timeZone)
  return (await countProduction(db, office.id, person.id, bounds)).map((one) => ({
    ...one,
    day: addDays(days.from, one.day - 1),
    handleMinutes: timed ? one.handleMinutes : null,
  }))
}

export const personRecord: Read<'person.record'> = async ({ person: id }, ctx) => {
  const whole = await subject(id, 'Your record', ctx)
  const { board, office, viewer, person, own } = whole
  const { tables } = board
  const today = officeDay(ctx.now, office.timeZone).day
  const days = { from: addDays(today, -FIGURE_DAYS), to: addDays(today, -1) }
  const checks = await readChecksOf(ctx.db, board.office, person.id)
  const looks = own ? await everOf(ctx, board, 'look', person.id) : []
  const timed = deskRules(office).individualTiming
  // A supervisor's reason opens the record, not what the person's leads alone are told.
  const near = own || viewer.role !== 'supervisor'
  return {
    at: ctx.now,
    person,
    timed,
    ...days,
    figures: await personFigures(ctx.db, board, person.id, days),
    finished: await countWork(ctx.db, board.office, person.id),
    production: await productionOf(
      ctx,
      { office, person, timed: near && timed },
      { ...days, to: today },
    ),
    usual: near && timed ? of(tables.usual, person.id) : [],
    checks,
    rates: near ? of(tables.rate, person.id) : [],
    skills: of(tables.skill, person.id),
    needs: newestFirst(await everOf(ctx, board, 'trainingNeed', person.id), ({ at }) => at),
    trainings: await trainingsOf(ctx, board, person.id),
    given: await givenBy(ctx, whole),
    readings: newestFirst(of(tables.reading, person.id), ({ at }) => at),
    ...(await timetableOf(ctx, whole)),
    leave: newestFirst(await everOf(ctx, board, 'leave', person.id), ({ from }) => from),
    // A draft is its lead's until it is signed, and a signed one is the person's until it is sent.
    notes: newestFirst(
      of(tables.note, person.id).filter(
        ({ state }) => state === 'sent' || (state !== 'draft' && viewer.role !== 'supervisor'),
      ),
      ({ to }) => to,
    ),
    looks: newestFirst(looks, ({ at }) => at),
    acknowledgement: tables.acknowledgement.get(person.id) ?? null,
    next: nextGrade(board, office, person, { checks, now: ctx.now }),
  }
}

type Known = { checks: readonly ReviewRow[]; now: string }

function nextGrade(
  { tables }: Board,
  office: OfficeRow,
  person: PersonRow,
  { checks, now }: Known,
): Output<'person.record'>['next'] {
  const grade = gradeAbove(person.grade)
  if (grade === null) return null
  const record = {
    levels: of(tables.skill, person.id).map(({ level }) => level),
    firstChecks: (days: number) =>
      firstChecks(checks, {
        from: new Date(Date.parse(now) - days * DAY_MS).toISOString(),
        to: now,
      }),
    trained: of(tables.attendance, person.id).filter(({ signedAt }) => signedAt !== null).length,
  }
  const nameOf = (by: string) => tables.person.get(by)?.name ?? 'A lead'
  const ticks = of(tables.gradeTick, person.id)
  return { grade, steps: gradeSteps(grade, deskRules(office), record, ticks, nameOf) }
}

export const personWork: Read<'person.work'> = async (
  { person: id, after = null, limit = PAGE },
  ctx,
) => {
  const { board, office, viewer, person } = await subject(id, 'Your finished work', ctx)
  const rows = await readWork(ctx.db, board.office, person.id, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const timed = deskRules(office).individualTiming
  return {
    tasks: page.map((task) => showTask(viewer, task, timed)),
    after:
      rows.length > limit && last?.finishedAt ? { finishedAt: last.finishedAt, no: last.no } : null,
  }
}
