/** A desk as balancing sees it: its rows and a timetable made into a floor. */
import type { LeaveRow, ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import type { TaskTypeRow, TeamRow } from '../../server/contract/rows.js'
import { floorOf, type DeskRows } from '../../server/domain/balance/desk/floor-of.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { timetableFrom } from '../../server/domain/timetable.js'
import { Desk, newBoard, office, teams } from './floor.js'

export const permits = teams[0] as TeamRow
export const desk = () => new Desk(newBoard())
export const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
export const shift = (person: string, day: WorkDay | null): ShiftRow => ({
  id: `${person}/2026-11-23`,
  person,
  team: 'permits',
  day: '2026-11-23',
  work: day,
  note: null,
  by: 'lee',
})

export type Given = {
  shifts?: ShiftRow[]
  leave?: LeaveRow[]
  types?: TaskTypeRow[]
  team?: TeamRow
  now?: string
}

export function seen(
  { board, now: at }: Desk,
  { shifts = [], leave = [], types, team = permits, now = at }: Given = {},
) {
  const { person, skill, taskType: known, team: teamRows, task } = board.tables
  const taskTypes = new Map(known)
  for (const type of types ?? []) taskTypes.set(type.id, type)
  const rows: DeskRows = {
    person: person.values(),
    skill,
    taskType: taskTypes,
    team: teamRows,
    task: task.values(),
  }
  const timetable = timetableFrom(
    { ...office, federalHolidays: false },
    {
      shift: new Map(shifts.map((row) => [row.id, row])),
      pattern: new Map(),
      leave,
    },
  )
  return floorOf(rows, team, now, timetable)
}

export const create = (on: Desk, type: string, more: object = {}) =>
  on.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
export const taskIn = ({ floor }: { floor: Floor }, no: number) =>
  floor.tasks.find((task) => task.no === no)!
