import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import { personDay, timetableFrom } from '../../server/domain/timetable.js'
import { Desk, office } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const TUESDAY = '2026-11-24'
const week: RawInput<'leave.ask'> = { from: '2026-11-30', to: '2026-12-04', kind: 'vacation' }

const ask = (who: string, more: Partial<RawInput<'leave.ask'>> = {}) =>
  desk.do(who, 'leave.ask', { ...week, ...more }).leave.id
const stateOf = (id: string) => desk.board.tables.leave.get(id)?.state
const bySupervisor = () => desk.do('ada', 'office.save', { desk: { leaveBy: 'supervisor' } })
/** A second lead of the team. */
const secondLead = () =>
  desk.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['permits'] })

describe('asking for leave', () => {
  it('is for oneself, and a lead may enter it for their team', () => {
    expect(desk.do('ana', 'leave.ask', { ...week, reason: 'Family' }).leave).toMatchObject({
      person: 'ana',
      team: 'permits',
      state: 'asked',
      askedBy: 'ana',
      part: null,
      reason: 'Family',
    })
    expect(
      desk.do('lee', 'leave.ask', { ...week, person: 'ben', kind: 'sick' }).leave,
    ).toMatchObject({
      person: 'ben',
      askedBy: 'lee',
    })
    expect(desk.code('ana', 'leave.ask', { ...week, person: 'rae' })).toBe('not_allowed')
    expect(desk.code('lee', 'leave.ask', { ...week, person: 'rae' })).toBe('not_allowed')
    expect(desk.code('sue', 'leave.ask', { ...week, person: 'rae' })).toBe('not_allowed')
    expect(desk.code('sue', 'leave.ask', week)).toBe('ok')
  })

  it('names the field of a bad day', () => {
    const paths = (who: string, more: Partial<RawInput<'leave.ask'>>) => {
      const tried = desk.try(who, 'leave.ask', { ...week, ...more })
      return tried.ok ? [] : (tried.error.problems ?? []).map(({ path }) => path)
    }
    expect(paths('ana', { to: '2026-11-29' })).toEqual(['to'])
    expect(paths('ana', { from: '2026-11-22' })).toEqual(['from'])
    expect(paths('ana', { from: '2028-01-03', to: '2028-01-04' })).toEqual(['from'])
    expect(paths('ana', { from: '2027-12-20', to: '2028-01-04' })).toEqual(['to'])
    expect(paths('ana', { from: '2026-12-01', to: '2027-01-30' })).toEqual(['to'])
    expect(paths('ana', { from: '2026-12-01', to: '2027-01-29' })).toEqual([])
    expect(paths('ana', { part: { from: '11:00', to: '11:00' } })).toEqual(['part.to'])
  })

  it('may be entered by a lead for days just over, as sick leave is', () => {
    const days = { from: '2026-11-19', to: '2026-11-20', kind: 'sick' as const }
    expect(desk.code('ana', 'leave.ask', days)).toBe('invalid_input')
    expect(desk.code('lee', 'leave.ask', { ...days, person: 'ana' })).toBe('ok')
    expect(desk.code('lee', 'leave.ask', { ...days, person: 'ben', from: '2026-11-08' })).toBe(
      'invalid_input',
    )
  })

  it('names the leave that it would overlap, unless that was refused or takes other hours', () => {
    ask('ana', { from: TUESDAY, to: TUESDAY, part: { from: '08:00', to: '10:00' } })
    const again = desk.try('ana', 'leave.ask', { ...week, from: TUESDAY })
    expect(again).toMatchObject({ error: { code: 'wrong_state' } })
    expect(again.ok ? '' : again.error.message).toBe(
      'Ana Delgado already has leave on Tue 24 Nov, 8:00–10:00, which is asked for.',
    )
    const later = { from: TUESDAY, to: TUESDAY, part: { from: '10:00', to: '12:00' } }
    expect(desk.code('ana', 'leave.ask', { ...week, ...later })).toBe('ok')
    const id = ask('ben')
    desk.do('lee', 'leave.answer', { leave: id, approve: false, reason: 'Audit week' })
    expect(desk.code('ben', 'leave.ask', week)).toBe('ok')
  })
})

