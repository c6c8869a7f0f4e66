/** Why each task goes where it goes: what would be worse if it alone stayed. */
import { figuresOf, type Figures } from './figures.js'
import { SHARE_PARTS, type Floor, type FloorPerson, type FloorPlan, type Worth } from './floor.js'
import { Lists } from './lists.js'
import { proposalsOf, type Budget } from './propose.js'
import { countOf, listOf, nameOf, spanInWords, type Names } from './words.js'
import { listsOf, shareOf, worthOf } from './worth.js'

export type Why =
  /** No room today with anybody who may do it, or it costs others more. */
  | { kind: 'tomorrow' }
  /** From the queue; minutes late with the one who gets it. */
  | { kind: 'given'; late: number }
  | { kind: 'pinned' }
  /** The holder is not among the people. */
  | { kind: 'gone' }
  /** The holder may not do it, or not within the shift; who may. */
  | { kind: 'only'; people: string[] }
  /** The holder's shift would be too short by so many minutes. */
  | { kind: 'full'; minutes: number }
  /** Minutes late if it stayed, and as it is planned. */
  | { kind: 'late'; stays: number; goes: number }
  /** Another task of the holder's would be so many minutes later past its due time. */
  | { kind: 'others'; no: number; minutes: number }
  /** The holder would end so many minutes after everybody does now. */
  | { kind: 'finish'; minutes: number }
  /** Per cent of their day that is filled if it stayed. */
  | { kind: 'even'; from: number; to: number }
  /** Only together with other moves. */
  | { kind: 'together' }

/** From null: the queue; to null: left for the next working day. */
export type Move = { no: number; from: string | null; to: string | null; why: Why }

/** Every task whose person changes or that is left, with what speaks against leaving it where it is. */
export function movesOf(floor: Floor, plan: FloorPlan): Move[] {
  const at = figuresOf(floor)
  const places = listsOf(floor, at, plan)
  const worth = worthOf(at, places)
  const lists = new Lists(at)
  const left = floor.tasks.flatMap(({ no }, j) => (plan.unplaced.includes(no) ? [j] : []))
  lists.become([...places, Int32Array.from(left)])
  return floor.tasks.flatMap(({ no, holder }, j) => {
    const i = lists.holder[j] as number
    const to = floor.people[i]?.id ?? null
    if (to !== null && to === holder) return []
    const why = reasonFor({ floor, at, lists, worth }, j, i)
    lists.undo()
    return [{ no, from: holder, to, why }]
  })
}

type Planned = { floor: Floor; at: Figures; lists: Lists; worth: Worth }

function reasonFor(planned: Planned, j: number, i: number): Why {
  const { floor, at, lists, worth } = planned
  const m = at.people
  const task = floor.tasks[j] as Floor['tasks'][number]
  const from = at.holder[j] as number
  const now = i < m ? minutesLate(planned, j, i) : 0
  if (i === m && from < 0) return { kind: 'tomorrow' }
  if (from === -1) return { kind: 'given', late: now }
  if (task.pinned !== null && task.pinned === floor.people[i]?.id) return { kind: 'pinned' }
  if (from < 0) return { kind: 'gone' }
  const takes =
    from < 0
      ? 0
      : task.pinned === null || task.pinned === task.holder
        ? (task.minutes[from] as number)
        : 0
  if (takes === 0) return { kind: 'only', people: ableOf(floor, at, j) }
  const missing = (lists.loads[from] as number) + takes - (at.capacity[from] as number)
  if (missing > 0) return { kind: 'full', minutes: missing }
  const before = lateOf(planned, from)
  lists.remove(j)
  lists.bestPlace(j, from, -1)
  lists.insert(j, from, lists.place)
  const then = worthOf(at, lists.copy())
  if (then.lateness > worth.lateness) {
    const stays = minutesLate(planned, j, from)
    if (stays > now) return { kind: 'late', stays, goes: now }
    const worst = [...lateOf(planned, from)]
      .map(([k, late]) => ({ k, more: late - (before.get(k) ?? 0) }))
      .filter(({ k }) => k !== j)
      .reduce((most, one) => (one.more > most.more ? one : most), { k: -1, more: 0 })
    return worst.k < 0
      ? { kind: 'together' }
      : { kind: 'others', no: (floor.tasks[worst.k] as { no: number }).no, minutes: worst.more }
  }
  if (then.finish > worth.finish) return { kind: 'finish', minutes: then.finish - worth.finish }
  if (then.unfairness > worth.unfairness && i < m)
    return { kind: 'even', from: percent(planned, from), to: percent(planned, i) }
  return { kind: 'together' }
}

