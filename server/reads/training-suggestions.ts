/** What the record suggests that people be trained in. Worked out anew each time; only answers are kept. */
import { readLastUses } from '../../db/queries/training.js'
import type { Db } from '../../db/schema.js'
import type { Input, Output } from '../contract/commands.js'
import type { Suggestion } from '../contract/training-figures.js'
import type { OfficeRow, PersonRow } from '../contract/rows.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse } from '../core/refusal.js'
import { deskRules } from '../domain/desk-rules.js'
import { officeDay } from '../domain/office-day.js'
import { returnSuggestions } from '../domain/training/returns.js'
import { slowSuggestions } from '../domain/training/slow.js'
import { answeredAt, stillOpen, teamOfKey } from '../domain/training/suggestion.js'
import { unusedSuggestions } from '../domain/training/unused.js'
import { unreadSuggestions } from '../domain/training/unread.js'
import { coverSuggestions, holesOf } from '../domain/training/cover.js'
import { checksOf, daysAgo, timedOf } from './training-evidence.js'
import { coverIn, deskPeople } from './training-matrix.js'
import { asker, hasToRead, isReader, mustLead } from './training.js'

type Found = Output<'training.suggestions'>

export const trainingSuggestions = async (
  { team }: Input<'training.suggestions'>,
  ctx: ReadCtx,
): Promise<Found> => {
  const who = asker(ctx)
  mustLead(who, team)
  // Everyone's record is gone through; to write it for all tells nobody whether something was suggested for them.
  await ctx.look(
    deskPeople(who.board, team).map(({ id }) => id),
    'Your record, for what training it suggests',
  )
  return suggestionsOf(ctx.db, who.board, team, ctx.now)
}

/** One suggestion by its key, if it stands; for the commands that answer it. */
export async function suggestionBy(
  db: Db,
  board: Board,
  key: string,
  now: string,
): Promise<Suggestion | null> {
  const team = teamOfKey(key)
  if (team === null || !board.tables.team.has(team)) return null
  const { suggestions } = await suggestionsOf(db, board, team, now)
  return suggestions.find((one) => one.key === key) ?? null
}

export async function suggestionsOf(
  db: Db,
  board: Board,
  team: string,
  now: string,
): Promise<Found> {
  const { tables } = board
  const office = tables.office.get(board.office)
  const row = tables.team.get(team)
  if (!office || !row) return refuse('not_found', `There is no team ${team} in this office.`)
  const cover = coverIn(board, row, office, now)
  const at = Date.parse(now)
  const names = namesIn(board, office, team, cover.people)
  const returns = returnSuggestions(await checksOf(db, board, office, now), names)
  // Where individual timing is off nobody's minutes are so much as read.
  const timing = deskRules(office).individualTiming
  const types = [...tables.taskType.values()].filter((type) => type.active).map(({ id }) => id)
  const tasks = timing ? await timedOf(db, board, office, types, now) : []
  const slow = slowSuggestions(tasks, names)
  const uses = await readLastUses(db, board.office, daysAgo(now, USED_DAYS))
  const found = [
    ...returns.suggestions,
    ...slow.suggestions,
    ...coverSuggestions(holesOf(cover), cover),
    ...unreadSuggestions(team, readersIn(board, cover.people), at),
    ...unusedSuggestions({
      team,
      people: cover.people,
      skills: tables.skill.values(),
      typeName: (id) => (tables.taskType.get(id)?.active ? names.typeName(id) : null),
      uses,
      now: at,
    }),
  ]
  const past = {
    needs: tables.trainingNeed.values(),
    dismissal: (key: string) => tables.dismissal.get(key),
  }
  return {
    suggestions: stillOpen(found, past, at),
    looked: { causes: returns.looked, times: slow.looked },
    timing,
  }
}

/** How far back a skill may have been used to be called unused since. */
const USED_DAYS = 400

function namesIn(board: Board, office: OfficeRow, team: string, people: readonly PersonRow[]) {
  const { returnReasons } = deskRules(office)
  const answered = answeredAt(board.tables.trainingNeed.values())
  return {
    team,
    people: new Set(people.map(({ id }) => id)),
    typeName: (id: string) => board.tables.taskType.get(id)?.name ?? id,
    causeName: (id: string) => returnReasons.find((one) => one.id === id)?.name ?? id,
    answeredUntil: (key: string) => {
      const instant = answered(key)
      return instant === null ? null : officeDay(instant, office.timeZone).day
    },
  }
}

function readersIn(board: Board, people: readonly PersonRow[]) {
  return [...board.tables.procedure.values()]
    .filter(({ active, mustRead }) => active && mustRead)
    .map((procedure) => {
      const readers = people.filter((person) => isReader(board, procedure, person))
      const unread = readers.filter((person) => hasToRead(board, procedure, person))
      return { procedure, people: readers.length, unread }
    })
}
