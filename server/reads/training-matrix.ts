/** A team's levels against its targets, and hours that too few can cover. */
import type { Input, Output } from '../contract/commands.js'
import type { OfficeRow, PersonRow, TeamRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { officeDay } from '../domain/office-day.js'
import { addDays, KEPT_DAYS, timetableOver } from '../domain/timetable.js'
import { ALONE, holesOf, type CoverOf } from '../domain/training/cover.js'
import { countAt, gapOf } from '../domain/training/targets.js'
import { asker, mustLead } from './training.js'

/** Those of a team who work at a desk. */
export const deskPeople = (board: Board, team: string): PersonRow[] =>
  [...board.tables.person.values()]
    .filter(
      (one) => one.active && one.team === team && (one.role === 'clerk' || one.role === 'lead'),
    )
    .sort((a, b) => a.name.localeCompare(b.name))

const FURTHEST_DAYS = 60

/** What the cover of a team is counted from; `from` left out: today. */
export function coverIn(
  board: Board,
  team: TeamRow,
  office: OfficeRow,
  now: string,
  from?: string,
): CoverOf {
  return {
    timetable: timetableOver(office, board.tables),
    team,
    people: deskPeople(board, team.id),
    types: [...board.tables.taskType.values()]
      .filter((type) => type.active && type.team === team.id)
      .sort((a, b) => a.name.localeCompare(b.name)),
    skill: (id) => board.tables.skill.get(id),
    from: from ?? officeDay(now, office.timeZone).day,
    now: Date.parse(now),
  }
}

export const trainingMatrix = async (
  { team, from }: Input<'training.matrix'>,
  ctx: ReadCtx,
): Promise<Output<'training.matrix'>> => {
  const who = asker(ctx)
  mustLead(who, team)
  const { tables } = who.board
  const office = tables.office.get(who.board.office)
  const row = tables.team.get(team)
  if (!office || !row) return refuse('not_found', `There is no team ${team} in this office.`)
  const today = officeDay(ctx.now, office.timeZone).day
  if (
    from !== undefined &&
    (from < addDays(today, -KEPT_DAYS) || from > addDays(today, FURTHEST_DAYS))
  )
    refuseInput([
      { path: 'from', message: `must be within ${KEPT_DAYS} days back and ${FURTHEST_DAYS} ahead` },
    ])
  const cover = coverIn(who.board, row, office, ctx.now, from)
  await ctx.look(
    cover.people.map(({ id }) => id),
    'Your levels, in the training matrix',
  )
  const targets = [...tables.target.values()].filter((target) => target.team === team)
  const types = new Set([...cover.types.map(({ id }) => id), ...targets.map(({ type }) => type)])
  const skills = [...types].map((type) => ({
    type,
    alone: countAt(cover.people, type, ALONE, cover.skill),
    targets: targets
      .filter((target) => target.type === type)
      .sort((a, b) => a.level - b.level)
      .map((target) => gapOf(target, cover.people, cover.skill, today)),
  }))
  return { skills, holes: holesOf(cover) }
}