function percent({ at, lists }: Planned, i: number): number {
  return (
    (100 * shareOf((at.busy[i] as number) + (lists.loads[i] as number), at.day[i] as number)) /
    SHARE_PARTS
  )
}

/** Minutes late of each task in a person's list, by place. */
function lateOf({ at, lists }: Planned, i: number): Map<number, number> {
  const late = new Map<number, number>()
  let end = 0
  for (const j of (lists.items[i] as Int32Array).subarray(0, lists.counts[i])) {
    end += at.minutes[j * at.people + i] as number
    late.set(j, Math.max(0, ((at.wall[i] as Int32Array)[end] as number) - (at.due[j] as number)))
  }
  return late
}

const minutesLate = (planned: Planned, j: number, i: number) => lateOf(planned, i).get(j) ?? 0

const ableOf = ({ people }: Floor, at: Figures, j: number): string[] =>
  people.flatMap(({ id }, i) => ((at.minutes[j * at.people + i] as number) > 0 ? [id] : []))

/** A sentence that the clerk concerned can read. */
export function moveInWords({ no, from, to, why }: Move, names: Names): string {
  const holder = from === null ? 'the queue' : nameOf(from, names)
  const next = to === null ? 'the next working day' : nameOf(to, names)
  return `#${no} from ${holder} to ${next}: ${whyInWords(why, holder, next, names)}`
}

function whyInWords(why: Why, holder: string, next: string, names: Names): string {
  const ends = (late: number) => (late > 0 ? `${spanInWords(late)} late` : 'on time')
  switch (why.kind) {
    case 'tomorrow':
      return 'it does not fit into today without making more late'
    case 'given':
      return `ends ${ends(why.late)} with ${next}`
    case 'pinned':
      return `it is pinned to ${next}`
    case 'gone':
      return `${holder} is not here`
    case 'only':
      return why.people.length === 0
        ? 'nobody who is here can take it'
        : `only ${listOf(why.people, names)} can take it`
    case 'full':
      return `${holder}'s shift would be too short by ${spanInWords(why.minutes)}`
    case 'late':
      return `would end ${ends(why.stays)} with ${holder}, ends ${ends(why.goes)} with ${next}`
    case 'others':
      return `#${why.no} would be ${spanInWords(why.minutes)} later if ${holder} kept it`
    case 'finish':
      return `${holder} would end ${spanInWords(why.minutes)} after everybody else`
    case 'even':
      return `${holder} would have ${why.from} % of the day filled, ${next} ${why.to} %`
    case 'together':
      return 'makes room together with other moves'
  }
}

/** If a person were in until then, so many of the tasks that leave them would stay. */
export type WhatIf = { person: string; until: number; stay: number[] }

/**
 * Solves the floor anew with one person staying longer.
 * @param until minutes after now; after the end of the person's shift
 */
export function whatIfInUntil(
  floor: Floor,
  moves: readonly Move[],
  person: string,
  until: number,
  budget: Budget,
): WhatIf {
  const people = floor.people.map((one) => (one.id === person ? longer(one, until) : one))
  let plan: FloorPlan = { lists: [], unplaced: [] }
  for (const proposal of proposalsOf({ ...floor, people }, budget)) plan = proposal.plan
  const list = plan.lists[people.findIndex(({ id }) => id === person)] ?? []
  const stay = moves.flatMap(({ no, from }) => (from === person && list.includes(no) ? [no] : []))
  return { person, until, stay }
}

function longer(person: FloorPerson, until: number): FloorPerson {
  const last = person.slots.at(-1)
  if (!last || until <= last.to)
    throw new RangeError(`${person.id} is in until then anyway, or not at all`)
  return { ...person, slots: [...person.slots.slice(0, -1), { from: last.from, to: until }] }
}

/** @param clock a minute after now as people read it, like `17:00` */
export function whatIfInWords(
  { person, until, stay }: WhatIf,
  moves: readonly Move[],
  names: Names,
  clock: (minute: number) => string,
): string {
  const leaving = moves.filter(({ from }) => from === person).length
  const name = nameOf(person, names)
  if (stay.length === 0)
    return `even if ${name} were in until ${clock(until)}, ${leaving === 1 ? 'it' : 'all of them'} would go`
  const which =
    stay.length === leaving
      ? leaving === 1
        ? 'it'
        : `all ${leaving}`
      : `${stay.length} of ${countOf(leaving, 'task')}`
  return `if ${name} were in until ${clock(until)}, ${which} would stay`
}
