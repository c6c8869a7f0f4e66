/** A lead's timetable with a link answered by hand. */
import type { ShiftRow, UndoRow, WorkDay } from '../../server/contract/desk-rows.js'
import type { PersonRow, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { TimetableDesk } from '../../web/pages/timetable-desk.svelte.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { Dispatcher } from '../../web/wire/dispatch.js'
import { HandLink } from '../support/hand-link.js'
import { envelope, me, settle, snapshot } from '../support/small-board.js'
import { at, iso, person, task } from './floor-rows.js'

/** Everything on Monday 23 November 2026, in UTC; Thursday is Thanksgiving. */
export const TUE = '2026-11-24'
export const WED = '2026-11-25'
export const lead: Me = {
  ...me,
  ...person('renee', { role: 'lead', leads: ['desk'] }),
  username: 'lead',
}
export const people: PersonRow[] = [
  lead,
  person('ana'),
  person('tom'),
  person('joel', { team: 'mail' }),
]
export const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
export const shift = (
  who: string,
  day: string,
  own: WorkDay | null,
  note: string | null = null,
): ShiftRow => ({
  id: `${who}/${day}`,
  person: who,
  team: 'desk',
  day,
  work: own,
  note,
  by: 'renee',
})
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

type Shown = { text: string; action?: { label: string; run: () => void } }
type Given = {
  viewer?: Me
  shifts?: ShiftRow[]
  query?: Record<string, string>
  bound?: string
  given?: ShownTask[]
  undos?: UndoRow[]
}

export function timetable({
  viewer = lead,
  shifts = [],
  query = {},
  bound,
  given = [],
  undos = [],
}: Given = {}) {
  const tasks = [
    task(1, { type: 'vital', dueAt: iso('16:00'), standardMinutes: 90 }),
    task(2, { type: 'vital', dueAt: `${TUE}T16:00:00.000Z`, standardMinutes: 18 }),
    ...given,
  ]
  const shot = snapshot(1, tasks, { me: viewer })
  Object.assign(shot.office, { days: [1, 2, 3, 4, 5] })
  Object.assign(shot.tables, {
    team: [
      { id: 'desk', name: 'Desk', location: 'City Hall' },
      { id: 'mail', name: 'Mail', location: 'Annex' },
    ],
    person: people,
    taskType: [type('vital', { location: bound ?? null })],
    skill: [{ id: 'ana/vital', person: 'ana', team: 'desk', type: 'vital', level: 3 }],
    shift: shifts,
    undo: undos,
  })
  const link = new HandLink()
  link.open()
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  replica.freshness = { state: 'live', asOf: iso('10:00') }
  const outbox = new Dispatcher(link)
  const shown: Shown[] = []
  const app = {
    replica,
    outbox,
    dispatch: outbox.dispatch,
    clock: { now: at('10:00') },
    times: new Times('UTC'),
    router: { get: (name: string) => query[name] ?? null },
    teams: { all: [replica.tables.team.get('desk')], current: 'desk' },
    announcer: {
      show: (text: string, options: Omit<Shown, 'text'> = {}) => shown.push({ text, ...options }),
    },
  } as unknown as App
  const desk = new TimetableDesk(app)
  /** Answers the oldest command, with a row put or dropped. */
  async function accept(change: { put?: ShiftRow; drop?: string } = {}, output: object = {}) {
    const { answer } = link.sent.shift()!
    const seq = replica.seq + 1
    replica.apply(
      envelope(seq - 1, seq, [], [], {
        puts: change.put ? { shift: [change.put] } : {},
        drops: change.drop ? { shift: [change.drop] } : {},
      }),
    )
    answer({ ok: true, output, seq })
    await settle()
  }
  const words = (who: string) =>
    desk.view.rows.find((row) => row.person.id === who)?.cells.map((cell) => cell.words)
  return { desk, view: desk.view, link, shown, accept, words, replica }
}
export const may = { ...lead, permissions: ['shift.save'] }
