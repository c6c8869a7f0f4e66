import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presences, type Presence } from '../../server/contract/rows.js'
import { adherence, type AdherenceShift, type PresenceSpan } from '../../server/domain/adherence.js'
import {
  presenceChanges,
  presenceSpans,
  type PresenceEntry,
} from '../../server/domain/presence-history.js'

const minute = 60_000
const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00Z`)
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })
const was = (from: string, to: string, presence: Presence): PresenceSpan => ({
  ...span(from, to),
  presence,
})
const shift: AdherenceShift = {
  ...span('08:00', '16:00'),
  breaks: [span('12:00', '12:30'), span('14:00', '15:00')],
  blocks: [{ ...span('14:00', '15:00'), kind: 'meeting', text: null }],
}
const figures = (presence: PresenceSpan[], now = '17:00', of = shift) => {
  const { atWork, outOfPlace, lateStart, earlyLeave } = adherence(of, presence, at(now))
  return [atWork, outOfPlace, lateStart, earlyLeave]
}

describe('presence against the shift', () => {
  it('is whole when somebody is here but for the planned break, whenever they take it', () => {
    expect(
      figures([
        was('07:50', '12:00', 'available'),
        was('12:00', '12:30', 'break'),
        was('12:30', '16:10', 'available'),
      ]),
    ).toEqual([450, 0, 0, 0])
    expect(
      figures([
        was('08:00', '10:00', 'available'),
        was('10:00', '10:30', 'break'),
        was('10:30', '16:00', 'available'),
      ]),
    ).toEqual([450, 0, 0, 0])
  })

  it('counts a late start, an early end and a break beyond the planned one', () => {
    const day = [
      was('08:20', '11:50', 'available'),
      was('11:50', '12:35', 'break'),
      was('12:35', '15:30', 'available'),
    ]
    expect(figures(day)).toEqual([385, 65, 20, 30])
    expect(adherence(shift, day, at('17:00')).stretches.map(({ kind }) => kind)).toEqual([
      'out',
      'here',
      'break',
      'longBreak',
      'here',
      'out',
    ])
  })

  it('misses nothing before the shift begins, and only what has passed since', () => {
    expect(figures([], '07:00')).toEqual([0, 0, 0, 0])
    expect(figures([], '08:30')).toEqual([0, 30, 30, 0])
    expect(figures([was('08:00', '09:00', 'available')], '09:00')).toEqual([60, 0, 0, 0])
  })

  it('does not call it an early end while somebody who is away may come back', () => {
    const day = [was('08:00', '09:00', 'available'), was('09:00', '09:30', 'away')]
    expect(figures(day, '09:30')).toEqual([60, 30, 0, 0])
    expect(figures([...day.slice(0, 1), was('09:00', '09:30', 'off')], '09:30')).toEqual([
      60, 30, 0, 30,
    ])
  })

  it('expects nobody at the desk in a meeting or on leave of some hours, and neither is break time', () => {
    expect(
      figures([
        was('08:00', '14:00', 'available'),
        was('14:00', '15:00', 'away'),
        was('15:00', '16:00', 'available'),
      ]),
    ).toEqual([420, 0, 0, 0])
    const leave = {
      ...shift,
      breaks: [...shift.breaks, span('08:00', '10:00')],
      leave: [span('08:00', '10:00')],
    }
    expect(figures([was('10:00', '16:00', 'available')], '17:00', leave)).toEqual([360, 0, 0, 0])
    expect(
      figures([was('10:00', '11:00', 'break'), was('11:00', '16:00', 'available')], '17:00', leave),
    ).toEqual([300, 30, 0, 0])
  })
})

describe('for any day', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom(...presences)), {
      maxLength: 12,
    })
    .map((pieces) => {
      let from = at('07:00')
      return pieces.map(([length, presence]): PresenceSpan => {
        const one = { from, to: from + length * minute, presence }
        from = one.to
        return one
      })
    })

  it('accounts for every minute of the shift until now, and late and early are part of what was missed', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 720 }), (presence, passed) => {
        const now = at('07:00') + passed * minute
        const found = adherence(shift, presence, now)
        const until = Math.min(Math.max(now, shift.from), shift.to)
        let edge = shift.from
        for (const { from, to } of found.stretches) {
          expect(from).toBe(edge)
          edge = to
        }
        expect(edge).toBe(until)
        const planned = found.stretches.filter(({ kind }) =>
          ['break', 'block', 'leave'].includes(kind),
        )
        const paused = planned.reduce((sum, { from, to }) => sum + (to - from), 0) / minute
        expect(found.atWork + found.outOfPlace + paused).toBeCloseTo((until - shift.from) / minute)
        expect(found.lateStart).toBeLessThanOrEqual(found.outOfPlace)
        expect(found.lateStart + found.earlyLeave).toBeLessThanOrEqual(found.outOfPlace + 1e-9)
      }),
    )
  })
})

describe('where somebody was', () => {
  let seq = 0
  const entry = (
    clock: string,
    command: string,
    input: object,
    actor = 'system',
  ): PresenceEntry => ({
    seq: ++seq,
    at: new Date(at(clock)).toISOString(),
    actor,
    command,
    input,
  })
  const told = (...entries: PresenceEntry[]) =>
    presenceSpans(presenceChanges(entries).get('ana') ?? [], at('17:00')).map(
      ({ from, to, presence }) =>
        `${new Date(from).toISOString().slice(11, 16)}-${new Date(to).toISOString().slice(11, 16)} ${presence}`,
    )

  it('is told from signing in and out and from what they said', () => {
    expect(
      told(
        entry('08:00', 'session.begin', { person: 'ana', session: 'x' }),
        entry('08:30', 'session.begin', { person: 'ana', session: 'y' }),
        entry('10:00', 'person.presence', { status: 'break' }, 'ana'),
        entry('10:05', 'person.presence', { status: 'away' }, 'ben'),
        entry('10:15', 'session.begin', { person: 'ana', session: 'z' }),
        entry('10:20', 'person.presence', { status: 'available' }, 'ana'),
        entry('11:00', 'session.end', { person: 'ana', session: 'y', last: false }),
        entry('12:00', 'session.end', { person: 'ana', session: 'x', last: true }),
      ),
    ).toEqual([
      '08:00-10:00 available',
      '10:00-10:20 break',
      '10:20-12:00 available',
      '12:00-17:00 off',
    ])
  })

  it('ends when they are signed out everywhere, get a new passphrase or lose their access', () => {
    const begin = entry('08:00', 'session.begin', { person: 'ana', session: 'x' })
    const gone = ['08:00-09:00 available', '09:00-17:00 off']
    expect(told(begin, entry('09:00', 'session.endAll', {}, 'ana'))).toEqual(gone)
    expect(told(begin, entry('09:00', 'password.reset', { person: 'ana' }, 'ada'))).toEqual(gone)
    expect(
      told(begin, entry('09:00', 'person.edit', { person: 'ana', active: false }, 'ada')),
    ).toEqual(gone)
    expect(told(begin, entry('09:00', 'person.edit', { person: 'ana', name: 'A' }, 'ada'))).toEqual(
      ['08:00-17:00 available'],
    )
  })
})
