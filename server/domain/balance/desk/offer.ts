/** A plan as an offer to the lead: moves that can be taken, each person's load, and what it does to the day. */
import type { Offer, OfferedMove } from '../../../contract/balance-commands.js'
import type { Figures } from '../floor/figures.js'
import type { Floor } from '../floor/floor.js'
import type { Proposal } from '../floor/propose.js'
import { moveInWords, movesOf, type Move } from '../floor/reasons.js'
import { inWords, nameOf, type Names } from '../floor/words.js'
import { listsOf } from '../floor/worth.js'
import { outcomeOf, type Outcome } from './as-it-goes.js'
import { outcomeOfLists } from './part.js'
import { besidesOf, isUrgent, type Reserve } from './reserve.js'

export type OfferGround = {
  floor: Floor
  names: Names
  order: ReadonlyMap<string, readonly number[]>
  /** Tasks that each holds and that count against a limit without being part of the floor. */
  begun: ReadonlyMap<string, number>
  /** Minutes of tasks that somebody holds and could not be given today, by number; left out: none. */
  beyondMay?: ReadonlyMap<number, number>
  /** Most tasks that one may hold; null: as many as there are. */
  limit: number | null
  /** What is kept free for urgent work; null: nothing is. */
  reserve: Reserve | null
  /** The floor in figures. */
  at: Figures
  /** What today would bring without it. */
  before: Outcome
}

/** Most moves of one offer: more is not read, and not taken at once. */
export const MOST_MOVES = 300

/** @param told false: without reasons and proof, which take their time on a large floor */
export function offerOf(ground: OfferGround, proposal: Proposal, told: boolean): Offer {
  const { floor, names, before } = ground
  const { plan } = proposal
  const place = new Map(plan.lists.flatMap((list) => list.map((no, n) => [no, n + 1] as const)))
  const moves: (Move | Omit<Move, 'why'>)[] = told
    ? movesOf(floor, plan)
    : bareMoves(floor, proposal)
  // What stays in the queue for another day has its reason too, but is nothing to take.
  const real = moves.filter(({ from, to }) => from !== to)
  const changes = real.map((move): OfferedMove => ({
    task: move.no,
    from: move.from,
    to: move.to,
    place: place.get(move.no) ?? null,
    why: 'why' in move ? reasonOf(move, names) : null,
  }))
  // What stays with its holder and is left for another day is left with them.
  const stays = staying(floor)
  const all = changes.filter(({ task }) => !stays.has(task))
  const { kept, held, offered } = keptOf(ground, proposal, changes, all)
  const heldBack = all.length - kept.length
  const whole = outcomeOf(ground.at, listsOf(floor, ground.at, plan))
  const beyond = beyondLimit(ground, proposal, all, new Set(kept))
  return {
    moves: kept,
    order: orderOf(held, kept, ground),
    heldBack,
    ...(beyond.length > 0 && { beyond }),
    ...(heldBack > 0 && { whole }),
    people: peopleOf(ground, held),
    before,
    after: offered.after ?? whole,
    words: told ? inWords(offered, names, besidesOf(ground.reserve)) : null,
    certificate: told ? offered.certificate : null,
  }
}

type Offered = Pick<Proposal, 'worth' | 'certificate'>
type Kept = { kept: OfferedMove[]; held: number[][]; offered: Offered & { after?: Outcome } }

/** All that may be taken; where the day would be later with that part of a plan, less of it. */
const PARTS: ((move: OfferedMove) => boolean)[] = [
  () => true,
  ({ from }) => from === null,
  ({ from, to }) => from !== null && to !== null,
]

