/** Rows of a proposal that keep their places while it gets better, and loads by what is chosen of it. */
import type { OfferedMove, ShownProposal } from '../../server/contract/balance-commands.js'
import type { Input } from '../../server/contract/commands.js'

export type MoveRow = {
  move: OfferedMove
  /** The proposal no longer has it; it stays until nobody reads. */
  gone: boolean
}

/**
 * What is there keeps its order, what is new comes at the end, by who gets it.
 * @param held somebody reads: what is gone is kept in its place
 */
export function mergeRows(
  rows: readonly MoveRow[],
  moves: readonly OfferedMove[],
  nameOf: (person: string | null) => string,
  held: boolean,
): MoveRow[] {
  const next = new Map(moves.map((move) => [move.task, move]))
  const kept = rows.flatMap(({ move }): MoveRow[] => {
    const now = next.get(move.task)
    next.delete(move.task)
    // A reason that is not worked out yet does not take away the one that is there.
    if (now) return [{ move: { ...now, why: now.why ?? move.why }, gone: false }]
    return held ? [{ move, gone: true }] : []
  })
  const added = [...next.values()].sort(
    (a, b) =>
      Number(a.to === null) - Number(b.to === null) ||
      nameOf(a.to).localeCompare(nameOf(b.to)) ||
      (a.place ?? 0) - (b.place ?? 0) ||
      a.task - b.task,
  )
  return [...kept, ...added.map((move): MoveRow => ({ move, gone: false }))]
}

export type PersonLoad = { person: string; before: number; after: number; left: number }

/**
 * Loads when only some moves are taken: what is left out stays where it is.
 * @param minutesOf a task of a person, where the proposal does not say what it takes whom
 */
export function loadsOf(
  { people, moves }: Pick<ShownProposal, 'people' | 'moves'>,
  chosen: readonly OfferedMove[],
  minutesOf: (task: number, person: string) => number,
): PersonLoad[] {
  const taken = new Set(chosen.map(({ task }) => task))
  const left = moves.filter(({ task }) => !taken.has(task))
  return people.map((one) => {
    const more = left.reduce((sum, { task, from, to }) => {
      if (from === one.person) return sum + minutesOf(task, from)
      return to === one.person ? sum - minutesOf(task, to) : sum
    }, 0)
    return { ...one, after: Math.max(0, one.after + more) }
  })
}

/** Most that one command takes. */
const MOST_TAKEN = 600

/** What is sent: the moves, with the places of what stays with the people whom they concern. */
export function takenOf(
  moves: readonly OfferedMove[],
  order: ShownProposal['order'],
): Input<'balance.apply'>['moves'] {
  const concerned = new Set(moves.flatMap(({ from, to }) => [from, to]))
  const stays = order
    .filter(({ person }) => moves.length === 0 || concerned.has(person))
    .map(({ task, person, place }) => ({ task, from: person, to: person, place }))
  return [
    ...moves.map(({ task, from, to, place, why }) => ({ task, from, to, place, why })),
    ...stays,
  ].slice(0, MOST_TAKEN)
}
