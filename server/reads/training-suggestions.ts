/** What the record suggests that people be trained in. Worked out anew each time; only answers are kept. */
import type { Db } from '../../db/schema.js'
import type { Input, Output } from '../contract/commands.js'
import type { Suggestion } from '../contract/training-figures.js'
import type { Board } from '../core/board.js'
import type { ReadCtx } from '../core/execute.js'
import { deskRules } from '../domain/desk-rules.js'
import { stillOpen, teamOfKey } from '../domain/training/suggestion.js'
import { unreadSuggestions } from '../domain/training/unread.js'
import { coverSuggestions, holesOf } from '../domain/training/cover.js'
import { coverIn } from './training-matrix.js'
import { asker, hasToRead, isReader, mustLead } from './training.js'

type Found = Output<'training.suggestions'>

export const trainingSuggestions = async (
  { team }: Input<'training.suggestions'>,
  ctx: ReadCtx,
): Promise<Found> => {
  const who = asker(ctx)
  mustLead(who, team)
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

export function suggestionsOf(_db: Db, board: Board, team: string, now: string): Promise<Found> {
  const office = board.tables.office.get(board.office)
  const row = board.tables.team.get(team)
  const suggestions = [...unreadSuggestions(team, readersIn(board, team), Date.parse(now))]
  if (office && row) {
    const cover = coverIn(board, row, office, now)
    suggestions.push(...coverSuggestions(holesOf(cover), cover))
  }
  const past = {
    needs: board.tables.trainingNeed.values(),
    dismissal: (key: string) => board.tables.dismissal.get(key),
  }
  return Promise.resolve({
    suggestions: stillOpen(suggestions, past, Date.parse(now)),
    looked: { causes: 0, times: 0 },
    timing: office ? deskRules(office).individualTiming : false,
  })
}

function readersIn(board: Board, team: string) {
  const people = [...board.tables.person.values()].filter((person) => person.team === team)
  return [...board.tables.procedure.values()]
    .filter(({ active, mustRead }) => active && mustRead)
    .map((procedure) => {
      const readers = people.filter((person) => isReader(board, procedure, person))
      const unread = readers.filter((person) => hasToRead(board, procedure, person))
      return { procedure, people: readers.length, unread }
    })
}
