/** Whether trainings helped: the record before and after, of the trained and of comparable untrained people. */
import { readTeamReviews, readTimedTasks, readTrainingRows } from '../../db/queries/quality.js'
import type { Input, Output } from '../contract/commands.js'
import type { TrainingCounts, TrainingFigure } from '../contract/insight-commands.js'
import type {
  AttendanceRow,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../contract/training-rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { leadsTeam } from '../domain/audience.js'
import { deskRules } from '../domain/desk-rules.js'
import { dayBounds } from '../domain/due.js'
import {
  attendedBy,
  isAlike,
  isPicked,
  peersOf,
  subjectOf,
  type Line,
  type Record,
} from '../domain/effect/subjects.js'
import { outcomesOf } from '../domain/quality/yield.js'
import { addDays } from '../domain/timetable.js'
import { FEWEST_UNTRAINED, returnsAnswer, timesAnswer } from '../domain/training-effect.js'
import { asker } from './tasks.js'

const DAYS = 90
/** So many periods before the one that is compared tell how steady people are. */
const EARLIER = 3
/** Trainings that one look shows, the latest first: each is a comparison of its own. */
const MOST = 24
const DAY_MS = 86_400_000

type Look = {
  board: Board
  team: string
  days: number
  now: string
  zone: string
  reason: string | null
  timing: boolean
  held: readonly TrainingSessionRow[]
  attendance: readonly AttendanceRow[]
  needs: ReadonlyMap<string, TrainingNeedRow>
  record: Record
}

const lineOf = (day: string, { days, now, zone }: Pick<Look, 'days' | 'now' | 'zone'>): Line => {
  const { from: until, to: since } = dayBounds(day, zone)
  const to = dayBounds(addDays(day, days), zone).to
  const startOf = (periods: number) => dayBounds(addDays(day, -periods * days), zone).from
  const earlier = Array.from({ length: EARLIER }, (_, at) => startOf(EARLIER + 1 - at))
  return { from: startOf(1), until, since, to: to < now ? to : now, earlier }
}

const daysOf = ({ from, until, since, to }: Line) => ({
  before: Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS),
  after: Math.max(0, Math.floor((Date.parse(to) - Date.parse(since)) / DAY_MS)),
})

/** Everybody of the team who was at no such training in the days that are compared. */
function untrained(look: Look, alike: readonly TrainingSessionRow[], line: Line) {
  const during = alike.filter(({ day }) => {
    const { from, to } = dayBounds(day, look.zone)
    return line.from < to && from < line.to
  })
  const busy = new Set(
    during.flatMap(({ id }) => attendedBy(id, look.attendance).map(({ person }) => person)),
  )
  return [...look.board.tables.person.values()].filter(
    (person) => person.active && person.team === look.team && !busy.has(person.id),
  )
}

/** When somebody's last such training before these days was over; '': they had none. */
function lastBefore(
  { attendance, zone }: Look,
  alike: readonly TrainingSessionRow[],
  { from }: Line,
  person: string,
): string {
  const ends = alike
    .filter(({ id }) => attendedBy(id, attendance).some((one) => one.person === person))
    .map(({ day }) => dayBounds(day, zone).to)
    .filter((end) => end <= from)
  return ends.sort().at(-1) ?? ''
}

/** One training against the untrained of its team. */
function ofSession(look: Look, session: TrainingSessionRow): TrainingFigure {
  const { board, held, attendance, needs, record, reason } = look
  const line = lineOf(session.day, look)
  const attended = attendedBy(session.id, attendance)
  const level = (person: string) =>
    session.type === null
      ? null
      : (board.tables.skill.get(`${person}/${session.type}`)?.level ?? null)
  const alike = held.filter((one) => isAlike(one, session))
  const peers = untrained(look, alike, line).map(({ id }) => ({ person: id, level: level(id) }))
  const { people, unlike } = peersOf(
    peers,
    attended.map(({ levelBefore }) => levelBefore),
    FEWEST_UNTRAINED,
  )
  const wanted = { types: session.type === null ? null : [session.type], reason }
  const of = (person: string, trained: boolean) =>
    subjectOf(person, trained, line, record, wanted, lastBefore(look, alike, line, person))
  const subjects = [
    ...attended.map(({ person }) => of(person, true)),
    ...people.map((person) => of(person, false)),
  ]
  const { id, topic, type, day } = session
  return {
    session: id,
    topic,
    type,
    day,
    unlike,
    attended: attended.length,
    picked: attended.filter((one) => isPicked(one, needs, line)).length,
    days: daysOf(line),
    returns: returnsAnswer(subjects),
    times: look.timing ? timesAnswer(subjects) : null,
  }
}