describe('answering leave', () => {
  it('is for a lead of the team, and never one’s own', () => {
    const id = ask('ana')
    expect(desk.code('ana', 'leave.answer', { leave: id, approve: true })).toBe('not_allowed')
    expect(desk.code('ben', 'leave.answer', { leave: id, approve: true })).toBe('not_found')
    expect(desk.code('ada', 'leave.answer', { leave: id, approve: true })).toBe('not_allowed')
    expect(desk.code('sue', 'leave.answer', { leave: id, approve: true })).toBe('not_allowed')
    expect(desk.code('lee', 'leave.answer', { leave: id, approve: true })).toBe('ok')
    expect(stateOf(id)).toBe('approved')
    expect(desk.code('lee', 'leave.answer', { leave: id, approve: true })).toBe('wrong_state')
  })

  it('refuses only with a reason', () => {
    const id = ask('ana')
    expect(desk.try('lee', 'leave.answer', { leave: id, approve: false })).toMatchObject({
      error: { code: 'invalid_input', problems: [{ path: 'reason' }] },
    })
    desk.do('lee', 'leave.answer', { leave: id, approve: false, reason: 'Audit week' })
    expect(desk.board.tables.leave.get(id)).toMatchObject({
      state: 'refused',
      answer: { by: 'lee', text: 'Audit week' },
    })
  })

  it('of a lead is for another lead of the team or a supervisor', () => {
    const first = ask('lee')
    expect(desk.code('lee', 'leave.answer', { leave: first, approve: true })).toBe('not_allowed')
    expect(desk.code('sue', 'leave.answer', { leave: first, approve: true })).toBe('ok')
    secondLead()
    const second = ask('lee', { from: '2026-12-07', to: '2026-12-07' })
    expect(desk.code('ben', 'leave.answer', { leave: second, approve: true })).toBe('ok')
  })

  it('of a team without a lead is for a supervisor', () => {
    const id = ask('rae')
    expect(desk.code('lee', 'leave.answer', { leave: id, approve: true })).toBe('not_found')
    expect(desk.code('sue', 'leave.answer', { leave: id, approve: true })).toBe('ok')
  })

  it('is for supervisors where the office says so, with the lead’s word', () => {
    const id = ask('ana')
    expect(desk.code('lee', 'leave.word', { leave: id, favours: true })).toBe('wrong_state')
    bySupervisor()
    expect(desk.code('lee', 'leave.answer', { leave: id, approve: true })).toBe('not_allowed')
    expect(desk.code('ana', 'leave.word', { leave: id, favours: true })).toBe('not_allowed')
    desk.do('lee', 'leave.word', { leave: id, favours: false, text: 'Two are out already' })
    expect(desk.board.tables.leave.get(id)?.word).toMatchObject({ by: 'lee', favours: false })
    expect(desk.code('sue', 'leave.answer', { leave: id, approve: true })).toBe('ok')
    expect(desk.code('lee', 'leave.word', { leave: id, favours: true })).toBe('wrong_state')
    const own = ask('lee')
    expect(desk.code('lee', 'leave.word', { leave: own, favours: true })).toBe('not_allowed')
  })
})

describe('cancelling leave', () => {
  it('is one’s own while asked, or approved and not begun', () => {
    const asked = ask('ana')
    expect(desk.code('ben', 'leave.cancel', { leave: asked })).toBe('not_found')
    expect(desk.code('ana', 'leave.cancel', { leave: asked })).toBe('ok')
    expect(desk.code('ana', 'leave.cancel', { leave: asked })).toBe('wrong_state')
    const ahead = ask('ana')
    desk.do('lee', 'leave.answer', { leave: ahead, approve: true })
    expect(desk.code('ana', 'leave.cancel', { leave: ahead })).toBe('ok')
    const begun = ask('ana', { from: '2026-11-23' })
    desk.do('lee', 'leave.answer', { leave: begun, approve: true })
    expect(desk.code('ana', 'leave.cancel', { leave: begun })).toBe('wrong_state')
  })

  it('is the lead’s afterwards, with a reason', () => {
    const id = ask('ana', { from: '2026-11-23' })
    desk.do('lee', 'leave.answer', { leave: id, approve: true })
    expect(desk.code('lee', 'leave.cancel', { leave: id })).toBe('invalid_input')
    desk.do('lee', 'leave.cancel', { leave: id, reason: 'Came in after all' })
    expect(desk.board.tables.leave.get(id)).toMatchObject({
      state: 'cancelled',
      answer: { by: 'lee', text: 'Came in after all' },
    })
    const refused = ask('ana')
    desk.do('lee', 'leave.answer', { leave: refused, approve: false, reason: 'No' })
    expect(desk.code('lee', 'leave.cancel', { leave: refused, reason: 'x' })).toBe('wrong_state')
  })
})

