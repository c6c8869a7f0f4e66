/** A day while it is drawn with the pointer or nudged by keys: shown as it would be, and not sent yet. */
import type { WorkDay } from '../../server/contract/desk-rows.js'
import {
  clockOf,
  minuteOf,
  shiftedBy,
  spanMinutes,
  stretched,
} from '../../server/domain/work-day.js'
import type { WeekCell } from '../views/timetable-week.js'

export type Draft = { key: string; person: string; day: string; work: WorkDay }
type Grip = 'new' | 'from' | 'to' | 'body'

/** Everything snaps to a quarter of an hour, and nothing is shorter. */
export const STEP = 15
const LAST = 24 * 60 - STEP

const snapped = (minute: number) => Math.min(LAST, Math.max(0, Math.round(minute / STEP) * STEP))

const drawn = (from: number, to: number): WorkDay => ({
  from: clockOf(from),
  to: clockOf(to),
  breaks: [],
  blocks: [],
  location: null,
})

/** A day whose one end is moved to a minute; the other end stays a step away. */
function ended(work: WorkDay, end: 'from' | 'to', minute: number): WorkDay {
  if (end === 'from')
    return stretched(work, clockOf(Math.min(snapped(minute), minuteOf(work.to) - STEP)), work.to)
  return stretched(work, work.from, clockOf(Math.max(snapped(minute), minuteOf(work.from) + STEP)))
}

/** The whole day so that it begins at a minute, breaks and blocks with it. */
function begun(work: WorkDay, minute: number): WorkDay {
  const latest = Math.max(0, LAST - spanMinutes(work))
  return shiftedBy(work, Math.min(snapped(minute), latest) - minuteOf(work.from))
}

/** What a pointer at `minute` takes hold of. @param reach minutes around an end that count as the end */
export function gripAt(work: WorkDay | null, minute: number, reach: number): Grip | null {
  if (!work) return 'new'
  const [from, to] = [minuteOf(work.from), minuteOf(work.to)]
  // Of a short shift the middle third stays its body.
  const near = Math.min(reach, (to - from) / 3)
  if (minute < from - reach || minute > to + reach) return null
  if (minute <= from + near) return 'from'
  return minute >= to - near ? 'to' : 'body'
}

export class TimetableDrag {
  draft = $state.raw<Draft | null>(null)
  #held: { cell: WeekCell; grip: Grip; began: number } | null = null

  /** @returns whether there is something to drag */
  begin(cell: WeekCell, minute: number, reach: number): boolean {
    const grip = cell.may && !cell.pending ? gripAt(cell.work, minute, reach) : null
    this.#held = grip && { cell, grip, began: minute }
    return grip !== null
  }

  move(minute: number) {
    if (!this.#held) return
    const { cell, grip, began } = this.#held
    // A hand that trembles means a click.
    if (!this.draft && Math.abs(minute - began) < STEP / 2) return
    const work = this.#workAt(cell.work, grip, began, minute)
    this.draft = { key: cell.key, person: cell.person, day: cell.day, work }
  }

  #workAt(work: WorkDay | null, grip: Grip, began: number, minute: number): WorkDay {
    if (!work || grip === 'new') {
      const start = snapped(began)
      const end = snapped(minute)
      if (start === end) return drawn(start, start + STEP)
      return drawn(Math.min(start, end), Math.max(start, end))
    }
    if (grip === 'body') return begun(work, minuteOf(work.from) + minute - began)
    return ended(work, grip, minute)
  }

  /** Lets go. @returns what was drawn; null where nothing moved */
  end(): Draft | null {
    const { draft } = this
    this.cancel()
    return draft
  }

  cancel() {
    this.draft = null
    this.#held = null
  }

  /** One step by keyboard: `move` shifts the whole day, `end` its end. */
  nudge(cell: WeekCell, what: 'move' | 'end', by: 1 | -1) {
    const work = this.draft?.key === cell.key ? this.draft.work : cell.work
    if (!cell.may || cell.pending || !work) return
    const next =
      what === 'move'
        ? begun(work, minuteOf(work.from) + by * STEP)
        : ended(work, 'to', minuteOf(work.to) + by * STEP)
    this.draft = { key: cell.key, person: cell.person, day: cell.day, work: next }
  }
}
