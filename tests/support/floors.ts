import type {
  Floor,
  FloorPerson,
  FloorTask,
  Slot,
} from '../../server/domain/balance/floor/floor.js'
import type { Dice } from './dice.js'

export type FloorShape = {
  people: number
  tasks: number
  /** Minutes of a shift. */
  day: number
  /** Work of all tasks by the time there is. */
  load: number
  /** When the last task is due, by the day: the less, the more is late. */
  due: number
  /** Task types; each takes a person the same. None: every pair has its own minutes. */
  types?: number
}

/** A made-up floor: shifts with a break, skills, speeds, due times through the day, some work held or pinned. */
export function makeFloor(dice: Dice, shape: FloorShape): Floor {
  const people = Array.from({ length: shape.people }, (_, i) => makePerson(dice, i, shape.day))
  const room = people.reduce(
    (sum, { slots, busy }) => sum + Math.max(0, minutesIn(slots) - busy),
    0,
  )
  const usual = Math.max(2, (shape.load * room) / shape.tasks)
  const kinds = shape.types ?? shape.tasks
  const speeds = people.map(() => 0.75 + 0.5 * dice.next())
  const rows = Array.from({ length: kinds }, () => {
    const standard = usual * (0.3 + 1.4 * dice.next())
    const row = speeds.map((speed) =>
      dice.chance(0.2) ? 0 : Math.max(1, Math.round(standard * speed * (0.9 + 0.2 * dice.next()))),
    )
    row[dice.whole(0, people.length - 1)] ||= Math.max(1, Math.round(standard))
    return row
  })
  const tasks = Array.from({ length: shape.tasks }, (_, j): FloorTask => {
    const minutes = rows[shape.types ? dice.whole(0, kinds - 1) : j] as number[]
    const able = people.filter((_, i) => (minutes[i] as number) > 0)
    const due = dice.chance(0.15) ? null : Math.round((dice.next() * shape.due - 0.05) * shape.day)
    return {
      no: 101 + j,
      weight: dice.pick([1, 2, 2, 2, 4, 4, 8]),
      due,
      minutes,
      pinned: dice.chance(0.03) ? dice.pick(able).id : null,
      holder: dice.chance(0.4) ? dice.pick(able).id : null,
      unplaced: due === null ? 60 : Math.max(30, shape.day + 960 - due),
    }
  })
  return { people, tasks }
}

const minutesIn = (slots: readonly Slot[]) =>
  slots.reduce((sum, { from, to }) => sum + to - from, 0)

function makePerson(dice: Dice, place: number, day: number): FloorPerson {
  const from = dice.chance(0.7) ? 0 : dice.whole(0, Math.floor(day / 4))
  const to = dice.chance(0.7) ? day : day - dice.whole(0, Math.floor(day / 4))
  const pause = dice.whole(from + 1, to - 2)
  const length = Math.max(1, Math.min(to - pause - 1, Math.round(day / 12)))
  const slots = [
    { from, to: pause },
    { from: pause + length, to },
  ].filter((slot) => slot.to > slot.from)
  return {
    id: `p${place + 1}`,
    slots,
    busy: dice.chance(0.4) ? dice.whole(1, Math.ceil(day / 16)) : 0,
  }
}