describe('coming back early', () => {
  const day = (date: string) =>
    personDay(
      timetableFrom(office, {
        shift: desk.board.tables.shift,
        pattern: desk.board.tables.pattern,
        leave: desk.board.tables.leave.values(),
      }),
      'ana',
      date,
    ).cause

  it('leaves the days that were taken as they were', () => {
    const id = ask('ana', { from: '2026-11-23', to: '2026-11-26' })
    desk.do('lee', 'leave.answer', { leave: id, approve: true })
    expect(['2026-11-23', '2026-11-24', '2026-11-25'].map(day)).toEqual(['leave', 'leave', 'leave'])
    desk.later(24 * 60)
    desk.do('lee', 'leave.cancel', { leave: id, reason: 'Well again' })
    expect(['2026-11-23', '2026-11-24', '2026-11-25'].map(day)).toEqual([
      'leave',
      'office',
      'office',
    ])
    expect(desk.code('ana', 'leave.ask', { ...week, from: '2026-11-25', to: '2026-11-25' })).toBe(
      'ok',
    )
  })

  it('takes all of it back when it is over: then it was an error', () => {
    const id = ask('ana', { from: '2026-11-23', to: '2026-11-23' })
    desk.do('lee', 'leave.answer', { leave: id, approve: true })
    desk.later(24 * 60)
    desk.do('lee', 'leave.cancel', { leave: id, reason: 'Was here' })
    expect(day('2026-11-23')).toBe('office')
  })
})

describe('hours adjusted for a day', () => {
  it('writes the day as it is, with the changed time and its reason, and keeps the note for the team', () => {
    const work = { from: '08:00', to: '17:00' }
    desk.do('lee', 'shift.save', { person: 'ana', day: TUESDAY, work, note: 'Counter' })
    const { shift } = desk.do('lee', 'day.adjust', {
      person: 'ana',
      day: TUESDAY,
      from: '10:00',
      reason: 'Dentist',
    })
    expect(shift).toMatchObject({
      id: `ana/${TUESDAY}`,
      team: 'permits',
      work: { from: '10:00', to: '17:00' },
      note: 'Counter',
      reason: 'Dentist',
      by: 'lee',
    })
    // The second time it is the day that was drawn that changes.
    const early = desk.do('lee', 'day.adjust', {
      person: 'ana',
      day: TUESDAY,
      to: '15:00',
      reason: 'School',
    })
    expect(early.shift.work).toMatchObject({ from: '10:00', to: '15:00' })
  })

  it('is for a lead of the team, on a day that is worked, with a time', () => {
    const day = { person: 'ana', day: TUESDAY, reason: 'x' }
    expect(desk.code('ana', 'day.adjust', { ...day, from: '10:00' })).toBe('not_allowed')
    expect(desk.code('sue', 'day.adjust', { ...day, from: '10:00' })).toBe('not_allowed')
    expect(desk.code('lee', 'day.adjust', { ...day, person: 'rae', from: '10:00' })).toBe(
      'not_allowed',
    )
    expect(desk.code('lee', 'day.adjust', day)).toBe('invalid_input')
    expect(desk.code('lee', 'day.adjust', { ...day, from: '17:00' })).toBe('invalid_input')
    expect(desk.code('lee', 'day.adjust', { ...day, to: '08:00' })).toBe('invalid_input')
    expect(desk.code('lee', 'day.adjust', { ...day, day: '2026-11-08', from: '10:00' })).toBe(
      'invalid_input',
    )
    expect(desk.code('lee', 'day.adjust', { ...day, day: '2026-11-28', from: '10:00' })).toBe(
      'wrong_state',
    )
    const id = ask('ana', { from: TUESDAY, to: TUESDAY })
    desk.do('lee', 'leave.answer', { leave: id, approve: true })
    const tried = desk.try('lee', 'day.adjust', { ...day, from: '10:00' })
    expect(tried.ok ? '' : tried.error.message).toBe('Ana Delgado is on leave on Tue 24 Nov.')
  })
})

