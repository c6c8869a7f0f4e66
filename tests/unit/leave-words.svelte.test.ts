import { describe, expect, it } from 'vitest'
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import type { HourLeft } from '../../server/domain/leave-coverage.js'
import { Times } from '../../web/lib/times.js'
import { deskChanges, deskDraft, deskProblems } from '../../web/views/desk-form.js'
import { changed, draftProblems, emptyLeave, leaveInput } from '../../web/views/leave-form.js'
import {
  coverageWords,
  daysWords,
  leaveNow,
  listed,
  onLeaveWords,
} from '../../web/views/leave-words.js'
import {
  presenceAxis,
  presenceRow,
  presenceSentence,
  type PresenceOfDay,
} from '../../web/views/presence.svelte.js'
import { office } from '../support/floor.js'

const leave = (more: Partial<LeaveRow> = {}): LeaveRow => ({
  id: 'l1',
  person: 'ana',
  team: 'desk',
  from: '2026-11-24',
  to: '2026-11-26',
  part: null,
  kind: 'vacation',
  reason: null,
  state: 'approved',
  askedAt: '2026-11-23T16:00:00.000Z',
  askedBy: 'ana',
  word: null,
  answer: null,
  ...more,
})

describe('leave in words', () => {
  it('names its days and hours', () => {
    expect(daysWords(leave())).toBe('Tue 24 Nov to Thu 26 Nov')
    expect(daysWords(leave({ to: '2026-11-24', part: { from: '09:00', to: '11:30' } }))).toBe(
      'Tue 24 Nov, 9:00–11:30',
    )
  })

  it('says until when somebody is on leave', () => {
    expect(onLeaveWords(leave(), '2026-11-24')).toBe('On leave until Thu')
    expect(onLeaveWords(leave(), '2026-11-26')).toBe('On leave today')
    expect(onLeaveWords(leave({ to: '2026-12-01' }), '2026-11-24')).toBe('On leave until 1 Dec')
    expect(onLeaveWords(leave({ part: { from: '09:00', to: '11:30' } }), '2026-11-24')).toBe(
      'On leave until 11:30',
    )
  })

  it('finds the leave of a moment, and of hours only within them', () => {
    const at = (day: string, clock: string, all = [leave()]) =>
      leaveNow(all, 'ana', { day, clock })?.id ?? null
    expect(at('2026-11-24', '07:00')).toBe('l1')
    expect(at('2026-11-27', '07:00')).toBeNull()
    expect(at('2026-11-24', '07:00', [leave({ state: 'asked' })])).toBeNull()
    expect(leaveNow([leave()], 'ben', { day: '2026-11-24', clock: '07:00' })).toBeNull()
    const part = [leave({ part: { from: '09:00', to: '11:00' } })]
    expect(at('2026-11-24', '08:59', part)).toBeNull()
    expect(at('2026-11-24', '09:00', part)).toBe('l1')
    expect(at('2026-11-24', '11:00', part)).toBeNull()
  })

  it('tells the lowest hours that are left, and whom nobody can stand in for', () => {
    const hour = (at: number, here: number, vital: number): HourLeft => ({
      day: '2026-11-24',
      hour: at,
      here,
      of: 5,
      types: new Map([['vital', vital]]),
    })
    const name = () => 'Vital records'
    const hours = [hour(9, 3, 1), hour(10, 2, 0), hour(11, 2, 0), hour(12, 3, 1)]
    expect(coverageWords(hours, name)).toEqual([
      'Tue 10–12: 2 of 5 here; nobody left can take Vital records',
    ])
    expect(coverageWords([hour(9, 2, 1), hour(10, 3, 0)], name)).toEqual([
      'Tue 9–10: 2 of 5 here',
      'Tue 10–11: 3 of 5 here; nobody left can take Vital records',
    ])
    const later = { ...hour(10, 1, 1), day: '2026-12-01' }
    expect(coverageWords([hour(9, 2, 1), later], name)).toEqual(['Tue 1 Dec 10–11: 1 of 5 here'])
    expect(coverageWords([hour(9, 0, 0)], name)).toEqual(['Tue 9–10: nobody here'])
    expect(coverageWords([], name)).toEqual([])
    const against = (at: number, vital: number, need: number) => ({
      ...hour(at, 4, vital),
      need: { all: 3, types: new Map([['vital', need]]) },
    })
    expect(coverageWords([against(9, 2, 2), against(10, 1, 2)], name)).toEqual([
      'Tue 9–11: 4 of 5 here, 3 needed',
      'Tue 10–11: 1 left can take Vital records, 2 needed',
    ])
    expect(coverageWords([against(9, 2, 2)], name)).toEqual([
      'Tue 9–10: 4 of 5 here, 3 needed',
      'Enough in every hour for Vital records',
    ])
    expect(listed(['A', 'B', 'C'])).toBe('A, B and C')
  })
})

