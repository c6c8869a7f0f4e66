/** Rows and lanes for the floor's tests: everything on Monday 23 November 2026, in UTC. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import type { OfficeHours } from '../../server/domain/calendar.js'
import type { Shift } from '../../server/domain/load.js'
import type { UsualLook } from '../../server/domain/usual.js'
import { lanesOf, type Lane } from '../../web/views/floor-lanes.js'
import type { MayDo } from '../../web/views/floor-outlook.js'

export const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00.000Z`)
export const iso = (clock: string) => new Date(at(clock)).toISOString()
export const shift: Shift = { from: at('08:00'), to: at('17:00'), breaks: [] }

export const office: OfficeHours = {
  timeZone: 'UTC',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
}

export const task = (no: number, more: Partial<ShownTask> = {}): ShownTask => ({
  no,
  type: 'permit',
  team: 'desk',
  status: 'queued',
  priority: 'normal',
  holder: null,
  dueAt: null,
  createdAt: iso('08:00'),
  claimedAt: null,
  followUpAt: null,
  finishedAt: null,
  standardMinutes: 25,
  confidential: false,
  seq: no,
  title: `Task ${no}`,
  ...more,
})

export const person = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name: id[0]!.toUpperCase() + id.slice(1),
  role: 'clerk',
  grade: 'II',
  team: 'desk',
  leads: [],
  active: true,
  presence: 'available',
  presenceSince: iso('08:00'),
  help: null,
  ...more,
})

export const held = (no: number, holder: string, more: Partial<ShownTask> = {}) =>
  task(no, { holder, status: 'assigned', ...more })

export const desk: ReadonlySet<string> = new Set(['desk'])
export const everyone: MayDo = () => true

/** By `<person>/<type>`: finished tasks and the sum of their ratios to the standard. */
export const known = (of: Record<string, [tasks: number, ratios: number]>): UsualLook =>
  new Map(Object.entries(of).map(([id, [tasks, ratios]]) => [id, { tasks, ratios }]))

export const lanes = (
  people: PersonRow[],
  tasks: ShownTask[],
  now: number,
  usual: UsualLook = known({}),
): Lane[] => lanesOf(people, tasks, desk, { shiftOf: () => shift, usual, now })
