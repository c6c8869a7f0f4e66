/** A team's day as a pace page has it: three hours, the second of which runs. */
import type { PaceHour } from '../../server/contract/pace-commands.js'
import type { TallyRow } from '../../server/contract/rows.js'
import type { PaceForecast } from '../../web/views/pace-model.js'

export const DAY = '2026-11-23'
export const iso = (clock: string) => `${DAY}T${clock}:00.000Z`
export const at = (clock: string) => Date.parse(iso(clock))
export const many = (tasks: number) => ({ tasks, standardMinutes: tasks * 6 })
export const clock = (instant: string) => instant.slice(11, 16).replace(/^0/, '')

export const hour = (n: number, change: Partial<PaceHour> = {}): PaceHour => ({
  hour: n,
  from: iso(`${String(n).padStart(2, '0')}:00`),
  to: iso(`${String(n + 1).padStart(2, '0')}:00`),
  finished: many(0),
  arrived: many(2),
  backlog: n <= 9 ? many(20 - n) : null,
  planned: null,
  due: many(0),
  left: many(0),
  ...change,
})
export const hours = [
  hour(8, { finished: many(4), planned: many(5) }),
  hour(9, { finished: many(2), planned: many(6), due: many(1), left: many(1) }),
  hour(10, { planned: many(4) }),
]
export const band = (low: number, mid: number, high: number) => ({ low, mid, high })
export const said: PaceForecast = {
  day: DAY,
  at: iso('09:30'),
  days: 20,
  none: null,
  forecast: {
    arrivals: band(3, 5, 8),
    finished: band(9, 12, 16),
    hours: [
      { at: iso('10:00'), finished: band(7, 8, 9), queue: band(6, 8, 10) },
      { at: iso('11:00'), finished: band(9, 12, 16), queue: band(0, 3, 7) },
    ],
    minutesATask: 6,
    clear: { low: iso('10:40'), mid: iso('10:55'), high: null },
    clearByClose: 0.72,
    due: { tasks: 3, waiting: 1, chance: 0.999 },
  },
  held: null,
  heldClear: null,
}
export const tally = (n: number, change: Partial<TallyRow> = {}): TallyRow => ({
  id: `${n}${JSON.stringify(change)}`,
  day: DAY,
  hour: n,
  person: null,
  team: 'desk',
  type: 'mail',
  tasks: 1,
  standardMinutes: 6,
  handleMinutes: 5,
  ...change,
})
