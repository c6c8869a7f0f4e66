import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { Desk } from '../support/floor.js'

/** The desk's clock stands on Monday 23 November 2026. */
const MON = '2026-11-23'
const TUE = '2026-11-24'
const NEXT = '2026-11-30'
const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
const morning = work('08:00', '12:00')
const week = (...days: (WorkDay | null)[]) => [...days, ...Array<null>(7).fill(null)].slice(0, 7)

let desk: Desk
beforeEach(() => void (desk = new Desk()))

describe('a drawn day', () => {
  it('has a reason beside its note, kept when it is moved and never copied to another week', () => {
    const row = () => desk.board.tables.shift.get(`ana/${TUE}`)
    const at = { person: 'ana', day: TUE }
    desk.do('lee', 'shift.save', { ...at, work: morning, note: 'Counter', reason: 'Dentist' })
    desk.do('lee', 'shift.save', { ...at, work: work('09:00', '13:00') })
    expect(row()).toMatchObject({ note: 'Counter', reason: 'Dentist' })
    desk.do('lee', 'shift.copyWeek', { team: 'permits', from: MON, to: NEXT, people: ['ana'] })
    expect(desk.board.tables.shift.get('ana/2026-12-01')).not.toHaveProperty('reason')
    desk.do('lee', 'shift.save', { ...at, work: morning, reason: null })
    expect(row()).not.toHaveProperty('reason')
  })

  it('keeps what a training is about where somebody draws who is not told it', () => {
    const block = (from: string, to: string, text: string | null) => ({
      from,
      to,
      kind: 'training' as const,
      text,
    })
    const at = { person: 'ana', day: TUE }
    const drawn = (from: string, to: string, text: string | null) =>
      work('08:00', '12:00', { blocks: [block(from, to, text)] })
    const topics = () =>
      desk.board.tables.shift.get(`ana/${TUE}`)?.work?.blocks.map(({ text }) => text)
    desk.do('lee', 'shift.save', { ...at, work: drawn('09:00', '10:00', 'Signatures') })
    const told = desk.do('ada', 'shift.save', { ...at, work: drawn('10:00', '11:00', null) })
    expect(topics()).toEqual(['Signatures'])
    expect(told.shift.work?.blocks).toEqual([block('10:00', '11:00', null)])
    desk.do('lee', 'shift.save', { ...at, work: drawn('10:00', '11:00', null) })
    expect(topics()).toEqual([null])
  })
})

