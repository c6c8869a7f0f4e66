/** A lead's floor on a link that answers by hand, for tests of what is done on it. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { FloorDesk } from '../../web/pages/floor-desk.svelte.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { Dispatcher } from '../../web/wire/dispatch.js'
import { HandLink } from '../support/hand-link.js'
import { envelope, me, settle, snapshot } from '../support/small-board.js'
import { at, held, iso, person, task } from './floor-rows.js'

export const renee: Me = {
  ...me,
  ...person('renee', { role: 'lead', leads: ['desk'] }),
  username: 'lead',
}
const permit = {
  id: 'permit',
  name: 'Permit',
  standardMinutes: 25,
  steps: [],
  fields: [],
  reviewRate: 0,
  requiredLevel: 2 as const,
  team: 'desk',
  priority: 'normal' as const,
  due: null,
  active: true,
}
export const tasks: ShownTask[] = [
  task(1, { dueAt: iso('09:00') }),
  task(2),
  held(3, 'ana', { status: 'active', claimedAt: iso('09:50'), activeSince: iso('09:50') }),
  held(4, 'ana'),
]
export const people: PersonRow[] = [
  renee,
  person('ana'),
  person('tom'),
  person('joel', { team: 'mail' }),
]

type Shown = { text: string; action?: { label: string; run: () => void } }

type Setting = { location?: string | null; open?: typeof tasks }

export function floor(viewer: Me = renee, { location = null, open = tasks }: Setting = {}) {
  const shot = snapshot(1, open, { me: viewer })
  Object.assign(shot.tables, {
    team: [{ id: 'desk', name: 'Desk', location: 'Hall' }],
    person: people,
    taskType: [{ ...permit, location }],
    skill: ['ana', 'renee'].map((id) => ({
      id: `${id}/permit`,
      person: id,
      team: 'desk',
      type: 'permit',
      level: 3,
    })),
    backlog: [
      { id: 'b', team: 'desk', type: 'permit', priority: 'normal', tasks: 2, standardMinutes: 50 },
    ],
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
    router: { get: () => null },
    teams: { all: [...replica.tables.team.values()], current: null },
    keys: { hint: () => null, keyOf: () => 'a', off: false },
    announcer: {
      show: (text: string, options: Omit<Shown, 'text'> = {}) => shown.push({ text, ...options }),
      close: () => undefined,
    },
  } as unknown as App
  const desk = new FloorDesk(app)
  /** Answers the oldest command: with rows put, as accepted; else as refused. */
  async function answer(rows: ShownTask[] | null, error: object = {}) {
    const { answer: reply } = link.sent.shift()!
    if (rows) {
      const seq = replica.seq + 1
      replica.apply(envelope(seq - 1, seq, rows))
      reply({ ok: true, output: { tasks: rows, undo: `undo-${seq}` }, seq })
    } else
      reply({
        ok: false,
        error: { code: 'not_qualified', message: 'Nothing was assigned.', ...error },
      })
    await settle()
  }
  return { desk, view: desk.view, link, replica, shown, answer }
}