/** @param changes of the whole plan; `all` of them could be offered */
function keptOf(
  ground: OfferGround,
  proposal: Proposal,
  changes: readonly OfferedMove[],
  all: readonly OfferedMove[],
): Kept {
  const { floor, order, before } = ground
  for (const part of PARTS) {
    const kept = withinRules(all.filter(part), ground)
    const held = listsAfter(floor, proposal, changes, kept)
    // What stays with its holder though the plan leaves it for another day makes another day of it, too.
    if (kept.length === changes.length) return { kept, held, offered: asOffered(proposal, kept) }
    const offered = cutShort(ground, proposal, kept, held)
    if (offered.after.weighted <= before.weighted) return { kept, held, offered }
  }
  const held = floor.people.map(({ id }) => [...(order.get(id) ?? [])])
  return { kept: [], held, offered: cutShort(ground, proposal, [], held) }
}

const staying = ({ tasks }: Floor): Set<number> =>
  new Set(
    tasks.flatMap(({ no, pinned, holder }) => (pinned !== null && pinned === holder ? no : [])),
  )

const takenFrom = (kept: readonly OfferedMove[]) => kept.filter(({ from }) => from !== null).length

const asOffered = ({ worth, certificate }: Proposal, kept: readonly OfferedMove[]): Offered => ({
  worth: { ...worth, moves: takenFrom(kept) },
  certificate,
})

/**
 * What a part of a plan is worth: the day as it goes on from there, everybody taking the next of the queue once
 * they have done what they were given. The bound on lateness holds for it as for any plan; what is proved of
 * the finish speaks of plans that are as little late as the whole.
 */
function cutShort(
  { floor, at }: OfferGround,
  { worth, certificate }: Proposal,
  kept: readonly OfferedMove[],
  held: readonly number[][],
): Offered & { after: Outcome } {
  const moved = new Set(kept.map(({ task }) => task))
  const lists = floor.people.map(({ id: person }, i) => ({ person, tasks: held[i] as number[] }))
  const open = floor.tasks.flatMap(({ no, holder }) =>
    holder === null && !moved.has(no) ? [no] : [],
  )
  const after = outcomeOfLists(floor, { lists, open }, at)
  return {
    after,
    worth: {
      ...worth,
      lateness: after.weighted,
      finish: after.finish,
      moves: takenFrom(kept),
    },
    certificate: { ...certificate, finish: null },
  }
}

function bareMoves(floor: Floor, { plan }: Proposal): Omit<Move, 'why'>[] {
  const to = new Map(
    plan.lists.flatMap((list, i) => list.map((no) => [no, floor.people[i]?.id ?? null] as const)),
  )
  return floor.tasks.flatMap(({ no, holder }) => {
    return [{ no, from: holder, to: to.get(no) ?? null }]
  })
}

/** The reason alone: who and where are told beside it. */
export function reasonOf(move: Move, names: Names): string {
  const from = move.from === null ? 'the queue' : nameOf(move.from, names)
  const to = move.to === null ? 'the next working day' : nameOf(move.to, names)
  return moveInWords(move, names).slice(`#${move.no} from ${from} to ${to}: `.length)
}

/**
 * Leaves out what would give anybody more than the limit, or go into what is kept free, and what is more than
 * one can read: the last first.
 */
function withinRules(all: readonly OfferedMove[], ground: OfferGround): OfferedMove[] {
  let kept = [...all].sort((a, b) => (a.place ?? 0) - (b.place ?? 0)).slice(0, MOST_MOVES)
  for (let over = ground.limit !== null || ground.reserve !== null; over;) {
    over = false
    for (const person of new Set(kept.flatMap(({ to }) => to ?? []))) {
      const dropped = tooMuch(kept, person, ground)
      if (dropped.size === 0) continue
      kept = kept.filter((move) => !dropped.has(move))
      over = true
    }
  }
  return kept
}

