import { expect, it } from 'vitest'
import type { LeaveRow, ShiftRow } from '../../server/contract/desk-rows.js'
import type { Level, PersonRow, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { callAction, callWords } from '../../web/views/floor-sentences.js'
import { FloorView } from '../../web/views/floor.svelte.js'
import { me, snapshot } from '../support/small-board.js'
import { at, iso, person, task } from './floor-rows.js'

/** Monday 23 November 2026, ten o'clock in UTC; Thursday is Thanksgiving. */
const TODAY = '2026-11-23'
const TUE = '2026-11-24'
const renee: Me = { ...me, ...person('renee', { role: 'lead', leads: ['desk'] }), username: 'r' }
const people: PersonRow[] = [renee, person('ana'), person('tom'), person('zoe')]
const type = (id: string, more: Partial<TaskTypeRow> = {}): TaskTypeRow => ({
  id,
  name: id === 'vital' ? 'Vital records' : id,
  standardMinutes: 25,
  steps: [],
  fields: [],
  reviewRate: 0,
  requiredLevel: 1,
  team: 'desk',
  priority: 'normal',
  due: null,
  active: true,
  ...more,
})
const onLeave = (who: string, day: string, more: Partial<LeaveRow> = {}): LeaveRow => ({
  id: `${who}/${day}`,
  person: who,
  team: 'desk',
  from: day,
  to: day,
  part: null,
  kind: 'vacation',
  reason: null,
  state: 'approved',
  askedAt: iso('08:00'),
  askedBy: who,
  word: null,
  answer: null,
  ...more,
})
/** Work that is due then, spread over the hours until it. */
const due = (no: number, of: string, day: string, minutes: number): ShownTask =>
  task(no, { type: of, dueAt: `${day}T16:00:00.000Z`, standardMinutes: minutes })

type Given = {
  leaves: LeaveRow[]
  tasks?: ShownTask[]
  levels?: Record<string, Level>
  shifts?: ShiftRow[]
  types?: TaskTypeRow[]
  viewer?: Me
  now?: string
}
const skills: Record<string, Level> = { 'ana/vital': 3, 'ana/permit': 3, 'tom/permit': 3 }

function floor({ leaves, tasks = [], levels = skills, shifts = [], ...more }: Given) {
  const shot = snapshot(1, tasks, { me: more.viewer ?? renee })
  shot.office = { ...shot.office, days: [1, 2, 3, 4, 5] }
  Object.assign(shot.tables, {
    team: [{ id: 'desk', name: 'Desk', location: 'City Hall' }],
    person: people,
    taskType: more.types ?? [type('permit'), type('vital')],
    skill: Object.entries(levels).map(([id, level]) => {
      const [who, what] = id.split('/')
      return { id, person: who, team: 'desk', type: what, level }
    }),
    leave: leaves,
    shift: shifts,
  })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  const now = at(more.now ?? '10:00')
  replica.freshness = { state: 'live', asOf: new Date(now).toISOString() }
  const view = new FloorView({
    replica,
    outbox: { pending: new Map(), pendingOn: () => undefined },
    clock: { now },
    router: { get: () => null },
    teams: { all: [...replica.tables.team.values()], current: null },
  } as unknown as App)
  const calls = () => view.calls.filter(({ kind }) => kind === 'absence')
  const said = () => calls().map((call) => callWords(call, new Times('UTC'), now).sentence)
  return { view, calls, said }
}

it('says which hours of tomorrow approved leave leaves to nobody, once for all that one person leaves', () => {
  const tasks = [due(1, 'vital', TUE, 90), due(2, 'permit', TUE, 90)]
  const { calls, said } = floor({ leaves: [onLeave('ana', TUE)], tasks })
  expect(said()).toEqual([
    'Tuesday 8–17: nobody can take Vital records alone, because Ana is on leave.',
  ])
  expect(calls().map((call) => callAction(call, true))).toEqual([
    { kind: 'cover', label: 'Open timetable', day: TUE, hour: 8, type: 'vital' },
  ])
})

it('names types that are open in the same hours together, and counts what else there is', () => {
  const tasks = [due(1, 'vital', TODAY, 60), due(2, 'permit', TODAY, 60), due(3, 'vital', TUE, 60)]
  const levels: Record<string, Level> = { 'ana/vital': 3, 'ana/permit': 3, 'tom/permit': 1 }
  const { said } = floor({ leaves: [onLeave('ana', TODAY, { to: TUE })], tasks, levels })
  // Tom is learning permits: beside a trainer he covers, alone he does not.
  expect(said()).toEqual([
    'Today 10–17: nobody can take permit and Vital records alone, because Ana is on leave. It leaves 1 more gap.',
  ])
})

it('tells of leave later today, in the hours of it alone', () => {
  const part = { from: '14:00', to: '16:00' }
  const tasks = [due(1, 'vital', TODAY, 60)]
  expect(floor({ leaves: [onLeave('ana', TODAY, { part })], tasks }).said()).toEqual([
    'Today 14–16: nobody can take Vital records alone, because Ana is on leave.',
  ])
  expect(floor({ leaves: [onLeave('ana', TODAY, { part })], tasks, now: '16:05' }).said()).toEqual(
    [],
  )
})

it('says how many are left where that is fewer than the hours ask for', () => {
  const tasks = [due(1, 'permit', TUE, 9 * 100)]
  const leaves = [onLeave('ana', TUE)]
  expect(floor({ leaves, tasks }).said()).toEqual([
    'Tuesday 8–17: 1 can take permit alone and 2 are needed, because Ana is on leave.',
  ])
})

it('says nothing where coverage holds, nothing is asked for, or leave is not why', () => {
  const vital = [due(1, 'vital', TUE, 60)]
  const ana = [onLeave('ana', TUE)]
  // Enough without her; nothing due; only asked for; nobody could anyway; she would not have been there.
  expect(floor({ leaves: ana, tasks: [due(1, 'permit', TUE, 60)] }).said()).toEqual([])
  expect(floor({ leaves: ana }).said()).toEqual([])
  expect(floor({ leaves: [onLeave('ana', TUE, { state: 'asked' })], tasks: vital }).said()).toEqual(
    [],
  )
  expect(floor({ leaves: [onLeave('tom', TUE)], tasks: vital }).said()).toEqual([])
  const off: ShiftRow = {
    id: `ana/${TUE}`,
    person: 'ana',
    team: 'desk',
    day: TUE,
    work: null,
    note: null,
    by: 'renee',
  }
  expect(floor({ leaves: ana, tasks: vital, shifts: [off] }).said()).toEqual([])
  // What waits outside or is being checked asks for nobody.
  const over = [
    { ...due(1, 'vital', TUE, 60), status: 'waiting' as const },
    { ...due(2, 'vital', TUE, 60), status: 'review' as const },
  ]
  expect(floor({ leaves: ana, tasks: over }).said()).toEqual([])
  // The day after tomorrow is for then.
  const later = '2026-11-25'
  expect(
    floor({ leaves: [onLeave('ana', later)], tasks: [due(1, 'vital', later, 60)] }).said(),
  ).toEqual([])
})

it('knows that work is bound to a place, and what usually comes in', async () => {
  const elsewhere: ShiftRow = {
    id: `tom/${TUE}`,
    person: 'tom',
    team: 'desk',
    day: TUE,
    work: { from: '08:00', to: '17:00', breaks: [], blocks: [], location: 'Annex' },
    note: null,
    by: 'renee',
  }
  const types = [type('permit', { location: 'City Hall' })]
  const { view, said } = floor({ leaves: [onLeave('ana', TUE)], shifts: [elsewhere], types })
  expect(said()).toEqual([])
  const arrivals = [{ type: 'permit', weekday: 2, hour: 15, standardMinutes: 30 }]
  await view.absences.learn(
    (() => Promise.resolve({ ok: true, seq: 1, output: { weeks: 4, arrivals } })) as never,
    ['desk'],
  )
  expect(said()).toEqual(['Tuesday 15–16: nobody can take permit alone, because Ana is on leave.'])
})

it('is not said to whom it is not told who can do what', () => {
  const viewer: Me = { ...me, ...person('sue', { role: 'supervisor', team: null }), username: 's' }
  const tasks = [due(1, 'vital', TUE, 60)]
  expect(floor({ leaves: [onLeave('ana', TUE)], tasks, viewer }).said()).toEqual([])
})

it('is told to a supervisor from what the server counts, since skills are not told to them', async () => {
  const viewer: Me = { ...me, ...person('sue', { role: 'supervisor', team: null }), username: 's' }
  const { view, said, calls } = floor({ leaves: [onLeave('ana', TODAY)], viewer, levels: {} })
  expect(said()).toEqual([])
  const asked: unknown[] = []
  const hour = (at: number, vital: number, need: number | null) => ({
    ...{ day: TODAY, hour: at, here: 2, of: 3, need },
    types: [
      { type: 'vital', left: vital, need },
      { type: 'permit', left: 1, need: 1 },
    ],
  })
  const dispatch = ((name: string, input: unknown) => {
    asked.push([name, input])
    // Nine o'clock is over; nothing is known of eleven.
    const hours = [hour(9, 0, 1), hour(10, 1, 2), hour(11, 0, null), hour(14, 0, 1), hour(15, 0, 1)]
    return Promise.resolve({ ok: true, seq: 1, output: { hours } })
  }) as unknown as App['dispatch']
  await view.absences.learnUntold(dispatch)
  expect(asked).toEqual([['leave.coverage', { leave: `ana/${TODAY}` }]])
  expect(said()).toEqual([
    'Today 10–11: 1 can take Vital records and 2 are needed, because Ana is on leave. It leaves 1 more gap.',
  ])
  expect(calls().map((call) => callAction(call, false))).toMatchObject([
    { kind: 'cover', day: TODAY, hour: 10 },
  ])
})

it('asks the server nothing where a lead is told what people can do', () => {
  expect(floor({ leaves: [onLeave('ana', TUE)] }).view.absences.untoldKey).toBe('')
})