describe('the form for leave', () => {
  const today = '2026-11-23'
  it('begins with tomorrow, and a single day stays one', () => {
    const draft = emptyLeave(today, 'ana')
    expect(leaveInput(draft, true)).toEqual({
      from: '2026-11-24',
      to: '2026-11-24',
      part: null,
      kind: 'vacation',
    })
    expect(leaveInput({ ...draft, reason: ' School ' }, false)).toMatchObject({
      person: 'ana',
      reason: 'School',
    })
    expect(changed(draft, { from: '2026-12-01' })).toMatchObject({ to: '2026-12-01' })
    const long = changed(draft, { to: '2026-11-27' })
    expect(changed(long, { from: '2026-11-25' })).toMatchObject({ to: '2026-11-27' })
    expect(changed(long, { from: '2026-11-30' })).toMatchObject({ to: '2026-11-30' })
  })

  it('names what is wrong before anything is sent', () => {
    const paths = (some: Parameters<typeof changed>[1]) =>
      draftProblems(changed(emptyLeave(today, 'ana'), some), today, some.person === undefined).map(
        ({ path }) => path,
      )
    expect(paths({})).toEqual([])
    expect(paths({ from: '' })).toEqual(['from', 'to'])
    expect(paths({ to: '2026-11-23' })).toEqual(['to'])
    expect(paths({ hours: true, begins: '12:00', ends: '12:00' })).toEqual(['part.to'])
    expect(paths({ hours: true, begins: '' })).toEqual(['part.from'])
    expect(paths({ from: '2026-11-20' })).toEqual(['from'])
    expect(paths({ from: '2026-11-20', person: 'ben' })).toEqual([])
  })
})

describe('presence in words', () => {
  const day = (more: Partial<PresenceOfDay> = {}): PresenceOfDay => ({
    person: 'ana',
    shift: { from: '2026-11-23T15:00:00.000Z', to: '2026-11-24T00:00:00.000Z', pauses: [] },
    cause: 'office',
    stretches: [{ from: '2026-11-23T15:00:00.000Z', to: '2026-11-23T15:20:00.000Z', kind: 'out' }],
    atWork: 190,
    outOfPlace: 25,
    lateStart: 20,
    earlyLeave: 0,
    events: [],
    ...more,
  })
  it('says what was missed, and when nothing was', () => {
    expect(presenceSentence(day())).toBe('At work 3 h 10, out of place 25 min: 20 min late.')
    expect(presenceSentence(day({ lateStart: 0 }))).toBe('At work 3 h 10, out of place 25 min.')
    expect(presenceSentence(day({ outOfPlace: 0, lateStart: 0 }))).toBe(
      'At work 3 h 10, nothing out of place.',
    )
    expect(presenceSentence(day({ shift: null, cause: 'leave' }))).toBe('On leave that day.')
  })

  it('is drawn from the hour in which the first shift begins', () => {
    const row = presenceRow(day(), 'Ana', new Times('America/Denver'))
    expect(row).toMatchObject({ shift: '8:00–17:00', lateStart: '20 min', earlyLeave: '' })
    expect(row.stretches[0]?.title).toBe('Off or away 8:00–8:20')
    const axis = presenceAxis([row])
    expect(axis).toMatchObject({ from: row.span?.from, closes: row.span?.to })
    expect(axis?.to).toBe(row.span?.to)
    expect(presenceAxis([])).toBeNull()
  })
})

describe('the form for the desk', () => {
  it('sends only what is changed', () => {
    const draft = deskDraft(office)
    expect(draft).toMatchObject({ leaveBy: 'lead', utilisation: '80' })
    expect(deskChanges(office, draft)).toBeUndefined()
    expect(deskChanges(office, { ...draft, utilisation: '75 %' })).toEqual({ utilisation: 0.75 })
    const causes = [...draft.causes.slice(0, 1), { id: null, name: 'Printer' }]
    expect(deskChanges(office, { ...draft, leaveBy: 'supervisor', causes })).toEqual({
      leaveBy: 'supervisor',
      causes: [{ id: 'absence', name: 'Absence' }, { name: 'Printer' }],
    })
  })

  it('names what is wrong', () => {
    const draft = deskDraft(office)
    const paths = (some: Partial<typeof draft>) =>
      deskProblems({ ...draft, ...some }).map(({ path }) => path)
    expect(paths({})).toEqual([])
    for (const utilisation of ['', 'x', '29', '101'])
      expect(paths({ utilisation })).toEqual(['desk.utilisation'])
    expect(paths({ causes: [] })).toEqual(['desk.causes'])
    const twice = [
      { id: 'a', name: 'Calls' },
      { id: null, name: 'calls ' },
      { id: null, name: ' ' },
    ]
    expect(paths({ causes: twice })).toEqual(['desk.causes.1.name', 'desk.causes.2.name'])
  })
})
