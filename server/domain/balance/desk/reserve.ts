/** What a team keeps free of each person's day for urgent work that is still to come. */
import type { Floor, FloorPerson, FloorTask, Slot } from '../floor/floor.js'
import { WEIGHTS } from './weights.js'

export type Reserve = {
  /** Minutes at the end of each person's day that are left out of the floor. */
  kept: ReadonlyMap<string, number>
  /** Most minutes of what is not urgent that each may have. */
  most: ReadonlyMap<string, number>
}

/** What a proof is about besides what all are. */
export const besidesOf = (reserve: Reserve | null): string[] => (reserve ? ['the reserve'] : [])

export const isUrgent = ({ weight }: Pick<FloorTask, 'weight'>): boolean =>
  weight === WEIGHTS.urgent

const lengthOf = (slots: readonly Slot[]) =>
  slots.reduce((sum, { from, to }) => sum + (to - from), 0)

/**
 * Takes so many minutes off the end of everybody's day, as far as they are free now: nothing is taken from
 * anybody for it. Urgent work that nobody has yet is what it is kept for, so whoever can take it best has
 * that much of it to give.
 */
export function keepFree(floor: Floor, minutes: number): { floor: Floor; reserve: Reserve } {
  const { people, tasks } = floor
  const places = new Map(people.map(({ id }, i) => [id, i]))
  const held = people.map(() => 0)
  const plain = people.map(() => 0)
  for (const task of tasks) {
    const i = task.holder === null ? undefined : places.get(task.holder)
    if (i === undefined) continue
    const takes = task.minutes[i] as number
    held[i] = (held[i] as number) + takes
    if (!isUrgent(task)) plain[i] = (plain[i] as number) + takes
  }
  const room = people.map(({ slots, busy }) => Math.max(0, lengthOf(slots) - busy))
  const kept = room.map((has, i) => Math.max(0, Math.min(minutes, has - (held[i] as number))))
  for (const task of tasks)
    if (isUrgent(task) && !places.has(task.holder ?? '')) giveBack(task, kept)
  const id = (i: number) => (people[i] as FloorPerson).id
  return {
    floor: {
      people: people.map((one, i) => ({ ...one, slots: without(one.slots, kept[i] as number) })),
      tasks,
    },
    reserve: {
      kept: new Map(kept.map((one, i) => [id(i), one])),
      most: new Map(room.map((has, i) => [id(i), Math.max(plain[i] as number, has - minutes)])),
    },
  }
}

function giveBack({ minutes }: FloorTask, kept: number[]): void {
  let best = -1
  minutes.forEach((takes, i) => {
    if (takes > 0 && (best < 0 || (kept[i] as number) > (kept[best] as number))) best = i
  })
  if (best >= 0) kept[best] = Math.max(0, (kept[best] as number) - (minutes[best] as number))
}

/** The same working time without its last minutes. */
function without(slots: readonly Slot[], minutes: number): Slot[] {
  let left = minutes
  return slots
    .toReversed()
    .flatMap(({ from, to }): Slot[] => {
      const cut = Math.min(left, to - from)
      left -= cut
      return to - cut > from ? [{ from, to: to - cut }] : []
    })
    .toReversed()
}
