/** What is proved about a floor, with the prices that prove it; `verify.ts` is who believes or refuses it. */
import type { Floor } from './floor.js'

/**
 * What a bound is due to: all the work there is, tasks that are too long or too late by themselves,
 * people who alone may do some of it, or one person's shift. Ids of people, numbers of tasks.
 */
export type Binding =
  | { kind: 'work' }
  | { kind: 'task'; no: number | null }
  | { kind: 'skill'; people: string[] }
  | { kind: 'shift'; person: string }

export type Certificate = {
  /** Of the floor that it is about. */
  hash: string
  lateness: {
    /** No plan has less weighted lateness. */
    bound: number
    /** What a minute of weighted lateness is in units of the prices. */
    unit: number
    /** Per person, runs of [working minutes, price of each]; what is behind the last run is free. */
    prices: [number, number][][]
    /**
     * What getting each task done is worth, in the order of the tasks and in units of the prices; null:
     * each is worth what it costs. With worths, what somebody can gain is bound by what fits whole into
     * their time, and where the prices are all 0 and tasks are few, by the best order of what they take.
     */
    worths: number[] | null
    by: Binding
  }
  /** Where lateness rules and is not proved, nothing is said about the finish. */
  finish: {
    /** No plan that is at most `within` late ends earlier. */
    bound: number
    within: number
    /** Price of a working minute per person, and of a weighted minute of what is left for another day. */
    prices: number[]
    left: number
    by: Binding
  } | null
}

/** Tasks up to which all their sets are looked at, in their best order: 65,536 a person. */
export const MOST_ORDERED = 16

/**
 * Everything that a proof depends on, and nothing else, always in the same words: people, then each
 * different row of minutes in the order in which tasks first have it, then tasks with the place of theirs.
 */
export function canonical({ people, tasks }: Floor): string {
  const who = people.map(({ id, slots, busy }) => [
    id,
    busy,
    slots.map(({ from, to }) => [from, to]),
  ])
  const texts = new Map<string, number>()
  const places = new Map<readonly number[], number>()
  const placeOf = (minutes: readonly number[]) => {
    let place = places.get(minutes)
    if (place !== undefined) return place
    const text = JSON.stringify(minutes)
    place = texts.get(text) ?? texts.size
    texts.set(text, place)
    places.set(minutes, place)
    return place
  }
  const what = tasks.map((task) => [
    task.no,
    task.weight,
    task.due,
    placeOf(task.minutes),
    task.pinned,
    task.holder,
    task.unplaced,
  ])
  return `[${JSON.stringify(who)},[${[...texts.keys()].join()}],${JSON.stringify(what)}]`
}

type Canonical = [
  who: [string, number, [number, number][]][],
  rows: number[][],
  what: [number, number, number | null, number, string | null, string | null, number][],
]

/** The floor that a canonical text is of; equal rows of minutes are one row. */
export function floorFrom(text: string): Floor {
  const [who, rows, what] = JSON.parse(text) as Canonical
  return {
    people: who.map(([id, busy, slots]) => ({
      id,
      busy,
      slots: slots.map(([from, to]) => ({ from, to })),
    })),
    tasks: what.map(([no, weight, due, row, pinned, holder, unplaced]) => {
      const minutes = rows[row] as number[]
      return { no, weight, due, minutes, pinned, holder, unplaced }
    }),
  }
}

/**
 * FNV-1a, 64 bits, over UTF-16 units. It tells whether a floor has changed since; it need not
 * withstand anybody, as the verifier recomputes the bound from the floor itself.
 */
export const hashOf = (floor: Floor): string => hashOfText(canonical(floor))

export function hashOfText(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let n = 0; n < text.length; n++) {
    low = (low ^ text.charCodeAt(n)) >>> 0
    // Times 2^40 + 0x1b3: the part above 32 bits goes to the upper half.
    const product = low * 0x1b3
    high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 4_294_967_296)) >>> 0
    low = product >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