describe('a swap', () => {
  const FRIDAY = '2026-11-27'
  const workOf = (id: string) => desk.board.tables.shift.get(id)?.work
  const off = (person: string, day: string) =>
    desk.board.tables.shift.set(`${person}/${day}`, {
      id: `${person}/${day}`,
      person,
      team: 'permits',
      day,
      work: null,
      note: null,
      by: 'lee',
    })

  it('exchanges the hours of one day', () => {
    desk.do('lee', 'day.adjust', { person: 'ana', day: TUESDAY, to: '12:00', reason: 'x' })
    const swap = { a: 'ana', dayA: TUESDAY, b: 'ben', dayB: TUESDAY }
    expect(desk.do('lee', 'day.swap', swap).shifts).toHaveLength(2)
    expect(workOf(`ana/${TUESDAY}`)).toMatchObject({ from: '08:00', to: '17:00' })
    expect(workOf(`ben/${TUESDAY}`)).toMatchObject({ from: '08:00', to: '12:00' })
  })

  it('exchanges two days, when each is free on the day that they take', () => {
    const swap = { a: 'ana', dayA: TUESDAY, b: 'ben', dayB: FRIDAY }
    expect(desk.code('lee', 'day.swap', swap)).toBe('wrong_state')
    off('ben', TUESDAY)
    off('ana', FRIDAY)
    expect(desk.do('lee', 'day.swap', swap).shifts).toHaveLength(4)
    expect(workOf(`ana/${TUESDAY}`)).toBeNull()
    expect(workOf(`ben/${TUESDAY}`)).toMatchObject({ from: '08:00' })
    expect(workOf(`ben/${FRIDAY}`)).toBeNull()
    expect(workOf(`ana/${FRIDAY}`)).toMatchObject({ from: '08:00' })
  })

  it('is for a lead, within one team, between two people who are not on leave', () => {
    const swap = { a: 'ana', dayA: TUESDAY, b: 'ben', dayB: TUESDAY }
    expect(desk.code('ana', 'day.swap', swap)).toBe('not_allowed')
    expect(desk.code('lee', 'day.swap', { ...swap, b: 'rae' })).toBe('not_allowed')
    expect(desk.code('lee', 'day.swap', { ...swap, b: 'ana' })).toBe('invalid_input')
    desk.do('ada', 'person.edit', { person: 'lee', leads: ['permits', 'records'] })
    expect(desk.code('lee', 'day.swap', { ...swap, b: 'rae' })).toBe('invalid_input')
    const id = ask('ben', { from: TUESDAY, to: TUESDAY, part: { from: '08:00', to: '09:00' } })
    desk.do('lee', 'leave.answer', { leave: id, approve: true })
    expect(desk.code('lee', 'day.swap', swap)).toBe('wrong_state')
  })
})

describe('how leads run their desks', () => {
  it('changes what is named and keeps the rest, and the ids of causes', () => {
    desk.do('ada', 'office.save', { desk: { utilisation: 0.75 } })
    desk.do('ada', 'office.save', {
      desk: {
        leaveBy: 'supervisor',
        causes: [{ id: 'absence', name: 'Out' }, { name: 'Printer' }],
      },
    })
    expect(desk.board.tables.office.get('springfield')?.desk).toEqual({
      utilisation: 0.75,
      leaveBy: 'supervisor',
      causes: [
        { id: 'absence', name: 'Out' },
        { id: 'printer', name: 'Printer' },
      ],
    })
    const twice = { causes: [{ name: 'Printer' }, { name: 'printer' }] }
    expect(desk.code('ada', 'office.save', { desk: twice })).toBe('invalid_input')
    expect(desk.code('lee', 'office.save', { desk: { leaveBy: 'lead' } })).toBe('not_allowed')
  })
})
