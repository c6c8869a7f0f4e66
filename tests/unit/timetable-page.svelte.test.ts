import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import type { PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
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
const TUE = '2026-11-24'
const WED = '2026-11-25'
const lead: Me = { ...me, ...person('renee', { role: 'lead', leads: ['desk'] }), username: 'lead' }
const people: PersonRow[] = [lead, person('ana'), person('tom'), person('joel', { team: 'mail' })]
const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
const shift = (
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
type Given = { viewer?: Me; shifts?: ShiftRow[]; query?: Record<string, string>; bound?: string }

function timetable({ viewer = lead, shifts = [], query = {}, bound }: Given = {}) {
  const tasks = [
    task(1, { type: 'vital', dueAt: iso('16:00'), standardMinutes: 90 }),
    task(2, { type: 'vital', dueAt: `${TUE}T16:00:00.000Z`, standardMinutes: 18 }),
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
const may = { ...lead, permissions: ['shift.save'] }

beforeEach(() => {
  vi.useFakeTimers({ now: at('10:00') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a week', () => {
  it('shows the people of the team, day by day, in words', () => {
    const { view, words } = timetable({
      shifts: [shift('ana', TUE, work('08:00', '12:00'), 'Course'), shift('tom', TUE, null)],
    })
    expect(view.rows.map((row) => row.person.id)).toEqual(['ana', 'renee', 'tom'])
    expect(words('ana')).toEqual([
      '8:00–17:00',
      '8:00–12:00',
      '8:00–17:00',
      'Thanksgiving Day',
      '8:00–17:00',
    ])
    expect(words('tom')?.[1]).toBe('Not at work')
    expect(view.folded).toBe(2)
    expect(view.rows[0]?.minutes).toBe((3 * 9 + 4) * 60)
    expect(view.cellOf(`ana/${TUE}`)?.label).toBe('Ana, Tuesday 24 Nov: 8:00–12:00, Course')
    expect(view.days.map(({ today }) => today)).toEqual([true, false, false, false, false])
  })

  it('says why a day is not as usual to whom it is told', () => {
    const drawn = shift('ana', TUE, work('08:00', '12:00'), 'Course')
    const { view } = timetable({ shifts: [{ ...drawn, reason: 'Dentist' }] })
    expect(view.cellOf(`ana/${TUE}`)?.more).toBe('Course · Dentist')
    const clerk = timetable({ viewer: { ...me, ...person('tom'), username: 'tom' } }).view
    expect(people.filter(clerk.isTold).map(({ id }) => id)).toEqual(['tom'])
  })

  it('unfolds a Saturday on which somebody works, and widens its scale to who comes early', () => {
    const { view } = timetable({ shifts: [shift('ana', '2026-11-28', work('05:30', '09:00'))] })
    expect(view.days.map(({ day }) => day)).toContain('2026-11-28')
    expect(view.folded).toBe(1)
    expect(view.scale).toEqual({ from: 4 * 60, to: 18 * 60 })
    expect(timetable().view.scale).toEqual({ from: 7 * 60, to: 18 * 60 })
  })

  it('goes by the address, and by this week where that is no day', () => {
    expect(timetable({ query: { week: '2026-12-03' } }).view.monday).toBe('2026-11-30')
    expect(timetable({ query: { week: 'soon' } }).view.monday).toBe('2026-11-23')
    const past = timetable({ viewer: may, query: { week: '2026-11-02' } }).view
    expect(past.isForgotten).toBe(true)
    expect(past.rows[0]?.cells[0]?.may).toBe(false)
  })

  it('is drawn by leads of the team and by admins, and read by others', () => {
    expect(timetable({ viewer: may }).view.readOnly).toBe(false)
    expect(timetable({ viewer: { ...may, leads: ['mail'] } }).view.readOnly).toBe(true)
    expect(timetable({ viewer: { ...may, role: 'admin', leads: [] } }).view.readOnly).toBe(false)
    const supervisor = timetable({ viewer: { ...lead, role: 'supervisor', leads: [] } }).view
    expect(supervisor.readOnly).toBe(true)
    expect(supervisor.knowsSkills).toBe(false)
  })
})

describe('coverage', () => {
  it('counts who can do it and is there, and says where nobody is', () => {
    const afternoon = shift('ana', TUE, work('12:00', '17:00'))
    const { view } = timetable({ shifts: [afternoon], query: { cover: 'vital' } })
    const tuesday = view.cover.find(({ day }) => day === TUE)
    expect(tuesday?.hours.find(({ hour }) => hour === 9)).toMatchObject({ people: 0, need: 2 })
    expect(tuesday?.hours.find(({ hour }) => hour === 13)).toMatchObject({ people: 1, minutes: 60 })
    expect(view.notes.map(({ text }) => text)).toEqual(['Tue 8–12: nobody can take Vital records'])
  })

  it('spreads what is due today over the hours that are left', () => {
    const { view } = timetable({ query: { cover: 'vital' } })
    const monday = view.cover[0]?.hours
    expect(monday?.find(({ hour }) => hour === 9)?.need).toBe(0)
    expect(monday?.find(({ hour }) => hour === 10)?.need).toBeCloseTo(90 / 7)
    expect(view.notes).toEqual([])
  })

  it('leaves out who is elsewhere where the type is bound to a place', () => {
    const away = shift('ana', TUE, work('08:00', '17:00', { location: 'Annex' }))
    const { view } = timetable({ shifts: [away], query: { cover: 'vital' }, bound: 'City Hall' })
    expect(view.notes.map(({ text }) => text)).toEqual(['Tue 8–17: nobody can take Vital records'])
    expect(view.cellOf(`ana/${TUE}`)?.more).toBe('Annex')
  })

  it('adds what usually comes in, and says where that is too much', () => {
    const { view } = timetable({ query: { cover: 'vital' } })
    view.arrivals = [{ type: 'vital', weekday: 3, hour: 9, standardMinutes: 700 }]
    expect(view.notes.map(({ text }) => text)).toEqual(['Wed: 11 h 40 of work, 9 h 00 of people'])
  })
})

describe('drawing', () => {
  it('shows what is wanted until there is an answer, then offers to undo', async () => {
    const { desk, view, link, shown, accept } = timetable({
      viewer: may,
      shifts: [shift('ana', TUE, work('10:00', '12:00'), 'Course')],
    })
    const cell = () => view.cellOf(`ana/${TUE}`)!
    desk.drag.begin(cell(), 11 * 60, 10)
    desk.drag.move(12.6 * 60)
    expect(desk.drag.draft?.work).toMatchObject({ from: '11:30', to: '13:30' })
    expect(link.sent).toHaveLength(0)
    desk.commit()
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({
      name: 'shift.save',
      input: { person: 'ana', day: TUE, work: { from: '11:30', to: '13:30' } },
    })
    expect(cell()).toMatchObject({ words: '11:30–13:30', pending: true })
    await accept({ put: shift('ana', TUE, work('11:30', '13:30'), 'Course') }, { undo: 'u2' })
    expect(cell()).toMatchObject({ words: '11:30–13:30', pending: false })
    expect(shown.at(-1)?.text).toBe('Ana: Tuesday 11:30–13:30.')
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({ name: 'undo.apply', input: { undo: 'u2' } })
    await accept({ put: shift('ana', TUE, work('10:00', '12:00'), 'Course') })
    expect(shown.at(-1)?.text).toBe('It is as it was.')
  })

  it('says nothing of undoing where nothing is otherwise than before', async () => {
    const { desk, view, shown, accept } = timetable({ viewer: may })
    void desk.save('ana', TUE, { work: view.plannedWork('ana', TUE) })
    await settle()
    await accept({}, { undo: null })
    expect(shown.at(-1)).toEqual({ text: 'Ana: Tuesday 8:00–17:00.' })
  })

  it.each([
    ['This week as usual', 'shift.clear', { day: '2026-11-23', to: '2026-11-29' }],
    ['Repeat this week every week', 'pattern.save', { from: '2026-11-23', clear: [TUE, WED] }],
  ])('does “%s” with one command, and takes it back with one', async (label, name, input) => {
    const shifts = [shift('ana', TUE, work('10:00', '12:00')), shift('ana', WED, null)]
    const { desk, view, link, shown, accept } = timetable({ viewer: may, shifts })
    const item = desk
      .rowItems(view.personOf('ana')!)
      .find((one) => 'label' in one && one.label === label)
    if (item && 'onselect' in item) item.onselect?.()
    await settle()
    expect(link.sent.map(({ frame }) => frame)).toMatchObject([
      { name, input: { person: 'ana', ...input } },
    ])
    expect(view.cellOf(`ana/${TUE}`)?.pending).toBe(true)
    await accept({}, { undo: 'u2' })
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent.map(({ frame }) => frame)).toMatchObject([
      { name: 'undo.apply', input: { undo: 'u2' } },
    ])
  })

  it('sends nothing for a hand that trembles, nor for what ends where it began', async () => {
    const { desk, view, link } = timetable({ viewer: may })
    const cell = view.cellOf(`ana/${TUE}`)!
    desk.drag.begin(cell, 600, 10)
    desk.drag.move(604)
    expect(desk.drag.draft).toBeNull()
    desk.drag.move(660)
    desk.drag.move(600)
    desk.commit()
    await settle()
    expect(link.sent).toHaveLength(0)
  })

  it('holds an end, the body, or nothing, and never makes less than a quarter of an hour', () => {
    const { desk, view } = timetable({ viewer: may })
    const cell = view.cellOf(`ana/${TUE}`)!
    const drawn = (from: number, to: number) => {
      const held = desk.drag.begin(cell, from, 10)
      desk.drag.move(to)
      const { work: own } = desk.drag.end() ?? { work: null }
      return held && own ? `${own.from}-${own.to}` : held
    }
    expect(drawn(8 * 60 + 5, 10 * 60 + 2)).toBe('10:00-17:00')
    expect(drawn(17 * 60 + 8, 7 * 60)).toBe('08:00-08:15')
    expect(drawn(12 * 60, 20 * 60)).toBe('14:45-23:45')
    expect(drawn(18 * 60, 19 * 60)).toBe(false)
    const readOnly = timetable().view.cellOf(`ana/${TUE}`)!
    expect(desk.drag.begin(readOnly, 600, 10)).toBe(false)
  })

  it('nudges by keys and sends one command for all of it', async () => {
    const { desk, view, link } = timetable({ viewer: may })
    const cell = view.cellOf(`ana/${TUE}`)!
    for (const by of [1, 1, -1] as const) desk.drag.nudge(cell, 'move', by)
    desk.drag.nudge(cell, 'end', 1)
    desk.commit()
    await settle()
    expect(link.sent.map(({ frame }) => frame.input)).toMatchObject([
      { work: { from: '08:15', to: '17:30' } },
    ])
  })

  it('tells a refusal and shows the day as it was', async () => {
    const { desk, view, link, shown } = timetable({ viewer: may })
    void desk.save('ana', TUE, { work: null })
    await settle()
    link.sent.shift()!.answer({ ok: false, error: { code: 'not_allowed', message: 'No.' } })
    await settle()
    expect(shown.at(-1)).toMatchObject({ text: 'No.', tone: 'late' })
    expect(view.cellOf(`ana/${TUE}`)).toMatchObject({ words: '8:00–17:00', pending: false })
  })
})
