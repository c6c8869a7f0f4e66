/**
 * A made-up floor to try the search on before anybody asks: code that has run a few times is compiled,
 * and the first proposal of a day comes as soon as any other.
 */
import type { Floor } from '../domain/balance/floor/floor.js'

const PEOPLE = 16
const TASKS = 240
const KINDS = 12
const DAY = 480
/** How long it is worked on, in slices between which other work goes first. */
export const PRACTICE_MS = 600

/** Always the same; more work than time, so that all parts of the search have something to do. */
export function practiceFloor(): Floor {
  const kinds = Array.from({ length: KINDS }, (_, k) =>
    Array.from({ length: PEOPLE }, (_, i) => ((i + k) % 5 === 0 ? 0 : 20 + 4 * k + ((7 * i) % 11))),
  )
  const people = Array.from({ length: PEOPLE }, (_, i) => ({
    id: `p${i}`,
    slots: [
      { from: 0, to: 150 + 5 * i },
      { from: 190 + 5 * i, to: DAY - 10 * (i % 3) },
    ],
    busy: (i % 4) * 6,
  }))
  const tasks = Array.from({ length: TASKS }, (_, j) => {
    const due = j % 7 === 0 ? null : ((37 * j) % 600) - 20
    return {
      no: j + 1,
      weight: [1, 2, 2, 4, 8][j % 5] as number,
      due,
      minutes: kinds[j % KINDS] as number[],
      pinned: null,
      holder: j % 3 === 0 ? `p${(j + 1) % PEOPLE}` : null,
      unplaced: due === null ? 60 : Math.max(30, DAY + 960 - due),
    }
  })
  return { people, tasks }
}
