/** What a day comes to when only some moves of an offer are taken. */
import type { Offer } from '../../../contract/balance-commands.js'
import type { Figures } from '../floor/figures.js'
import type { Floor } from '../floor/floor.js'
import {
  bindingInWords,
  countOf,
  finishInWords,
  latenessInWords,
  spanInWords,
  type Names,
} from '../floor/words.js'
import { asItGoes, type Outcome } from './as-it-goes.js'
import { besidesOf, type Reserve } from './reserve.js'

export type PartGround = {
  floor: Floor
  names: Names
  order: ReadonlyMap<string, readonly number[]>
  at: Figures
  /** What is kept free for urgent work; null: nothing is. */
  reserve: Reserve | null
}

/** A move that is taken; with `from` equal to `to` it only sets the place. */
export type Taken = {
  task: number
  from: string | null
  to: string | null
  place: number | null
}

export type Part = Pick<Offer, 'order' | 'words' | 'after'> & {
  /** Who takes what, in order. */
  lists: { person: string; tasks: number[] }[]
  /** What is in the queue for whoever is free first; what is in no list either is left for the next day. */
  open: number[]
}

/**
 * What is not taken stays where it is: with its holder, behind what has a place, or in the queue, from which
 * whoever is free first takes it. That is a plan like any other, so the bound on lateness holds for it too.
 */
export function partOf(ground: PartGround, offer: Offer, taken: readonly Taken[]): Part {
  const moved = new Map(taken.flatMap((move) => (move.from === move.to ? [] : [[move.task, move]])))
  const lists = listsOf(ground, taken)
  const open = openOf(ground.floor, offer, new Set(moved.keys()))
  const after = outcomeOfLists(ground.floor, { lists, open }, ground.at)
  const concerned = new Set([...moved.values()].flatMap(({ from, to }) => [from, to]))
  const order = lists.flatMap(({ person, tasks }) =>
    concerned.has(person)
      ? tasks.flatMap((task, n) => (moved.has(task) ? [] : [{ task, person, place: n + 1 }]))
      : [],
  )
  const takenFrom = [...moved.values()].filter(({ from }) => from !== null).length
  return { lists, open, order, after, words: wordsOf(after, takenFrom, offer, ground) }
}

/** The day as it goes when everybody takes their list, and then of the queue what is open. */
export const outcomeOfLists = (
  floor: Floor,
  { lists, open }: Pick<Part, 'lists' | 'open'>,
  at?: Figures,
): Outcome =>
  asItGoes(floor, new Map(lists.map(({ person, tasks }) => [person, tasks])), at, new Set(open))

function listsOf({ floor, order }: PartGround, taken: readonly Taken[]): Part['lists'] {
  const moving = new Set(taken.map(({ task }) => task))
  return floor.people.map(({ id: person }) => {
    const placed = taken
      .filter(({ to }) => to === person)
      .sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity))
      .map(({ task }) => task)
    const stays = (order.get(person) ?? []).filter((no) => !moving.has(no))
    return { person, tasks: [...placed, ...stays] }
  })
}

/** What the whole plan leaves for another day is left by a part of it as well. */
function openOf(
  { tasks }: Floor,
  { moves, heldBack }: Offer,
  moved: ReadonlySet<number>,
): number[] {
  const unticked = new Set(moves.flatMap(({ task }) => (moved.has(task) ? [] : [task])))
  const all = (moved.size === 0 && moves.length > 0) || heldBack > 0
  return tasks.flatMap(({ no, holder }) =>
    holder === null && !moved.has(no) && (all || unticked.has(no)) ? [no] : [],
  )
}

/** Of a plan that somebody has chosen only what is proved of any plan is said. */
function wordsOf(
  { weighted, finish: ends }: Outcome,
  takenFrom: number,
  { certificate }: Offer,
  { names, reserve }: PartGround,
): Offer['words'] {
  if (!certificate) return null
  const { lateness, finish } = certificate
  // A bound on the finish is about plans that are no later than it says.
  const proved = finish && weighted <= finish.within ? finish : null
  const rules = weighted > 0 ? lateness.by : proved?.by
  return {
    lateness: latenessInWords(weighted, lateness.bound, besidesOf(reserve)),
    finish: proved
      ? finishInWords(ends, proved.bound)
      : `latest finish in ${spanInWords(ends)}: as chosen`,
    binds: rules
      ? `${weighted > 0 ? 'lateness' : 'the finish'} is bound by ${bindingInWords(rules, names)}`
      : 'nothing binds',
    rest: `evenness and ${countOf(takenFrom, 'task')} taken from a holder: as chosen`,
  }
}

/** Moves of an offer without some, with the places of what stays with the people whom they concern. */
export function takenOf({ moves, order }: Offer, without: ReadonlySet<number>): Taken[] {
  const kept = moves.filter(({ task }) => !without.has(task))
  const concerned = new Set(kept.flatMap(({ from, to }) => [from, to]))
  const stays = order.filter(({ person }) => kept.length === moves.length || concerned.has(person))
  return [
    ...kept.map(({ task, from, to, place }) => ({ task, from, to, place })),
    ...stays.map(({ task, person, place }) => ({ task, from: person, to: person, place })),
  ]
}