/**
 * What there is in all: checks of everyone before and after their own first training. No verdict is drawn from
 * it, since a comparison over trainings of different days and skills was not tried by simulation.
 */
function countsOf({ held, attendance, record, reason, ...look }: Look): TrainingCounts {
  const first = new Map<string, TrainingSessionRow>()
  for (const session of held.toSorted((a, b) => a.day.localeCompare(b.day)))
    for (const { person } of attendedBy(session.id, attendance))
      if (!first.has(person)) first.set(person, session)
  const subjects = [...first].map(([person, { day, type }]) =>
    subjectOf(person, true, lineOf(day, look), record, {
      types: type === null ? null : [type],
      reason,
    }),
  )
  const sum = (when: 'before' | 'after') => ({
    checked: subjects.reduce((all, { returns }) => all + returns[when].checked, 0),
    returned: subjects.reduce((all, { returns }) => all + returns[when].returned, 0),
  })
  return {
    trainings: held.length,
    people: first.size,
    before: sum('before'),
    after: sum('after'),
  }
}

/** The team's work from before the first training on. */
async function recordOf(
  ctx: ReadCtx,
  office: string,
  team: string,
  held: readonly TrainingSessionRow[],
  { days, zone, timing }: { days: number; zone: string; timing: boolean },
): Promise<Record> {
  const earliest = held.reduce((least, { day }) => (day < least ? day : least), held[0]?.day ?? '')
  if (earliest === '') return { outcomes: [], timed: [] }
  const span = { team, from: dayBounds(addDays(earliest, -days), zone).from, to: ctx.now }
  const first = dayBounds(addDays(earliest, -(EARLIER + 1) * days), zone).from
  const reviews = await readTeamReviews(ctx.db, office, { ...span, from: first })
  return {
    outcomes: outcomesOf(reviews),
    timed: timing ? await readTimedTasks(ctx.db, office, span) : [],
  }
}

export const trainingEffect = async (
  { team, session, reason = undefined, days = DAYS }: Input<'training.effect'>,
  ctx: ReadCtx,
): Promise<Output<'training.effect'>> => {
  const { board, viewer } = asker(ctx)
  if (!board.tables.team.has(team))
    return refuse('not_found', `There is no team ${team} in this office.`)
  if (!leadsTeam(viewer, team)) return refuse('not_allowed', 'Only the leads of the team see that.')
  const office = board.tables.office.get(board.office)
  const zone = office?.timeZone ?? 'UTC'
  const { individualTiming: timing, minimumCount } = deskRules(office ?? {})
  const sessions = await readTrainingRows<TrainingSessionRow>(
    ctx.db,
    board.office,
    'training_session',
  )
  const held = sessions
    .filter((one) => one.team === team && one.state === 'held')
    .toSorted((a, b) => b.day.localeCompare(a.day) || b.from.localeCompare(a.from))
  const shown =
    session === undefined ? held.slice(0, MOST) : held.filter(({ id }) => id === session)
  if (session !== undefined && shown.length === 0)
    return refuse('not_found', `The team held no training ${session}.`)
  const needs = await readTrainingRows<TrainingNeedRow>(ctx.db, board.office, 'training_need')
  const attendance = await readTrainingRows<AttendanceRow>(ctx.db, board.office, 'attendance')
  // With one who attended, the figures are theirs alone.
  const trained = shown.flatMap(({ id }) => attendedBy(id, attendance).map(({ person }) => person))
  await ctx.look([...new Set(trained)], 'Your work before and after a training')
  const look: Look = {
    board,
    team,
    days,
    zone,
    timing,
    held,
    now: ctx.now,
    reason: reason ?? null,
    attendance,
    needs: new Map(needs.map((need) => [need.id, need])),
    record: await recordOf(ctx, board.office, team, shown, { days, zone, timing }),
  }
  const trainings: TrainingFigure[] = []
  for (const one of shown) {
    trainings.push(ofSession(look, one))
    // A comparison takes some hundredths of a second: others are let in between.
    await new Promise((next) => setImmediate(next))
  }
  const all = session === undefined && shown.length > 1 ? countsOf({ ...look, held: shown }) : null
  return { all, trainings, minimumCount }
}