describe('taking back what was done to the timetable', () => {
  const rows = () => ({
    shifts: [...desk.board.tables.shift.values()].sort((a, b) => a.id.localeCompare(b.id)),
    patterns: [...desk.board.tables.pattern.values()],
  })
  const undone = (undo: string | null, who = 'lee') => desk.code(who, 'undo.apply', { undo: undo! })
  const days = (person: string, ...on: string[]) => {
    for (const one of on) desk.do('lee', 'shift.save', { person, day: one, work: morning })
  }

  it('takes back a copied week as one, and all that the day said before', () => {
    days('ana', MON, TUE, '2026-12-02')
    days('ben', MON)
    desk.do('lee', 'day.adjust', { person: 'ana', day: NEXT, from: '09:00', reason: 'Dentist' })
    const before = rows()
    const { changed, undo } = desk.do('lee', 'shift.copyWeek', {
      team: 'permits',
      from: MON,
      to: NEXT,
    })
    expect(changed).toBe(4)
    const entries = desk.entries.length
    expect(undone(undo)).toBe('ok')
    expect(desk.entries).toHaveLength(entries + 1)
    expect(rows()).toEqual(before)
  })

  it('takes back weeks that began long ago, with what held before them and the days that gave way', () => {
    desk.do('lee', 'pattern.save', { person: 'ana', from: MON, weeks: [week(morning)] })
    // Five weeks on, the Monday from which they hold is past drawing.
    desk.later(5 * 7 * 24 * 60)
    days('ana', '2026-12-29', '2026-12-30')
    const before = rows()
    const { undo } = desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: '2026-12-28',
      weeks: [week(null, morning)],
      clear: ['2026-12-29', '2026-12-30', '2026-12-31'],
    })
    expect(rows().shifts).toEqual([])
    expect(undone(undo)).toBe('ok')
    expect(rows()).toEqual(before)
    const forgotten = desk.do('lee', 'pattern.clear', { person: 'ana' }).undo
    expect(undone(forgotten)).toBe('ok')
    expect(rows()).toEqual(before)
  })

  it('makes a week as usual with one command, and takes that back', () => {
    days('ana', MON, TUE, NEXT)
    const before = rows()
    const { undo } = desk.do('lee', 'shift.clear', { person: 'ana', day: MON, to: '2026-11-29' })
    expect(rows().shifts.map(({ day: on }) => on)).toEqual([NEXT])
    expect(undone(undo)).toBe('ok')
    expect(rows()).toEqual(before)
    expect(desk.code('lee', 'shift.clear', { person: 'ana', day: TUE, to: MON })).toBe(
      'invalid_input',
    )
  })

  it('takes back hours changed for a day, and a swap of two people with all of its days', () => {
    const FRI = '2026-11-27'
    const at = { person: 'ana', day: TUE }
    desk.do('lee', 'shift.save', { ...at, work: morning, note: 'Counter', reason: 'Dentist' })
    desk.do('lee', 'shift.save', { person: 'ana', day: FRI, work: null })
    desk.do('lee', 'shift.save', { person: 'ben', day: TUE, work: null })
    const before = rows()
    const later = desk.do('lee', 'day.adjust', { ...at, from: '09:00', reason: 'School' })
    expect(desk.board.tables.undo.get(later.undo!)?.what).toBe('Ana Delgado, Tue 24 Nov')
    desk.do('lee', 'undo.apply', { undo: later.undo! })
    expect(rows()).toEqual(before)
    const swap = desk.do('lee', 'day.swap', { a: 'ana', dayA: TUE, b: 'ben', dayB: FRI })
    expect(rows()).not.toEqual(before)
    expect(desk.board.tables.undo.get(swap.undo!)?.what).toBe(
      'Ana Delgado and Ben Ito, Tue 24 Nov and Fri 27 Nov',
    )
    desk.do('lee', 'undo.apply', { undo: swap.undo! })
    expect(rows()).toEqual(before)
  })

  it('is one’s own, for ten minutes, and only while nobody changed one of the days', () => {
    days('ana', MON, TUE)
    const { undo } = desk.do('lee', 'shift.clear', { person: 'ana', day: MON, to: TUE })
    expect(undone(undo, 'ada')).toBe('not_found')
    desk.do('ada', 'shift.save', { person: 'ana', day: TUE, work: null })
    const before = rows()
    expect(desk.try('lee', 'undo.apply', { undo: undo! })).toMatchObject({
      error: {
        code: 'stale',
        message: 'Nothing was undone: Tue 24 Nov of Ana Delgado was changed since.',
      },
    })
    expect(rows()).toEqual(before)
    const own = desk.do('ada', 'shift.clear', { person: 'ana', day: TUE }).undo
    desk.later(11)
    expect(undone(own, 'ada')).toBe('wrong_state')
    expect(desk.do('lee', 'shift.clear', { person: 'ana', day: TUE }).undo).toBeNull()
  })

  it('does not bring back days of who has left, nor of a team that one leads no more', () => {
    days('ana', MON)
    days('ben', MON)
    const ofAna = desk.do('lee', 'shift.clear', { person: 'ana', day: MON }).undo
    const ofBen = desk.do('lee', 'shift.clear', { person: 'ben', day: MON }).undo
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    desk.do('ada', 'person.edit', { person: 'ben', team: 'records' })
    expect([undone(ofAna), undone(ofBen)]).toEqual(['wrong_state', 'not_allowed'])
    expect(rows().shifts).toEqual([])
  })
})