/** Moves to a person that are beyond what the team's rules let them have. */
function tooMuch(
  kept: readonly OfferedMove[],
  person: string,
  { floor, order, begun, limit, reserve }: OfferGround,
): Set<OfferedMove> {
  const gone = new Set(kept.filter(({ from }) => from === person).map(({ task }) => task))
  const stays = (order.get(person) ?? []).filter((no) => !gone.has(no))
  const into = kept.filter(({ to }) => to === person)
  const room = limit === null ? into.length : limit - (begun.get(person) ?? 0) - stays.length
  const dropped = new Set(into.slice(Math.max(0, room)))
  const most = reserve?.most.get(person)
  if (most === undefined) return dropped
  const place = floor.people.findIndex(({ id }) => id === person)
  const tasks = new Map(floor.tasks.map((task) => [task.no, task]))
  const plain = (no: number) => {
    const task = tasks.get(no)
    return task && !isUrgent(task) ? (task.minutes[place] as number) : 0
  }
  let sum = stays.reduce((total, no) => total + plain(no), 0)
  for (const move of into) {
    if (dropped.has(move) || plain(move.task) === 0) continue
    if (sum + plain(move.task) > most) dropped.add(move)
    else sum += plain(move.task)
  }
  return dropped
}

/** Who is given less than the whole plan gives them, because the team lets nobody hold so much at once. */
function beyondLimit(
  { floor, begun, limit }: OfferGround,
  { plan }: Proposal,
  all: readonly OfferedMove[],
  kept: ReadonlySet<OfferedMove>,
): NonNullable<Offer['beyond']> {
  if (limit === null) return []
  const dropped = new Set(all.flatMap((move) => (kept.has(move) ? [] : (move.to ?? []))))
  return floor.people.flatMap(({ id: person }, i) => {
    const tasks = (begun.get(person) ?? 0) + (plan.lists[i]?.length ?? 0) - limit
    return tasks > 0 && dropped.has(person) ? [{ person, tasks }] : []
  })
}

/** Each person's tasks in order when the moves that are kept are taken. */
function listsAfter(
  floor: Floor,
  { plan }: Proposal,
  all: readonly OfferedMove[],
  kept: readonly OfferedMove[],
): number[][] {
  const taken = new Set(kept.map(({ task }) => task))
  const dropped = new Set<number>()
  const back = new Map<string | null, number[]>()
  for (const { task, from } of all) {
    if (taken.has(task)) continue
    dropped.add(task)
    const list = back.get(from)
    if (list) list.push(task)
    else back.set(from, [task])
  }
  return floor.people.map(({ id }, i) => [
    ...(plan.lists[i] ?? []).filter((no) => !dropped.has(no)),
    ...(back.get(id) ?? []),
  ])
}

/** Places of tasks that stay, where their order is not what it is or something comes between them. */
function orderOf(
  lists: readonly number[][],
  kept: readonly OfferedMove[],
  { floor, order }: Pick<OfferGround, 'floor' | 'order'>,
): Offer['order'] {
  return floor.people.flatMap(({ id }, i) => {
    const list = lists[i] as number[]
    const gone = new Set(kept.filter(({ from }) => from === id).map(({ task }) => task))
    const stays = (order.get(id) ?? []).filter((no) => !gone.has(no))
    const coming = kept.some(({ to }) => to === id)
    const own = new Set(stays)
    const changed = list.filter((no) => own.has(no)).some((no, n) => no !== stays[n])
    if (!coming && !changed) return []
    return list.flatMap((no, n) => (own.has(no) ? [{ task: no, person: id, place: n + 1 }] : []))
  })
}

function peopleOf(
  { floor, order, at, reserve, beyondMay }: OfferGround,
  lists: readonly number[][],
): Offer['people'] {
  const tasks = new Map(floor.tasks.map((task) => [task.no, task]))
  return floor.people.map((person, i) => {
    // What somebody holds is on their desk, whether or not they could be given it today.
    const load = (nos: readonly number[]) =>
      nos.reduce(
        (sum, no) => sum + (tasks.get(no)?.minutes[i] || (beyondMay?.get(no) ?? 0)),
        person.busy,
      )
    return {
      person: person.id,
      before: load(order.get(person.id) ?? []),
      after: load(lists[i] as number[]),
      // Kept free is not gone: the load is shown against the whole of what they have left.
      left: (at.day[i] as number) + (reserve?.kept.get(person.id) ?? 0),
    }
  })
}
