import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { UndoRow } from '../../server/contract/desk-rows.js'
import { me, settle } from '../support/small-board.js'
import { at, iso, person, task } from './floor-rows.js'
import { lead, may, people, shift, timetable, TUE, WED, work } from './timetable-screen.js'

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

  it('counts what is still to be done: not what waits or is finished, and less of what is in hand', () => {
    const today = { type: 'vital', dueAt: iso('16:00'), standardMinutes: 90, holder: 'ana' }
    const given = [
      task(3, { ...today, status: 'waiting' }),
      task(4, { ...today, status: 'review' }),
      task(5, { ...today, status: 'active', activeSince: iso('09:00'), handleMinutes: 9 }),
    ]
    const { view } = timetable({ query: { cover: 'vital' }, given })
    const ten = view.cover[0]?.hours.find(({ hour }) => hour === 10)
    expect(ten?.need).toBeCloseTo((90 + 21) / 7)
  })

  it('counts what is due further down the queue than the screen holds, and asks again as its edge moves', async () => {
    const { desk, view, link, replica } = timetable({ query: { cover: 'vital' } })
    const ask = async (output: object) => {
      const asking = view.beyond.learn(desk.app.dispatch)
      const { frame, answer } = link.sent.shift()!
      answer({ ok: true, output, seq: 1 })
      await asking
      return frame
    }
    const need = () => view.cover[0]?.hours.find(({ hour }) => hour === 10)?.need
    expect(view.beyond.key).toBe('')
    const after = { priority: 'normal' as const, dueAt: iso('12:00'), no: 2 }
    replica.until = { desk: after, mail: after }
    const { key } = view.beyond
    const due = [{ type: 'vital', dueAt: iso('15:00'), standardMinutes: 70 }]
    expect(await ask({ due })).toMatchObject({
      name: 'coverage.beyond',
      input: { team: 'desk', after, until: '2026-11-27' },
    })
    expect(link.sent).toEqual([])
    expect(need()).toBeCloseTo((90 + 70) / 7)
    replica.until = { desk: { ...after, no: 3 } }
    expect(view.beyond.key).not.toBe(key)
    await ask({ due: [] })
    expect(need()).toBeCloseTo(90 / 7)
    // The whole queue is here now: what was told before is on the board.
    await ask({ due })
    replica.until = { desk: null }
    expect(need()).toBeCloseTo(90 / 7)
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

  it('offers to take back the last of one’s own changes for as long as that can be', async () => {
    const undo = (id: string, more: Partial<UndoRow> = {}): UndoRow => ({
      id,
      by: 'renee',
      what: `Ana, ${id}`,
      at: iso('09:52'),
      until: iso('10:02'),
      tasks: [],
      ...more,
    })
    const onTasks = undo('u4', { at: iso('09:58'), tasks: [{ no: 1, seq: 1, before: {} }] })
    const theirs = undo('u5', { by: 'tom', at: iso('09:59') })
    const over = undo('u1', { at: iso('09:50'), until: iso('10:00') })
    const undos = [over, undo('u2'), undo('u3', { at: iso('09:55') }), onTasks, theirs]
    const { desk, link, shown } = timetable({ viewer: may, undos })
    expect(desk.undoable?.what).toBe('Ana, u3')
    void desk.undoLast()
    void desk.undoLast()
    await settle()
    expect(link.sent.map(({ frame }) => frame)).toMatchObject([
      { name: 'undo.apply', input: { undo: 'u3' } },
    ])
    link.sent.shift()!.answer({ ok: true, output: { tasks: [] }, seq: 2 })
    await settle()
    expect(shown.at(-1)?.text).toBe('Undone: Ana, u3.')
    expect(timetable({ viewer: may, undos: [over] }).desk.undoable).toBeNull()
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
